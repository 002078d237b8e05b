import Archive
import Bytes
import Intake
import Tables

/// What a kept object must consist of, byte by byte, as its proven root inventory tells.
struct ObjectPlan: Sendable {
    struct File: Sendable {
        /// Inside the object: `v1/content/data/1`.
        let path: String
        /// All it must have; never empty.
        let digests: [Digest]
        /// Where Lantai can write it again by itself: its bytes.
        var bytes: [UInt8]?
        /// In bytes, where it is known.
        var size: Int64?

        /// The version it belongs to; 0 for what lies in the object's root.
        var version: Int { String(path.prefix { $0 != "/" }).versionNumber ?? 0 }
        var isInventory: Bool { path.hasSuffix("inventory.json") }
        var isSidecar: Bool { path.hasSuffix("inventory.json.sha512") }
        /// Replaced with each version.
        var isHead: Bool { version == 0 && (isInventory || isSidecar) }

        init(path: String, digests: [Digest], size: Int64? = nil) {
            (self.path, self.digests, self.size) = (path, digests, size)
        }

        /// What Lantai can compute, and its SHA-512 if that is known.
        init(path: String, bytes: [UInt8], _ sha512: Digest? = nil) {
            self.init(path: path, digests: [sha512 ?? Bytes.digest(bytes, .sha512)], size: Int64(bytes.count))
            self.bytes = bytes
        }
    }

    let unit: UnitID
    /// SHA-512 of the root inventory.
    let digest: Digest
    /// Content first, the declaration last: who puts them in this order never leaves an object that looks whole and is not.
    let files: [File]

    var place: ByteKey { StorageLayout.place(of: unit) }
    var head: Int { files.map(\.version).max() ?? 0 }
    func file(at path: String) -> File? { files.first { $0.path == path } }
}

extension ObjectPlan {
    /// From the root inventory, whose `bytes` have digest `promised`, the inventories of the versions before it, and rows.
    init(
        _ unit: UnitID, _ inventory: Inventory, _ bytes: [UInt8], _ promised: Digest, older: [File], kept: [KeptFile]
    ) {
        let known = Dictionary(kept.map { ($0.content, $0) }, uniquingKeysWith: { first, _ in first })
        var files = inventory.contents.map { content in
            let row = known[content.path]
            return File(
                path: content.path,
                digests: [content.sha512] + [content.sha256, row?.digests.sm3].compactMap(\.self), size: row?.bytes)
        }
        let root = File(path: "inventory.json", bytes: bytes, promised)
        for version in older + [File(path: "v\(inventory.head)/inventory.json", bytes: bytes, promised)] {
            files += [version, File(path: version.path + ".sha512", bytes: ObjectVersion.sidecar(version.digests[0]))]
        }
        files += [
            root, File(path: "inventory.json.sha512", bytes: ObjectVersion.sidecar(promised)),
            File(path: "0=ocfl_object_1.1", bytes: ObjectVersion.declaration),
        ]
        self.init(unit: unit, digest: promised, files: files)
    }
}

extension Stacks {
    /// What `unit` must consist of when its root inventory has digest `promised`: from the first of `shelves` that has that
    /// inventory, as the root's or its newest version's; `nil` if none has it.
    func plan(of unit: UnitID, version: Int64, inventory promised: Digest, from shelves: [any ByteShelf]) async throws
        -> ObjectPlan?
    {
        let place = StorageLayout.place(of: unit)
        var bytes: [UInt8]?
        search: for shelf in shelves {
            for path in ["inventory.json", "v\(version)/inventory.json"] {
                guard let found = try await readable(place / path, on: shelf), digest(found, .sha512) == promised else {
                    continue
                }
                bytes = found
                break search
            }
        }
        guard let bytes, let inventory = Inventory(bytes: bytes) else { return nil }
        let kept = try await database.read { tx in try KeptFile.all(of: unit, in: tx) }
        var older: [ObjectPlan.File] = []
        for number in 1..<inventory.head {
            older.append(try await self.version(number, of: inventory, at: place, from: shelves))
        }
        return ObjectPlan(unit, inventory, bytes, promised, older: older, kept: kept)
    }

    /// The plans of `items`, with the content files that rows tell of; `nil` where no proven inventory is to be had.
    func plans(of items: [FixityItem], on shelf: any ByteShelf) async throws -> [(plan: ObjectPlan, kept: [KeptFile])?]
    {
        let roots = try await shelf.bytes(ofAll: items.map { StorageLayout.place(of: $0.unit) / "inventory.json" })
        let kept = try await database.read { tx in try items.map { try KeptFile.all(of: $0.unit, in: tx) } }
        var plans: [(plan: ObjectPlan, kept: [KeptFile])?] = []
        for (index, item) in items.enumerated() {
            guard let promised = item.digests.first else {
                plans.append(nil)
                continue
            }
            // As it is nearly always: a first version whose inventory is what it was.
            if case .success(let bytes?) = roots[index], item.version == 1, digest(bytes, .sha512) == promised,
                let inventory = Inventory(bytes: bytes), inventory.head == 1
            {
                plans.append(
                    (ObjectPlan(item.unit, inventory, bytes, promised, older: [], kept: kept[index]), kept[index]))
            } else {
                let other = try await plan(
                    of: item.unit, version: item.version, inventory: promised, from: [shelf, store])
                plans.append(other.map { ($0, kept[index]) })
            }
        }
        return plans
    }

    /// The inventory of an older version. What it must say follows from the newest; how it is written is up to the Lantai
    /// of its day.
    private func version(_ number: Int, of newest: Inventory, at place: ByteKey, from shelves: [any ByteShelf])
        async throws -> ObjectPlan.File
    {
        let path = "v\(number)/inventory.json"
        let expected = newest.truncated(to: number)
        let asOfNow = ObjectPlan.File(path: path, bytes: expected.bytes)
        for shelf in shelves {
            let sidecar = try await readable(place / (path + ".sha512"), on: shelf)
            if sidecar == ObjectVersion.sidecar(asOfNow.digests[0]) { return asOfNow }
            if let bytes = try await readable(place / path, on: shelf), Inventory(bytes: bytes) == expected {
                return ObjectPlan.File(path: path, bytes: bytes)
            }
        }
        return asOfNow
    }

    /// The bytes of a small file; `nil` if they are not there or cannot be read.
    private func readable(_ key: ByteKey, on shelf: any ByteShelf) async throws -> [UInt8]? {
        do {
            return try await shelf.size(of: key) == nil ? nil : await shelf.bytes(of: key)
        } catch let problem as any Explained where problem.isOfOneFile {
            return nil
        }
    }
}

extension Explained {
    /// Whether it is about the bytes of one file, and not about the whole store or machine.
    var isOfOneFile: Bool {
        switch self as any Error {
        case BytesProblem.absent, BytesProblem.unreadable: true
        case S3Problem.refused, S3Problem.answer: true
        default: false
        }
    }
}
