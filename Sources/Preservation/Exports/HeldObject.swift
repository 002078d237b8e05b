package import Archive
package import Bytes
package import Tables

/// A kept object as the rows know it at one moment, and the files it had then: what a backup takes of it.
package struct HeldObject: Sendable, Hashable {
    package let unit: UnitID
    /// Where it lies in the store.
    package let place: ByteKey
    package let version: Int64
    /// SHA-512 of its root inventory: another one, another state.
    package let inventory: Digest
    /// Of its content files.
    package let bytes: Int64

    /// The objects after `unit` in the order of identifiers, at most `limit`.
    package static func page(after unit: String, limit: Int, in tx: any Transaction) throws -> [HeldObject] {
        try tx.rows(
            """
            SELECT unit, version, inventory, bytes FROM holding WHERE unit > \(unit) ORDER BY unit LIMIT \(limit)
            """
        ).compactMap { row in
            let unit = UnitID(trusted: row.text("unit"))
            guard let inventory = Digest(.sha512, hex: row.text("inventory")) else { return nil }
            return HeldObject(
                unit: unit, place: StorageLayout.place(of: unit), version: row.int("version"), inventory: inventory,
                bytes: row.int("bytes"))
        }
    }

    /// The files of that state: their paths in the object, and where their bytes are now. A version written since is left
    /// out, and where it has replaced the root inventory, the version's own copy stands for that.
    /// - Throws: `BytesProblem.absent` if no inventory there is the one the rows name.
    package func files(in store: any ByteStore) async throws -> [(path: String, key: ByteKey)] {
        let own = place / "v\(version)/inventory.json"
        let root = place / "inventory.json"
        let isCurrent = try await has(root, in: store)
        if !isCurrent, try await !has(own, in: store) { throw BytesProblem.absent(root.text) }
        var files: [(path: String, key: ByteKey)] = []
        for try await key in store.keys(under: place) {
            let path = String(key.text.dropFirst(place.text.count + 1))
            let first = path.prefix { $0 != "/" }
            if first.first == "v", first.count < path.count, let n = Int64(first.dropFirst()), n > version { continue }
            let isHead = !isCurrent && (path == "inventory.json" || path == "inventory.json.sha512")
            files.append((path, isHead ? place / "v\(version)/\(path)" : key))
        }
        return files
    }

    /// The few files that make the store an OCFL storage root.
    package static func rootFiles(in store: any ByteStore) async throws -> [ByteKey] {
        var files = [StorageRoot.declaration, ByteKey(trusted: "ocfl_layout.json")]
        for try await key in store.keys(under: ByteKey(trusted: "extensions")) { files.append(key) }
        return files
    }

    private func has(_ key: ByteKey, in store: any ByteStore) async throws -> Bool {
        guard try await store.size(of: key) != nil else { return false }
        return try await store.digests(of: key, [.sha512]).digests[.sha512] == inventory
    }
}
