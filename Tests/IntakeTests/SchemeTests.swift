import Archive
import Tables
import Testing

@testable import Intake

@Suite("Schemes of checks: each agency is judged by what was decided for it, from the day it was decided for")
struct SchemeTests {
    private static let agency = "临江市民政局"

    /// One record says more pages than its files have, in the list and in its metadata: `page-counts` blocks it.
    private func miscounted() -> PackageFiles {
        var files = Built.package()
        let record = Built.records[0]
        files.replace(
            "<文件组合类型>组合文件</文件组合类型><页数>2</页数>", with: "<文件组合类型>组合文件</文件组合类型><页数>5</页数>",
            in: record.folder + "/电子档案元数据.XML")
        let entry = files.text("目录文件.XML").split(separator: "\n").first { $0.contains(record.code) }!
        files.replace(
            String(entry), with: String(entry).replacing("<页数>2</页数>", with: "<页数>5</页数>"), in: "目录文件.XML")
        files.register(records: Built.records.count)
        return files
    }

    @Test("as it comes the package goes back for its pages, and the report says that nothing else was decided")
    func usual() async throws {
        let desk = try await TestDesk()
        let report = try await desk.report(miscounted(), agency: Self.agency)
        #expect(report.verdict == .return)
        #expect(report.findings(.blocking).map(\.check) == ["page-counts"], "\(report.faults.map(\.summary))")
        #expect(report.schemes.first?.version == 0 && report.schemes.first?.day == desk.today)
        #expect(report.findings.allSatisfy { $0.usual == nil })
    }

    @Test("a blocking check made a warning lets the package through, and the warning is shown for what it was")
    func milder() async throws {
        let desk = try await TestDesk()
        let scheme = CheckScheme(name: "民政局方案", choices: ["page-counts": .warning])
        let decided = try await desk.decide(scheme, for: Self.agency)
        let report = try await desk.report(miscounted(), agency: Self.agency)
        #expect(report.verdict == .acceptWithWarnings)
        let found = try #require(report.findings.first { $0.check == "page-counts" })
        #expect(found.severity == .warning && found.usual == .blocking)
        #expect(
            report.schemes == [
                AppliedScheme(
                    scope: SchemeScope(agency: Self.agency), name: "民政局方案", version: 1, from: decided.from,
                    day: desk.today)
            ])
        #expect(report.json["scheme"]?["name"]?.string == "民政局方案" && report.json["scheme"]?["version"]?.int == 1)
        #expect(report.json["scheme"]?["from"]?.string == "2026-11-23")
        #expect(CheckReport(document: report.document) == report)
    }

    @Test("a check that is off is not run, and the report says so")
    func off() async throws {
        let desk = try await TestDesk()
        _ = try await desk.decide(
            CheckScheme(name: "民政局方案", choices: ["page-counts": .off]), for: Self.agency)
        let report = try await desk.report(miscounted(), agency: Self.agency)
        #expect(report.verdict != .return && !report.findings.contains { $0.check == "page-counts" })
        #expect(report.outcomes.first { $0.check == "page-counts" }?.result == .off)
        #expect(report.json["notRun"]?.array?.compactMap(\.string) == ["page-counts"])
        #expect(report.outcomes.count { $0.result == .off } == 1)
        // What was not looked for again is not corrected.
        let before = try await TestDesk().report(miscounted(), agency: Self.agency)
        let (gone, new, still) = report.compared(with: before)
        #expect(before.findings.contains { $0.check == "page-counts" })
        #expect(gone.isEmpty && new.isEmpty && still.count == report.findings.count)
    }

    @Test("a warning can be made to block")
    func harsher() async throws {
        let desk = try await TestDesk()
        _ = try await desk.decide(
            CheckScheme(name: "民政局方案", choices: ["page-counts": .warning]), for: Self.agency)
        let mild = try await desk.report(miscounted(), agency: Self.agency)
        let harsh = mild.weighed(by: CheckScheme(name: "严", choices: [:]))
        #expect(harsh.verdict == .return && harsh.changed.map(\.check) == ["page-counts"])
        let gentle = mild.weighed(by: CheckScheme(name: "松", choices: ["page-counts": .off]))
        #expect(gentle.dropped.map(\.check) == ["page-counts"] && gentle.verdict == .accept)
        let warned = try #require(mild.findings.first { $0.check == "page-counts" })
        #expect(CheckScheme(name: "严", choices: ["page-counts": .blocking]).weighed(warned)?.severity == .blocking)
    }

    @Test("what nothing may be received without cannot be changed, whatever is asked for or written down")
    func locked() async throws {
        let desk = try await TestDesk()
        let locked = ListedCheck.all.filter { $0.locked != nil }.map(\.key)
        #expect(
            Set(locked).isSuperset(of: [
                "container-whole", "safe-names", "no-bomb", "digests-match", "structure", "secrecy-marks", "xml-safety",
            ]))
        for check in locked {
            for choice in [CheckScheme.Choice.off, .warning, .blocking] {
                let scheme = CheckScheme(name: "松", choices: [check: choice])
                #expect(scheme.choice(of: check) == .usual)
                await #expect(throws: SchemeProblem.locked(check)) {
                    _ = try await desk.decide(scheme, for: Self.agency)
                }
            }
        }
        #expect(try await desk.desk.schemeHistory(of: SchemeScope(agency: Self.agency)).isEmpty)
    }

    @Test("a version judges what arrives from its day on; what arrived before is judged by its own day, however late")
    func days() async throws {
        let desk = try await TestDesk()
        let mild = CheckScheme(name: "民政局方案", choices: ["page-counts": .warning])
        _ = try await desk.decide(mild, for: Self.agency, from: desk.today.adding(days: 1))
        let today = try await desk.receive(miscounted(), agency: Self.agency, mark: "今天")
        desk.set("2026-11-24T04:00:00.000000Z")
        // Checked only now, and yet by the scheme of the day it came.
        try await desk.settle()
        let late = try #require(try await desk.desk.report(today.id))
        #expect(late.schemes.first?.version == 0 && late.verdict == .return)
        let tomorrow = try await desk.report(miscounted(), agency: Self.agency, mark: "明天")
        #expect(tomorrow.schemes.first?.version == 1 && tomorrow.verdict == .acceptWithWarnings)

        await #expect(throws: SchemeProblem.nothingChanged) { _ = try await desk.decide(mild, for: Self.agency) }
        let yesterday = desk.today.adding(days: -1)
        await #expect(throws: SchemeProblem.dayPassed(yesterday, today: desk.today)) {
            _ = try await desk.decide(.general, for: Self.agency, from: yesterday)
        }
        _ = try await desk.decide(nil, for: Self.agency)
        let after = try await desk.report(miscounted(), agency: Self.agency, mark: "不再另定")
        #expect(after.schemes.first?.version == 0 && after.verdict == .return)
        #expect(try await desk.desk.schemeHistory(of: SchemeScope(agency: Self.agency)).map(\.version) == [2, 1])
    }

    @Test(
        "two agencies judge the same files differently; one without a scheme has that of all; the package may say whose it is"
    )
    func agencies() async throws {
        let desk = try await TestDesk()
        _ = try await desk.decide(
            CheckScheme(name: "民政局方案", choices: ["page-counts": .warning]), for: Self.agency)
        _ = try await desk.decide(
            CheckScheme(name: "全馆方案", choices: ["page-counts": .off]), for: "")
        _ = try await desk.decide(CheckScheme(name: "司法局方案"), for: "临江市司法局")
        let files = miscounted()
        let own = try await desk.report(files, agency: Self.agency, mark: "1")
        let strict = try await desk.report(files, agency: "临江市司法局", mark: "2")
        let other = try await desk.report(files, agency: "临江市财政局", mark: "3")
        let said = try await desk.report(files, agency: "", mark: "4")
        #expect(own.verdict == .acceptWithWarnings && strict.verdict == .return)
        #expect(
            other.schemes.first?.name == "全馆方案" && other.schemes.first?.scope == SchemeScope()
                && other.verdict != .return)
        #expect(said.schemes.first?.name == "民政局方案" && said.verdict == own.verdict)
    }

    @Test("made again from the ledger, schemes and reports are the same")
    func rebuilt() async throws {
        let desk = try await TestDesk()
        var scheme = CheckScheme(name: "民政局方案", choices: ["page-counts": .warning])
        scheme.terms.fonds = ["J004"]
        _ = try await desk.decide(scheme, for: Self.agency)
        _ = try await desk.decide(CheckScheme(name: "全馆方案", choices: ["attachments": .off]), for: "")
        _ = try await desk.report(miscounted(), agency: Self.agency)
        _ = try await desk.decide(nil, for: Self.agency, from: desk.today.adding(days: 2))
        let schemes = try await desk.rows("SELECT * FROM check_scheme ORDER BY agency, category, stage, version")
        #expect(schemes.now.count == 3 && schemes.now == schemes.anew)
        let reports = try await desk.rows("SELECT * FROM check_report")
        #expect(reports.now.count == 1 && reports.now == reports.anew)
    }

    @Test("only an archivist decides, with a reason, and not over somebody else's decision")
    func whoAndWhy() async throws {
        let desk = try await TestDesk()
        for role in [Role.agencyOfficer, .reviewer, .supervisor, .systemAdministrator, .securityOfficer, .auditor] {
            await #expect(throws: SchemeProblem.mayNotDecide(role)) {
                _ = try await desk.desk.decide(
                    CheckScheme(name: "松"), for: SchemeScope(), from: desk.today, reason: "试",
                    by: Agent(id: "x", role: role))
            }
        }
        await #expect(throws: SchemeProblem.reasonMissing) {
            _ = try await desk.desk.decide(
                CheckScheme(name: "松"), for: SchemeScope(), from: desk.today, reason: " ", by: TestDesk.archivist)
        }
        _ = try await desk.decide(CheckScheme(name: "甲"), for: "")
        await #expect(throws: SchemeProblem.changedMeanwhile) {
            _ = try await desk.desk.decide(
                CheckScheme(name: "乙"), for: SchemeScope(), from: desk.today, reason: "试", seen: 0,
                by: TestDesk.archivist)
        }
    }
}
