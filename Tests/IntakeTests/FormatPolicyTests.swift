import Archive
import Formats
import Tables
import Testing

@testable import Intake

@Suite("The format policy: which row holds, what may be decided, what a transfer meets")
struct FormatPolicyTests {
    private static let agency = "临江市民政局"

    private static func row(_ target: String, _ category: String = "", _ treatment: FormatPolicy.Treatment = .accept)
        -> FormatPolicy.Row
    {
        FormatPolicy.Row(FormatTarget(text: target)!, category, treatment, Words(zh: "依据", en: "ground"))
    }

    @Test(
        "the row of the category before that of all, a PUID before its beginning, the longer one first, then the family",
        arguments: [
            ("fmt/95", FormatKind.pdf, "WS", "fmt/95 · WS"), ("fmt/95", .pdf, "ZP", "fmt/95"),
            ("fmt/96", .pdf, "WS", "pdf · WS"), ("fmt/96", .pdf, nil, "fmt/96*"), ("fmt/97", .pdf, nil, "fmt/9*"),
            ("fmt/961", .pdf, "KU", "fmt/96*"),
            ("fmt/1", .pdf, nil, "fmt/*"), ("x-fmt/1", .pdf, nil, "pdf"), (nil, .pdf, nil, "pdf"),
            (nil, .other, nil, "*"), ("x-fmt/95", .audio, "WS", "*"),
        ] as [(String?, FormatKind, String?, String)])
    func holds(puid: String?, kind: FormatKind, category: String?, label: String) {
        let targets = ["*", "pdf", "fmt/*", "fmt/9*", "fmt/96*", "fmt/95"]
        let policy = FormatPolicy(
            rows: targets.map { Self.row($0) } + [Self.row("pdf", "WS"), Self.row("fmt/95", "WS")])
        #expect(policy.row(puid: puid, kind: kind, category: category)?.label == label)
    }

    @Test("no row, no answer")
    func silent() {
        #expect(FormatPolicy(rows: [Self.row("fmt/95")]).row(puid: "fmt/96", kind: .pdf, category: nil) == nil)
        #expect(FormatPolicy(rows: [Self.row("pdf", "ZP")]).row(puid: nil, kind: .pdf, category: "WS") == nil)
    }

    @Test("targets as they are typed", arguments: ["fmt/95", "x-fmt/111", "fmt/7*", "x-fmt/*", "pdf", "audio", "*"])
    func targets(text: String) {
        #expect(FormatTarget(text: text)?.text == text)
        #expect(FormatTarget(text: " " + text.uppercased())?.text == text)
    }

    @Test(
        "what names no format",
        arguments: ["", "fmt", "fmt/", "fmt/x", "fmt/1234567", "y-fmt/1", "fmt/9*5", "PDF/A", "**", "fmt/-1", "照片"])
    func strange(text: String) { #expect(FormatTarget(text: text) == nil) }

    @Test("the seed: every family has a row, what the standards name is taken, and it is valid and survives its JSON")
    func seed() throws {
        let seed = FormatPolicy.standard
        #expect(try seed.validated() == seed)
        #expect(try FormatPolicy(json: try JSON(parsing: seed.json.canonical)) == seed)
        for kind in FormatKind.allCases { #expect(seed.row(puid: nil, kind: kind, category: nil) != nil, "\(kind)") }
        func treats(_ puid: String?, _ kind: FormatKind, _ category: String? = "WS") -> FormatPolicy.Treatment? {
            seed.row(puid: puid, kind: kind, category: category)?.treatment
        }
        #expect(
            treats("fmt/95", .pdf) == .accept && treats(nil, .ofd) == .accept
                && treats("fmt/95", .pdf, "ZP") == .migrate)
        #expect(treats("fmt/6", .audio) == .accept && treats("fmt/134", .audio) == .accept)
        #expect(treats("fmt/279", .audio) == .migrate && treats("fmt/199", .video) == .accept)
        #expect(treats("fmt/573", .video) == .migrate && treats("fmt/5", .video) == .accept)
        #expect(treats("fmt/412", .docx) == .migrate && treats("fmt/214", .xlsx, "SJ") == .accept)
        #expect(treats("fmt/353", .tiff, "ZP") == .accept && treats("fmt/116", .image) == .migrate)
        #expect(treats("x-fmt/263", .zip) == .return && treats(nil, .packed) == .return)
    }

    @Test("what cannot be decided is refused, with its row and code")
    func refused() async throws {
        let desk = try await TestDesk()
        func code(_ rows: [FormatPolicy.Row], day: Day? = nil, reason: String = "约定", role: Role = .archivist) async
            -> String
        {
            do {
                _ = try await desk.desk.decide(
                    FormatPolicy(rows: rows), from: day ?? desk.today, reason: reason,
                    by: Agent(id: "wang", role: role))
                return "decided"
            } catch let problem as FormatPolicyProblem {
                return problem.code + (problem.row.map { " \($0)" } ?? "")
            } catch {
                return "\(error)"
            }
        }
        let good = Self.row("pdf")
        var mute = Self.row("ofd")
        mute.reason = Words(zh: " ", en: "x")
        #expect(await code([]) == "format-policy.empty")
        #expect(await code([good, Self.row("ofd", "QQ")]) == "format-policy.bad-category 2")
        #expect(await code([good, mute]) == "format-policy.row-reason-missing 2")
        #expect(await code([good, Self.row("ofd"), good]) == "format-policy.twice 3")
        #expect(await code([Self.row("pdf", "文书"), Self.row("pdf", "ws")]) == "format-policy.twice 2")
        #expect(await code([good], day: Day(year: 2026, month: 11, day: 1)) == "format-policy.day-passed")
        #expect(await code([good], reason: "") == "format-policy.reason-missing")
        #expect(await code([good], role: .reviewer) == "format-policy.may-not-decide")
        #expect(await code(FormatPolicy.standard.rows) == "format-policy.nothing-changed")
        let many = (0...FormatPolicy.mostRows).map { Self.row("fmt/\($0)") }
        #expect(await code(many) == "format-policy.too-many")
        #expect(await code(Array(many.dropLast())) == "decided")
        #expect(await code(Array(many.dropLast())) == "format-policy.nothing-changed")
    }

    @Test("what is written by hand and not understood is refused, with the place")
    func written() throws {
        for (text, code) in [
            ("[]", "format-policy.unreadable"), ("{}", "format-policy.unreadable"),
            ("{\"rows\":[],\"more\":1}", "format-policy.unreadable"), ("{\"rows\":[1]}", "format-policy.unreadable"),
            ("{\"rows\":[{\"target\":\"pdf\",\"treatment\":\"accept\",\"grund\":\"x\"}]}", "format-policy.unreadable"),
            ("{\"rows\":[{\"target\":\"pfd\",\"treatment\":\"accept\"}]}", "format-policy.bad-target"),
            ("{\"rows\":[{\"target\":\"pdf\",\"treatment\":\"maybe\"}]}", "format-policy.bad-treatment"),
        ] {
            let json = try JSON(parsing: Array(text.utf8))
            #expect(throws: FormatPolicyProblem.self, "\(text)") { try FormatPolicy(json: json) }
            do { _ = try FormatPolicy(json: json) } catch { #expect(error.code == code, "\(text)") }
        }
    }

    @Test(
        "a transfer meets the policy: what is returned blocks, what is to be migrated warns; file, PUID and row named")
    func transfer() async throws {
        let desk = try await TestDesk()
        let usual = try await desk.report(Built.package(), agency: Self.agency)
        #expect(!usual.findings.contains { $0.check == "archival-formats" }, "\(usual.findings.map(\.summary))")

        func decide(_ rows: [FormatPolicy.Row]) async throws {
            _ = try await desk.desk.decide(
                FormatPolicy(rows: rows), from: desk.today, reason: "约定", by: TestDesk.archivist)
        }
        try await decide([Self.row("*"), Self.row("pdf", "WS", .migrate)])
        let warned = try await desk.report(Built.package(), agency: Self.agency, mark: "a")
        let found = warned.findings.filter { $0.check == "archival-formats" }
        #expect(warned.verdict == .acceptWithWarnings && found.count == 14, "\(warned.findings.map(\.summary))")
        #expect(found.allSatisfy { $0.severity == .warning && $0.file?.pathExtension == "pdf" && $0.record != nil })
        #expect(found[0].what.zh.contains("fmt/") && found[0].what.zh.contains("格式策略第1版，pdf · WS"))
        #expect(found[0].what.en.contains("version 1 of the format policy, pdf · WS"))

        try await decide([Self.row("*"), Self.row("pdf", "WS", .return)])
        let returned = try await desk.report(Built.package(), agency: Self.agency, mark: "b")
        #expect(returned.verdict == .return)
        #expect(Set(returned.findings(.blocking).map(\.check)) == ["archival-formats"])

        // The row of another category says nothing of these.
        try await decide([Self.row("*"), Self.row("pdf", "ZP", .return)])
        let other = try await desk.report(Built.package(), agency: Self.agency, mark: "c")
        #expect(!other.findings.contains { $0.check == "archival-formats" })

        // Where no row says anything, a person is asked.
        try await decide([Self.row("ofd")])
        let silent = try await desk.report(Built.package(), agency: Self.agency, mark: "d")
        let asked = silent.findings.filter { $0.check == "archival-formats" }
        #expect(asked.count == 14 && asked.allSatisfy { $0.severity == .review } && silent.verdict != .return)

        let rows = try await desk.rows("SELECT * FROM format_policy ORDER BY version")
        #expect(rows.now.count == 4 && rows.now == rows.anew)
        #expect(try await desk.desk.policyHistory().map(\.version) == [4, 3, 2, 1])
    }

    @Test("a version holds from its day on; the day of receipt decides")
    func days() async throws {
        let desk = try await TestDesk()
        let day = Day(year: 2026, month: 12, day: 1)!
        _ = try await desk.desk.decide(
            FormatPolicy(rows: [Self.row("pdf", "", .return), Self.row("*")]), from: day, reason: "年度约定",
            by: TestDesk.archivist)
        #expect(try await desk.desk.formatPolicy(on: desk.today).version == 0)
        #expect(try await desk.desk.formatPolicy(on: day).version == 1)
        #expect(try await desk.report(Built.package(), agency: Self.agency).verdict != .return)
        let waiting = try await desk.receive(Built.package(), agency: Self.agency, mark: "a")
        desk.set("2026-12-02T04:00:00.000000Z")
        try await desk.settle()
        #expect(try await desk.desk.report(waiting.id)?.verdict != .return)
        #expect(try await desk.report(Built.package(), agency: Self.agency, mark: "b").verdict == .return)
    }

    @Test("what was agreed with an agency is taken whatever the policy says, but for packed files")
    func agreed() async throws {
        let desk = try await TestDesk()
        var scheme = CheckScheme(name: "约定")
        scheme.terms.formats = [.pdf]
        _ = try await desk.decide(scheme, for: Self.agency)
        _ = try await desk.desk.decide(
            FormatPolicy(rows: [Self.row("*", "", .return)]), from: desk.today, reason: "x", by: TestDesk.archivist)
        let report = try await desk.report(Built.package(), agency: Self.agency)
        #expect(!report.findings.contains { $0.check == "archival-formats" })
    }
}
