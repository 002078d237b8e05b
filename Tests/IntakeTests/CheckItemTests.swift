import Archive
import Foundation
import Testing

@testable import Intake

@Suite("Every item of DA/T 70 is judged here by something that exists")
struct CheckItemTests {
    /// How many items the standard has, by stage and property (真实性, 完整性, 可用性, 安全性).
    private static let counts: [CheckStage: [Int]] = [
        .filing: [14, 11, 8, 7], .transfer: [14, 11, 8, 7], .keeping: [4, 4, 5, 4],
    ]

    /// The numbers that a source vouches for at filing.
    private static let vouched: [Set<String>] = [
        ["1-1", "1-2", "1-3", "1-4", "1-5", "1-6", "1-7", "1-8", "1-10", "1-11", "1-12", "1-13", "1-14"],
        ["2-1", "2-2", "2-3", "2-4", "2-5", "2-6", "2-7", "2-9", "2-10", "2-11"], ["3-1", "3-2", "3-3", "3-4", "3-8"],
        ["4-1", "4-2", "4-3", "4-7"],
    ]

    @Test("each stage has the items of the standard's table, without gap, each under a key of its own")
    func counted() {
        for stage in CheckStage.allCases {
            let items = CheckItems.items(of: stage)
            for (place, property) in Finding.Property.allCases.enumerated() {
                let mine = items.filter { $0.property == property }
                #expect(mine.count == Self.counts[stage]?[place], "\(stage) \(property)")
                #expect(mine.map(\.place) == Array(1...mine.count), "\(stage) \(property)")
                #expect(Set(mine.compactMap(\.number)) == (stage == .keeping ? [] : Self.vouched[place]))
            }
            #expect(Set(items.map(\.key)).count == items.count)
        }
    }

    @Test("each item is judged by checks or rounds, or has a form; what names a check names one that is run")
    func judged() {
        let known = Set(Checks.all.map(\.key))
        for item in CheckItems.all {
            #expect(!item.judges.isEmpty || item.form != nil, "\(item.key)")
            #expect((item.mode == .automated) == (item.form == nil) && (item.mode == .form) == item.judges.isEmpty)
            #expect(Set(item.checks).isSubset(of: known) && Set(item.checks).count == item.checks.count, "\(item.key)")
            if case .with(let check)? = item.form?.need { #expect(known.contains(check), "\(item.key)") }
            #expect(item.stage == .keeping || item.rounds.isEmpty)
        }
        // An opinion is entered under one or the other: no key may be both.
        #expect(known.isDisjoint(with: CheckItems.all.map(\.key)))
    }

    @Test("a check's label bears the number and the property of an item that the check stands for")
    func labels() {
        for stage in [CheckStage.filing, .transfer] {
            let items = CheckItems.items(of: stage)
            for check in Checks.all {
                let label = CheckLabels.label(check.key)
                guard let number = label.number else { continue }
                let item = items.first { $0.number == number }
                #expect(item?.property == label.property, "\(check.key)")
                #expect(item?.checks.contains(check.key) == true, "\(check.key)")
            }
        }
        // What stands for no item is what this archive asks for besides, and bears no number.
        #expect(CheckItems.beyond.allSatisfy { CheckLabels.label($0).number == nil })
        #expect(CheckItems.beyond.contains("personal-data") && !CheckItems.beyond.contains("attachments"))
    }

    @Test("docs/explanations/check-items.md has a row for each item, as it is, and for nothing else")
    func page() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/explanations/check-items.md")
        let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(rows.map { String($0) } == CheckItems.all.map(Self.row))
    }

    /// A row of the page: key, number, name, how, judged by.
    static func row(of item: CheckItem) -> String {
        let number = item.number.map { "\(item.stage.code)-\($0)" } ?? ""
        let judges = item.judges.map { "`\($0)`" }.joined(separator: ", ")
        return "| `\(item.key)` | \(number) | \(item.name.zh) \(item.name.en) | \(item.mode.words.zh) | \(judges) |"
            .replacingOccurrences(of: "|  |", with: "| |")
    }
}

@Suite("A report says of every item of its stage what it came to")
struct ItemResultTests {
    private func report(_ package: PackageFiles = Built.package(), stage: CheckStage = .transfer) async throws
        -> CheckReport
    {
        let folder = try TestFolder()
        try package.write(to: folder.path)
        return try await PackageCheck.run(
            path: folder.path, workers: Program.workers, clock: testClock, stage: stage)
    }

    private func result(_ key: String, _ report: CheckReport, _ reviews: [String: Review] = [:])
        -> CheckReport.Outcome.Result?
    {
        report.items(reviews).first { $0.item.key == key }?.result
    }

    private func review(_ key: String, _ opinion: Review.Opinion) -> [String: Review] {
        [
            key: Review(
                check: key, opinion: opinion, note: "看过", name: "王秀兰", at: Instant(microseconds: 0),
                by: Agent(id: "wang", role: .archivist))
        ]
    }

    @Test("what no check stands for waits for a person, and takes the person's opinion")
    func forms() async throws {
        let report = try await report()
        #expect(report.items().map(\.item.key) == CheckItems.items(of: .transfer).map(\.key))
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(result("codes", report) == .passed && result("counts", report) == .passed)
        for key in ["target-legible", "environment", "usability-further", "scope-met", "process-safe"] {
            #expect(result(key, report) == .review, "\(key)")
            #expect(result(key, report, review(key, .passed)) == .passed, "\(key)")
            #expect(result(key, report, review(key, .failed)) == .failed, "\(key)")
            #expect(report.toReview.contains { $0.check == key })
        }
        // Nothing came on a carrier, and no carrier is to be looked at; the package has no digests of the whole.
        #expect(result("disc-quality", report) == .notApplicable && result("medium-look", report) == .notApplicable)
        #expect(result("same-package", report) == .review)
        // Without a scanner nobody says that there is one.
        #expect(result("scanner-there", report) == .review && result("virus", report) == .review)
        #expect(result("virus", report, review("virus-free", .passed)) == .passed)
    }

    @Test("a fault fails the item of its check and no other, whatever a person says of the rest")
    func failed() async throws {
        var package = Built.package()
        let victim = package.victims[0]
        package.set("密级", to: "内部", in: victim.metadata)
        package.setListed("密级", to: "内部", of: victim.code)
        package.register()
        let report = try await report(package)
        #expect(report.items().filter { $0.result == .failed }.map(\.item.key) == ["domains"])
        #expect(report.items().first { $0.item.key == "domains" }?.findings ?? 0 > 0)
        #expect(result("domains", report, review("domains", .passed)) == .failed)
    }

    @Test("at filing the same package is held to the items of filing, and the report says so when it is read again")
    func filing() async throws {
        let report = try await report(stage: .filing)
        let items = report.items()
        #expect(items.allSatisfy { $0.item.stage == .filing } && items.count == 40)
        #expect(report.outcomes.contains { $0.label == "GD-1-1 固化信息有效性" })
        #expect(!(report.outcomes.map(\.label) + report.findings.map(\.label)).contains { $0.hasPrefix("YJ-") })
        #expect(CheckReport(document: report.document) == report)
        let json = report.json
        #expect(json["stage"]?.string == "filing" && json["items"]?.array?.count == 40)
        #expect(json["items"]?.array?.first?["number"]?.string == "GD-1-1")
        #expect(report.document["items"] == nil)
    }

    @Test(
        "opinions on forms are entered at the desk like those on checks, and count as long as the handover is not signed"
    )
    func entered() async throws {
        let desk = try await TestDesk()
        let accession = try await desk.receive(Built.package(), agency: "临江市民政局")
        try await desk.settle()
        try await desk.desk.review(
            accession.id, [ReviewEntry(check: "environment", opinion: .passed, note: "本馆有 PDF 阅读软件")], name: "王秀兰",
            by: TestDesk.archivist)
        let evidence = try #require(try await desk.desk.evidence(of: accession))
        let item = try #require(evidence.items.first { $0.item.key == "environment" })
        #expect(item.result == .passed && item.reviews.map(\.name) == ["王秀兰"])
        // A form that this package does not ask for takes none.
        await #expect(throws: ReviewProblem.notForReview("disc-quality")) {
            try await desk.desk.review(
                accession.id, [ReviewEntry(check: "disc-quality", opinion: .passed, note: "")], name: "王秀兰",
                by: TestDesk.archivist)
        }
        #expect(ReviewProblem.notForReview("disc-quality").what.zh.contains("光盘合格性"))
    }
}
