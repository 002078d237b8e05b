import Archive
import Bytes
import Foundation
import Tables
import Testing

@testable import Intake

@Suite("What the checks could not judge is entered by a person, once checked and before it is signed for")
struct ReviewTests {
    private func waiting(_ desk: TestDesk) async throws -> Accession {
        let accession = try await desk.receive(Built.package(), agency: "临江市民政局")
        try await desk.settle()
        return accession
    }

    private func entry(_ opinion: Review.Opinion, _ note: String = "", of check: String = "virus-free") -> ReviewEntry {
        ReviewEntry(check: check, opinion: opinion, note: note)
    }

    @Test("the latest opinion counts, the earlier stays in the ledger, and a rebuild has both")
    func latest() async throws {
        let desk = try await TestDesk()
        let accession = try await waiting(desk)
        let report = try #require(try await desk.desk.report(accession.id))
        #expect(report.toReview.map(\.check).contains("virus-free"))
        try await desk.desk.review(
            accession.id, [entry(.failed, "　查出宏病毒 ")], name: "王秀兰", by: TestDesk.archivist)
        try await desk.desk.review(accession.id, [entry(.passed, "另机查过")], name: "王秀兰", by: TestDesk.archivist)
        let reviews = try await desk.desk.reviews(of: accession.id)
        #expect(reviews.mapValues(\.opinion) == ["virus-free": .passed])
        #expect(reviews["virus-free"]?.note == "另机查过" && reviews["virus-free"]?.by == TestDesk.archivist)
        let rows = try await desk.rows("SELECT * FROM check_review ORDER BY check_key, n")
        #expect(rows.now.count == 2 && rows.now == rows.anew)
        #expect(rows.now.contains { $0.contains(.text("查出宏病毒")) })
    }

    @Test("what the checks judged themselves, an empty form and a missing reason are refused, and nothing is entered")
    func refused() async throws {
        let desk = try await TestDesk()
        let accession = try await waiting(desk)
        func refused(_ entries: [ReviewEntry], _ name: String = "王秀兰", _ role: Role = .archivist) async -> String? {
            do {
                try await desk.desk.review(accession.id, entries, name: name, by: Agent(id: "wang", role: role))
                return nil
            } catch {
                return (error as? any Explained)?.code
            }
        }
        #expect(await refused([]) == "intake.review-empty")
        #expect(await refused([entry(.passed), entry(.passed, of: "digests-match")]) == "intake.not-for-review")
        #expect(await refused([entry(.passed), entry(.failed, " ", of: "medium")]) == "intake.review-note-missing")
        let long = String(repeating: "长", count: 1001)
        #expect(await refused([entry(.passed, long)]) == "intake.review-note-too-long")
        #expect(await refused([entry(.passed)], " ") == "intake.name-missing")
        for role in Role.allCases where role != .archivist {
            #expect(await refused([entry(.passed)], "王秀兰", role) == "intake.may-not-review")
        }
        #expect(try await desk.desk.reviews(of: accession.id).isEmpty)
    }

    @Test("a package that went back takes no opinion any more")
    func closed() async throws {
        let desk = try await TestDesk()
        let accession = try await waiting(desk)
        _ = try await desk.desk.returnPackage(accession.id, by: TestDesk.archivist, reason: "交错了")
        await #expect(throws: IntakeProblem.wrongState(number: accession.number, .returned)) {
            try await desk.desk.review(accession.id, [entry(.passed)], name: "王秀兰", by: TestDesk.archivist)
        }
    }

    @Test("items of keeping that have a form take opinions again and again; the latest counts, a rebuild has all")
    func keeping() async throws {
        let desk = try await TestDesk()
        let item = "kept-environment"
        await #expect(throws: ReviewProblem.notForReview("kept-fixity")) {
            try await desk.desk.reviewKeeping(
                [entry(.passed, of: item), entry(.passed, of: "kept-fixity")], name: "王秀兰", by: TestDesk.archivist)
        }
        await #expect(throws: ReviewProblem.mayNotReview(.supervisor)) {
            try await desk.desk.reviewKeeping(
                [entry(.passed, of: item)], name: "赵", by: Agent(id: "zhao", role: .supervisor))
        }
        #expect(try await desk.desk.keepingReviews().isEmpty)
        try await desk.desk.reviewKeeping(
            [entry(.failed, "没有读软盘的机器", of: item)], name: "王秀兰", by: TestDesk.archivist)
        try await desk.desk.reviewKeeping(
            [entry(.passed, "已购软驱", of: item), entry(.passed, of: "kept-place")], name: "王秀兰",
            by: TestDesk.archivist)
        let reviews = try await desk.desk.keepingReviews()
        #expect(reviews.mapValues(\.opinion) == [item: .passed, "kept-place": .passed])
        #expect(reviews[item]?.note == "已购软驱" && reviews[item]?.by == TestDesk.archivist)
        let rows = try await desk.rows("SELECT * FROM keeping_review ORDER BY item, n")
        #expect(rows.now.count == 3 && rows.now == rows.anew)
        let book = EvidenceBook(
            archive: "临江市档案馆", madeAt: Instant(microseconds: 0), transfers: [], names: [:], proofs: nil,
            opinions: reviews)
        #expect(book.json["opinions"]?[item]?["note"]?.string == "已购软驱")
        #expect(book.json["opinions"]?[item]?["at"]?.string == reviews[item]?.at.text)
    }
}
