import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

/// Capsules (DA/T 48): read in every layer, their files taken out, one fault each, signatures.
@Suite("Capsules are judged right")
struct CapsuleTests {
    @Test("capsules made here are good before they are spoiled, and their files are the records'")
    func good() async throws {
        let report = try await judge(MadeCapsules().package)
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.records == 10 && report.kind == .capsules)
        // Ten capsules, notes, list and form: what was taken out of them did not come.
        #expect(report.files == 13)
    }

    @Test("there are more than 40 faults")
    func enough() {
        #expect(CapsuleMutation.all.count >= 40)
        #expect(Set(CapsuleMutation.all.map(\.name)).count == CapsuleMutation.all.count)
    }

    @Test("a fault", arguments: CapsuleMutation.all)
    func fault(_ mutation: CapsuleMutation) async throws {
        var made = MadeCapsules()
        mutation.spoil(&made)
        let report = try await judge(made.package)
        let found = report.faults.filter { $0.check == mutation.check }
        #expect(found.contains { $0.names(CapsuleMutation.code) }, "not named: \(report.findings.map(\.summary))")
        #expect(
            mutation.named.isEmpty || found.contains { $0.names(mutation.named) },
            "\(mutation.named) not named: \(report.findings.map(\.summary))")
        // A keyword that says another format than the name is told, and decodes all the same.
        if mutation.name != "a keyword of another format" || report.verdict == .return {
            #expect(report.verdict == .return, "\(report.findings.map(\.summary))")
        }
        #expect(report.findings(.blocking).count <= 8, "a crowd: \(report.findings.map(\.summary))")
    }

    @Test("an oddity", arguments: Oddity.all)
    func oddity(_ oddity: Oddity) async throws {
        var made = MadeCapsules()
        oddity.change(&made)
        let report = try await judge(made.package, isZip: oddity.isZip)
        #expect(report.findings(.blocking).isEmpty, "\(report.faults.map(\.summary))")
        #expect(report.records == 10)
        #expect(oddity.mayWarn || report.verdict == .accept, "\(report.faults.map(\.summary))")
    }

    @Test("files are taken out once for each layer that counts, byte for byte, and the capsule stays as it came")
    func taken() async throws {
        var made = MadeCapsules()
        let record = Built.records[0]
        let built = Built.package()
        let victim = built.victims.first { $0.code == record.code }!
        let documents = victim.contents.sorted().map { ($0.components(separatedBy: "/").last!, built[$0]!) }
        let inner = MadeCapsules.modification(of: made.capsules[0].xml, record, documents)
        made.capsules[0].xml = MadeCapsules.modification(of: inner, record, documents, layer: 2)
        let area = try TestFolder()
        try made.package.write(to: area.path + "/包")
        let package = try await PackageUnpacking.unpack(
            path: area.path + "/包", sort: .folder, into: area.path + "/out", limits: UnpackLimits(), progress: { _ in })
        let path = FileName(MadeCapsules.path(record.code))
        let n = try #require(package.listing.find(path))
        let numbers = try #require(package.taken[n]).compactMap(\.self)
        #expect(numbers.count == documents.count)
        for (number, document) in zip(numbers, documents) {
            #expect(try DurableFile.read(package.path(number)) == document.1)
            #expect(package.listing.source(number) == n)
            #expect(package.listing.digests(number).sm3 == digest(document.1, .sm3))
        }
        #expect(try DurableFile.read(package.path(n)) == Array(made.capsules[0].xml.utf8))
        var lines = 0
        package.listing.eachSumLine { _ in lines += 1 }
        #expect(lines == package.listing.received && lines == 13)
    }

    @Test("a capsule of 30 MB on one line is taken out without being held")
    func large() throws {
        let area = try TestFolder()
        let bytes = (0..<(22 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 9) }
        let xml = MadeCapsules.capsule(Built.records[1], [("0001正文.pdf", [1, 2, 3])])
        let start = xml.range(of: "编码数据\">AQID")!
        let path = area.path + "/a.xml"
        let whole = xml[..<start.lowerBound] + "编码数据\">" + Data(bytes).base64EncodedString() + xml[start.upperBound...]
        try Data(whole.utf8).write(to: URL(fileURLWithPath: path))
        var made = MultiDigest([.sha256])
        var largest = 0
        let capsule = try CapsuleReading.read(path, limit: 64 << 20) { _, piece in
            made.update(piece)
            largest = max(largest, piece.count)
        }
        #expect(made.finish()[0] == sha256(bytes))
        #expect(largest <= 1 << 20)
        #expect(capsule.files.count == 1 && capsule.files[0].isBroken == false)
    }

    @Test("a capsule that holds more than is allowed is told as a bomb")
    func bomb() async throws {
        let area = try TestFolder()
        try MadeCapsules().package.write(to: area.path + "/包")
        var settings = IntakeSettings()
        settings.limits.totalBytes = 40_000
        let report = try await check(area.path + "/包", settings: settings)
        #expect(report.verdict == .return)
        #expect(report.findings.contains { $0.check == "no-bomb" }, "\(report.findings.map(\.summary))")
    }

    private func judge(_ files: PackageFiles, isZip: Bool = false) async throws -> CheckReport {
        let area = try TestFolder()
        guard !isZip else {
            try Data(MadeZip(files).bytes).write(to: URL(fileURLWithPath: area.path + "/包.zip"))
            return try await check(area.path + "/包.zip")
        }
        try files.write(to: area.path + "/包")
        return try await check(area.path + "/包")
    }

    struct Oddity: Sendable, CustomTestStringConvertible {
        let name: String
        var mayWarn = false
        var isZip = false
        var change: @Sendable (inout MadeCapsules) -> Void = { _ in }

        var testDescription: String { name }

        /// In every capsule.
        private static func all(_ old: String, _ new: String) -> @Sendable (inout MadeCapsules) -> Void {
            { made in
                for place in made.capsules.indices {
                    made.capsules[place].xml = made.capsules[place].xml.replacingOccurrences(of: old, with: new)
                }
            }
        }

        static let all: [Oddity] = [
            Oddity(name: "in a ZIP", isZip: true),
            Oddity(name: "blank lines and blanks between elements", change: all("><", ">\n  <")),
            Oddity(name: "Windows line ends", change: all("\n", "\r\n")),
            Oddity(name: "a byte order mark", change: all("<?xml", "\u{FEFF}<?xml")),
            Oddity(name: "a prefix for the namespace") { made in
                for place in made.capsules.indices {
                    made.capsules[place].xml = made.capsules[place].xml
                        .replacingOccurrences(of: "xmlns=", with: "xmlns:e=")
                        .replacingOccurrences(
                            of: "<(/?)([^?/!>\\s])", with: "<$1e:$2", options: .regularExpression)
                }
            },
            Oddity(
                name: "no namespace", change: all(" xmlns=\"http://www.saac.gov.cn/standards/ERM/encapsulation\"", "")),
            Oddity(name: "comments", change: all("<封装内容>", "<!-- 封装内容 --><封装内容>")),
            Oddity(
                name: "a processing instruction", change: all("<电子文件封装包", "<?xml-stylesheet href=\"a.xsl\"?><电子文件封装包")),
            Oddity(name: "data in CDATA", change: all("编码数据\">JVBER", "编码数据\"><![CDATA[]]>JVBER")),
            Oddity(name: "fractions of seconds and a zone", change: all("T09:30:00<", "T09:30:00.000+08:00<")),
            Oddity(name: "no optional elements") { made in
                for name in ["文件编号", "文种", "语种", "稿本", "控制标识", "机构或问题"] {
                    for place in made.capsules.indices { made.remove(name, in: place) }
                }
            },
            Oddity(
                name: "elements out of order", mayWarn: true,
                change: all(
                    "<文种>通知</文种><密级>公开</密级>", "<密级>公开</密级><文种>通知</文种>")),
            Oddity(
                name: "elements of the agency's own", mayWarn: true, change: all("</内容描述>", "<本局流水号>7</本局流水号></内容描述>")),
            Oddity(name: "digests and pages added", change: all("</电子属性>", "<数字摘要 算法=\"SM3\"></数字摘要></电子属性>")),
            Oddity(name: "a keyword in capitals", change: all("base64-pdf", "base64-PDF")),
            Oddity(name: "capsules that end in .XML") { made in
                made.files.replace(".xml</电子档案名称>", with: ".XML</电子档案名称>", in: "文件目录.XML")
                made.ending = ".XML"
            },
            Oddity(name: "what Windows leaves in folders", mayWarn: true) { made in
                made.files["电子档案/2019/文书/\(CapsuleMutation.code)/Thumbs.db"] = [1, 2, 3]
            },
            Oddity(name: "a title with what XML must escape") { made in
                let title = Built.records[1].title
                made.replace("<内容描述><题名>\(title)", with: "<内容描述><题名>\(title)&amp;&lt;附&gt;")
                made.files.replace(title, with: title + "&amp;&lt;附&gt;", in: "文件目录.XML")
            },
            Oddity(name: "the list in GB18030") { made in
                let text = made.files.text("文件目录.XML").replacingOccurrences(of: "UTF-8", with: "GB18030")
                made.files["文件目录.XML"] = GB18030.encode(text)
            },
            Oddity(name: "a modification") { made in
                let built = Built.package()
                let victim = built.victims.first { $0.code == CapsuleMutation.code }!
                made.capsules[1].xml = MadeCapsules.modification(
                    of: made.capsules[1].xml, Built.records[1],
                    victim.contents.sorted().map { ($0.components(separatedBy: "/").last!, built[$0]!) })
            },
            Oddity(name: "two files of one name", mayWarn: true) { made in
                let place = made.capsules.firstIndex { $0.xml.contains("处理单.pdf</计算机文件名>") }!
                made.replace("0002处理单.pdf</计算机文件名>", with: "0001正文.pdf</计算机文件名>", in: place)
            },
        ]
    }
}
