import Archive
import Catalogue
import Tables
import Testing

@testable import Appraisal

@Suite("Reach: one algebra, two renderings")
struct ReachTests {
    @Test("on random rows the database and memory admit the same units, for 2,400 random reaches")
    func renderings() async throws {
        let house = try await TestBoard()
        var generator = SystemRandomNumberGenerator()
        let units = try await house.scatter(80, using: &generator)
        let rows = try await house.board.allRows(limit: 1000)
        #expect(rows.count == 80)
        let reaches = (0..<2400).map { _ in Reach.random(units: units, using: &generator) }
        let found = try await house.database.read { tx in
            try reaches.map { reach in
                try Set(
                    tx.rows("SELECT id FROM unit u WHERE \(sql: reach.predicate(unitColumn: "u.id"))")
                        .map { UnitID(trusted: $0.text("id")) })
            }
        }
        var empty = 0
        for (reach, answer) in zip(reaches, found) {
            #expect(answer == Set(rows.filter(reach.admits).map(\.unit)), "\(reach)")
            if answer.isEmpty { empty += 1 }
        }
        #expect(empty < 1500, "the cases must say something: \(empty) of 2400 are empty")
    }

    @Test("two reaches with one fingerprint admit the same, and names cannot be made to look like others")
    func fingerprints() async throws {
        let house = try await TestBoard()
        var generator = SystemRandomNumberGenerator()
        let units = try await house.scatter(40, using: &generator)
        let rows = try await house.board.allRows(limit: 1000)
        var seen: [String: Set<UnitID>] = [:]
        for _ in 0..<4000 {
            let reach = Reach.random(units: Array(units.prefix(3)), depth: 2, using: &generator)
            let admitted = Set(rows.filter(reach.admits).map(\.unit))
            let known = seen.updateValue(admitted, forKey: reach.fingerprint)
            #expect(known == nil || known == admitted, "\(reach)")
        }
        #expect(seen.count < 3900, "some must meet: \(seen.count)")
        let one = Reach.everything.within(fonds: ["a\",\"b"])
        #expect(one.fingerprint != Reach.everything.within(fonds: ["a", "b"]).fingerprint)
    }

    @Test("archivists see everything, an agency its own, the three administrators nothing")
    func staff() async throws {
        let house = try await TestBoard()
        let ours = try await house.unit(1, agency: "甲局")
        let theirs = try await house.unit(2, agency: "乙局")
        let today = house.today
        func reach(_ role: Role, _ agency: String? = nil) -> Reach {
            .staff(Agent(id: "x", role: role), agency: agency, on: today)
        }
        for role in [Role.archivist, .reviewer, .supervisor] {
            #expect(try await house.found(reach(role)) == [ours, theirs])
        }
        #expect(try await house.found(reach(.agencyOfficer, "甲局")) == [ours])
        #expect(try await house.found(reach(.agencyOfficer)) == [])
        #expect(try await house.found(reach(.agencyOfficer, "")) == [])
        for role in [Role.systemAdministrator, .securityOfficer, .auditor, .program] {
            #expect(try await house.found(reach(role, "甲局")) == [])
            #expect(try await house.admitted(reach(role, "甲局")) == [])
        }
    }

    @Test("a reach can end on a day")
    func until() {
        let last = Day(text: "2026-12-31")!
        #expect(Reach.everything.until(last, on: last) == .everything)
        #expect(Reach.everything.until(last, on: last.adding(days: 1)) == .nothing)
    }
}

extension TestBoard {
    /// Units of several agencies in random states, some decided about for other days.
    func scatter(_ count: Int, using generator: inout some RandomNumberGenerator) async throws -> [UnitID] {
        var units: [UnitID] = []
        for number in 1...count {
            units.append(
                try await unit(
                    number, fonds: ["X013", "X014", "J001"].randomElement(using: &generator)!,
                    category: ["WS", "KJ"].randomElement(using: &generator)!,
                    agency: ["甲局", "乙局", ""].randomElement(using: &generator)!))
        }
        for id in units {
            let later = today.adding(days: Int.random(in: -3...3, using: &generator))
            let verdict = [AccessStatus.open, .open, .open, .controlled, .unreviewed].randomElement(using: &generator)!
            guard verdict != .unreviewed else { continue }
            try await board.decide(
                .units([id]), verdict: verdict,
                ground: StatedGround(code: verdict == .open ? "period-passed" : "other-law"), effective: later,
                by: reviewer)
            if verdict == .open, Bool.random(using: &generator) {
                let from = later.adding(days: Int.random(in: 0...3, using: &generator))
                try await board.publish(
                    .units([id]), level: .allCases.randomElement(using: &generator)!, from: from, by: reviewer)
                if Int.random(in: 0..<6, using: &generator) == 0 {
                    try await board.withdraw(.units([id]), reason: "", by: reviewer)
                }
            }
        }
        return units
    }
}

extension Reach {
    /// A random reach of up to a few levels.
    static func random(units: [UnitID], depth: Int = 3, using generator: inout some RandomNumberGenerator) -> Reach {
        let day = Day(text: "2026-11-23")!.adding(days: Int.random(in: -4...5, using: &generator))
        func some<T>(_ all: [T]) -> [T] { all.shuffled(using: &generator).dropLast(Int.random(in: 0..<all.count)) }
        switch Int.random(in: 0..<(depth > 0 ? 14 : 9), using: &generator) {
        case 0: return .nothing
        case 1: return .everything
        case 2: return .opened(on: day)
        case 3: return .public(on: day)
        case 4: return .public(on: day, level: .allCases.randomElement(using: &generator)!)
        case 5: return Reach.everything.within(fonds: Set(some(["X013", "X014", "J001", "Z9"])))
        case 6: return Reach.everything.within(categories: Set(some(["WS", "KJ", "ZP"])))
        case 7: return Reach.everything.within(units: Set(some(units)))
        case 8:
            let agency = ["甲局", "乙局", ""].randomElement(using: &generator)!
            return .staff(Agent(id: "x", role: .agencyOfficer), agency: agency, on: day)
        case 9, 10, 11:
            return random(units: units, depth: depth - 1, using: &generator)
                .and(random(units: units, depth: depth - 1, using: &generator))
        default:
            return random(units: units, depth: depth - 1, using: &generator)
                .or(random(units: units, depth: depth - 1, using: &generator))
        }
    }
}
