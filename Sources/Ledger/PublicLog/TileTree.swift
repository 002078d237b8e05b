import Archive
import Tables

/// The Merkle tree of the public log as its rows hold it: leaf hashes, and the root of every full run of 256 of the level
/// below. Any proof reads some hundred rows, whatever the size.
///
/// Source: C2SP tlog-tiles; RFC 6962, section 2.1.
struct TileTree {
    /// Hashes in a full tile.
    static let width: Int64 = 256

    let tx: any Transaction

    /// Hashes `range` of a level, in order.
    func hashes(_ level: Int, _ range: Range<Int64>) throws -> [[UInt8]] {
        try tx.rows(
            """
            SELECT hash FROM log_node WHERE level = \(level) AND n >= \(range.lowerBound) AND n < \(range.upperBound)
            ORDER BY n
            """
        ).map { $0.blob("hash") }
    }

    /// Puts the leaf of entry `n`, and the roots of the tiles it completes.
    func append(_ leaf: [UInt8], at n: Int64) throws {
        var (level, place, hash) = (0, n, leaf)
        while true {
            try tx.run("INSERT INTO log_node (level, n, hash) VALUES (\(level), \(place), \(hash))")
            guard (place + 1) % Self.width == 0 else { return }
            let first = place + 1 - Self.width
            hash = Self.root(of: try hashes(level, first..<place + 1)[...])
            (level, place) = (level + 1, first / Self.width)
        }
    }

    func root(of size: Int64) throws -> [UInt8] { size == 0 ? MerkleHash.empty : try hash(0..<size) }

    /// The hashes from the leaf's sibling up to the root's child, in the tree of the first `size` entries.
    func inclusion(of index: Int64, in size: Int64) throws -> [[UInt8]] { try path(index, 0..<size) }

    /// The hashes that show that the tree of `size` entries extends that of `oldSize`.
    func consistency(from oldSize: Int64, to size: Int64) throws -> [[UInt8]] {
        oldSize == 0 || oldSize == size ? [] : try growth(oldSize, 0..<size, isWhole: true)
    }

    /// The root of the subtree over a range that RFC 6962's splitting makes.
    private func hash(_ range: Range<Int64>) throws -> [UInt8] {
        let count = Int64(range.count)
        guard count & (count - 1) == 0 else {
            let middle = range.lowerBound + Self.split(count)
            return MerkleHash.node(try hash(range.lowerBound..<middle), try hash(middle..<range.upperBound))
        }
        // A complete subtree: the highest level whose hashes lie wholly in it.
        let level = count.trailingZeroBitCount / 8
        let unit = Int64(1) << Int64(8 * level)
        return Self.root(of: try hashes(level, range.lowerBound / unit..<range.upperBound / unit)[...])
    }

    private func path(_ index: Int64, _ range: Range<Int64>) throws -> [[UInt8]] {
        guard range.count > 1 else { return [] }
        let middle = range.lowerBound + Self.split(Int64(range.count))
        return index < middle
            ? try path(index, range.lowerBound..<middle) + [try hash(middle..<range.upperBound)]
            : try path(index, middle..<range.upperBound) + [try hash(range.lowerBound..<middle)]
    }

    private func growth(_ old: Int64, _ range: Range<Int64>, isWhole: Bool) throws -> [[UInt8]] {
        if old == range.upperBound { return isWhole ? [] : [try hash(range)] }
        let middle = range.lowerBound + Self.split(Int64(range.count))
        return old <= middle
            ? try growth(old, range.lowerBound..<middle, isWhole: isWhole) + [try hash(middle..<range.upperBound)]
            : try growth(old, middle..<range.upperBound, isWhole: false) + [try hash(range.lowerBound..<middle)]
    }

    /// The largest power of two below `count`.
    private static func split(_ count: Int64) -> Int64 { 1 << Int64(63 - (count - 1).leadingZeroBitCount) }

    private static func root(of hashes: ArraySlice<[UInt8]>) -> [UInt8] {
        // A row that is missing makes a root that fits no checkpoint, and not a crash.
        guard hashes.count > 1 else { return hashes.first ?? MerkleHash.empty }
        let middle = hashes.startIndex + Int(split(Int64(hashes.count)))
        return MerkleHash.node(root(of: hashes[..<middle]), root(of: hashes[middle...]))
    }
}
