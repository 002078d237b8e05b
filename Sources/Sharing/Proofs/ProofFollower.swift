import Appraisal
package import Archive
import Catalogue
import Ledger
import Tables

/// Lays down what the house says of published records, to be hidden in the public log: whatever happened to a unit, what its
/// page shows now is compared with what was said last.
///
/// What is not published leaves no trace here, not even a row.
package struct ProofFollower: Follower {
    package let name = "sharing.proofs"
    package let kinds: Set<EventKind> = [.decided, .opened, .narrowed, .published, .withdrawn, .described, .moved]

    /// Units in one transaction.
    private static let batch = 500

    private let room: ReadingRoom
    private let bookmarkRow: TableBookmark

    package init(_ room: ReadingRoom) {
        self.room = room
        bookmarkRow = TableBookmark(follower: name, database: room.database)
    }

    package func bookmark() async throws -> EventIndex { try await bookmarkRow.read() }
    package func skip(to index: EventIndex) async throws { try await bookmarkRow.move(to: index) }

    package func handle(_ event: Event, at index: EventIndex) async throws {
        if event.kind == .described {
            try await say(of: [UnitID(trusted: event.subject)], at: index)
        } else if event.kind == .moved {
            let moved = try await room.aids.moved(by: event)
            for start in stride(from: 0, to: moved.count, by: Self.batch) {
                try await say(of: Array(moved[start..<min(moved.count, start + Self.batch)]), at: index)
            }
        } else {
            var last: UnitID?
            while true {
                let page = try await room.board.units(
                    of: DecisionID(trusted: event.subject), after: last, limit: Self.batch)
                try await say(of: page, at: index)
                guard page.count == Self.batch else { break }
                last = page.last
            }
        }
        // Last, and by itself: what is said twice is said once, so a fault in between loses and doubles nothing.
        try await bookmarkRow.move(to: index)
    }

    private func say(of units: [UnitID], at index: EventIndex) async throws {
        let today = room.clock.today
        try await room.database.write { [room] tx in
            for unit in units {
                if let statement = try room.statement(of: unit, on: today, in: tx) {
                    try PublicLog.say(statement.text, about: unit, at: index, in: tx)
                } else if let last = try PublicLog.last(about: unit, in: tx), PublicStatement.isPublished(last.text) {
                    let statement = PublicStatement(withdrawing: last.text)
                    try PublicLog.say(statement.text, about: unit, at: index, in: tx)
                }
            }
        }
    }
}

extension ReadingRoom {
    /// What the house says of a unit that is published on `day`; `nil` of any other.
    func statement(of unit: UnitID, on day: Day, in tx: any Transaction) throws -> PublicStatement? {
        guard let right = try board.right(unit, on: day, in: tx), let unit = try ArchivalUnit.unit(unit, in: tx) else {
            return nil
        }
        return try PublicStatement(unit, right, files(of: unit, right, in: tx), settings: settings, in: tx)
    }

    /// The proof of what the page of the published record at this address shows now; `nil` for closed, withdrawn, never
    /// there, and where nothing is proven.
    /// - Throws: `PublicLogProblem.notYet` while it waits for the next entry.
    package func proof(publicID: String) async throws -> [UInt8]? {
        guard PublicID.isWellFormed(publicID), let publicLog else { return nil }
        let today = clock.today
        return try await database.read { [self] tx in
            guard let (unit, right) = try published(publicID, on: today, in: tx) else { return nil }
            let statement = try PublicStatement(
                unit, right, files(of: unit, right, in: tx), settings: settings, in: tx)
            switch try publicLog.evidence(of: statement.text, about: unit.id, in: tx) {
            case .proof(let bytes): return bytes
            case .waiting(let time): throw PublicLogProblem.notYet(time, in: clock.zone)
            // Its follower has not come so far.
            case .none: throw PublicLogProblem.notYet(publicLog.time(of: publicLog.size), in: clock.zone)
            }
        }
    }
}
