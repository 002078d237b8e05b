import Archive

/// All that must be kept of a Merkle tree to append to it and to know its root: the roots of its complete subtrees, one
/// for each bit of its size.
package struct MerkleFrontier: Hashable, Sendable {
    /// How many leaves the tree has.
    package private(set) var size: Int64 = 0
    /// Roots of the complete subtrees, the largest first.
    private var peaks: [[UInt8]] = []

    package init() {}

    package mutating func append(_ leaf: [UInt8]) {
        var carried = leaf
        var bits = size
        while bits & 1 == 1 {
            carried = MerkleHash.node(peaks.removeLast(), carried)
            bits >>= 1
        }
        peaks.append(carried)
        size += 1
    }

    package var root: [UInt8] {
        guard var root = peaks.last else { return MerkleHash.empty }
        for peak in peaks.dropLast().reversed() { root = MerkleHash.node(peak, root) }
        return root
    }
}

extension MerkleFrontier {
    /// The peaks in hexadecimal, for a table.
    package var text: String { peaks.map(\.hex).joined() }

    /// Reads what `text` wrote; `nil` if it cannot be that of a tree of `size` leaves.
    package init?(size: Int64, text: String) {
        guard let bytes = [UInt8](hex: text), bytes.count == 32 * size.nonzeroBitCount, size >= 0 else { return nil }
        self.size = size
        peaks = stride(from: 0, to: bytes.count, by: 32).map { Array(bytes[$0..<$0 + 32]) }
    }
}
