import Appraisal
import Archive
import Bytes
import Foundation
import Intake
import Ledger
import Preservation
import Tables
import Testing

@testable import Web

@Suite("The facts of an event are told as people read them, with what machines need beside it")
struct FactTests {
    private let clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) {
        Instant(text: "2026-11-23T02:31:00.000000Z")!
    }

    private func told(_ value: JSON, _ key: String) -> Words { FactWords.value(value, of: key, clock) }

    @Test("moments stand on the archive's clock, codes in words, sizes and times in units")
    func values() {
        #expect(
            told("2026-11-22T17:05:00.000000Z", "asOf") == Words(zh: "2026年11月23日 01:05", en: "23 November 2026 01:05"))
        #expect(told("2026-11-22", "from").zh == "2026年11月22日")
        #expect(told(.string(AccessStatus.controlled.rawValue), "verdict") == AccessStatus.controlled.words)
        #expect(told(.string(Verdict.return.rawValue), "verdict") == Verdict.return.words)
        #expect(told(.string(SetKind.remote.rawValue), "kind").zh == "异地")
        #expect(told(.string(Carrier.tape.rawValue), "carrier").zh == "磁带")
        #expect(told("primary", "copy").zh == "主库" && told("east", "copy").zh == "east")
        #expect(told("revoked", "action").zh == "吊销")
        #expect(told(2, "level") == PublicationLevel.image.words && told(0, "level") == Phrases.none)
        #expect(told(74_612_345_678, "bytes").zh == "74.6 GB")
        #expect(told(112_400, "milliseconds").zh == "1分52秒" && told(40, "milliseconds").en == "less than 1 s")
        #expect(told(12_345, "units").zh == "12,345" && told(3, "undoes").zh == "第3版")
        #expect(told(["backup.damaged", "backup.drill"], "reasons").zh == "backup.damaged、backup.drill")
        #expect(told([], "reasons") == Phrases.none && told(.null, "published") == Phrases.none)
        // What a later version writes is shown as it is.
        #expect(told("sideways", "verdict") == Words(asIs: "sideways"))
    }

    @Test("experts find the code beside the word and all digits beside a size, and nothing beside what is exact")
    func exact() {
        #expect(FactWords.exact(.string(AccessStatus.controlled.rawValue), of: "verdict")?.zh == "controlled")
        #expect(FactWords.exact(74_612_345_678, of: "bytes")?.en == "74,612,345,678 bytes")
        #expect(FactWords.exact(812, of: "bytes") == nil && FactWords.exact(7, of: "units") == nil)
        #expect(FactWords.exact("sideways", of: "verdict") == nil)
    }

    @Test("every fact that rooms write has a name, and no page shows an instant as machines write it")
    func pages() async throws {
        let house = try await TestHouse()
        try await house.account("审计", [.auditor])
        let records = try await house.keep(["甲天下"])
        try await house.open(records)
        try await house.publish(records, .image)
        let accession = try await house.desk.receive(
            .of(Array("不是移交包".utf8)), name: FileName("移交.zip"), agency: "临江市司法局",
            by: Agent(id: "lantai.test.officer", role: .agencyOfficer))
        try await house.settle()
        let tested = house.ledger.event(
            kind: .mediumTested, subject: accession.id.text, agent: .steward,
            facts: ["asOf": "2026-11-22T17:05:00.000000Z", "bytes": 74_612_345_678, "kind": "remote"])
        try await house.database.write { [ledger = house.ledger] tx in ledger.append(tested, in: tx) }
        let raw = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/
        try await house.serving { client in
            try await client.signIn("审计")
            let list = try await client.get("/desk/ledger").text
            #expect(list.contains("74.6 GB") && list.contains("异地") && list.contains("2026年11月23日 01:05"))
            var told: Int64?
            for index in 0...house.ledger.lastIndex {
                let event = try #require(try await house.ledger.event(at: index))
                if event.kind == .mediumTested { told = index }
                for key in event.facts.keys { #expect(FactWords.name(key).zh != key, "\(event.kind.text) \(key)") }
                let page = try await client.get("/desk/ledger/\(index)").text
                #expect(page.firstMatch(of: raw) == nil, "\(event.kind.text)")
                #expect(list.firstMatch(of: raw) == nil)
            }
            let last = try await client.get("/desk/ledger/\(try #require(told))").text
            #expect(last.contains("74,612,345,678字节") && last.contains(">remote</span>"))
        }
    }
}
