import Archive
import Bytes
import Intake

/// A kept object as its own files tell it, when no row is there to ask.
struct FoundObject: Sendable {
    let row: HoldingRow
    let files: [KeptFile]
}

extension Stacks {
    /// What the object at `place` says of itself; `nil` if it is not an object of ours, or half-written.
    func readObject(at place: ByteKey) async throws -> FoundObject? {
        guard let root = try await head(at: place), let unit = StorageLayout.unit(of: root.inventory.id),
            StorageLayout.place(of: unit) == place
        else { return nil }
        let row = {
            (kind: HoldingRow.Kind, accession: AccessionID?, sequence: Int64, code: String, files: [KeptFile]) in
            HoldingRow(
                unit: unit, kind: kind, accession: accession, sequence: sequence, code: code,
                files: Int64(files.filter { $0.n > 0 }.count), bytes: files.reduce(0) { $0 + $1.bytes },
                version: Int64(root.inventory.head), inventory: root.digest, preservedAt: nil)
        }
        if let path = root.inventory.content(ofLogical: RecordDocument.path) {
            guard let record = RecordDocument(bytes: try await store.bytes(of: place / path)), record.unit == unit
            else {
                return nil
            }
            return FoundObject(
                row: row(.item, record.accession, record.sequence, record.code, record.files), files: record.files)
        }
        if let path = root.inventory.content(ofLogical: PackageDocument.path) {
            guard let package = PackageDocument(bytes: try await store.bytes(of: place / path)),
                UnitID.of(package: package.accession) == unit
            else { return nil }
            return FoundObject(
                row: row(.package, package.accession, 0, package.number, package.files), files: package.files)
        }
        return FoundObject(row: row(.node, nil, 0, "", []), files: [])
    }

    /// The root inventory with its digest, if it is readable and its sidecar, or a valid inventory of its own version,
    /// vouches for it.
    func head(at place: ByteKey) async throws -> (inventory: Inventory, digest: Digest)? {
        guard try await store.size(of: place / "0=ocfl_object_1.1") != nil,
            try await store.size(of: place / "inventory.json") != nil
        else { return nil }
        let bytes = try await store.bytes(of: place / "inventory.json")
        let sha512 = digest(bytes, .sha512)
        guard let inventory = Inventory(bytes: bytes) else { return nil }
        let sidecars = ["inventory.json.sha512", "v\(inventory.head)/inventory.json.sha512"]
        for sidecar in sidecars where try await store.size(of: place / sidecar) != nil {
            if try await store.bytes(of: place / sidecar) == ObjectVersion.sidecar(sha512) {
                return (inventory, sha512)
            }
        }
        return nil
    }
}
