import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

/// E-ARK packages: the corpus of the specification's authors rule by rule, one fault each, and what is unusual and not wrong.
@Suite("E-ARK packages are judged right, rule by rule")
struct EArkTests {
    @Test("the corpus, each requirement of each package", .enabled(if: EArkCorpus.isThere, Material.missing))
    func corpus() async throws {
        let outcome = try await EArkCorpus.judged.value
        print(outcome.lines.joined(separator: "\n"))
        #expect(outcome.rows >= 214)
        #expect(outcome.unexplained.isEmpty, "\(outcome.unexplained)")
    }

    @Test("a package made here is good before it is spoiled")
    func good() async throws {
        let report = try await judge(MadeEArk().sealed)
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.kind == .eArk && report.records == 1)
    }

    @Test("packed with its folder as ZIP and TAR it is the same package")
    func packed() async throws {
        let area = try TestFolder()
        let files = MadeEArk().sealed
        for (name, bytes) in [
            ("移交.zip", MadeZip(files, prefix: MadeEArk.name + "/").bytes),
            ("移交.tar", MadeTar(files, .pax, prefix: MadeEArk.name + "/").bytes),
        ] {
            try Data(bytes).write(to: URL(fileURLWithPath: area.path + "/" + name))
            let report = try await check(area.path + "/" + name)
            #expect(report.verdict == .accept && report.kind == .eArk, "\(report.faults.map(\.summary))")
        }
        try Data(MadeZip(files).bytes).write(to: URL(fileURLWithPath: area.path + "/无.zip"))
        let bare = try await check(area.path + "/无.zip")
        #expect(bare.faults.contains { $0.what.en.hasPrefix("CSIPSTR1 ") }, "\(bare.faults.map(\.summary))")
        #expect(bare.verdict == .acceptWithWarnings)
    }

    @Test("there are more than 60 faults, no two alike")
    func enough() {
        #expect(EArkMutation.all.count >= 60)
        #expect(Set(EArkMutation.all.map(\.testDescription)).count == EArkMutation.all.count)
    }

    @Test("a fault", arguments: EArkMutation.all)
    func fault(_ mutation: EArkMutation) async throws {
        var files = MadeEArk().sealed
        mutation.spoil(&files)
        let report = try await judge(files)
        let found = report.faults.filter { EArkCorpus.rules(of: $0).contains(mutation.rule) }
        #expect(
            found.contains { $0.names(mutation.named) && ($0.severity == .warning) == mutation.isWarning },
            "\(report.faults.map(\.summary))")
        #expect(mutation.isWarning || report.verdict == .return)
        #expect(found.allSatisfy { $0.file != nil && $0.element != nil })
    }

    @Test("an oddity", arguments: Oddity.all)
    func oddity(_ oddity: Oddity) async throws {
        var made = MadeEArk()
        oddity.before(&made)
        var files = made.sealed
        oddity.after(&files)
        let report = try await judge(files)
        #expect(report.findings(.blocking).isEmpty, "\(report.faults.map(\.summary))")
        #expect(oddity.mayWarn || report.verdict == .accept, "\(report.faults.map(\.summary))")
    }

    @Test("the table of rules is complete, and each rule stands in it once")
    func rules() {
        let ids = EArkRule.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.count { $0.hasPrefix("CSIPSTR") } == 16 && ids.count { $0.hasPrefix("SIP") } == 35)
        // Two numbers of version 2.0 were given up.
        let csip = Set(ids.filter { $0.hasPrefix("CSIP") && !$0.hasPrefix("CSIPSTR") })
        #expect(csip == Set((1...119).filter { ![87, 115].contains($0) }.map { "CSIP\($0)" }))
    }

    private func judge(_ files: PackageFiles) async throws -> CheckReport {
        let area = try TestFolder()
        try files.write(to: area.path + "/" + MadeEArk.name)
        return try await check(area.path + "/" + MadeEArk.name)
    }

    struct Oddity: Sendable, CustomTestStringConvertible {
        let name: String
        var mayWarn = false
        var before: @Sendable (inout MadeEArk) -> Void = { _ in }
        var after: @Sendable (inout PackageFiles) -> Void = { _ in }

        var testDescription: String { name }

        static let all: [Oddity] = [
            Oddity(name: "checksums by MD5") { $0.algorithm = ("MD5", "md5") },
            Oddity(name: "checksums by SHA-1") { $0.algorithm = ("SHA-1", "sha1") },
            Oddity(name: "checksums by SM3, which METS does not list", mayWarn: true) { $0.algorithm = ("SM3", "sm3") },
            Oddity(name: "places percent-encoded") { made in
                made.written = { $0.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)! }
            },
            Oddity(name: "places with ./") { $0.written = { "./" + $0 } },
            Oddity(name: "places as file addresses") { $0.written = { "file://./" + $0 } },
            Oddity(name: "backslashes", mayWarn: true) {
                $0.written = { $0.replacingOccurrences(of: "/", with: "\\") }
            },
            Oddity(name: "places in capitals", mayWarn: true) { $0.written = { $0.uppercased() } },
            Oddity(name: "the common profile") {
                $0.profile = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
            },
            Oddity(name: "the profile of an edition") {
                $0.profile = "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-1-0.xml"
            },
            Oddity(
                name: "a description in EAD",
                before: { made in
                    made.mdtype = "EAD"
                    made.description = """
                        <ead xmlns="urn:isbn:1-931666-22-9"><archdesc level="fonds"><did><unittitle>临江市<emph>档案局</emph></unittitle>\
                        <unitdate normal="1949/1952">1949年至1952年</unitdate></did></archdesc></ead>
                        """
                }),
            Oddity(
                name: "no description at all", mayWarn: true,
                after: { files in
                    let text = files.text("METS.xml")
                    let parts = text.components(separatedBy: "<dmdSec")
                    let rest = parts[1].components(separatedBy: "</dmdSec>")[1]
                    files["METS.xml"] = Array(
                        (parts[0] + rest).replacingOccurrences(of: #" DMDID="dmd-1""#, with: "").utf8)
                    files["metadata/descriptive/dc.xml"] = nil
                }),
            Oddity(
                name: "a logical map beside the physical one",
                after: { files in
                    files.replace(
                        "</mets>", with: #"<structMap TYPE="LOGICAL" LABEL="按问题"><div LABEL="一"/></structMap></mets>"#,
                        in: "METS.xml")
                }),
            Oddity(
                name: "what Windows leaves in folders", mayWarn: true,
                after: { $0["representations/rep1/data/Thumbs.db"] = [1, 2] }),
            Oddity(
                name: "a placeholder of version control", after: { $0["representations/rep1/data/.gitkeep"] = [] }),
            Oddity(
                name: "an agent for the person to ask",
                after: { files in
                    files.replace(
                        #"<agent ROLE="SUBMITTER""#,
                        with:
                            #"<agent ROLE="CREATOR" TYPE="INDIVIDUAL"><name>李建国</name></agent><agent ROLE="SUBMITTER""#,
                        in: "METS.xml")
                }),
            Oddity(
                name: "METS of GB18030",
                after: { files in
                    let text = files.text("METS.xml").replacingOccurrences(of: "UTF-8", with: "GB18030")
                    files["METS.xml"] = GB18030.encode(text)
                }),
        ]
    }
}
