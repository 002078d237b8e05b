import Archive
import Bytes

/// A file to be kept in an OCFL object: where it is shown, where its bytes come from, and its digests.
struct FileToKeep: Sendable {
    /// The path inside the object, as this version shows it: `data/1`, `metadata/premis.xml`.
    let path: String
    let source: ByteSource
    let sha512: Digest
    let sha256: Digest

    init(path: String, source: ByteSource, sha512: Digest, sha256: Digest) {
        (self.path, self.source, self.sha512, self.sha256) = (path, source, sha512, sha256)
    }

    /// Bytes made by Lantai itself.
    init(path: String, bytes: [UInt8]) {
        self.init(
            path: path, source: .bytes(bytes), sha512: digest(bytes, .sha512), sha256: Bytes.sha256(bytes))
    }
}

/// Who made a version, when and why.
struct VersionNote: Sendable {
    let created: Instant
    let message: String
    let agent: Agent

    var user: Inventory.User { Inventory.User(name: agent.id, address: "urn:lantai:agent:\(agent.id.uriSafe)") }
}

/// One version of an object, composed in memory: the same input gives the same bytes, so that a version begun and not
/// finished can be written again.
struct ObjectVersion: Sendable {
    let unit: UnitID
    let inventory: Inventory
    let inventoryBytes: [UInt8]
    let inventoryDigest: Digest
    /// The content that is new with this version.
    let contents: [(key: ByteKey, file: FileToKeep)]

    /// Version 1 of a new object.
    init(first files: [FileToKeep], of unit: UnitID, _ note: VersionNote) {
        let empty = Inventory(id: StorageLayout.identifier(of: unit), manifest: [:], fixity: [:], versions: [])
        self.init(files, after: empty, of: unit, note)
    }

    /// The version after `inventory`, which shows `files` in place of what had their paths. What is kept under a digest
    /// already is not kept again.
    init(_ files: [FileToKeep], after old: Inventory, of unit: UnitID, _ note: VersionNote) {
        var inventory = old
        var state = old.versions.last?.state ?? [:]
        let replaced = Set(files.map(\.path))
        for (digest, paths) in state {
            let left = paths.filter { !replaced.contains($0) }
            state[digest] = left.isEmpty ? nil : left
        }
        let place = StorageLayout.place(of: unit)
        var contents: [(key: ByteKey, file: FileToKeep)] = []
        for file in files {
            state[file.sha512, default: []].append(file.path)
            guard inventory.manifest[file.sha512] == nil else { continue }
            let path = "v\(old.head + 1)/content/\(file.path)"
            inventory.manifest[file.sha512] = [path]
            inventory.fixity[file.sha256, default: []].append(path)
            contents.append((place / path, file))
        }
        inventory.versions.append(
            Inventory.Version(created: note.created.text, message: note.message, user: note.user, state: state))
        self.unit = unit
        self.inventory = inventory
        self.contents = contents
        inventoryBytes = inventory.bytes
        inventoryDigest = digest(inventoryBytes, .sha512)
    }

    var place: ByteKey { StorageLayout.place(of: unit) }
    var head: Int { inventory.head }

    static let declaration = Array("ocfl_object_1.1\n".utf8)

    /// The line of a sidecar file.
    static func sidecar(_ digest: Digest) -> [UInt8] { Array("\(digest.hex) inventory.json\n".utf8) }

    /// What is put beside others: the content and the version's own inventory; of a new object everything, the
    /// declaration last.
    var puts: [(key: ByteKey, bytes: ByteSource)] {
        contents.map { ($0.key, $0.file.source) } + frame.map { ($0.key, .bytes($0.bytes)) }
    }

    /// What is put beside the content.
    var frame: [(key: ByteKey, bytes: [UInt8])] {
        let sidecar = ObjectVersion.sidecar(inventoryDigest)
        var frame = [
            (place / "v\(head)/inventory.json", inventoryBytes), (place / "v\(head)/inventory.json.sha512", sidecar),
        ]
        if head == 1 {
            frame += [
                (place / "inventory.json", inventoryBytes), (place / "inventory.json.sha512", sidecar),
                (place / "0=ocfl_object_1.1", ObjectVersion.declaration),
            ]
        }
        return frame
    }

    /// What replaces the heads of the version before, to be done after `puts`, in this order: the sidecar follows the
    /// inventory.
    func heads(after old: Digest) -> [HeadToReplace] {
        [
            HeadToReplace(key: place / "inventory.json", content: inventoryBytes, was: old),
            HeadToReplace(
                key: place / "inventory.json.sha512", content: ObjectVersion.sidecar(inventoryDigest),
                was: sha256(ObjectVersion.sidecar(old))),
        ]
    }
}

extension String {
    /// Letters, digits and `-._~`; everything else percent-encoded.
    fileprivate var uriSafe: String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%" + [byte].hex.uppercased()
            }
        }
        return text
    }
}
