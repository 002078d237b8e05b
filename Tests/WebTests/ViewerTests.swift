import Appraisal
import Archive
import Catalogue
import Tables
import Testing

@testable import Web

@Suite("A record is read page by page, as much of it as is published, and a thick one is as light as a thin one")
struct ViewerTests {
    /// A house with one published record whose file has `pages` pages; the word stands on some of them.
    private func house(pages: Int, _ level: PublicationLevel, workers: Bool = false) async throws -> (
        TestHouse, TestRecord
    ) {
        let house = try await TestHouse(workers: workers)
        let record = try await house.keep(["柳家橋"])[0]
        try await house.database.write { tx in
            try tx.run("UPDATE holding_file SET pages = \(pages) WHERE unit = \(record.unit.id) AND n = 1")
            try tx.run("DELETE FROM holding_text WHERE unit = \(record.unit.id)")
            for page in 1...pages {
                let text = page % 700 == 0 ? "水田座落柳家橋，賣契為憑。柳家橋畔。" : "第\(page)頁，別無他字。"
                try tx.run(
                    "INSERT INTO holding_text (unit, file, page, text) VALUES (\(record.unit.id), 1, \(page), \(text))")
            }
        }
        try await house.open([record])
        try await house.publish([record], level)
        try await house.settle()
        return (house, record)
    }

    @Test("a record of two thousand pages: a window of thumbnails, the first and the last, and a way to all of them")
    func thick() async throws {
        let (house, record) = try await house(pages: 2000, .text)
        try await house.serving { client in
            for path in ["/records/\(record.id)?page=1000", "/records/\(record.id)/view?page=1000&q=x"] {
                let page = try await client.get(path)
                #expect(page.status == 200 && page.body.count < 40_000, "\(path): \(page.body.count)")
                let thumbnails = page.text.matches(of: /pages\/1\/\d+\?width=200/)
                #expect(thumbnails.count == 13)
                #expect(
                    page.text.contains("page=999") && page.text.contains("page=1001") && page.text.contains("page=2000")
                )
            }
            let sheet = try await client.get("/records/\(record.id)/leaves?page=1000")
            #expect(sheet.text.matches(of: /\?width=200/).count == 48)
            #expect(sheet.text.contains("/leaves?page=1048") && sheet.text.contains("/leaves?page=952"))
            #expect(try await client.get("/records/\(record.id)/view?page=2001").status == 404)
            #expect(try await client.get("/records/\(record.id)/view?page=0").status == 404)
            #expect(try await client.get("/records/\(record.id)/view?page=x").status == 404)
        }
    }

    @Test("the text runs from above if one likes, on every page from there on, and back")
    func vertical() async throws {
        let (house, record) = try await house(pages: 3, .text)
        try await house.serving { client in
            let path = "/records/\(record.id)"
            let across = try await client.get("\(path)?page=2").text
            #expect(!across.contains("text vertical") && across.contains("lines=vertical#text"))
            let above = try await client.get("\(path)?page=2&lines=vertical").text
            #expect(above.contains("<div class=\"text vertical\"") && above.contains("page=3&amp;lines=vertical"))
            #expect(above.contains("href=\"\(path)?page=2#text\""))
            #expect(!(try await client.get("\(path)?page=2&lines=x").text.contains("text vertical")))
        }
    }

    @Test(
        "what was searched for opens the record where it stands, is marked in whatever script, and leads to its other pages"
    )
    func marked() async throws {
        let (house, record) = try await house(pages: 2000, .text)
        try await house.serving { client in
            let found = try await client.get("/search?q=" + "柳家桥".percentEncoded)
            let link = try #require(found.text.firstMatch(of: /href="(\/records\/[a-z0-9]+\?q=[^"]+)"/)).1
            let page = try await client.get(String(link))
            #expect(page.text.contains("第700页，共2000页"))
            #expect(page.text.matches(of: /<mark>柳家橋<\/mark>/).count == 2)
            #expect(page.text.contains("“柳家桥”在本页2处") && page.text.contains("page=1400"))
            let next = try await client.get("/records/\(record.id)?page=1400&q=" + "柳家桥".percentEncoded)
            #expect(next.text.contains("下一处在第") == false && next.text.contains("上一处在第700页"))
            #expect(try await client.get("/records/\(record.id)?q=%3Cscript%3E").text.contains("<script>") == false)
        }
    }

    @Test("the entry alone has no pages; images have no words; the full text has both")
    func levels() async throws {
        for (level, images, words) in [
            (PublicationLevel.catalogue, false, false), (.image, true, false), (.text, true, true),
        ] {
            let (house, record) = try await house(pages: 3, level)
            try await house.account("wang", [.archivist])
            try await house.serving { client in
                for path in [
                    "/records/\(record.id)/view?page=2", "/records/\(record.id)/view?page=2&q=" + "別無".percentEncoded,
                ] {
                    let page = try await client.get(path)
                    #expect((page.status == 200) == images, "\(level) \(path)")
                    #expect(page.text.contains("他字。") == words)
                    #expect(page.text.contains("/pages/1/2?width=1200") == images)
                    #expect(page.text.contains("data-tiles") == false, "there is no pyramid yet")
                }
                #expect((try await client.get("/records/\(record.id)/leaves").status == 200) == images)
                #expect(try await client.get("/records/\(record.id)/tiles/1/1/0/0/0").status == 404)
                // Staff read all of it.
                #expect(try await client.get("/desk/units/\(record.unit.id.text)/view").status != 200)
                try await client.signIn("wang")
                let desk = try await client.get("/desk/units/\(record.unit.id.text)/view?page=2")
                #expect(desk.status == 200 && desk.text.contains("別無他字"))
                #expect(try await client.get("/desk/units/\(record.unit.id.text)/leaves").status == 200)
                #expect(try await client.get("/desk/units/\(record.unit.id.text)").text.contains("/view"))
            }
        }
    }

    @Test("page images in other sizes and turned; an address promises no format it does not keep")
    func images() async throws {
        let (house, record) = try await house(pages: 1, .image, workers: true)
        try await house.serving { client in
            func image(_ query: String) async throws -> TestClient.Answer {
                try await client.get("/records/\(record.id)/pages/1/1" + query)
            }
            let (small, large, turned) = (
                try await image("?width=200"), try await image(""), try await image("?turn=1&width=200")
            )
            #expect([small, large, turned].map(\.status) == [200, 200, 200])
            func size(_ png: TestClient.Answer) -> [Int] {
                [16, 20].map { place in png.body[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }
            }
            #expect(size(small)[0] == 200 && size(large)[0] == 1200)
            #expect(size(turned) == size(small).reversed())
            for query in ["?width=0", "?width=x", "?turn=4", "?turn=-1"] {
                #expect(try await image(query).status == 404, "\(query)")
            }
            let page = try await client.get("/records/\(record.id)/view?size=2400&turn=1")
            #expect(page.text.contains("/pages/1/1?width=2400&amp;turn=1") && page.text.contains("turn=2"))
            #expect(!page.text.contains(".jpg") && !page.text.contains(".png"))
        }
        await house.close()
    }
}
