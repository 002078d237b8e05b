import Archive
import Catalogue
import Ledger
import Tables
import Testing

@testable import Appraisal

@Suite("Publication is a decision of its own; taking away is at once")
struct PublishingTests {
    @Test("only what is open can be published, and only on days it is open")
    func needsOpening() async throws {
        let house = try await TestBoard()
        let unit = try await house.unit()
        func publish(from day: String? = nil) async throws {
            try await house.board.publish(
                .units([unit]), level: .image, from: day.map { Day(text: $0)! }, by: house.reviewer)
        }
        let error = await #expect(throws: AppraisalProblem.self) { try await publish() }
        #expect(error?.what.zh.contains("尚未开放") == true)
        try await house.open([unit], from: "2027-01-01")
        await #expect(throws: AppraisalProblem.self) { try await publish(from: "2026-12-31") }
        try await publish(from: "2027-01-01")
        #expect(try await !house.isPublic(unit, on: "2026-12-31"))
        #expect(try await house.isPublic(unit, on: "2027-01-01"))
    }

    @Test(
        "what is open and published is listed where the catalogue moved it, from the same moment on, and after a rebuild"
    )
    func moved() async throws {
        let house = try await TestBoard()
        let (there, here) = (
            try await house.series("X013-WS", category: "WS"), try await house.series("X013-KJ", category: "KJ")
        )
        let unit = try await house.unit()
        try await house.database.write { tx in
            try tx.run("UPDATE unit SET parent = \(here) WHERE id = \(unit)")
        }
        try await house.open([unit])
        try await house.board.publish(.units([unit]), level: .text, by: house.reviewer)
        func shelf() async throws -> (parent: String?, epoch: Int64) {
            let row = try await house.database.read {
                try $0.row("SELECT parent, epoch FROM access WHERE unit = \(unit) AND level > 0")
            }
            return try (#require(row).optionalText("parent"), #require(row).int("epoch"))
        }
        let before = try await shelf()
        #expect(before.parent == here.text)
        let move = try await house.aids.move([unit], below: there, known: [unit], by: house.archivist)
        let after = try await shelf()
        #expect(after.parent == there.text && after.epoch > before.epoch)
        // A rebuild makes the row from the acts alone, in their order.
        for (_, event) in try await house.ledger.events(about: move.id.text) {
            let act = try await house.ledger.act(try #require(event.act))
            try await house.database.write { tx in
                try tx.run("UPDATE access SET parent = \(here) WHERE unit = \(unit)")
                try AppraisalBoard.replay(event, act, in: tx)
            }
        }
        #expect(try await shelf().parent == there.text)
    }

    @Test("a move that would change the code of a record opened meanwhile is refused, and nothing of it is done")
    func openedMeanwhile() async throws {
        let house = try await TestBoard()
        let there = try await house.series("X013-KJ", category: "KJ")
        let here = try await house.series("X013-WS", category: "WS")
        let unit = try await house.unit()
        try await house.database.write { tx in
            try tx.run("UPDATE unit SET parent = \(here) WHERE id = \(unit)")
        }
        try await house.open([unit])
        let last = house.ledger.lastIndex
        // As a page looked at before the opening would ask.
        await #expect(throws: AppraisalProblem.self) {
            try await house.aids.move([unit], below: there, known: [], by: house.archivist)
        }
        let stays = try #require(try await house.aids.unit(unit))
        #expect(stays.parent == here && stays.code == "X013-WS·1998-D30-BGS-0001" && stays.version == 1)
        #expect(house.ledger.lastIndex == last)
    }

    @Test("a right says at which level, and reaches of a higher level do not hold the unit")
    func levels() async throws {
        let house = try await TestBoard()
        let unit = try await house.unit()
        try await house.open([unit])
        try await house.board.publish(.units([unit]), level: .image, by: house.reviewer)
        let today = house.today
        let right = try await house.database.read { [board = house.board] in try board.right(unit, on: today, in: $0) }
        #expect(right?.level == .image)
        #expect(right?.record.decision.ground.code == "period-passed")
        #expect(try await house.found(.public(on: today)) == [unit])
        #expect(try await house.found(.public(on: today, level: .image)) == [unit])
        #expect(try await house.found(.public(on: today, level: .text)) == [])
        // A lower level takes something away: an event that no follower skips says so too.
        try await house.board.publish(.units([unit]), level: .catalogue, by: house.reviewer)
        #expect(try await house.found(.public(on: today, level: .image)) == [])
        #expect(try await house.kinds() == [.decided, .opened, .published, .published, .narrowed])
    }

    @Test("withdrawn or closed, it is gone for the next reader; opened again it is not published again by itself")
    func atOnce() async throws {
        let house = try await TestBoard()
        let units = [try await house.unit(1), try await house.unit(2)]
        try await house.open(units)
        try await house.board.publish(.units(units), level: .text, by: house.reviewer)
        #expect(try await house.found(.public(on: house.today)) == Set(units))
        let epoch = try await house.board.accessEpoch()
        try await house.board.withdraw(.units([units[0]]), reason: "涉及个人信息", by: house.archivist)
        #expect(try await house.found(.public(on: house.today)) == [units[1]])
        #expect(try await house.found(.opened(on: house.today)) == Set(units), "withdrawn is not closed")
        try await house.board.close(
            .units([units[1]]), ground: StatedGround(code: "decided-in-error"), by: house.archivist)
        #expect(try await house.found(.public(on: house.today)) == [])
        #expect(try await house.board.accessEpoch() == epoch + 2)
        #expect(try await house.kinds().suffix(3) == [.withdrawn, .decided, .narrowed])
        try await house.open([units[1]])
        #expect(try await house.found(.public(on: house.today)) == [])
        let error = await #expect(throws: AppraisalProblem.self) {
            try await house.board.withdraw(.units(units), reason: "", by: house.archivist)
        }
        #expect(error?.code == "appraisal.nothing-published")
    }

    @Test("what is open is not closed, and what is public not published, on a later day")
    func notLater() async throws {
        let house = try await TestBoard(today: "2026-11-23")
        let unit = try await house.unit()
        let later = Day(text: "2026-12-24")!
        try await house.open([unit])
        for verdict in [AccessStatus.controlled, .delayed, .open] {
            await #expect(throws: AppraisalProblem.self) {
                try await house.board.decide(
                    .units([unit]), verdict: verdict,
                    ground: StatedGround(code: verdict == .open ? "period-passed" : "other-law"), effective: later,
                    reviewOn: Day(text: "2030-01-01"), by: house.reviewer)
            }
        }
        try await house.board.publish(.units([unit]), level: .text, by: house.reviewer)
        await #expect(throws: AppraisalProblem.self) {
            try await house.board.publish(.units([unit]), level: .text, from: later, by: house.reviewer)
        }
        #expect(try await house.isPublic(unit, on: "2026-11-23"))
    }

    @Test("a closing and a publication at the same moment never leave a closed unit marked as published")
    func race() async throws {
        let house = try await TestBoard()
        for number in 1...20 {
            let unit = try await house.unit(number)
            try await house.open([unit])
            async let published: DecisionReceipt? = try? house.board.publish(
                .units([unit]), level: .text, by: house.reviewer)
            async let closed: DecisionReceipt = house.board.close(
                .units([unit]), ground: StatedGround(code: "other-law"), by: house.reviewer)
            _ = try await (published, closed)
            let row = try await house.board.status(of: [unit])[unit]
            #expect(row?.status == .controlled)
            #expect(row?.level == 0)
        }
    }

    @Test("deleting the rows and replaying the acts makes the same rows")
    func replay() async throws {
        let house = try await TestBoard(today: "2026-11-01")
        var generator = SystemRandomNumberGenerator()
        var units: [UnitID] = []
        for number in 1...30 { units.append(try await house.unit(number)) }
        for step in 0..<120 {
            if step % 10 == 9 {
                house.move(to: Day(text: "2026-11-01")!.adding(days: step / 5).text)
                try await house.board.beginDay(house.today)
            }
            let some = UnitSelection.units(Array(units.shuffled(using: &generator).prefix(4)))
            let later = house.today.adding(days: Int.random(in: 0...6, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0, 1:
                _ = try? await house.board.decide(
                    some, verdict: .open, ground: StatedGround(code: "period-passed"), effective: later,
                    by: house.reviewer)
            case 2:
                _ = try? await house.board.publish(
                    some, level: PublicationLevel.allCases.randomElement()!, from: later, by: house.reviewer)
            case 3: _ = try? await house.board.withdraw(some, reason: "复核", by: house.reviewer)
            default:
                _ = try? await house.board.close(some, ground: StatedGround(code: "other-law"), by: house.reviewer)
            }
        }
        let before = try await house.rows()
        #expect(before.count > 50)
        try await house.rebuild()
        #expect(try await house.rows() == before)
    }
}
