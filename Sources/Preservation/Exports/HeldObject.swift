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
    /// The package it came in, or, with `isPackage`, is the object of.
    package let accession: AccessionID?
    package let isPackage: Bool
    /// When it was taken into custody or last changed, whichever is later; `nil` where a rebuild cannot know.
    package let changedAt: Instant?

    private static let columns: Query = "unit, kind, accession, version, inventory, bytes, preserved_at, touched_at"

    private init?(row: Row) {
        guard let inventory = Digest(.sha512, hex: row.text("inventory")) else { return nil }
        // Rows made by a rebuild were touched at the beginning of time.
        let moments = [row.optionalText("preserved_at"), row.text("touched_at")].compactMap {
            $0.flatMap(Instant.init(text:))
        }
        self.init(
            UnitID(trusted: row.text("unit")), version: row.int("version"), inventory: inventory,
            bytes: row.int("bytes"), accession: row.optionalText("accession").map(AccessionID.init(trusted:)),
            isPackage: row.text("kind") == HoldingRow.Kind.package.rawValue,
            changedAt: moments.filter { $0.microseconds > 0 }.max())
    }

    /// One whose state was written down earlier.
    /// - Parameter version: 0 where it is not known: then the store is not looked into for it.
    package init(
        _ unit: UnitID, version: Int64, inventory: Digest, bytes: Int64, accession: AccessionID? = nil,
        isPackage: Bool = false, changedAt: Instant? = nil
    ) {
        (self.unit, self.version, self.inventory, self.bytes) = (unit, version, inventory, bytes)
        (self.accession, self.isPackage, self.changedAt) = (accession, isPackage, changedAt)
        place = StorageLayout.place(of: unit)
    }

    /// The objects after `unit` in the order of identifiers, at most `limit`.
    package static func page(after unit: String, limit: Int, in tx: any Transaction) throws -> [HeldObject] {
        try tx.rows(
            """
            SELECT \(sql: columns) FROM holding WHERE unit > \(unit) ORDER BY unit LIMIT \(limit)
            """
        ).compactMap(HeldObject.init(row:))
    }

    /// The object of `unit` in the state whose inventory is `inventory`, now or at one of its versions; `nil` if there is no
    /// such state.
    package static func find(
        _ unit: UnitID, as inventory: Digest, in store: any ByteStore, _ database: any Database
    ) async throws -> HeldObject? {
        let now = try await database.read { tx in
            try tx.row("SELECT \(sql: columns) FROM holding WHERE unit = \(unit)").flatMap(HeldObject.init(row:))
        }
        guard let now, now.inventory != inventory else { return now }
        for version in stride(from: now.version - 1, to: 0, by: -1) {
            let earlier = HeldObject(unit, version: version, inventory: inventory, bytes: now.bytes)
            if try await earlier.has(earlier.place / "v\(version)/inventory.json", in: store) { return earlier }
        }
        return nil
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
