package import Archive
import Bytes
package import Tables

extension Ledger {
    /// Makes a room's rows again from one event; `act` is its act document. Of an act in parts it is called with each part
    /// first, then with the act.
    package typealias Replay =
        @Sendable (_ index: EventIndex, _ event: Event, _ act: JSON?, _ tx: any Transaction) throws -> Void

    /// Puts the events of `archive` into a new database, with equal indices and leaves, and lets `replay` make the rooms'
    /// rows from each in the same transaction. To be called before a `Ledger` is opened on the database.
    ///
    /// Bookmarks are not restored: followers go through all events again and find their work done.
    package static func restore(
        _ archive: LedgerArchive, into database: any Database, replay: @escaping Replay
    ) async throws -> LedgerArchive.Report {
        let events = try await database.read { tx in try tx.row("SELECT count(*) AS c FROM event")!.int("c") }
        guard events == 0 else { throw LedgerProblem.notEmpty(events: events) }
        var batch: [Restored] = []
        let report = try await archive.read { entry in
            let act: JSON? = if let digest = entry.event.act { try await archive.acts.read(digest) } else { nil }
            for part in entry.event.actHasParts ? act.map(ActDocuments.parts(of:)) ?? [] : [] {
                batch.append(.part(entry, try await archive.acts.read(part)))
                // Parts are large: one at a time.
                try await write(&batch, to: database, replay)
            }
            batch.append(.event(entry, act))
            if batch.count == 50 { try await write(&batch, to: database, replay) }
        } sealed: { segment in
            batch.append(.segment(segment))
        }
        try await write(&batch, to: database, replay)
        return report
    }

    private enum Restored: Sendable {
        case event(LedgerArchive.Entry, JSON?)
        /// One part of an event's act: replayed like the act, before it.
        case part(LedgerArchive.Entry, JSON)
        case segment(Segment)
    }

    private static func write(
        _ batch: inout [Restored], to database: any Database, _ replay: @escaping Replay
    ) async throws {
        let written = batch
        batch = []
        try await database.write { tx in
            for item in written {
                switch item {
                case .segment(let segment): try segment.insert(in: tx)
                case .part(let entry, let act): try make(entry, act, in: tx, replay)
                case .event(let entry, let act):
                    try EventRow.insert(entry.event, at: entry.index, leaf: entry.leaf, in: tx)
                    try make(entry, act, in: tx, replay)
                }
            }
        }
    }

    private static func make(
        _ entry: LedgerArchive.Entry, _ act: JSON?, in tx: any Transaction, _ replay: Replay
    ) throws {
        do {
            try replay(entry.index, entry.event, act, tx)
        } catch {
            let reason = Unexplained.words(of: error)
            // A full disk is no fault of the event.
            if reason.isTransient { throw error }
            throw LedgerProblem.replayFailed(entry.index, entry.event.kind, reason: reason.what)
        }
    }
}
