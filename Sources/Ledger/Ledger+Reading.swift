package import Archive
import Synchronization
import Tables

extension Ledger {
    /// Events after `index` in order, at most `limit`; of `kinds` only, or of all.
    package func events(after index: EventIndex, kinds: Set<EventKind>? = nil, limit: Int) async throws -> [(
        EventIndex, Event
    )] {
        var condition: Query = "idx > \(index)"
        if let kinds {
            guard !kinds.isEmpty else { return [] }
            // In the same order each time, so that the prepared statement is found again.
            let names = kinds.map(\.text).sorted().map { "\($0)" as Query }
            condition = "\(sql: condition) AND kind IN (\(sql: .joined(names, by: ", ")))"
        }
        return try await events(where: condition, limit: limit)
    }

    /// Everything that happened to `subject`, oldest first.
    package func events(about subject: String, limit: Int = 10_000) async throws -> [(EventIndex, Event)] {
        try await events(where: "subject = \(subject)", limit: limit)
    }

    /// Events of `kinds` that happened at `instant` or later, the newest first, at most `limit`; those before `index` only.
    ///
    /// Events stand in the order of commits, which is that of time but for moments: where `instant` lies is found by
    /// halves, so that the age of the ledger does not matter.
    package func newest(
        since instant: Instant, before index: EventIndex? = nil, kinds: Set<EventKind>, limit: Int
    ) async throws -> [(EventIndex, Event)] {
        guard !kinds.isEmpty else { return [] }
        let names = kinds.map(\.text).sorted().map { "\($0)" as Query }
        let end = index ?? lastIndex + 1
        return try await database.read { tx in
            let low = try Self.place(of: instant, end: end, in: tx)
            return try Self.events(
                where: "idx >= \(low) AND idx < \(end) AND kind IN (\(sql: .joined(names, by: ", ")))",
                order: "idx DESC", limit: limit, in: tx)
        }
    }

    /// The newest event of one of `kinds`, if there is one.
    package func newest(of kinds: Set<EventKind>) async throws -> (EventIndex, Event)? {
        try await database.read { tx in
            // Kind by kind: each is one look at the end of its index, however long the ledger is.
            let last = try kinds.compactMap { kind in
                try tx.row("SELECT max(idx) AS last FROM event WHERE kind = \(kind.text)")?.optionalInt("last")
            }.max()
            return try last.flatMap {
                try Self.events(where: "idx = \($0)", order: "idx", limit: 1, in: tx).first
            }
        }
    }

    /// The event at `index`, if there is one.
    package func event(at index: EventIndex) async throws -> Event? {
        try await events(where: "idx = \(index)", limit: 1).first?.1
    }

    /// The hashes that lead from the event at `index` to the root of the tree of all events now.
    package func inclusionProof(of index: EventIndex) async throws -> (size: Int64, path: [[UInt8]]) {
        let tree = try await tree(of: lastIndex + 1)
        return (tree.count, tree.tree.inclusion(of: Int(index)))
    }

    /// The same for several events, with the leaf of each and the root that they lead to, all of one tree.
    package func inclusionProofs(of indices: [EventIndex]) async throws -> InclusionProofs {
        let (size, tree) = try await tree(of: lastIndex + 1)
        var paths: [EventIndex: InclusionProofs.Path] = [:]
        for index in indices where index < size {
            paths[index] = InclusionProofs.Path(
                leaf: tree.leaf(at: Int(index)), hashes: tree.inclusion(of: Int(index)))
        }
        return InclusionProofs(size: size, root: tree.root, paths: paths)
    }

    /// The hashes that show that the tree of `size` events extends that of `oldSize`.
    package func consistencyProof(from oldSize: Int64, to size: Int64) async throws -> [[UInt8]] {
        try await tree(of: size).tree.consistency(from: Int(oldSize))
    }

    func tree(of size: Int64) async throws -> (count: Int64, tree: MerkleTree) {
        let leaves = try await database.read { tx in
            try tx.rows("SELECT leaf FROM event WHERE idx < \(size) ORDER BY idx").map { $0.blob("leaf") }
        }
        return (Int64(leaves.count), MerkleTree(leaves: leaves))
    }

    private func events(where condition: Query, limit: Int) async throws -> [(EventIndex, Event)] {
        try await database.read { try Self.events(where: condition, order: "idx", limit: limit, in: $0) }
    }

    static func events(where condition: Query, order: Query, limit: Int, in tx: any Transaction) throws -> [(
        EventIndex, Event
    )] {
        try tx.rows(
            """
            SELECT \(sql: EventRow.columns) FROM event WHERE \(sql: condition) ORDER BY \(sql: order) LIMIT \(limit)
            """
        ).map { row in
            let row = EventRow(row)
            guard let event = row.event else { throw LedgerProblem.rowUnreadable(row.index) }
            return (row.index, event)
        }
    }
}

/// Proofs that events stand in the ledger: each leads from its leaf to one root (RFC 9162, 2.1.3.2).
package struct InclusionProofs: Sendable {
    package struct Path: Hashable, Sendable {
        package let leaf: [UInt8]
        package let hashes: [[UInt8]]
    }

    /// Events in the tree.
    package let size: Int64
    package let root: [UInt8]
    package let paths: [EventIndex: Path]
}

extension Ledger {
    /// Yields once after commits that added events; several may share one. For one listener each.
    package func arrivals() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    /// Wakes the listeners for another reason than new events.
    func wake() {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield() }
    }
}
