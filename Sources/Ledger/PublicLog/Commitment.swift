import Archive
import Bytes

/// What an entry of the public log hides (承诺): nothing can be learned from it, and nothing else can be shown for it later.
///
/// A statement is hidden behind a salt of 32 random bytes. Those of one beat are the leaves of a small tree of their own,
/// filled up with random leaves; its root, 32 bytes, is the entry. So an entry looks the same whether it hides nothing or a
/// thousand statements.
package enum Commitment {
    static let prefix = Array("lantai-commitment-1\n".utf8)
    /// Leaves of a beat's tree at least; more are filled up to the next power of two.
    static let fewest = 16

    /// SHA-256(prefix ‖ salt ‖ statement).
    package static func of(_ statement: [UInt8], salt: [UInt8]) -> [UInt8] {
        sha256(prefix + salt + statement).bytes
    }

    /// `leaves` filled up with what nobody can tell from them.
    static func filled(_ leaves: [[UInt8]]) -> [[UInt8]] {
        var count = fewest
        while count < leaves.count { count *= 2 }
        return leaves + (leaves.count..<count).map { _ in randomBytes(32) }
    }

    /// The tree of a beat.
    static func tree(_ leaves: [[UInt8]]) -> MerkleTree { MerkleTree(leaves: leaves.map(MerkleHash.leaf)) }
}
