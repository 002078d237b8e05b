import Appraisal
import Archive
import Catalogue
import Sharing
import Testing

@testable import Web

@Suite("What the archive puts on its first page: in its order, and nothing that is closed leaves a trace")
struct FeaturedTests {
    @Test("fonds and records stand in the order of the setting, in any spelling; without one the largest fonds do")
    func order() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本"])
        try await house.open(records)
        try await house.publish(records, .text)
        try await house.settle()
        let codes = [records[1].unit.code.lowercased(), "X013", records[0].unit.code]
        try await house.serving {
            $0.featured = codes
        } _: { client in
            let text = try await client.get("/").text
            let cards = text.matches(of: /<article class="fonds-card">.*?href="([^"]+)"/).map { String($0.1) }
            #expect(cards.count == 3 && cards[1].hasPrefix("/fonds/"))
            #expect(cards.first == "/records/\(records[1].id)" && cards.last == "/records/\(records[0].id)")
            #expect(text.contains("从这里读起"))
        }
        try await house.serving { client in
            let text = try await client.get("/").text
            #expect(text.contains("从几个全宗读起") && text.contains("fonds-card"))
        }
    }

    @Test(
        "what is closed, withdrawn or unknown is not there, not even as a gap; staff are told, without being told which it is"
    )
    func closed() async throws {
        let house = try await TestHouse()
        try await house.account("sysadmin", [.systemAdministrator])
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        try await house.open(records)
        try await house.publish(Array(records.prefix(2)), .text)
        try await house.settle()
        let plain = try await first(house, [])
        let named = [records[2].unit.code, "Q999-WS·1950-Y-BGS-0001"]
        #expect(try await first(house, named) == plain, "two codes that nobody may see leave the page as it is")
        let one = try await first(house, [records[0].unit.code])
        #expect(try await first(house, [named[0], records[0].unit.code, named[1]]) == one)
        try await house.serving {
            $0.featured = named + [records[0].unit.code]
        } _: { client in
            try await client.signIn("sysadmin")
            let text = try await client.get("/desk/settings").text
            let noted = text.matches(of: /<li><span class="code"[^>]*>([^<]+)</).map { String($0.1) }
            #expect(noted == named)
            #expect(!text.contains(records[2].unit.title))
        }
        try await house.board.withdraw(.units([records[0].unit.id]), reason: "核对", by: TestHouse.reviewer)
        #expect(try await first(house, [records[0].unit.code]) == first(house, []))
        #expect(try await house.readingRoom.notFeatured([records[0].unit.code]).count == 1)
    }

    /// The first page to a reader, with these codes in the setting.
    private func first(_ house: TestHouse, _ codes: [String]) async throws -> Seen {
        var seen: Seen?
        try await house.serving {
            $0.featured = codes
        } _: { client in
            seen = Seen(try await client.get("/"))
        }
        return try #require(seen)
    }
}
