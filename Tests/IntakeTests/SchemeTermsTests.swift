import Archive
import Formats
import Testing

@testable import Intake

@Suite("What is agreed with an agency besides: formats, fonds, categories, size, elements, pages")
struct SchemeTermsTests {
    private func report(_ change: (inout SchemeTerms) -> Void, _ files: PackageFiles = Built.package()) async throws
        -> CheckReport
    {
        let desk = try await TestDesk()
        var scheme = CheckScheme(name: "约定")
        change(&scheme.terms)
        _ = try await desk.decide(scheme, for: "临江市民政局")
        return try await desk.report(files, agency: "临江市民政局")
    }

    @Test("a package as agreed is taken")
    func agreed() async throws {
        let report = try await report { terms in
            terms.formats = [.pdf, .ofd]
            terms.fonds = ["j004"]
            terms.categories = ["文书档案"]
            terms.largest = 10_000_000
            terms.required = ["内容描述/文种", "档号/机构或问题"]
        }
        #expect(report.verdict != .return, "\(report.faults.map(\.summary))")
        #expect(report.outcomes.first { $0.check == "agreed-scope" }?.result == .passed)
    }

    @Test("without terms there is nothing to be agreed with")
    func none() async throws {
        let report = try await report { _ in }
        #expect(report.outcomes.first { $0.check == "agreed-scope" }?.result == .notApplicable)
    }

    @Test("another format than agreed goes back, each file named")
    func formats() async throws {
        let report = try await report { $0.formats = [.ofd] }
        let found = report.findings(.blocking)
        #expect(Set(found.map(\.check)) == ["archival-formats"] && found.count >= 10)
        #expect(found[0].what.zh.contains("OFD") && found[0].file?.display.hasSuffix("pdf") == true)
    }

    @Test("another fonds and another category than agreed are told once each, with how many records")
    func scope() async throws {
        let report = try await report { terms in
            terms.fonds = ["X001"]
            terms.categories = ["ZP"]
        }
        let found = report.findings(.blocking)
        #expect(found.map(\.check) == ["agreed-scope", "agreed-scope"])
        #expect(found[0].names("J004") && found[0].what.zh.contains("10 件") && found[1].names("WS"))
    }

    @Test("a package that is larger than agreed is to come in parts")
    func size() async throws {
        var files = Built.package()
        files["其他/大附件.txt"] = [UInt8](repeating: 0x61, count: 1_100_000)
        let report = try await report({ $0.largest = 1_000_000 }, files)
        #expect(report.findings(.blocking).map(\.check) == ["agreed-scope"])
    }

    @Test("an element that this archive requires besides must be filled in")
    func required() async throws {
        let report = try await report { $0.required = ["存储位置/脱机载体编号"] }
        let found = report.findings(.blocking)
        #expect(Set(found.map(\.check)) == ["required-elements"] && found.count == Built.records.count)
        #expect(found[0].element == "脱机载体编号")
    }

    @Test("where pages are counted on paper, another number of a record is a warning; a file's own number still blocks")
    func paper() async throws {
        var files = Built.package()
        let record = Built.records[0]
        let path = record.folder + "/电子档案元数据.XML"
        files.replace(
            "<文件组合类型>组合文件</文件组合类型><页数>2</页数>", with: "<文件组合类型>组合文件</文件组合类型><页数>3</页数>",
            in: path)
        let entry = files.text("目录文件.XML").split(separator: "\n").first { $0.contains(record.code) }!
        files.replace(String(entry), with: String(entry).replacing("<页数>2</页数>", with: "<页数>3</页数>"), in: "目录文件.XML")
        files.register()
        #expect(try await report({ _ in }, files).verdict == .return)
        let paper = try await report({ $0.countsPaper = true }, files)
        #expect(paper.verdict == .acceptWithWarnings)
        #expect(
            paper.findings(.warning).map(\.check) == ["page-counts"] && paper.findings.allSatisfy { $0.usual == nil })

        files.replace("</计算机文件大小><页数>1</页数>", with: "</计算机文件大小><页数>4</页数>", in: path)
        files.register()
        #expect(try await report({ $0.countsPaper = true }, files).verdict == .return)
    }

    @Test("what cannot be agreed on is refused, and a document by hand is read or refused, never guessed")
    func refused() async throws {
        let desk = try await TestDesk()
        let cases: [(SchemeProblem, @Sendable (inout CheckScheme) -> Void)] = [
            (.noSuchFormat("executable"), { $0.terms.formats = [.executable] }),
            (.noSuchElement("题名"), { $0.terms.required = ["题名"] }),
            (.badFonds("全宗"), { $0.terms.fonds = ["全宗"] }),
            (.badCategory("QQ"), { $0.terms.categories = ["QQ"] }),
            (.badSize, { $0.terms.largest = 5 }),
            (.nameMissing, { $0.name = " " }),
            (.noSuchCheck("nothing"), { $0 = CheckScheme(name: "x", choices: ["nothing": .off]) }),
        ]
        for (problem, change) in cases {
            var scheme = CheckScheme(name: "约定")
            change(&scheme)
            let changed = scheme
            await #expect(throws: problem) { _ = try await desk.decide(changed, for: "") }
            #expect(!problem.what.zh.isEmpty && !problem.next.en.isEmpty && problem.code.hasPrefix("scheme."))
        }
        var whole = CheckScheme(name: "约定", choices: ["page-counts": .off, "attachments": .blocking])
        whole.terms.formats = [.pdf, .tiff]
        whole.terms.fonds = ["X001"]
        whole.terms.categories = ["WS"]
        whole.terms.largest = 2_000_000
        whole.terms.required = ["内容描述/文种"]
        whole.terms.countsPaper = true
        #expect(try CheckScheme(json: whole.json) == whole)
        for text in [
            #"{"checks":{}}"#, #"{"name":"x","checks":{"page-counts":"no"}}"#, #"{"name":"x","format":["pdf"]}"#,
            #"{"name":"x","formats":["pdfx"]}"#, #"{"name":"x","largest":"5"}"#, #"{"name":"x","fonds":[1]}"#,
        ] {
            #expect(throws: SchemeProblem.self, "\(text)") { try CheckScheme(json: try JSON(parsing: text.utf8)) }
        }
    }
}
