import Archive
import Bytes
import Foundation
import Tables

/// What a ledger finds when its home is opened, after the repairs a crash may call for.
struct LedgerOpening {
    private(set) var sealed = MerkleFrontier()
    private(set) var committed = MerkleFrontier()
    private(set) var damage: LedgerFault?
    private(set) var repaired: [LedgerFault] = []
    let tail: Tail

    init(database: any Database, store: any ByteStore, tailPath: String, trusted: [VerifyingKey]) async throws {
        sealed = try await LedgerOpening.sealedTree(database, store, trusted)
        committed = sealed
        let first = sealed.size
        var lines: [[UInt8]] = []
        for row in try await database.read({ tx in try EventRow.rows(from: first, to: .max, in: tx) }) {
            guard row.index == committed.size else {
                damage = .rowsMissing(committed.size..<max(row.index, committed.size + 1))
                break
            }
            guard let line = row.line, MerkleHash.leaf(line) == row.leaf else {
                damage = .rowAltered(row.index)
                break
            }
            committed.append(row.leaf)
            lines.append(line)
        }
        let size = committed.size
        if damage == nil { damage = try await LedgerOpening.segmentAhead(first, size, store) }

        let bytes = try await onFileThread { () -> [UInt8]? in
            try? DurableFile.removeLeftovers(of: tailPath)
            return DurableFile.exists(tailPath) ? try DurableFile.read(tailPath) : nil
        }
        let reading = TailReading(bytes ?? [])
        if damage == nil { damage = LedgerOpening.compare(reading, lines, first, size) }
        // A damaged ledger's tail is evidence: nothing is cut from it and nothing will be added.
        let isWhole = damage == nil
        let isShort = isWhole && (bytes == nil || (reading.end ?? 0) < size)
        if isShort, first < size { repaired = [.copyMissing(max(reading.end ?? 0, first)..<size, "tail")] }
        let contents = isShort ? TailReading.contents(lines, end: size) : nil
        tail = try await onFileThread {
            if let contents { try DurableFile.write(contents, to: tailPath) }
            return try LedgerOpening.tail(tailPath, contents.map(TailReading.init) ?? reading, size, cuts: isWhole)
        }
    }

    /// The tree of the sealed events: from the database's note of it if the signed checkpoint says the same, else from
    /// all leaves.
    private static func sealedTree(
        _ database: any Database, _ store: any ByteStore, _ trusted: [VerifyingKey]
    ) async throws -> MerkleFrontier {
        let noted = try await database.read { tx -> (Int64, String)? in
            let row = try tx.row("SELECT end_idx, frontier FROM segment ORDER BY first_idx DESC LIMIT 1")
            guard case .integer(let end)? = row?["end_idx"], case .text(let text)? = row?["frontier"],
                try tx.row("SELECT idx FROM event WHERE idx = \(end - 1)") != nil
            else { return nil }
            return (end, text)
        }
        guard let (end, text) = noted else { return MerkleFrontier() }
        if let frontier = MerkleFrontier(size: end, text: text),
            let checkpoint = try? await Checkpoint.read(end, from: store, trusted: trusted).get(),
            checkpoint.root == frontier.root
        {
            return frontier
        }
        return try await database.read { tx in
            var frontier = MerkleFrontier()
            try tx.each("SELECT idx, leaf FROM event WHERE idx < \(end) ORDER BY idx") { row in
                // Behind a gap the rows are compared one by one, and the gap is found.
                guard case .integer(frontier.size) = row["idx"], case .blob(let leaf) = row["leaf"] else { return }
                frontier.append(leaf)
            }
            return frontier
        }
    }

    /// A segment that begins where the database knows none was sealed just before a crash, if the database has its
    /// events; else the database is older than the ledger's files, or new.
    private static func segmentAhead(_ sealed: Int64, _ size: Int64, _ store: any ByteStore) async throws
        -> LedgerFault?
    {
        let key = Segment.key(sealed)
        guard try await store.size(of: key) != nil else { return nil }
        let count = Segment.lines(try await store.bytes(of: key)).count
        return sealed + Int64(count) > size ? .databaseBehind(size..<sealed + Int64(count)) : nil
    }

    /// Where the tail and the rows contradict each other. A tail that ends early does not, nor does a last group that was
    /// never committed.
    private static func compare(
        _ tail: TailReading, _ lines: [[UInt8]], _ first: EventIndex, _ size: Int64
    ) -> LedgerFault? {
        for line in tail.lines where line.index >= first && line.index < size {
            if line.bytes != lines[Int(line.index - first)] { return .tailAltered(line.number) }
        }
        if tail.committed > size { return .databaseBehind(size..<tail.committed) }
        if let start = tail.lines.first?.index ?? tail.end, start > first {
            return .tailAltered(1)
        }
        if let bad = tail.badLine, (tail.end ?? 0) < size { return .tailAltered(bad) }
        return nil
    }

    /// The tail, to be cut behind the last event of the database.
    private static func tail(_ path: String, _ reading: TailReading, _ size: Int64, cuts: Bool) throws -> Tail {
        let kept = reading.lines.prefix { $0.index < size }
        let beyond = reading.lines.count > kept.count ? reading.lines[kept.count].offset : reading.readTo
        return try Tail(
            path: path, first: kept.first?.index ?? size, offsets: kept.map(\.offset), length: beyond,
            isMarked: reading.lines.count == kept.count && reading.isMarked, cuts: cuts)
    }
}
