/// Checks of Merkle proofs, which need neither the tree nor the ledger.
///
/// Source: RFC 9162, sections 2.1.3.2 and 2.1.4.2.
package enum MerkleProof {
    /// Whether `path` leads from `leaf` at `index` to the `root` of a tree of `size` leaves.
    package static func includes(
        _ leaf: [UInt8], at index: Int64, in size: Int64, root: [UInt8], path: [[UInt8]]
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (place, last) = (index, size - 1)
        var hash = leaf
        for step in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = MerkleHash.node(step, hash)
                while place & 1 == 0 && place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleHash.node(hash, step)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether `path` shows that the tree of `size` leaves and `root` extends that of `oldSize` and `oldRoot`.
    package static func extends(
        _ oldSize: Int64, _ oldRoot: [UInt8], to size: Int64, _ root: [UInt8], path: [[UInt8]]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= size else { return false }
        if oldSize == size { return path.isEmpty && oldRoot == root }
        if oldSize == 0 { return path.isEmpty && oldRoot == MerkleHash.empty }
        // A complete old tree is its own first step.
        var steps = oldSize & (oldSize - 1) == 0 ? [oldRoot] + path : path
        guard !steps.isEmpty else { return false }
        var (place, last) = (oldSize - 1, size - 1)
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        let first = steps.removeFirst()
        var (old, new) = (first, first)
        for step in steps {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                old = MerkleHash.node(step, old)
                new = MerkleHash.node(step, new)
                while place & 1 == 0 && place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                new = MerkleHash.node(new, step)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == root
    }
}
