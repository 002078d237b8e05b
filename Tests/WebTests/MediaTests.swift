import Archive
import Bytes
import Ledger
import Preservation
import Tables
import Testing

@testable import Web

@Suite("Offline media: the register at the desk")
struct MediaTests {
    /// A house with so many media, of which the first is damaged.
    private func house(_ count: Int) async throws -> TestHouse {
        let house = try await TestHouse()
        for role in Role.people {
            try await house.account(role.rawValue, [role], agency: role == .agencyOfficer ? "市民政局" : nil)
        }
        for n in 1...max(1, count) where count > 0 {
            let act = try await house.ledger.write(act: ["units": [], "inventories": []])
            let event = house.ledger.event(
                kind: .mediumWritten, subject: "LT-封存-2026-001", agent: .steward, act: act,
                facts: [
                    "medium": .string("LT-封存-2026-001-\(n)"), "kind": "sealed", "carrier": "disc",
                    "n": .int(Int64(n)), "of": .int(Int64(count)),
                    "manifest": .string(String(repeating: "a\(n)", count: 40)),
                    "objects": 3, "bytes": 5000, "openedOnly": false,
                ])
            try await house.database.write { [ledger = house.ledger] tx in ledger.append(event, in: tx) }
        }
        guard count > 0 else { return house }
        let register = house.stacks.offline
        try await register.enter(
            test: .init(
                files: 12, read: 12, bytes: 5000,
                found: [.init(path: "stacks/ab/inventory.json", fault: .changed)]), percent: 100,
            of: register.medium("LT-封存-2026-001-1"), by: .steward)
        return house
    }

    private static let path = "/desk/storage/media"
    private static let first = path + "/" + "LT-封存-2026-001-1".percentEncoded

    @Test("without any medium the page says how to write the first set")
    func empty() async throws {
        let house = try await house(0)
        try await house.serving { client in
            try await client.signIn(Role.archivist.rawValue)
            let page = try await client.get(Self.path + "?lang=en")
            #expect(page.text.contains("There are no offline sets yet"))
            #expect(page.text.contains("lantai sets write --kind sealed"))
            #expect(try await client.get("/desk/storage?lang=en").text.contains(Self.path))
        }
    }

    @Test("a long register has pages, each medium once, and what asks for somebody above")
    func pages() async throws {
        let house = try await house(120)
        try await house.serving { client in
            try await client.signIn(Role.auditor.rawValue)
            var (path, seen, pages) = (Optional(Self.path), [String](), 0)
            while let here = path, pages < 9 {
                let text = try await client.get(here).text
                pages += 1
                seen += ReadPage(text).links.filter { $0.hasPrefix(Self.path + "/LT") }
                if pages == 1 { seen.removeFirst() }
                #expect(text.contains("要办理的") == (pages == 1))
                path = ReadPage(text).links.last { $0.hasPrefix(Self.path + "?after=") && !$0.contains("lang=") }
            }
            #expect(pages == 3)
            #expect(seen.count == 120 && Set(seen).count == 120)
            #expect(try await client.get(Self.path + "?after=nothing").status == 200)
        }
    }

    @Test("one medium shows its places and tests, with who, when and why; an archivist writes down another place")
    func one() async throws {
        let house = try await house(2)
        try await house.serving { client in
            try await client.signIn(Role.archivist.rawValue)
            var page = try await client.get(Self.first + "?lang=en")
            #expect(page.text.contains("stacks/ab/inventory.json"))
            #expect(page.text.contains("A test found 1 fault"))
            #expect(page.text.contains("lantai sets refresh"))
            let lacking = try await client.submit(
                Self.first, to: Self.first + "/move", [("place", "库房2"), ("reason", " ")])
            #expect(lacking.status == 422 && lacking.text.contains("库房2"))
            let moved = try await client.submit(
                Self.first, to: Self.first + "/move", [("place", "库房2 <柜3>"), ("reason", "入库")])
            #expect(moved.status == 303)
            page = try await client.get(Self.first)
            #expect(page.text.contains("库房2 &lt;柜3&gt;") && page.text.contains("入库"))
            #expect(try await client.get(Self.path).text.contains("库房2 &lt;柜3&gt;"))
            #expect(try await client.get(Self.path + "/LT-1").status == 404)
            #expect(try await client.get(Self.path + "/LT-1/label").status == 404)
        }
        let history = try await house.stacks.offline.history(house.stacks.offline.medium("LT-封存-2026-001-1"))
        #expect(history.count == 3)
        #expect(history.first?.what == .moved(from: "", to: "库房2 <柜3>", reason: "入库"))
        #expect(history.first?.agent.role == .archivist)
    }

    @Test("the label says what the command's label says")
    func label() async throws {
        let house = try await house(1)
        let medium = try await house.stacks.offline.medium("LT-封存-2026-001-1")
        try await house.serving { client in
            try await client.signIn(Role.supervisor.rawValue)
            let text = try await client.get(Self.first + "/label").text
            let label = MediumLabel(medium, archive: Words(zh: "临江市档案馆", en: ""), clock: house.clock)
            #expect(text.contains(medium.manifest) && text.contains(label.notice.zh))
            for line in label.lines { #expect(text.contains(line.value.zh), "\(line.name.zh)") }
        }
    }

    @Test("whose duty it is sees, the archivist alone writes, and English pages are English")
    func doors() async throws {
        let house = try await house(1)
        try await house.serving { client in
            for role in Role.people {
                try await client.signIn(role.rawValue)
                for path in [Self.path, Self.first, Self.first + "/label"] {
                    let page = try await client.get(path + "?lang=en")
                    #expect((page.status == 200) == Duty.seeStorage.roles.contains(role), "\(role) \(path)")
                    if page.status == 200 { #expect(ReadPage(page.text).unmarkedChinese == [], "\(path)") }
                }
                guard role != .archivist, Duty.seeStorage.roles.contains(role) else { continue }
                let answer = try await client.submit(
                    "/desk/password", to: Self.first + "/move", [("place", "x"), ("reason", "y")])
                #expect(answer.status == 403, "\(role)")
            }
        }
    }
}
