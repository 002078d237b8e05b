package import Archive
import Bytes
import Ledger
import Tables

/// The description of a unit (著录), to be kept with its object.
package struct DescriptionToKeep: Sendable {
    package let unit: UnitID
    package let json: [UInt8]
    /// Where the object shows it.
    let path: String
    /// Why this version was made: goes into the inventory, so no titles or names of persons.
    package let message: String

    package init(unit: UnitID, json: [UInt8], message: String) {
        self.init(unit: unit, json: json, path: Stacks.descriptionPath, message: message)
    }

    /// Something else that Lantai writes about a unit, under a path of its own.
    init(unit: UnitID, json: [UInt8], path: String, message: String) {
        (self.unit, self.json, self.path, self.message) = (unit, json, path, message)
    }
}

extension Stacks {
    static let descriptionPath = "metadata/description.json"

    /// Keeps the description of one unit: a new version of its object, or a first object for a catalogue node. Nothing is
    /// written if the newest version has these bytes.
    package func putDescription(_ unit: UnitID, _ json: [UInt8], message: String) async throws {
        try await putDescriptions([DescriptionToKeep(unit: unit, json: json, message: message)])
    }

    /// Keeps many descriptions, on disk together; of a unit named twice the last.
    package func putDescriptions(_ descriptions: [DescriptionToKeep]) async throws {
        let latest = Dictionary(descriptions.map { ($0.unit, $0) }, uniquingKeysWith: { _, last in last })
        try await describing.hold { [self] in
            try await finishLeftDescriptions()
            let units = latest.values.sorted { $0.unit < $1.unit }
            for start in stride(from: 0, to: units.count, by: Stacks.batch) {
                try await write(Array(units[start..<min(units.count, start + Stacks.batch)]))
            }
        }
    }

    /// The newest description kept of `unit`; `nil` if there is none.
    package func description(of unit: UnitID) async throws -> [UInt8]? {
        let place = StorageLayout.place(of: unit)
        guard let head = try await head(at: place),
            let path = head.inventory.content(ofLogical: Stacks.descriptionPath)
        else { return nil }
        return try await store.bytes(of: place / path)
    }

    /// Finishes descriptions that a run before this one had begun.
    func finishDescriptions() async throws {
        try await describing.hold { [self] in try await finishLeftDescriptions() }
    }

    private func finishLeftDescriptions() async throws {
        let left = try await database.read { tx in try Intent.all(in: tx).filter { $0.content != nil } }
        if !left.isEmpty { try await finish(left) }
    }

    private func write(_ descriptions: [DescriptionToKeep]) async throws {
        let rows = try await database.read { tx in
            try descriptions.map { try HoldingRow.one($0.unit, in: tx) }
        }
        let changed = try await zip(descriptions, rows).map { ($0, $1) }.concurrentMap(atMost: 4) { [self] in
            let (description, row) = $0
            guard let row else { return (description, Int64(0)) as (DescriptionToKeep, Int64)? }
            let base = try await inventory(of: row.unit, version: row.version)
            guard base.digest == row.inventory else {
                throw PreservationProblem.damaged(row.unit, path: "v\(row.version)/inventory.json")
            }
            let known = base.inventory.digest(ofLogical: description.path)
            return known == digest(description.json, .sha512) ? nil : (description, row.version)
        }.compactMap(\.self)
        guard !changed.isEmpty else { return }
        let now = clock.now
        let intents = try await database.write { tx in
            try changed.map { description, version in
                try Intent(
                    unit: description.unit, version: version + 1, at: now, message: description.message,
                    content: description.json, path: description.path
                ).write(in: tx)
            }
        }
        try await finish(intents)
    }

    /// The inventory of one version of an object, and its digest.
    private func inventory(of unit: UnitID, version: Int64) async throws -> (inventory: Inventory, digest: Digest) {
        let path = "v\(version)/inventory.json"
        let key = StorageLayout.place(of: unit) / path
        guard try await store.size(of: key) != nil, case let bytes = try await store.bytes(of: key),
            let inventory = Inventory(bytes: bytes)
        else { throw PreservationProblem.damaged(unit, path: path) }
        return (inventory, digest(bytes, .sha512))
    }

    /// Writes what the intents say, from whatever point it was left at: the new version's files, then the heads, then the
    /// rows.
    private func finish(_ intents: [Intent]) async throws {
        let versions = try await intents.concurrentMap(atMost: 4) { [self] in try await compose($0) }
        do {
            try await store.putAll(versions.flatMap(\.new.puts))
        } catch BytesProblem.taken {
            for version in versions { try await clearUnacknowledged(version.new) }
            try await store.putAll(versions.flatMap(\.new.puts))
        }
        try await store.replaceHeads(
            versions.flatMap { version in version.old.map { version.new.heads(after: $0) } ?? [] })
        try await ReadBack.check(versions.map { ReadBack(version: $0.new) }, in: store)
        let now = clock.now
        try await database.write { tx in
            for (intent, version) in zip(intents, versions) {
                if version.old == nil {
                    let row = HoldingRow(
                        unit: intent.unit, kind: .node, accession: nil, sequence: 0, code: "", files: 0, bytes: 0,
                        version: 1, inventory: version.new.inventoryDigest, preservedAt: nil)
                    try row.write(checked: now, in: tx)
                } else {
                    try tx.run(
                        """
                        UPDATE holding SET version = \(intent.version),
                          inventory = \(version.new.inventoryDigest.hex), touched = \(sql: HoldingRow.nextTouched),
                          touched_at = \(now) WHERE unit = \(intent.unit)
                        """)
                }
                try intent.remove(in: tx)
            }
        }
    }

    /// The version an intent speaks of, and the digest of the inventory it follows (`nil`: it is the first).
    private func compose(_ intent: Intent) async throws -> (new: ObjectVersion, old: Digest?) {
        let file = FileToKeep(path: intent.path, bytes: intent.content ?? [])
        if intent.version == 1 { return (ObjectVersion(first: [file], of: intent.unit, intent.note), nil) }
        let base = try await inventory(of: intent.unit, version: intent.version - 1)
        return (ObjectVersion([file], after: base.inventory, of: intent.unit, intent.note), base.digest)
    }

    /// Removes a version that no head knows: written by a run of which no intent tells any more.
    private func clearUnacknowledged(_ version: ObjectVersion) async throws {
        let head = try await head(at: version.place)?.inventory.head ?? 0
        guard head < version.head else {
            // The head is there already: nothing may be touched, and if it is another version, nothing is right.
            guard try await store.bytes(of: version.place / "inventory.json") == version.inventoryBytes else {
                throw PreservationProblem.foreignObject(version.unit)
            }
            return
        }
        let folder = head == 0 ? version.place : version.place / "v\(version.head)"
        var keys: [ByteKey] = []
        for try await key in store.keys(under: folder) { keys.append(key) }
        for key in keys { try await store.remove(key) }
    }
}
