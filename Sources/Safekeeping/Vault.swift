package import Archive
package import Bytes
import Foundation

/// A place where backups of one archive lie (备份库): a folder of a disk, or a prefix of a bucket.
///
/// ```text
/// place                  whose backups these are (JSON)
/// packs/<run>/000017     bytes of many files one after the other, sealed
/// runs/<run>/<backup>    the packs of a run, each with its digest (JSON lines)
/// backups/<backup>       the manifest of a backup, signed; written last: without it there is no backup
/// ```
package struct Vault: Sendable {
    package let store: any ByteStore
    /// As people call it, for messages.
    package let name: String
    /// The place's own identifier.
    package let id: String
    /// The archive it belongs to: the identifier of its first signing key.
    package let archive: String

    static let schema = "lantai-backup-place-1"
    private static let mark = ByteKey(trusted: "place")

    /// What is there; `nil` if nobody has claimed it.
    package static func find(in store: any ByteStore, name: String) async throws -> Vault? {
        guard try await store.size(of: mark) != nil else { return nil }
        guard let json = try? JSON(parsing: try await store.bytes(of: mark)), let schema = json["schema"]?.string,
            let id = json["id"]?.string, let archive = json["archive"]?.string
        else { throw SafekeepingProblem.occupied(name) }
        guard schema == Self.schema else { throw SafekeepingProblem.newerPlace(name) }
        return Vault(store: store, name: name, id: id, archive: archive)
    }

    /// The vault of `archive` in `store`; an empty place is claimed.
    /// - Parameter isKnown: whether backups were made there before: then a place without its mark is not the same place.
    package static func open(
        for archive: String, in store: any ByteStore, name: String, isKnown: Bool, now: Instant
    ) async throws -> Vault {
        if let found = try await find(in: store, name: name) {
            guard found.archive == archive else {
                throw SafekeepingProblem.otherArchive(name, archive: found.archive)
            }
            return found
        }
        guard !isKnown else { throw SafekeepingProblem.placeGone(name) }
        for try await _ in store.keys(under: nil) { throw SafekeepingProblem.occupied(name) }
        let id = UUID().uuidString.lowercased()
        let json: JSON = [
            "schema": .string(schema), "id": .string(id), "archive": .string(archive), "made": .string(now.text),
        ]
        try await store.put(json.canonical + [UInt8(ascii: "\n")], at: mark)
        return Vault(store: store, name: name, id: id, archive: archive)
    }

    static func manifestKey(_ backup: String) -> ByteKey { ByteKey(trusted: "backups/" + backup) }
    static func listKey(_ run: String, _ backup: String) -> ByteKey { ByteKey(trusted: "runs/\(run)/\(backup)") }

    /// The finished backups, the oldest first.
    package func backups() async throws -> [String] {
        var found: [String] = []
        for try await key in store.keys(under: ByteKey(trusted: "backups")) {
            found.append(String(key.text.dropFirst("backups/".count)))
        }
        return found.sorted()
    }

    /// The manifest of `backup`, or of the newest one: whole, and signed by the key it names.
    package func manifest(_ backup: String? = nil) async throws -> Manifest {
        let newest = backup == nil ? try await backups().last : backup
        guard let id = newest else { throw SafekeepingProblem.noBackup(name) }
        guard let key = ByteKey("backups/" + id), try await store.size(of: key) != nil else {
            throw SafekeepingProblem.noSuchBackup(id)
        }
        guard let manifest = Manifest(try await store.bytes(of: key)), manifest.id == id, manifest.vault == self.id
        else { throw SafekeepingProblem.manifestAltered(id) }
        return manifest
    }
}

/// The name of a backup: when it was made, and four digits by chance: `20261126T044447.123Z-ab12`. The order of names is the
/// order of time.
func newBackupID(at now: Instant) -> String {
    let digits = now.text.prefix(23).filter { $0 != "-" && $0 != ":" }
    return digits + "Z-" + randomBytes(2).hex
}
