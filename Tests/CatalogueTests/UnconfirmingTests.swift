import Archive
import Ledger
import Tables
import Testing

@testable import Catalogue

@Suite("A confirming of many is undone as one, and nothing is erased")
struct UnconfirmingTests {
    private func items(_ count: Int) -> [(String, String, String)] {
        (1...count).map { ("X013-WS·1998-D30-BGS-\(10_000 + $0)", "题名\($0)", "19980615") }
    }

    @Test("what nobody touched since is a draft again, with both acts in its history; what was edited stays")
    func undo() async throws {
        let house = try await TestCatalogue()
        let units = try await house.draft(items(4))
        let report = try await house.aids.confirm(.units(units.map(\.id)), by: house.archivist)
        let batch = try #require(report.batch)
        try await house.aids.edit(units[1].id, changes: ["title": "改过"], expecting: 2, by: house.archivist)
        let before = try await house.aids.unconfirming(batch)
        #expect(before.units.map(\.unit) == [units[0].id, units[2].id, units[3].id].sorted())
        #expect(before.left.map(\.unit) == [units[1].id])
        #expect(before.left.map(\.why.en) == ["it was changed after it was confirmed"])
        let undone = try await house.aids.unconfirm(
            batch, keeping: [units[3].id], reason: "选错了", by: house.archivist)
        #expect(undone.units == 2)
        let states = try await house.aids.units(units.map(\.id)).map(\.state)
        #expect(states == [.draft, .confirmed, .draft, .confirmed])
        #expect(try await house.aids.history(units[0].id).map(\.state) == [.draft, .confirmed])
        #expect(try await house.aids.unit(units[0].id)?.title == "题名1")
        let event = try await house.ledger.events(about: undone.id.text)[0].1
        #expect(event.kind == .unconfirmed && event.facts["undoes"]?.string == batch.text)
        #expect(try await house.ledger.act(event.act!)["reason"]?.string == "选错了")
        // It can be confirmed again, and that undone again.
        let again = try await house.aids.confirm(.units(units.map(\.id)), by: house.archivist)
        #expect(again.confirmed == 2)
        #expect(try await house.aids.unconfirm(again.batch!, reason: "x", by: house.archivist).units == 2)
    }

    @Test("undone once there is nothing to undo; an unknown number is told; only who may describe may undo")
    func refused() async throws {
        let house = try await TestCatalogue()
        let units = try await house.draft(items(2))
        let batch = try #require(try await house.aids.confirm(.units(units.map(\.id)), by: house.archivist).batch)
        func code(_ batch: DecisionID, _ role: Role = .archivist) async -> String? {
            await #expect(throws: CatalogueProblem.self) {
                try await house.aids.unconfirm(batch, reason: "x", by: Agent(id: "a", role: role))
            }?.code
        }
        #expect(await code(batch, .reviewer) == "catalogue.not-allowed")
        #expect(await code(.new(at: house.clock.now)) == "catalogue.no-such-batch")
        try await house.aids.unconfirm(batch, reason: "x", by: house.archivist)
        let last = house.ledger.lastIndex
        #expect(await code(batch) == "catalogue.nothing-to-undo")
        #expect(house.ledger.lastIndex == last)
    }

    @Test("a unit confirmed by itself, twice, is undone from how it stands last")
    func one() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(items(1))[0]
        let batch = try #require(try await house.aids.confirm(.units([unit.id]), by: house.archivist).batch)
        #expect(batch.text == unit.id.text)
        try await house.aids.unconfirm(batch, reason: "x", by: house.archivist)
        try await house.aids.confirm(.units([unit.id]), by: house.archivist)
        #expect(try await house.aids.unconfirming(batch).units.map(\.version) == [4])
        #expect(try await house.aids.unconfirm(batch, reason: "x", by: house.archivist).units == 1)
    }

    @Test("over ten thousand are one batch in two events; undone half-way it goes on; replayed, the rows are the same")
    func many() async throws {
        let house = try await TestCatalogue()
        let units = try await house.draft(items(10_050))
        let report = try await house.aids.confirm(.accession(units[0].accession!), by: house.archivist)
        let batch = try #require(report.batch)
        #expect(report.confirmed == 10_050)
        #expect(try await house.ledger.events(about: batch.text).count == 2)
        // As if a first undoing had been killed after its first event.
        let kept = Set(units.map(\.id).sorted().suffix(50))
        #expect(try await house.aids.unconfirm(batch, keeping: kept, reason: "x", by: house.archivist).units == 10_000)
        #expect(try await house.aids.unconfirm(batch, reason: "x", by: house.archivist).units == 50)
        #expect(try await house.isTheSameFromActs())
        #expect(try await house.aids.units(units.map(\.id)).allSatisfy { $0.state == .draft })
    }
}
