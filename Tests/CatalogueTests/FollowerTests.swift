import Archive
import Bytes
import Intake
import Ledger
import Preservation
import Tables
import Testing

@testable import Catalogue

@Suite(
    "A kept transfer becomes catalogue entries",
    .enabled(if: Material.isThere, "the material is not there (LANTAI_DATA or ../shared/data): not tested"))
struct FollowerTests {
    @Test("each record is drafted with what its metadata says, once")
    func drafted() async throws {
        let (house, accession) = try await TestCorridor.withTransfer()
        defer { house.remove() }
        try await house.settle([house.drafter] + house.desk.followers)
        let count = try await house.stacks.recordCount(of: accession)
        let units = try await house.aids.units(of: accession, limit: 1000)
        #expect(units.count == Int(count))
        #expect(count > 0)
        for unit in units {
            #expect(unit.hasHolding)
            #expect(unit.agency == "江北市司法局")
            #expect(unit.dates != nil && unit.author != nil && unit.retention != nil, "\(unit.code)")
            #expect(unit.secrecy == "公开")
            #expect(unit.description.all("title")[0].source == "题名")
            #expect(unit.missingElements.isEmpty, "\(unit.missingElements.map(\.identifier))")
            #expect(try await house.stacks.holding(unit.id)?.code == unit.code)
        }
        let fonds = try #require(try await house.aids.fondsList().first)
        #expect(fonds.title != fonds.code)
        let events = try await house.ledger.events(about: accession.text)
        #expect(events.map(\.1.kind).suffix(2) == [.preserved, .drafted])
        #expect(try await house.desk.accession(accession)?.state == .described)
        try await house.settle([house.drafter])
        #expect(try await house.ledger.events(about: accession.text).count == events.count)
        #expect(try await house.ledger.verify().faults.isEmpty)
    }

    @Test("killed at any write, it goes on and drafts everything once")
    func killed() async throws {
        var survived = false
        for writes in 0..<20 where !survived {
            let (dying, accession) = try await TestCorridor.withTransfer(mortal: writes)
            let event = try #require(try await dying.ledger.events(after: -1, kinds: [.preserved], limit: 1).first)
            do {
                try await dying.drafter.handle(event.1, at: event.0)
                survived = true
            } catch is Killed {}
            try await dying.close()
            let again = try await TestCorridor(copyOf: dying)
            try await again.settle([again.drafter])
            let units = try await again.aids.units(of: accession, limit: 1000)
            #expect(units.count == Int(try await again.stacks.recordCount(of: accession)), "killed at write \(writes)")
            #expect(Set(units.map(\.position)).count == units.count)
            #expect(try await again.rows("SELECT * FROM draft_plan").isEmpty)
            #expect(try await again.ledger.events(after: -1, kinds: [.drafted], limit: 9).count == 1)
            dying.remove()
            again.remove()
        }
        #expect(survived)
    }

    @Test("deleting the rows and replaying the acts makes the same catalogue")
    func replay() async throws {
        let house = try await TestCorridor.withTransfer().house
        defer { house.remove() }
        try await house.settle([house.drafter])
        let one = try await house.aids.units(limit: 5).first { $0.level == .item }!
        try await house.aids.edit(one.id, changes: ["title": "改正的题名"], expecting: 1, by: house.archivist)
        let queries: [Query] = ["SELECT * FROM unit ORDER BY id", "SELECT * FROM unit_history ORDER BY unit, version"]
        let before = try await queries.asyncMap(house.rows)
        try await house.rowsDeleted(["unit_history", "unit"])
        for (_, event) in try await house.ledger.events(after: -1, limit: 1000) {
            for digest in try await house.ledger.acts(of: event) {
                let act = try await house.ledger.act(digest)
                try await house.database.write { try FindingAids.replay(event, act, in: $0) }
            }
        }
        #expect(try await queries.asyncMap(house.rows) == before)
    }

    @Test("a database made anew from the ledger's files has the same catalogue")
    func restored() async throws {
        let house = try await TestCorridor.withTransfer().house
        defer { house.remove() }
        try await house.settle([house.drafter])
        let one = try await house.aids.units(limit: 5).first { $0.level == .item }!
        try await house.aids.edit(one.id, changes: ["note": "附注"], expecting: 1, by: house.archivist)
        let before = try await house.rows("SELECT * FROM unit ORDER BY id")
        #expect(try await house.restoredRows("SELECT * FROM unit ORDER BY id") == before)
    }

    @Test("descriptions are kept with their objects once they were left alone; every node has an object")
    func kept() async throws {
        let (house, accession) = try await TestCorridor.withTransfer()
        defer { house.remove() }
        try await house.settle([house.drafter])
        let units = try await house.aids.units(of: accession, limit: 1000)
        try await house.aids.edit(units[0].id, changes: ["title": "改正的题名"], expecting: 1, by: house.archivist)
        try await house.settle([house.keeper])
        #expect(try await house.keeper.fold() == 0, "not quiet yet")
        let nodes = try await house.aids.path(of: units[0].id)
        #expect(try await house.keeper.fold(quiet: .zero) == nodes.count + 1)
        #expect(try await house.keeper.fold(quiet: .zero) == 0)
        for node in nodes {
            let kept = try #require(try await house.stacks.description(of: node.id))
            #expect(try JSON(parsing: kept)["level"]?.string == node.level.rawValue)
        }
        let kept = try JSON(parsing: try #require(try await house.stacks.description(of: units[0].id)))
        let title = kept["elements"]?.array?.first { $0["element"]?.string == "title" }
        #expect(title?["value"]?.string == "改正的题名")
        #expect(title?["asReceived"]?.string == units[0].title)
        #expect(try await house.stacks.holding(units[0].id)?.version == 2)
        #expect(try await house.stacks.description(of: units[1].id) == nil, "a draft is what its own metadata says")
        try await house.aids.confirm(.units([units[1].id]), by: house.archivist)
        try await house.settle([house.keeper])
        #expect(try await house.keeper.fold(quiet: .zero) == 1)
        #expect(try await house.stacks.holding(units[1].id)?.version == 2)
    }

    @Test("verifying the ledger looks at every part of a drafting")
    func verified() async throws {
        let house = try await TestCorridor.withTransfer().house
        defer { house.remove() }
        try await house.settle([house.drafter])
        let event = try await house.ledger.events(after: -1, kinds: [.drafted], limit: 1)[0].1
        let part = try await house.ledger.acts(of: event)[0]
        #expect(part != event.act)
        try DurableFile.write([1], to: house.root + "/ledger/" + ActDocuments.key(part).text)
        #expect(try await house.ledger.verify().faults.count == 1)
    }
}

extension Sequence {
    fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var all: [T] = []
        for element in self { all.append(try await transform(element)) }
        return all
    }
}
