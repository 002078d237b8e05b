/// A Merkle tree held as its leaf hashes, for proofs.
///
/// Source: RFC 6962, sections 2.1.1 and 2.1.2.
package struct MerkleTree: Sendable {
    private let leaves: [[UInt8]]

    package init(leaves: [[UInt8]]) { self.leaves = leaves }

    func leaf(at index: Int) -> [UInt8] { leaves[index] }

    package var root: [UInt8] { root(of: leaves[...]) }

    /// The hashes that lead from the leaf at `index` up to the root.
    package func inclusion(of index: Int) -> [[UInt8]] { path(index, leaves[...]) }

    /// The hashes that show that this tree extends its own first `size` leaves; none for 0 and for all.
    package func consistency(from size: Int) -> [[UInt8]] {
        size == 0 || size == leaves.count ? [] : growth(size, leaves[...], isWhole: true)
    }

    private func root(of part: ArraySlice<[UInt8]>) -> [UInt8] {
        switch part.count {
        case 0: return MerkleHash.empty
        case 1: return part[part.startIndex]
        default:
            let (left, right) = split(part)
            return MerkleHash.node(root(of: left), root(of: right))
        }
    }

    /// At the largest power of two that is less than the count.
    private func split(_ part: ArraySlice<[UInt8]>) -> (ArraySlice<[UInt8]>, ArraySlice<[UInt8]>) {
        let middle = 1 << (Int.bitWidth - 1 - (part.count - 1).leadingZeroBitCount)
        return (part.prefix(middle), part.dropFirst(middle))
    }

    private func path(_ index: Int, _ part: ArraySlice<[UInt8]>) -> [[UInt8]] {
        guard part.count > 1 else { return [] }
        let (left, right) = split(part)
        return index < left.count
            ? path(index, left) + [root(of: right)] : path(index - left.count, right) + [root(of: left)]
    }

    private func growth(_ size: Int, _ part: ArraySlice<[UInt8]>, isWhole: Bool) -> [[UInt8]] {
        if size == part.count { return isWhole ? [] : [root(of: part)] }
        let (left, right) = split(part)
        return size <= left.count
            ? growth(size, left, isWhole: isWhole) + [root(of: right)]
            : growth(size - left.count, right, isWhole: false) + [root(of: left)]
    }
}
