import Archive
import Catalogue
import Foundation
import Testing

@testable import Web

@Suite("The search page: counts beside the hits that lead where they say, chips that undo, what to try")
struct SearchPageTests {
    @Test("each count leads to a page that says as many, and the chip back to the page before")
    func facets() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        try await house.open(records)
        try await house.publish(records, .text)
        try await house.settle()
        try await house.serving { client in
            let page = try await client.get("/search").text
            #expect(page.contains("id=\"facet-fonds\"") && page.contains("id=\"facet-year\""))
            let links = page.matches(of: /<a class="row apart" href="([^"]+)"[^>]*>.*?<span class="num">(\d+)<\/span>/)
            #expect(links.count >= 3)
            for link in links {
                let narrowed = try await client.get(String(link.1).replacing("&amp;", with: "&")).text
                #expect(narrowed.contains("找到\(link.2)件"), "\(link.1)")
                #expect(narrowed.contains("（去掉）"))
            }
            let none = try await client.get("/search?q=\("通知 没有这个词".percentEncoded)").text
            #expect(none.contains("这样能找到") && none.contains("q=\("通知".percentEncoded)"))
            let json = try JSON(parsing: try await client.get("/api/v1/find?limit=1").body)
            #expect(json["facets"]?["fonds"]?.array?.first?["count"]?.int == json["total"]?.int)
            let offered = try JSON(parsing: try await client.get("/api/v1/suggest?q=\("通知".percentEncoded)").body)
            #expect(offered["suggestions"]?.array?.isEmpty == false)
        }
    }

    @Test("whether a document holds stands beside it among what is found and on its page, with what repealed it")
    func validity() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        let numbers = ["documentNumber": "江政发〔1998〕5号", "validity": "已废止", "repealedBy": "江政发〔2009〕8号"]
        let editor = Agent(id: "lantai.test.archivist", role: .archivist)
        for (record, changes) in zip(records, [numbers, ["documentNumber": "江政发〔2009〕8号", "validity": "现行有效"]]) {
            _ = try await house.aids.edit(
                record.unit.id, changes: changes, expecting: record.unit.version, by: editor)
        }
        try await house.open(records)
        try await house.publish(records, .text)
        try await house.settle()
        try await house.serving { client in
            let found = try await client.get("/search").text
            #expect(found.components(separatedBy: "已废止").count == 2 && found.contains("现行有效"))
            let old = try await client.get("/records/\(records[0].id)").text
            #expect(old.contains("版本与效力") && old.contains("href=\"/records/\(records[1].id)\""))
            let new = try await client.get("/records/\(records[1].id)").text
            #expect(new.contains("本件废止的文件") && new.contains("href=\"/records/\(records[0].id)\""))
            #expect(try await client.get("/records/\(records[2].id)").text.contains("版本与效力") == false)
        }
    }
}
