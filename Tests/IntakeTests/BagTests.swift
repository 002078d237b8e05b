import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

/// Bags: the conformance suite, one fault each, and what is unusual and not wrong.
@Suite("Bags are judged right")
struct BagTests {
    @Test("every bag of the conformance suite", .enabled(if: Material.isThere, Material.missing))
    func conformance() async throws {
        try #require(ConformanceBag.all.count >= 34, Material.missing)
        var lines = ["bag | expected | found"]
        for bag in ConformanceBag.all {
            let report = try await Judged.shared.report(bag.path)
            let (verdict, isRight, found) = bag.judge(report)
            #expect(report.kind == .bagIt, "\(bag.path)")
            #expect(isRight, "\(bag.path): \(found.map(\.summary))")
            lines.append("\(bag.path.components(separatedBy: "/bagit/").last!) | \(bag.expected) | \(verdict)")
        }
        print(lines.joined(separator: "\n"))
    }

    @Test("a bag made here is good before it is spoiled, as folder and with all its files described")
    func good() async throws {
        let report = try await judge(MadeBag().sealed)
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.records == 10 && report.kind == .bagIt)
    }

    @Test("there are more than 40 faults, of all that a bag can have")
    func enough() {
        #expect(BagMutation.all.count >= 40)
        #expect(Set(BagMutation.all.map(\.name)).count == BagMutation.all.count)
    }

    @Test("a fault", arguments: BagMutation.all)
    func fault(_ mutation: BagMutation) async throws {
        let (files, named) = mutation.spoil(MadeBag())
        let report = try await judge(files)
        #expect(report.verdict == .return, "\(report.findings.map(\.summary))")
        #expect(
            report.faults.contains { fault in fault.check == mutation.check && named.contains(where: fault.names) },
            "\(mutation.check) names none of \(named): \(report.findings.map(\.summary))")
    }

    @Test("an oddity", arguments: Oddity.all)
    func oddity(_ oddity: Oddity) async throws {
        var made = MadeBag()
        oddity.before(&made)
        var files = made.sealed
        oddity.after(&files)
        let report = try await judge(files, wrapped: oddity.isWrapped)
        #expect(report.findings(.blocking).isEmpty, "\(report.faults.map(\.summary))")
        #expect(report.records == 10)
        #expect(oddity.mayWarn || report.verdict == .accept, "\(report.faults.map(\.summary))")
    }

    @Test("a bag in ZIP and TAR is the same bag")
    func packed() async throws {
        let files = MadeBag().sealed
        let area = try TestFolder()
        for (name, bytes) in [
            ("包.zip", MadeZip(files, prefix: "包/").bytes), ("包.tar", MadeTar(files, .pax).bytes),
        ] {
            try Data(bytes).write(to: URL(fileURLWithPath: area.path + "/" + name))
            let report = try await check(area.path + "/" + name)
            #expect(report.verdict == .accept && report.records == 10, "\(report.faults.map(\.summary))")
        }
    }

    private func judge(_ files: PackageFiles, wrapped: Bool = false) async throws -> CheckReport {
        let area = try TestFolder()
        try files.write(to: area.path + (wrapped ? "/包/bag" : "/包"))
        return try await check(area.path + "/包")
    }

    struct Oddity: Sendable, CustomTestStringConvertible {
        let name: String
        var mayWarn = false
        var isWrapped = false
        var before: @Sendable (inout MadeBag) -> Void = { _ in }
        var after: @Sendable (inout PackageFiles) -> Void = { _ in }

        var testDescription: String { name }

        static let all: [Oddity] = [
            Oddity(name: "a folder around the bag", isWrapped: true),
            Oddity(name: "Windows line ends in all tag files") { $0.lineEnd = "\r\n" },
            Oddity(name: "line ends of old Macs") { $0.lineEnd = "\r" },
            Oddity(name: "one space, as early tools wrote") { $0.separator = " " },
            Oddity(name: "a tab") { $0.separator = "\t" },
            Oddity(name: "the asterisk of md5sum", mayWarn: true) { $0.separator = " *" },
            Oddity(name: "./ before names", mayWarn: true) { $0.written = { "./" + $0 } },
            Oddity(name: "backslashes between folders", mayWarn: true) {
                $0.written = { $0.replacingOccurrences(of: "/", with: "\\") }
            },
            Oddity(name: "manifests in GB18030, declared so") { bag in
                bag.declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: GB18030\n"
                bag.encode = { GB18030.encode($0) }
            },
            Oddity(name: "manifests in GBK, not declared", mayWarn: true) { $0.encode = { GB18030.encode($0) } },
            Oddity(name: "manifests in UTF-16, declared so") { bag in
                bag.declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n"
                bag.encode = { [0xFF, 0xFE] + Array($0.data(using: .utf16LittleEndian)!) }
            },
            Oddity(name: "a byte order mark in bagit.txt", mayWarn: true) {
                $0.declaration = "\u{FEFF}" + $0.declaration
            },
            Oddity(name: "labels in small letters") { bag in
                bag.declaration = "bagit-version: 1.0\ntag-file-character-encoding: utf-8\n"
            },
            Oddity(name: "BagIt 0.97") { $0.declaration = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n" },
            Oddity(name: "only SM3") { $0.algorithms = [.sm3] },
            Oddity(name: "digests in capitals") { _ in
            } after: { files in
                files.edit("manifest-sha256.txt") { lines in
                    lines.map { $0.prefix(64).uppercased() + $0.dropFirst(64) }
                }
            },
            Oddity(
                name: "no tag manifests",
                after: { files in
                    for name in ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"] { files[name] = nil }
                }),
            Oddity(
                name: "no bag-info.txt",
                after: { files in
                    files["bag-info.txt"] = nil
                    files.tag()
                }),
            Oddity(name: "values of several lines, labels twice") { bag in
                bag.info += ["Contact-Name: 李建国", "  临江市民政局办公室", "Contact-Name: 王秀兰", "本局编号: 2026-17"]
            },
            Oddity(
                name: "a tag file of the agency's own",
                after: { files in
                    files["交接说明.txt"] = Array("光盘一张".utf8)
                    files.tag()
                }),
            Oddity(
                name: "what Windows leaves in folders", mayWarn: true,
                after: { files in
                    files["data/J004-WS·2019-Y-BGS-0002/Thumbs.db"] = [1, 2, 3]
                }),
            Oddity(
                name: "a file listed twice with the same digest", mayWarn: true,
                after: { files in
                    files.edit("manifest-sha256.txt") { $0 + [$0[0]] }
                }),
            Oddity(
                name: "percent signs in names, written %25",
                before: { bag in
                    bag.written = { $0.replacingOccurrences(of: "%", with: "%25") }
                    bag.payload.rename(
                        "J004-WS·2019-Y-BGS-0002/0001正文.pdf", to: "J004-WS·2019-Y-BGS-0002/0001正文100%.pdf")
                    let place = bag.rows.firstIndex { $0["档号"] == "J004-WS·2019-Y-BGS-0002" }!
                    bag.rows[place]["电子文件名称"] = "0001正文100%.pdf"
                }),
            Oddity(name: "lines of a record apart from each other") { bag in bag.rows.append(bag.rows.remove(at: 1)) },
            Oddity(name: "a line for each record only") { bag in
                bag.headings.removeAll { ["电子文件名称", "格式", "字节数", "SM3"].contains($0) }
                var sums: [String: Int] = [:]
                for row in bag.rows { sums[row["档号"]!, default: 0] += Int(row["页数"]!)! }
                var seen: Set<String> = []
                bag.rows.removeAll { !seen.insert($0["档号"]!).inserted }
                for place in bag.rows.indices { bag.rows[place]["页数"] = "\(sums[bag.rows[place]["档号"]!]!)" }
            },
            Oddity(
                name: "fetch.txt of files that are all there", mayWarn: true,
                after: { files in
                    files["fetch.txt"] = Array("http://example.org/a - data/J004-WS·2019-Y-BGS-0002/0001正文.pdf\n".utf8)
                    files.tag()
                }),
        ]
    }
}
