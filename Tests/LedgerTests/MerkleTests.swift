import Archive
import Ledger
import Testing

@Suite("The Merkle tree of RFC 6962")
struct MerkleTests {
    /// The entries and roots of the reference implementation (Certificate Transparency, merkle_tree_test).
    static let entries: [[UInt8]] = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ].map { [UInt8](hex: $0)! }
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static func leaves(_ count: Int) -> [[UInt8]] {
        (0..<count).map { MerkleHash.leaf(Array("entry \($0)".utf8)) }
    }

    @Test("roots of the reference vectors, grown leaf by leaf and computed at once")
    func vectors() {
        var frontier = MerkleFrontier()
        for (size, root) in Self.roots.enumerated() {
            #expect(frontier.root.hex == root && frontier.size == Int64(size))
            let leaves = Self.entries.prefix(size).map(MerkleHash.leaf)
            #expect(MerkleTree(leaves: leaves).root.hex == root)
            if size < Self.entries.count { frontier.append(MerkleHash.leaf(Self.entries[size])) }
        }
    }

    @Test("inclusion paths of the reference vectors")
    func inclusionVectors() {
        let tree = MerkleTree(leaves: Self.entries.map(MerkleHash.leaf))
        #expect(
            tree.inclusion(of: 5).map(\.hex) == [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
        #expect(
            tree.consistency(from: 6).map(\.hex) == [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
    }

    @Test("every inclusion proof of every tree up to 40 leaves holds, and for no other leaf or place")
    func inclusion() {
        for size in 1...40 {
            let leaves = Self.leaves(size)
            let tree = MerkleTree(leaves: leaves)
            for index in 0..<size {
                let path = tree.inclusion(of: index)
                func holds(_ leaf: [UInt8], _ index: Int, _ path: [[UInt8]]) -> Bool {
                    MerkleProof.includes(leaf, at: Int64(index), in: Int64(size), root: tree.root, path: path)
                }
                #expect(holds(leaves[index], index, path))
                #expect(!holds(MerkleHash.leaf([]), index, path))
                #expect(!holds(leaves[index], index, path + [MerkleHash.empty]))
                if size > 1 {
                    #expect(!holds(leaves[index], (index + 1) % size, path))
                    #expect(!holds(leaves[index], index, Array(path.dropLast())))
                }
            }
        }
    }

    @Test("every consistency proof of every pair up to 40 leaves holds, and for no other root")
    func consistency() {
        let roots = (0...40).map { MerkleTree(leaves: Self.leaves($0)).root }
        for size in 0...40 {
            let tree = MerkleTree(leaves: Self.leaves(size))
            for old in 0...size {
                let path = tree.consistency(from: old)
                #expect(MerkleProof.extends(Int64(old), roots[old], to: Int64(size), roots[size], path: path))
                let wrong = MerkleHash.leaf([1])
                #expect(!MerkleProof.extends(Int64(old), wrong, to: Int64(size), roots[size], path: path))
                #expect(!MerkleProof.extends(Int64(old), roots[old], to: Int64(size), wrong, path: path) || old == 0)
            }
        }
    }

    @Test("a frontier survives being written down")
    func text() {
        var frontier = MerkleFrontier()
        for leaf in Self.leaves(21) {
            frontier.append(leaf)
            #expect(MerkleFrontier(size: frontier.size, text: frontier.text) == frontier)
        }
        #expect(MerkleFrontier(size: 20, text: frontier.text) == nil)
    }
}
