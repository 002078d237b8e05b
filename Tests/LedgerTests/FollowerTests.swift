import Archive
import Foundation
import Ledger
import Synchronization
import Tables
import Testing

/// What may go wrong in a handler.
private enum Failure: Explained {
    case passing, lasting

    var code: String { self == .passing ? "test.passing" : "test.lasting" }
    var what: Words { Words(zh: "测试失败", en: "The test failed.") }
    var next: Words { Words(zh: "无", en: "None.") }
    var isTransient: Bool { self == .passing }
}

/// Writes the events it handles into a table, with its bookmark, and fails as it is told.
private final class Scribe: Follower {
    let name: String
    let kinds: Set<EventKind>
    private let database: any Database
    private let bookmarks: TableBookmark
    /// Called before an event is written; may throw.
    let skipFails = Mutex(false)
    let trouble = Mutex<@Sendable (EventIndex, Event) throws -> Void>({ _, _ in })
    /// Called in the transaction that settles an event.
    let also: @Sendable (Event, any Transaction) -> Void

    init(
        _ name: String, _ kinds: Set<EventKind>, _ database: any Database,
        also: @escaping @Sendable (Event, any Transaction) -> Void = { _, _ in }
    ) {
        self.name = name
        self.kinds = kinds
        self.database = database
        self.also = also
        bookmarks = TableBookmark(follower: name, database: database)
    }

    func bookmark() async throws -> EventIndex { try await bookmarks.read() }

    func skip(to index: EventIndex) async throws {
        if skipFails.withLock({ $0 }) { throw Failure.passing }
        try await bookmarks.move(to: index)
    }

    func handle(_ event: Event, at index: EventIndex) async throws {
        try trouble.withLock { $0 }(index, event)
        try await database.write { [self] tx in
            try tx.run(
                """
                INSERT INTO written (follower, idx, subject, place)
                VALUES (\(name), \(index), \(event.subject), (SELECT count(*) FROM written)) ON CONFLICT DO NOTHING
                """
            )
            also(event, tx)
            try bookmarks.move(to: index, in: tx)
        }
    }
}

/// A home, a runner, and the sleeps it asked for, none of which is slept.
private struct Corridor {
    let home: TestHome
    let runner: FollowerRunner
    let sleeps: Sleeps

    final class Sleeps: Sendable {
        let seconds = Mutex<[Int64]>([])
    }

    init(_ home: TestHome, _ followers: [any Follower]) {
        self.home = home
        let sleeps = Sleeps()
        self.sleeps = sleeps
        runner = FollowerRunner(ledger: home.ledger, followers: followers, clock: .fixed(TestHome.noon)) { duration in
            sleeps.seconds.withLock { $0.append(duration.components.seconds) }
        }
    }

    func written(_ follower: String) async throws -> [Int64] {
        try await home.database.read { tx in
            try tx.rows("SELECT idx FROM written WHERE follower = \(follower) ORDER BY place").map { $0.int("idx") }
        }
    }

    func append(_ subjects: String..., kind: EventKind = .received) async throws {
        for subject in subjects { try await home.append(1, kind: kind, subject: subject) }
    }

    var slept: [Int64] { sleeps.seconds.withLock { $0 } }
}

private func home() async throws -> TestHome {
    let home = try await TestHome()
    try await home.database.migrate([
        Migration("t") { _ in
            [
                """
                CREATE TABLE written (follower TEXT NOT NULL, idx INTEGER NOT NULL, subject TEXT NOT NULL, place INTEGER NOT NULL,
                  PRIMARY KEY (follower, idx))
                """
            ]
        }
    ])
    return home
}

@Suite("Following")
struct FollowerTests {
    @Test("each follower gets the events of its kinds in order, once, and its bookmark stands at the last")
    func inOrder() async throws {
        let home = try await home()
        let scribe = Scribe("scribe", [.received], home.database)
        let clerk = Scribe("clerk", [.checked, .accepted], home.database)
        let corridor = Corridor(home, [scribe, clerk])
        try await corridor.append("a", "b")
        try await corridor.append("a", kind: .checked)
        try await corridor.append("c")
        try await corridor.runner.settle()
        try await corridor.append("a", kind: .accepted)
        try await corridor.append("d")
        try await corridor.runner.settle()
        try await corridor.runner.settle()
        #expect(try await corridor.written("scribe") == [0, 1, 3, 5])
        #expect(try await corridor.written("clerk") == [2, 4])
        let states = try await corridor.runner.states()
        #expect(states.map(\.name) == ["scribe", "clerk"] && states.map(\.bookmark) == [5, 4])
        #expect(states.allSatisfy { $0.behind == 0 && $0.parked == 0 && $0.trouble == nil })
        #expect(corridor.slept == [])
    }

    @Test("events that followers append are followed in the same settling, along the whole chain")
    func chain() async throws {
        let home = try await home()
        let ledger = home.ledger
        func then(_ kind: EventKind) -> @Sendable (Event, any Transaction) -> Void {
            { event, tx in ledger.append(ledger.event(kind: kind, subject: event.subject, agent: .steward), in: tx) }
        }
        let corridor = Corridor(
            home,
            [
                Scribe("last", [.drafted], home.database),
                Scribe("third", [.preserved], home.database, also: then(.drafted)),
                Scribe("second", [.accepted], home.database, also: then(.preserved)),
                Scribe("first", [.received], home.database, also: then(.accepted)),
            ])
        try await corridor.append("a", "b")
        try await corridor.runner.settle()
        #expect(try await corridor.written("last").count == 2)
        #expect(home.ledger.lastIndex == 7)
    }

    @Test("a bookmark does not move back, and follows far events of other kinds from time to time")
    func bookmarks() async throws {
        let home = try await home()
        let bookmark = TableBookmark(follower: "f", database: home.database)
        #expect(try await bookmark.read() == -1)
        try await bookmark.move(to: 7)
        try await bookmark.move(to: 3)
        #expect(try await bookmark.read() == 7)

        let corridor = Corridor(home, [Scribe("scribe", [.received], home.database)])
        let ledger = home.ledger
        try await home.database.write { tx in
            for _ in 0..<1500 { ledger.append(ledger.event(kind: .signedIn, subject: "u", agent: .steward), in: tx) }
        }
        try await corridor.runner.settle()
        #expect(try await corridor.runner.states()[0].bookmark == 1499)
    }
}

@Suite("A follower in trouble")
struct TroubleTests {
    @Test("a passing failure pauses it, longer each time up to a minute, and never parks", .timeLimit(.minutes(10)))
    func transient() async throws {
        let home = try await home()
        let scribe = Scribe("scribe", [.received], home.database)
        let corridor = Corridor(home, [scribe])
        try await corridor.append("a", "b")
        let failures = Mutex(9)
        scribe.trouble.withLock { trouble in
            trouble = { index, _ in
                let left = failures.withLock { left in
                    left -= 1
                    return left
                }
                if left >= 0 { throw Failure.passing }
            }
        }
        let running = Task { await corridor.runner.run() }
        while try await corridor.written("scribe") != [0, 1] { try await Task.sleep(for: .milliseconds(5)) }
        running.cancel()
        await running.value
        #expect(corridor.slept == [1, 2, 4, 8, 16, 32, 60, 60, 60])
        #expect(try await corridor.runner.parked() == [] && corridor.runner.troubles().isEmpty)
    }

    @Test("settle gives up on what keeps failing, after the others are done, and says what it was")
    func settleGivesUp() async throws {
        let home = try await home()
        let stuck = Scribe("stuck", [.received], home.database)
        let corridor = Corridor(home, [stuck, Scribe("well", [.received], home.database)])
        try await corridor.append("a", "b")
        stuck.trouble.withLock { $0 = { _, _ in throw Failure.passing } }
        await #expect(throws: Failure.passing) { try await corridor.runner.settle() }
        // Seconds, not minutes: others at work are no reason to begin waiting anew.
        #expect(corridor.slept == [1, 2, 2, 2])
        #expect(try await corridor.written("well") == [0, 1])
        let trouble = try #require(corridor.runner.troubles().first)
        #expect(
            trouble.follower == "stuck" && trouble.index == 0 && trouble.subject == "a"
                && trouble.code == "test.passing")
        #expect(!trouble.isNarrowing && trouble.since == TestHome.noon)
        stuck.trouble.withLock { $0 = { _, _ in } }
        try await corridor.runner.settle()
        #expect(try await corridor.written("stuck") == [0, 1])
        #expect(corridor.runner.troubles().isEmpty)
    }

    @Test("a lasting failure parks its subject after three tries; later events of it wait, other subjects go on")
    func parks() async throws {
        let home = try await home()
        let scribe = Scribe("scribe", [.received, .checked], home.database)
        let other = Scribe("other", [.received, .checked], home.database)
        let corridor = Corridor(home, [scribe, other])
        scribe.trouble.withLock { $0 = { index, _ in if index == 1 { throw Failure.lasting } } }
        try await corridor.append("a", "bad", "b", "bad")
        try await corridor.runner.settle()
        try await corridor.append("bad", kind: .checked)
        try await corridor.append("c")
        try await corridor.runner.settle()
        #expect(try await corridor.written("scribe") == [0, 2, 5])
        #expect(try await corridor.written("other") == [0, 1, 2, 3, 4, 5])
        #expect(corridor.slept == [1, 2])
        let parked = try await corridor.runner.parked()
        #expect(
            parked.map(\.index) == [1, 3, 4] && parked.allSatisfy { $0.subject == "bad" && $0.follower == "scribe" })
        #expect(parked.map(\.code) == ["test.lasting", Parked.waiting, Parked.waiting])
        #expect(parked[0].what == Failure.lasting.what && parked[0].since == TestHome.noon)
        #expect(try await corridor.runner.states()[0].parked == 3)
    }

    @Test("killed between parking an event and moving the bookmark, it is still parked once, with its reason")
    func killedWhileParking() async throws {
        let home = try await home()
        let scribe = Scribe("scribe", [.received], home.database)
        let corridor = Corridor(home, [scribe])
        scribe.trouble.withLock { $0 = { index, _ in if index == 0 { throw Failure.lasting } } }
        scribe.skipFails.withLock { $0 = true }
        try await corridor.append("bad", "a")
        await #expect(throws: Failure.passing) { try await corridor.runner.settle() }
        scribe.skipFails.withLock { $0 = false }
        try await corridor.runner.settle()
        #expect(try await corridor.runner.parked().map(\.code) == ["test.lasting"])
        #expect(try await corridor.written("scribe") == [1])
    }

    @Test("a retry settles all that waited, in order; one that fails again stays parked with its new reason")
    func retry() async throws {
        let home = try await home()
        let scribe = Scribe("scribe", [.received], home.database)
        let corridor = Corridor(home, [scribe])
        scribe.trouble.withLock { $0 = { _, event in if event.subject == "bad" { throw Failure.lasting } } }
        try await corridor.append("bad", "a", "bad", "b", "bad")
        try await corridor.runner.settle()
        #expect(try await corridor.written("scribe") == [1, 3])

        scribe.trouble.withLock { $0 = { index, _ in if index == 2 { throw Failure.lasting } } }
        #expect(try await corridor.runner.retry("bad") == 3)
        #expect(try await corridor.runner.parked().allSatisfy(\.isDue))
        try await corridor.runner.settle()
        #expect(try await corridor.written("scribe") == [1, 3, 0])
        let parked = try await corridor.runner.parked()
        #expect(parked.map(\.index) == [2, 4] && parked.map(\.code) == ["test.lasting", Parked.waiting])
        #expect(parked.allSatisfy { !$0.isDue })

        scribe.trouble.withLock { $0 = { _, _ in } }
        try await corridor.append("bad")
        #expect(try await corridor.runner.retry("nobody") == 0)
        #expect(try await corridor.runner.retry("bad", follower: "scribe") == 2)
        try await corridor.runner.settle()
        try await corridor.append("bad")
        try await corridor.runner.settle()
        #expect(try await corridor.written("scribe") == [1, 3, 0, 2, 4, 5, 6])
        #expect(try await corridor.runner.parked() == [])
        #expect(try await corridor.runner.states()[0].bookmark == 6)
    }

    @Test("a running follower takes up a retry by itself", .timeLimit(.minutes(10)))
    func retryWhileRunning() async throws {
        let home = try await home()
        let scribe = Scribe("scribe", [.received], home.database)
        let corridor = Corridor(home, [scribe])
        scribe.trouble.withLock { $0 = { _, _ in throw Failure.lasting } }
        try await corridor.append("bad")
        let running = Task { await corridor.runner.run() }
        while try await corridor.runner.parked().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        scribe.trouble.withLock { $0 = { _, _ in } }
        try await corridor.runner.retry("bad")
        while try await corridor.written("scribe") != [0] { try await Task.sleep(for: .milliseconds(5)) }
        running.cancel()
        await running.value
    }

    @Test("a narrowing event is never parked: it is tried again until it is settled, and shown meanwhile")
    func narrowing() async throws {
        let home = try await home()
        let scribe = Scribe("scribe", [.published, .withdrawn], home.database)
        let corridor = Corridor(home, [scribe])
        scribe.trouble.withLock { $0 = { _, event in if event.kind == .withdrawn { throw Failure.lasting } } }
        try await corridor.append("a", kind: .withdrawn)
        try await corridor.append("b", kind: .published)
        await #expect(throws: Failure.lasting) { try await corridor.runner.settle() }
        await #expect(throws: Failure.lasting) { try await corridor.runner.settle() }
        #expect(try await corridor.runner.parked() == [])
        #expect(corridor.runner.troubles().map(\.isNarrowing) == [true] && corridor.runner.troubles()[0].tries == 10)
        #expect(try await corridor.written("scribe") == [])
        scribe.trouble.withLock { $0 = { _, _ in } }
        try await corridor.runner.settle()
        #expect(try await corridor.written("scribe") == [0, 1])
    }

    @Test("a narrowing event does not wait behind parked events of its subject")
    func narrowingOvertakes() async throws {
        let home = try await home()
        let scribe = Scribe("scribe", [.published, .withdrawn], home.database)
        let corridor = Corridor(home, [scribe])
        scribe.trouble.withLock { $0 = { _, event in if event.kind == .published { throw Failure.lasting } } }
        try await corridor.append("a", kind: .published)
        try await corridor.append("a", kind: .withdrawn)
        try await corridor.append("a", kind: .published)
        try await corridor.runner.settle()
        #expect(try await corridor.written("scribe") == [1])
        #expect(try await corridor.runner.parked().map(\.index) == [0, 2])
    }

    @Test("passing failures between lasting ones do not count towards parking")
    func mixed() async throws {
        let home = try await home()
        let scribe = Scribe("scribe", [.received], home.database)
        let corridor = Corridor(home, [scribe])
        let script = Mutex<[Failure]>([.lasting, .passing, .passing, .lasting])
        scribe.trouble.withLock { trouble in
            trouble = { _, _ in if let next = script.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw next } }
        }
        try await corridor.append("a")
        try await corridor.runner.settle()
        #expect(try await corridor.written("scribe") == [0] && corridor.slept == [1, 2, 2, 2])
        #expect(try await corridor.runner.parked() == [])
    }

    @Test("settling beside a running runner does nothing twice at a time")
    func together() async throws {
        let home = try await home()
        let inside = Mutex((now: 0, most: 0))
        let scribe = Scribe("scribe", [.received], home.database) { _, _ in inside.withLock { $0.now -= 1 } }
        scribe.trouble.withLock {
            $0 = { _, _ in
                inside.withLock { inside in
                    inside.now += 1
                    inside.most = max(inside.most, inside.now)
                }
            }
        }
        let corridor = Corridor(home, [scribe])
        let running = Task { await corridor.runner.run() }
        for n in 0..<40 {
            try await corridor.append("s\(n)")
            try await corridor.runner.settle()
        }
        running.cancel()
        await running.value
        #expect(try await corridor.written("scribe") == Array(0..<40))
        #expect(inside.withLock { $0.most } == 1)
    }
}
