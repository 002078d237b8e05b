import Archive
import Bytes

/// Where an OCFL object lies in the storage root: `1ab/c23/4de/urn%3auuid%3a<unit>`, the first folders by the SHA-256 of its
/// identifier, the last by the identifier itself, so that an object is recognised by its path alone.
///
/// Source: OCFL extension 0003, hash and id n-tuple storage layout, with its default values.
enum StorageLayout {
    static let name = "0003-hash-and-id-n-tuple-storage-layout"

    /// The identifier of the object that keeps `unit`.
    static func identifier(of unit: UnitID) -> String { "urn:uuid:" + unit.text }

    /// The unit an object of ours keeps; `nil` for an identifier of another sort.
    static func unit(of identifier: String) -> UnitID? {
        identifier.hasPrefix("urn:uuid:") ? UnitID(text: String(identifier.dropFirst(9))) : nil
    }

    static func place(of unit: UnitID) -> ByteKey {
        let hash = sha256(Array(identifier(of: unit).utf8)).hex
        let tuples = (0..<3).map { hash.dropFirst(3 * $0).prefix(3) }
        return ByteKey(trusted: tuples.joined(separator: "/") + "/urn%3auuid%3a" + unit.text)
    }
}

/// The few files that make a store an OCFL storage root (OCFL 存储根), readable without Lantai.
enum StorageRoot {
    static let declaration = ByteKey(trusted: "0=ocfl_1.1")

    /// Puts what is missing; the declaration comes last, so that a root that declares itself is whole.
    static func prepare(_ store: any ByteShelf) async throws {
        guard try await store.size(of: declaration) == nil else { return }
        try await store.putAll([
            (ByteKey(trusted: "extensions/\(StorageLayout.name)/config.json"), .bytes(Array(configuration.utf8))),
            (ByteKey(trusted: "ocfl_layout.json"), .bytes(Array(layout.utf8))),
        ])
        try await store.put(declared, at: declaration)
    }

    static let declared = Array("ocfl_1.1\n".utf8)

    /// Whether the root is there: an empty folder, where a disk is not mounted, is none.
    static func isThere(_ store: any ByteShelf) async throws -> Bool {
        guard try await store.size(of: declaration) != nil else { return false }
        return try await store.bytes(of: declaration) == declared
    }

    private static let configuration = """
        {
          "extensionName": "\(StorageLayout.name)",
          "digestAlgorithm": "sha256",
          "tupleSize": 3,
          "numberOfTuples": 3
        }

        """

    private static let layout = """
        {
          "extension": "\(StorageLayout.name)",
          "description": "Each object lies in a folder named by its percent-encoded identifier, below three folders named \
        by the first nine hexadecimal digits of the SHA-256 of the identifier."
        }

        """
}
