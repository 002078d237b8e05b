import Archive
import Bytes

/// The two hashes of a Merkle tree, kept apart by their first byte so that no inner node passes for a leaf.
///
/// Source: RFC 6962, section 2.1.
package enum MerkleHash {
    /// The hash of one entry: SHA-256(0x00 ‖ entry).
    package static func leaf(_ entry: [UInt8]) -> [UInt8] { sha256([0] + entry).bytes }

    /// The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right).
    package static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { sha256([1] + left + right).bytes }

    /// The root of a tree without entries: SHA-256 of nothing.
    package static let empty = sha256([]).bytes
}
