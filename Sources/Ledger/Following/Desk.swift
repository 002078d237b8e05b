import Archive
import Synchronization
import Tables

/// One follower at its work: takes what is new, pauses, parks and retries, one event at a time.
final class Desk: Sendable {
    private struct State {
        /// Nothing of the follower's kinds lies between its bookmark and here.
        var scanned: EventIndex = -1
        var trouble: Trouble?
        /// Failures of one event that count towards parking it.
        var counted: (index: EventIndex, tries: Int) = (-1, 0)
    }

    /// Events read at a time.
    private static let batch = 200
    /// Tries before an event is parked.
    private static let tries = 3
    /// How far the bookmark may stay behind events that are not the follower's.
    private static let lag: EventIndex = 1000

    let follower: any Follower
    private let ledger: Ledger
    private let clock: Clock
    private let parks: Bool
    private let turn = Turn()
    private let state = Mutex(State())

    init(_ follower: any Follower, _ ledger: Ledger, _ clock: Clock, parks: Bool) {
        self.parks = parks
        self.follower = follower
        self.ledger = ledger
        self.clock = clock
    }

    var trouble: Trouble? { state.withLock { $0.trouble } }

    /// Settles parked events that are due and a batch of new ones; `false` if there was nothing to do.
    /// - Throws: `Pause` when it should be called again after a while.
    func advance() async throws -> Bool {
        try await turn.hold { [self] in
            do {
                let hasRetried = try await retryDue()
                let hasSettled = try await settleNew()
                state.withLock { $0.trouble = nil }
                return hasRetried || hasSettled
            } catch let error where !(error is Pause) {
                try Task.checkCancellation()
                throw pause(nil, nil, error)
            }
        }
    }

    private func settleNew() async throws -> Bool {
        let bookmark = try await follower.bookmark()
        let last = ledger.lastIndex
        let start = max(bookmark, state.withLock { $0.scanned })
        let events = try await ledger.events(after: start, kinds: follower.kinds, limit: Desk.batch)
        let list = events.isEmpty || !parks ? [] : try await list("again >= 0")
        let known = Set(list.map(\.index))
        var parked = Set(list.map(\.subject))
        for (index, event) in events {
            try Task.checkCancellation()
            let mustWait = parked.contains(event.subject) && !EventKind.narrowing.contains(event.kind)
            // The row first, then the bookmark: if we are killed in between, the event comes again and is known.
            if known.contains(index) {
                try await follower.skip(to: index)
            } else if let reason = mustWait ? WaitsBehind() : try await attempt(event, at: index) {
                try await park(index, event, because: reason)
                try await follower.skip(to: index)
                parked.insert(event.subject)
            }
        }
        if events.count < Desk.batch {
            state.withLock { $0.scanned = max($0.scanned, last) }
            let settled = events.last?.0 ?? bookmark
            if last - settled >= Desk.lag { try await follower.skip(to: last) }
        }
        return !events.isEmpty
    }

    /// Tries parked events again that somebody asked for, each subject in order up to its first failure.
    private func retryDue() async throws -> Bool {
        guard parks else { return false }
        let due = try await list("again = 1")
        var failed: Set<String> = []
        for parked in due where !failed.contains(parked.subject) {
            try Task.checkCancellation()
            guard let event = try await ledger.event(at: parked.index) else {
                throw LedgerProblem.rowUnreadable(parked.index)
            }
            if let reason = try await attempt(event, at: parked.index) {
                failed.insert(parked.subject)
                try await park(parked.index, event, because: reason)
                try await ledger.database.write { [follower] tx in
                    try tx.run(
                        "UPDATE parked SET again = 0 WHERE follower = \(follower.name) AND subject = \(parked.subject)")
                }
            } else {
                try await ledger.database.write { [follower] tx in
                    try tx.run("DELETE FROM parked WHERE follower = \(follower.name) AND idx = \(parked.index)")
                }
            }
        }
        return !due.isEmpty
    }

    /// `nil` if the event is settled; else why it must be parked.
    private func attempt(_ event: Event, at index: EventIndex) async throws -> (any Explained)? {
        do {
            try await follower.handle(event, at: index)
            state.withLock { $0.trouble = nil }
            return nil
        } catch {
            try Task.checkCancellation()
            let reason = Unexplained.words(of: error)
            let mayPark = parks && !reason.isTransient && !EventKind.narrowing.contains(event.kind)
            guard mayPark, count(index) == Desk.tries else { throw pause(index, event, error) }
            state.withLock { $0.trouble = nil }
            return reason
        }
    }

    /// Counts a failure of the event at `index` that will not pass by itself.
    private func count(_ index: EventIndex) -> Int {
        state.withLock { state in
            let tries = state.counted.index == index ? state.counted.tries + 1 : 1
            state.counted = (index, tries == Desk.tries ? 0 : tries)
            return tries
        }
    }

    /// Writes down that the follower stands still.
    private func pause(_ index: EventIndex?, _ event: Event?, _ error: any Error) -> Pause {
        let (reason, now) = (Unexplained.words(of: error), clock.now)
        return state.withLock { state in
            let earlier = state.trouble.flatMap { $0.index == index ? $0 : nil }
            let tries = (earlier?.tries ?? 0) + 1
            state.trouble = Trouble(
                follower: follower.name, index: index, subject: event?.subject,
                isNarrowing: event.map { EventKind.narrowing.contains($0.kind) } ?? false,
                since: earlier?.since ?? now, tries: tries, code: reason.code, what: reason.what, next: reason.next)
            return Pause(error: error, tries: tries)
        }
    }

    private func park(_ index: EventIndex, _ event: Event, because reason: any Explained) async throws {
        let parked = Parked(follower.name, index, event.subject, since: clock.now, because: reason)
        try await ledger.database.write { tx in try parked.save(in: tx) }
    }

    private func list(_ condition: Query) async throws -> [Parked] {
        try await ledger.database.read { [follower] tx in
            try Parked.list(where: "follower = \(follower.name) AND \(sql: condition)", in: tx)
        }
    }

    func status() async throws -> FollowerState {
        let bookmark = try await follower.bookmark()
        let (behind, parked) = try await ledger.database.read { [follower] tx in
            let names = follower.kinds.map(\.text).sorted().map { "\($0)" as Query }
            let behind =
                names.isEmpty
                ? 0
                : try tx.row(
                    """
                    SELECT count(*) AS c FROM event
                    WHERE idx > \(bookmark) AND kind IN (\(sql: .joined(names, by: ", ")))
                    """)!.int("c")
            return (behind, try tx.row("SELECT count(*) AS c FROM parked WHERE follower = \(follower.name)")!.int("c"))
        }
        return FollowerState(
            name: follower.name, bookmark: bookmark, behind: Int(behind), parked: Int(parked), trouble: trouble)
    }
}
