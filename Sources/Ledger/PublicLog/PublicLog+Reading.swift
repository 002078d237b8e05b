import Archive
import Bytes
import Tables

extension PublicLog {
    /// The newest checkpoint, as it is published; `nil` before the first.
    package func checkpoint() async throws -> PublicCheckpoint? {
        if let damage { throw damage }
        return try await database.read { tx in try Self.checkpoint(in: tx) }
    }

    static func checkpoint(in tx: any Transaction) throws -> PublicCheckpoint? {
        try tx.row("SELECT checkpoint FROM log_head WHERE id = 1")?.optionalText("checkpoint")
            .flatMap(PublicCheckpoint.init)
    }

    /// A tile of the tree: `width` hashes of 32 bytes from hash `256 n` of the level on; `nil` for what the newest checkpoint
    /// does not reach. Source: C2SP tlog-tiles.
    package func tile(level: Int, n: Int64, width: Int = 256) async throws -> [UInt8]? {
        guard (0..<8).contains(level) else { return nil }
        return try await part(level, n, width) { tx, range in
            try TileTree(tx: tx).hashes(level, range).flatMap { $0 }
        }
    }

    /// A bundle of entries, each behind its length in two bytes; `nil` likewise.
    package func entries(n: Int64, width: Int = 256) async throws -> [UInt8]? {
        try await part(0, n, width) { tx, range in
            try tx.rows(
                """
                SELECT entry FROM log_entry WHERE n >= \(range.lowerBound) AND n < \(range.upperBound) ORDER BY n
                """
            ).flatMap { row in
                let entry = row.blob("entry")
                return [UInt8(entry.count >> 8), UInt8(entry.count & 255)] + entry
            }
        }
    }

    private func part(
        _ level: Int, _ n: Int64, _ width: Int,
        _ read: @escaping @Sendable (any Transaction, Range<Int64>) throws -> [UInt8]
    ) async throws -> [UInt8]? {
        if let damage { throw damage }
        let start = n.multipliedReportingOverflow(by: TileTree.width)
        guard n >= 0, (1...256).contains(width), !start.overflow else { return nil }
        return try await database.read { tx in
            guard let size = try Self.checkpoint(in: tx)?.size else { return nil }
            let (first, last) = (start.partialValue, size >> Int64(8 * level))
            guard first <= last - Int64(width) else { return nil }
            return try read(tx, first..<first + Int64(width))
        }
    }

    /// The hashes that show that the log of `size` entries extends that of `oldSize`; `nil` beyond the newest checkpoint.
    package func consistency(from oldSize: Int64, to size: Int64) async throws -> [[UInt8]]? {
        try await database.read { tx in
            guard let newest = try Self.checkpoint(in: tx)?.size, oldSize >= 0, oldSize <= size, size <= newest else {
                return nil
            }
            return try TileTree(tx: tx).consistency(from: oldSize, to: size)
        }
    }
}
