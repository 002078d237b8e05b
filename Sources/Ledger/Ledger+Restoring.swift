package import Archive
import Bytes
package import Tables

extension Ledger {
    /// Makes a room's rows again from one event and one of its act documents; `nil` if it has none. An act in parts comes
    /// part by part, then whole.
    package typealias Replay =
        @Sendable (_ index: EventIndex, _ event: Event, _ act: JSON?, _ tx: any Transaction) throws -> Void

    /// Puts the events of `archive` into a new database, with equal indices and leaves, and lets `replay` make the rooms'
    /// rows from each. To be called before a `Ledger` is opened on the database; killed half-way, begin with another one.
    ///
    /// Bookmarks are not restored: followers go through all events again and find their work done.
    package static func restore(
        _ archive: LedgerArchive, into database: any Database, replay: @escaping Replay
    ) async throws -> LedgerArchive.Report {
        let events = try await database.read { tx in try tx.row("SELECT count(*) AS c FROM event")!.int("c") }
        guard events == 0 else { throw LedgerProblem.notEmpty(events: events) }
        var batch = Batch(database: database, replay: replay)
        let report = try await archive.read { entry in
            try await batch.add(.event(entry))
            let acts = try await archive.acts.digests(of: entry.event)
            if acts.isEmpty { try await batch.add(.act(entry, nil)) }
            for digest in acts {
                let (act, bytes) = try await archive.acts.load(digest)
                try await batch.add(.act(entry, act), bytes: bytes)
            }
        } sealed: { segment in
            try await batch.add(.segment(segment))
        }
        try await batch.write()
        return report
    }

    /// What goes into one transaction: small enough for memory, large enough not to wait for the disk each time.
    private struct Batch {
        enum Item: Sendable {
            case event(LedgerArchive.Entry)
            case act(LedgerArchive.Entry, JSON?)
            case segment(Segment)
        }

        let database: any Database
        let replay: Replay
        private var items: [Item] = []
        private var bytes = 0

        init(database: any Database, replay: @escaping Replay) {
            self.database = database
            self.replay = replay
        }

        mutating func add(_ item: Item, bytes size: Int = 0) async throws {
            items.append(item)
            bytes += size
            if items.count >= 100 || bytes > 1 << 20 { try await write() }
        }

        mutating func write() async throws {
            let (written, replay) = (items, replay)
            (items, bytes) = ([], 0)
            try await database.write { tx in
                for item in written { try Batch.write(item, replay, in: tx) }
            }
        }

        private static func write(_ item: Item, _ replay: Replay, in tx: any Transaction) throws {
            switch item {
            case .segment(let segment): try segment.insert(in: tx)
            case .event(let entry): try EventRow.insert(entry.event, at: entry.index, leaf: entry.leaf, in: tx)
            case .act(let entry, let act):
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
    }
}
