import Archive
import Bytes
import Foundation
import Intake
import Ledger
import Testing

@testable import Web

@Suite("Opinions on what the checks could not judge, entered at the desk and shown to both sides")
struct ReviewPageTests {
    private static let agency = "临江市民政局"

    private func received(_ house: TestHouse) async throws -> AccessionID {
        let table = "档号,题名,责任者,日期\nX001-WS·2001-Y-BGS-0001,通知,办公室,20010101\n"
        let accession = try await house.desk.receive(
            .of(Array(table.utf8)), name: FileName("目录.csv"), agency: Self.agency,
            by: Agent(id: "li", role: .agencyOfficer))
        try await house.settle()
        return accession.id
    }

    @Test(
        "an archivist fills in one item now and another later; report and registration form show them to the agency too"
    )
    func filledIn() async throws {
        let house = try await TestHouse()
        try await house.account("王秀兰", [.archivist])
        try await house.account("李明", [.agencyOfficer], agency: Self.agency)
        let id = try await received(house)
        let report = try #require(try await house.desk.report(id))
        let count = report.toReview.count
        try #require(count > 0)
        let (page, form) = ("/desk/accessions/\(id.text)", "/desk/accessions/\(id.text)/review")
        try await house.serving { client in
            try await client.signIn("王秀兰")
            #expect(try await client.get(page).text.contains("\(count)项中\(count)项待填"))
            #expect(try await client.get(page + "/handover").text.contains("还有\(count)项待人工复核没有填写意见"))
            let bad = try await client.submit(
                form, [("opinion-virus-free", "failed"), ("note-virus-free", ""), ("name", "王秀兰")])
            #expect(bad.status == 422 && bad.text.contains("没有写明情况") && bad.text.contains("href=\"#note-virus-free\""))
            #expect(try await client.submit(form, [("name", "王秀兰")]).text.contains("没有填写任何一项意见"))
            let good = try await client.submit(
                form, [("opinion-virus-free", "passed"), ("note-virus-free", "隔离机查过 <甲>"), ("name", "王秀兰")])
            #expect(good.status == 303)
            let after = try await client.get(page)
            #expect(after.text.contains("隔离机查过 &lt;甲&gt;"))
            #expect(after.text.contains(count == 1 ? "1项都有意见" : "\(count)项中\(count - 1)项待填"))
            // As it stands it is not entered a second time.
            let same = try await client.submit(
                form, [("opinion-virus-free", "passed"), ("note-virus-free", "隔离机查过 <甲>"), ("name", "王秀兰")])
            #expect(same.text.contains("没有填写任何一项意见"))
            try await client.signIn("李明")
            #expect(try await client.get(page).text.contains("隔离机查过"))
            #expect(try await client.get(page + "/handover").text.contains("隔离机查过"))
            #expect(try await client.get(form).status == 403)
            #expect(!(try await client.get(page).text.contains("/review\"")))
        }
        let events = try await house.ledger.events(about: id.text).map(\.1)
        #expect(events.filter { $0.kind == .reviewed }.map { $0.facts["items"]?.int } == [1])
    }
}
