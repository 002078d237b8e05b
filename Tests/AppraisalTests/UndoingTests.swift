import Archive
import Catalogue
import Ledger
import Testing

@testable import Appraisal

@Suite("Undoing a batch is a decision of its own, at once, for what still stands on it")
struct UndoingTests {
    @Test(
        "an opening undone is control as decided in error: gone for the next reader, on the review list from tomorrow")
    func opening() async throws {
        let house = try await TestBoard(today: "2026-11-23")
        let units = try await house.units(3)
        let opened = try await house.open(units)
        try await house.board.publish(.units([units[0]]), level: .text, by: house.reviewer)
        #expect(try await house.board.undoing(opened.id).published == 1)
        let undone = try await house.board.undo(opened.id, reason: "选错了批次", by: house.reviewer)
        #expect(undone.units == 3 && undone.hasBegun)
        #expect(try await house.found(.public(on: house.today)) == [])
        #expect(try await house.found(.opened(on: house.today)) == [])
        #expect(try await house.kinds() == [.decided, .opened, .published, .decided, .narrowed])
        let decision = try await house.board.decisions(of: units[1])[0]
        #expect(decision.ground == StatedGround(code: "decided-in-error", text: "选错了批次"))
        #expect(try await house.board.reviews(on: house.today) == [])
        house.move(to: "2026-11-24")
        #expect(try await Set(house.board.reviews(on: house.today).map(\.unit.id)) == Set(units))
        let event = try await house.ledger.events(about: undone.id.text)[0].1
        #expect(event.facts["undoes"]?.string == opened.id.text)
        let act = try await house.ledger.act(try #require(event.act))
        #expect(act["undoes"]?.string == opened.id.text)
    }

    @Test("an opening for a later day is undone before it comes")
    func later() async throws {
        let house = try await TestBoard(today: "2026-11-23")
        let units = try await house.units(2)
        let opened = try await house.open(units, from: "2026-12-01")
        try await house.board.undo(opened.id, reason: "日期有误", by: house.reviewer)
        house.move(to: "2026-12-02")
        try await house.board.beginDay(house.today)
        #expect(try await house.found(.opened(on: house.today)) == [])
    }

    @Test("a publication undone is withdrawn and stays open, whatever level it had before")
    func publication() async throws {
        let house = try await TestBoard()
        let units = try await house.units(3)
        try await house.open(units)
        try await house.board.publish(.units([units[0]]), level: .catalogue, by: house.reviewer)
        let published = try await house.board.publish(.units(units), level: .text, by: house.reviewer)
        let undoing = try await house.board.undoing(published.id)
        #expect(undoing.units.count == 3 && undoing.published == 3 && undoing.publishedBefore == 1)
        let undone = try await house.board.undo(published.id, reason: "应先核对", by: house.reviewer)
        #expect(undone.units == 3)
        #expect(try await house.found(.public(on: house.today)) == [])
        #expect(try await house.found(.opened(on: house.today)) == Set(units))
        #expect(try await house.kinds().last == .withdrawn)
    }

    @Test("what was decided about since is left, and named with the reason")
    func changedSince() async throws {
        let house = try await TestBoard()
        let units = try await house.units(4)
        let opened = try await house.open(units)
        let published = try await house.board.publish(.units(units), level: .text, by: house.reviewer)
        try await house.board.close(
            .units([units[0]]), ground: StatedGround(code: "third-party"), by: house.reviewer)
        try await house.board.withdraw(.units([units[1]]), reason: "家属异议", by: house.reviewer)
        try await house.board.publish(.units([units[2]]), level: .catalogue, by: house.reviewer)
        let left = try await house.board.undoing(published.id).left
        #expect(Set(left.map(\.unit)) == [units[0], units[1], units[2]])
        #expect(left.first { $0.unit == units[2] }?.what.en == "it was published again since: catalogue entry")
        #expect(try await house.board.undo(published.id, reason: "重审", by: house.reviewer).units == 1)
        #expect(try await house.found(.public(on: house.today)) == [units[2]])
        #expect(try await house.board.undo(opened.id, reason: "重审", by: house.reviewer).units == 3)
        #expect(try await house.board.decisions(of: units[0])[0].ground.code == "third-party")
    }

    @Test("undone once, there is nothing to undo; what takes away is not undone; and only who may give may undo")
    func refused() async throws {
        let house = try await TestBoard()
        let units = try await house.units(2)
        let opened = try await house.open(units)
        for agent in [house.archivist, Agent(id: "s", role: .supervisor)] {
            await #expect(throws: AppraisalProblem.self) {
                try await house.board.undo(opened.id, reason: "x", by: agent)
            }
        }
        let undone = try await house.board.undo(opened.id, reason: "x", by: house.reviewer)
        let events = house.ledger.lastIndex
        let again = await #expect(throws: AppraisalProblem.self) {
            try await house.board.undo(opened.id, reason: "x", by: house.reviewer)
        }
        #expect(again?.code == "appraisal.nothing-to-undo")
        for id in [undone.id, DecisionID.new(at: house.clock.now)] {
            let error = await #expect(throws: AppraisalProblem.self) {
                try await house.board.undo(id, reason: "x", by: house.reviewer)
            }
            #expect(error?.code == "appraisal.not-undoable")
        }
        #expect(house.ledger.lastIndex == events)
    }

    @Test("of twenty undoings at once one is made; beside other decisions none is overwritten")
    func race() async throws {
        let house = try await TestBoard()
        let units = try await house.units(10)
        let opened = try await house.open(units)
        let made = await withTaskGroup(of: Int.self) { group in
            for number in 0..<20 {
                group.addTask {
                    if number % 4 == 3 {
                        _ = try? await house.board.close(
                            .units([units[number % 10]]), ground: StatedGround(code: "third-party"), by: house.reviewer)
                        return 0
                    }
                    return (try? await house.board.undo(opened.id, reason: "x", by: house.reviewer))?.units ?? 0
                }
            }
            return await group.reduce(into: [Int]()) { $0.append($1) }.filter { $0 > 0 }
        }
        #expect(made.count <= 1)
        for unit in units { #expect(try await house.board.decisions(of: unit)[0].verdict == .controlled) }
        let undone = try await house.ledger.events(after: -1, limit: 1000).filter { $0.1.facts["undoes"] != nil }
        #expect(undone.count == made.count)
    }

    @Test("ten thousand are undone by one decision, and the rows made again from the acts are the same")
    func many() async throws {
        let house = try await TestBoard()
        let units = try await house.units(10_000)
        let opened = try await house.open(units)
        let before = house.ledger.lastIndex
        #expect(try await house.board.undo(opened.id, reason: "x", by: house.reviewer).units == 10_000)
        #expect(house.ledger.lastIndex == before + 2, "decided, narrowed")
        let rows = try await house.rows()
        try await house.rebuild()
        #expect(try await house.rows() == rows)
    }
}
