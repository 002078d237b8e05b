import Archive
package import Bytes
package import Tables

/// What of the ledger's files belongs to the state that a copy of the rows holds: what a backup takes of it.
package struct LedgerCopy: Sendable {
    /// Events in the rows, and the root of their tree.
    package let size: Int64
    package let root: [UInt8]
    /// Up to where they are sealed.
    private let sealed: Int64

    package init(of tx: any Transaction) throws {
        sealed = try tx.row("SELECT max(end_idx) AS sealed FROM segment")?.optionalInt("sealed") ?? 0
        var frontier = MerkleFrontier()
        try tx.each("SELECT leaf FROM event ORDER BY idx") { frontier.append($0.blob("leaf")) }
        (size, root) = (frontier.size, frontier.root)
    }

    /// The tail as it was then: the events not sealed yet, and that they are committed. Made from the rows, since the file
    /// goes on.
    package func tail(in tx: any Transaction) throws -> [UInt8] {
        let lines = try EventRow.rows(from: sealed, to: size, in: tx).compactMap(\.line)
        guard Int64(lines.count) == size - sealed else {
            throw LedgerProblem.damaged(.rowsMissing(sealed..<size))
        }
        return TailReading.contents(lines, end: size)
    }

    /// Whether `key` of the ledger's store belongs to that state. What was sealed since would be ahead of the rows.
    package func includes(_ key: ByteKey) -> Bool {
        let parts = key.text.split(separator: "/")
        guard parts.count == 2, let number = Int64(parts[1]) else { return true }
        switch parts[0] {
        case "segments": return number < sealed
        case "checkpoints", "stamps": return number <= sealed
        default: return true
        }
    }
}

/// What of the public log's files belongs to the state that a copy of the rows holds.
package struct PublicLogCopy: Sendable {
    /// Entries, and bytes of the journal that hold them.
    package let size: Int64
    package let bytes: Int64
    /// The checkpoint published last.
    package let checkpoint: String?

    /// `nil` if there was no public log yet.
    package init?(of tx: any Transaction) throws {
        guard let row = try tx.row("SELECT size, bytes, checkpoint FROM log_head WHERE id = 1") else { return nil }
        (size, bytes, checkpoint) = (row.int("size"), row.int("bytes"), row.optionalText("checkpoint"))
    }
}
