package import Archive
package import Bytes
import Tables

/// The files of one sealed segment, for whoever keeps a copy of the ledger: what the segment rests on comes before it.
package struct SealedRun: Sendable {
    /// The index after its last event.
    package let end: EventIndex
    /// Act documents, public keys, time stamps, checkpoint, and the segment last.
    package let keys: [ByteKey]
}

extension Ledger {
    /// The ledger's files, to be read.
    package var files: any ByteShelf { store }

    /// What no other archive's ledger has: the hash of its first event. `nil` before anything happened.
    package func archiveMark() async throws -> String? {
        try await database.read { tx in try tx.row("SELECT leaf FROM event WHERE idx = 0")?.blob("leaf").hex }
    }

    /// When the event at `index` happened.
    package func moment(of index: EventIndex) async throws -> Instant? {
        try await database.read { tx in
            try tx.row("SELECT at FROM event WHERE idx = \(index)").flatMap { Instant(text: $0.text("at")) }
        }
    }

    /// The first sealed segment that begins at `size` or later; `nil` if none is sealed yet.
    package func sealedRun(from size: Int64) async throws -> SealedRun? {
        let found = try await database.read { tx in
            try tx.row("SELECT first_idx, end_idx FROM segment WHERE first_idx >= \(size) ORDER BY first_idx LIMIT 1")
                .map { (first: $0.int("first_idx"), end: $0.int("end_idx")) }
        }
        guard let (first, end) = found else { return nil }
        var keys: [ByteKey] = []
        for (_, event) in try await events(after: first - 1, limit: Int(end - first)) {
            keys += try await acts.digests(of: event).map(ActDocuments.key)
        }
        for try await key in store.keys(under: ByteKey(trusted: "keys")) { keys.append(key) }
        // A stamp is made after its checkpoint, and goes with the run that follows.
        let stamps = try await CheckpointStamps.sizes(in: store).filter { $0 <= first }.suffix(2)
        keys += stamps.map(CheckpointStamps.key)
        return SealedRun(end: end, keys: keys + [Checkpoint.key(end), Segment.key(first)])
    }
}
