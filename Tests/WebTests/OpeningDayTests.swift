import Appraisal
import Archive
import Catalogue
import Foundation
import Ledger
import Testing

@testable import Web

@Suite(
    "What is decided for a later day is there on that day, in the archive's own time, without anybody doing anything")
struct OpeningDayTests {
    /// What is given for later: an opening with its publication, or the publication of what is open already.
    @Test(
        "invisible by every way until one second before midnight in Shanghai, visible at midnight, nothing written between",
        arguments: ["opening", "publication"])
    func midnight(given: String) async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        try await house.open([records[0], records[2]])
        try await house.publish([records[0], records[2]], .text)
        try await house.settle()
        let record = records[1]
        let site = try await PublicSite(records, in: house)
        try await house.serving { client in
            let before = try await site.seen(client)
            let day = Day(text: "2026-12-01")!
            try await house.open([record], from: given == "opening" ? day : nil)
            try await house.publish([record], .text, from: day)
            try await house.settle()
            let never = PublicID.mint()
            func isAbsent() async throws {
                for way in Way.all(tags: [:]) {
                    let seen = Seen(try await way.ask(client, record.id), about: record.id)
                    let other = Seen(try await way.ask(client, never), about: never)
                    #expect(seen == other, "\(way)")
                }
                #expect(try await client.count(record.word) == 0)
                #expect(try await client.count("共同") == 2)
            }
            try await isAbsent()
            #expect(try await site.differences(from: before, client) == [])

            // A microsecond before midnight in Shanghai.
            house.time.set("2026-11-30T15:59:59.999999Z")
            try await isAbsent()
            #expect(try await site.differences(from: before, client) == [])

            let written = house.ledger.lastIndex
            house.time.set("2026-11-30T16:00:00.000000Z")
            #expect(try await client.count(record.word) == 1)
            #expect(try await client.count("共同") == 3)
            let page = try await client.get("/records/\(record.id)")
            #expect(page.status == 200 && page.text.contains(record.word))
            #expect(try await client.get("/records/\(record.id)/files/1").status == 200)
            #expect(try await client.get("/api/v1/records/\(record.id)").status == 200)
            #expect(try await client.get("/").text.contains(record.id), "the newest")
            #expect(try await client.get("/fonds/\(site.fonds)?in=\(site.category)").text.contains(record.id))
            #expect(
                try await client.get("/records/\(records[0].id)").text.contains(record.id), "its neighbour leads to it")
            #expect(house.ledger.lastIndex == written, "nobody wrote anything")

            // The steward's event says in the ledger what holds already, and changes no page.
            let shown = try await site.seen(client)
            #expect(try await house.board.beginDay(house.clock.today) > 0)
            try await house.settle()
            #expect(try await site.differences(from: shown, client) == [])
        }
    }

    @Test("the day is the archive's: neither the day of Greenwich nor that of the reader opens anything")
    func zone() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下"])
        // 23:30 on the 30th in Shanghai is 15:30 in Greenwich; 07:59 on the 1st in Shanghai is still the 30th there.
        try await house.open(records, from: Day(text: "2026-12-01")!)
        try await house.publish(records, .text, from: Day(text: "2026-12-01")!)
        try await house.settle()
        try await house.serving { client in
            for (time, status) in [
                ("2026-11-30T15:30:00.000000Z", 404), ("2026-11-30T23:59:00.000000Z", 200),
                ("2026-12-01T00:00:01.000000Z", 200),
            ] {
                house.time.set(time)
                let page = try await client.get("/records/\(records[0].id)")
                #expect(page.status == status, "\(time)")
                let found = try await client.count(records[0].word)
                #expect(found == (status == 200 ? 1 : 0), "\(time)")
            }
        }
    }

    @Test("taken back before its day, it never appears")
    func overtaken() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        let day = Day(text: "2026-12-01")!
        try await house.open(records, from: day)
        try await house.publish(records, .text, from: day)
        try await house.settle()
        try await house.board.withdraw(.units([records[1].unit.id]), reason: "复核", by: TestHouse.reviewer)
        try await house.board.close(
            .units([records[2].unit.id]), ground: StatedGround(code: "third-party"), by: TestHouse.reviewer)
        try await house.serving { client in
            house.time.set("2026-11-30T16:00:00.000000Z")
            func onlyTheFirst() async throws {
                #expect(try await client.get("/records/\(records[0].id)").status == 200)
                for record in records[1...] {
                    #expect(try await client.get("/records/\(record.id)").status == 404)
                    #expect(try await client.count(record.word) == 0)
                }
                #expect(try await client.count("共同") == 1)
            }
            try await onlyTheFirst()
            try await house.board.beginDay(house.clock.today)
            try await house.settle()
            try await onlyTheFirst()
        }
    }
}
