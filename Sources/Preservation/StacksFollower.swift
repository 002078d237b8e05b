package import Archive
import Bytes
import Intake
import Ledger
import Tables

/// Keeps each package whose custody changed (入库): objects written, digests read back, then one event for the package.
///
/// Killed anywhere, it is run again and finds what it has done: identifiers come from the accession, intents hold the
/// times, equal bytes are taken again, and rows, event and bookmark stand in one transaction.
package struct StacksFollower: Follower {
    package let name = "preservation.stacks"
    package let kinds: Set<EventKind> = [.accepted]

    private let stacks: Stacks
    private let bookmarkRow: TableBookmark
    private let progress: Progress

    package init(_ stacks: Stacks) {
        self.stacks = stacks
        bookmarkRow = TableBookmark(follower: name, database: stacks.database)
        progress = Progress(database: stacks.database, clock: stacks.clock)
    }

    package func bookmark() async throws -> EventIndex { try await bookmarkRow.read() }

    package func skip(to index: EventIndex) async throws { try await bookmarkRow.move(to: index) }

    package func handle(_ event: Event, at index: EventIndex) async throws {
        let accession = AccessionID(trusted: event.subject)
        let stands = try await stacks.database.read { tx in
            try HoldingRow.one(.of(package: accession), in: tx)?.preservedAt != nil
        }
        if stands { return try await skip(to: index) }

        let package = try await stacks.packages(accession)
        let total = package.accession.records
        try await stacks.keepRecords(of: package) { [progress, name] done in
            try await progress.report(accession.text, by: name, done: done, of: total)
        }
        _ = try await stacks.keepPackage(package)
        try await preserve(accession, at: index)
    }

    /// Appends the event that makes the kept objects holdings.
    private func preserve(_ accession: AccessionID, at index: EventIndex) async throws {
        let objects = try await stacks.database.read { tx in
            try tx.rows(
                "SELECT \(sql: HoldingRow.columns) FROM holding WHERE accession = \(accession) ORDER BY sequence"
            ).map(HoldingRow.init(row:))
        }
        let act = Preserved(
            accession: accession,
            objects: objects.map {
                Preserved.Object(unit: $0.unit, sequence: $0.sequence, code: $0.code, inventory: $0.inventory)
            })
        let event = stacks.ledger.event(
            kind: .preserved, subject: accession.text, agent: .steward,
            act: try await stacks.ledger.write(act: act.json),
            facts: [
                "records": .int(Int64(objects.count - 1)), "files": .int(objects.reduce(0) { $0 + $1.files }),
                "bytes": .int(objects.reduce(0) { $0 + $1.bytes }),
            ])
        try await stacks.database.write { [self] tx in
            try Stacks.replay(event, act.json, in: tx)
            stacks.ledger.append(event, in: tx)
            try progress.finish(accession.text, by: name, in: tx)
            try bookmarkRow.move(to: index, in: tx)
        }
    }
}
