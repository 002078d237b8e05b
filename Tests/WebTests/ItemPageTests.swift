import Archive
import Bytes
import Foundation
import Intake
import Ledger
import Testing

@testable import Web

@Suite("Every item of DA/T 70 is shown at the desk: as a table, and with its result on a report to be signed")
struct ItemPageTests {
    private static let agency = "临江市民政局"

    @Test("the table has all items of a stage, how each is judged, and what a person is asked to look at")
    func table() async throws {
        let house = try await TestHouse()
        try await house.account("王秀兰", [.archivist])
        try await house.serving { client in
            try await client.signIn("王秀兰")
            for stage in CheckStage.allCases {
                let page = try await client.get("/desk/items?stage=\(stage.rawValue)")
                #expect(page.status == 200)
                let items = CheckItems.items(of: stage)
                for item in items { #expect(page.text.contains(item.name.zh), "\(item.key)") }
                #expect(page.text.contains("共\(items.count)项"))
                for item in items { if let form = item.form { #expect(page.text.contains(form.look.zh)) } }
            }
            #expect(try await client.get("/desk/items?stage=nothing").status == 404)
            #expect(
                try await client.get("/desk/items?lang=en").text.contains(
                    "the further item of usability".capitalisedFirst))
        }
        try await house.serving { client in
            let status = try await client.get("/desk/items").status
            #expect(status != 200)
        }
    }

    @Test(
        "an archivist enters what no program judges of what is kept; the table shows it to those who look after the storage"
    )
    func keeping() async throws {
        let house = try await TestHouse()
        try await house.account("王秀兰", [.archivist])
        try await house.account("李明", [.agencyOfficer], agency: Self.agency)
        let (form, table) = ("/desk/items/keeping", "/desk/items?stage=keeping")
        try await house.serving { client in
            try await client.signIn("王秀兰")
            #expect(try await client.get(table).text.contains("待填"))
            let bad = try await client.submit(form, [("opinion-kept-place", "failed"), ("name", "王秀兰")])
            #expect(bad.status == 422 && bad.text.contains("载体保管环境”没有写明情况"))
            #expect(bad.text.contains("href=\"#note-kept-place\""))
            let good = try await client.submit(
                form, [("opinion-kept-place", "failed"), ("note-kept-place", "湿度 <70%>"), ("name", "王秀兰")])
            #expect(good.status == 303)
            #expect(try await client.get(table).text.contains("湿度 &lt;70%&gt;"))
            #expect(try await client.get(form).text.contains("上次："))
            try await client.signIn("李明")
            #expect(try await client.get(form).status == 403)
            let shown = try await client.get(table)
            #expect(shown.status == 200 && !shown.text.contains("70%"))
        }
        let events = try await house.ledger.events(about: "keeping").map(\.1)
        #expect(events.map(\.kind) == [.keepingReviewed] && events.first?.facts["failed"]?.int == 1)
    }

    @Test("the report to print has each item with its result, the opinion entered on a form, and room to sign")
    func sheet() async throws {
        let house = try await TestHouse()
        try await house.account("王秀兰", [.archivist])
        try await house.account("李明", [.agencyOfficer], agency: Self.agency)
        try await house.account("周海涛", [.agencyOfficer], agency: "临江市水利局")
        let table = "档号,题名,责任者,日期\nX001-WS·2001-Y-BGS-0001,通知,办公室,20010101\n"
        let id = try await house.desk.receive(
            .of(Array(table.utf8)), name: FileName("目录.csv"), agency: Self.agency,
            by: Agent(id: "li", role: .agencyOfficer)
        ).id
        try await house.settle()
        let (page, form) = ("/desk/accessions/\(id.text)/report", "/desk/accessions/\(id.text)/review")
        try await house.serving { client in
            try await client.signIn("王秀兰")
            let before = try await client.get(page)
            #expect(before.status == 200 && before.text.contains("电子档案四性检测报告"))
            #expect(before.text.components(separatedBy: "id=\"item-").count == 41)
            #expect(before.text.contains("复核意见待填") && before.text.contains("签字（盖章）"))
            #expect(try await client.get(form).text.contains("对照说明文件的“软硬件环境”"))
            let entered = try await client.submit(
                form, [("opinion-environment", "passed"), ("note-environment", "有阅读软件 <甲>"), ("name", "王秀兰")])
            #expect(entered.status == 303)
            #expect(try await client.get(page).text.contains("有阅读软件 &lt;甲&gt;"))
            let json = try JSON(parsing: try await client.get(page + ".json").text.utf8)
            let item = json["items"]?.array?.first { $0["item"]?.string == "environment" }
            #expect(item?["result"]?.string == "passed")
            #expect(item?["opinions"]?.array?.first?["name"]?.string == "王秀兰")
            try await client.signIn("李明")
            #expect(try await client.get(page).text.contains("有阅读软件"))
            try await client.signIn("周海涛")
            #expect(try await client.get(page).status == 404)
        }
    }
}
