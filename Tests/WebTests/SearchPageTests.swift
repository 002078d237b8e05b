import Archive
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
}
