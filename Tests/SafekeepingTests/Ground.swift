import Archive
import Bytes
import Foundation
import Safekeeping
import Synchronization
import TablesSQLite
import Testing

/// A vault, what is noted of it, a key and what is to be backed up: in a folder of the test's own.
final class Ground: Sendable {
    let folder: String
    let store: any ByteStore
    /// Made once: an RSA key takes a second.
    static let key = Result { try RecipientKey.generate(name: "test", bits: 3072) }
    static let signer = SigningKey.generate()
    private let notes: SQLiteDatabase

    init(store: (any ByteStore)? = nil) throws {
        folder = NSTemporaryDirectory() + "lantai-vault-" + UUID().uuidString
        try DurableFile.makeFolder(folder)
        self.store = try store ?? FolderStore(root: folder + "/vault")
        notes = try SQLiteDatabase(path: folder + "/notes.sqlite")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func vault() async throws -> Vault {
        try await Vault.open(for: "archive", in: store, name: "test", isKnown: false, now: now)
    }

    let now = Instant(text: "2026-11-26T04:00:00.000000Z")!

    func run(plain: Bool = false) async throws -> BackupRun {
        let vault = try await vault()
        return try await BackupRun(
            into: vault, notes: VaultNotes(of: vault, in: notes), for: [Ground.key.get().certificate], isPlain: plain,
            clock: .system())
    }

    func forget(_ packs: [(run: String, n: Int64)]) async throws {
        try await VaultNotes(of: vault(), in: notes).forget(packs)
    }

    @discardableResult
    func backup(_ files: [String: [UInt8]], plain: Bool = false) async throws -> (manifest: Manifest, run: BackupRun) {
        var run = try await run(plain: plain)
        try await run.keep(files.keys.sorted().map { item($0, files[$0]!) })
        let manifest = try await run.finish(at: now, facts: ["events": 1], signedBy: Ground.signer)
        return (manifest, run)
    }

    /// A file, by what its path says: `keys/` are secret, `rows/` of one backup, `acts/` of the ledger, the rest content.
    func item(_ path: String, _ bytes: [UInt8]) -> BackupItem {
        let kind: BackupItem.Kind =
            path.hasPrefix("keys/")
            ? .secret : path.hasPrefix("rows/") ? .text : path.hasPrefix("acts/") ? .ledger : .content
        return BackupItem(key: path, kind: kind, bytes: bytes)
    }

    /// Restores into `name` and reads what is there.
    func restored(_ backup: String? = nil, in name: String = "home", key: RecipientKey? = nil) async throws
        -> [String: [UInt8]]
    {
        let root = folder + "/" + name
        try DurableFile.makeFolder(root)
        let vault = try await vault()
        let list = try SQLiteDatabase(path: root + ".sqlite")
        let restoring = try await Restoring(
            vault.manifest(backup), from: vault, with: key ?? Ground.key.get(), to: root, in: list)
        _ = try await restoring.run()
        try await list.close()
        return try Ground.files(in: root)
    }

    static func files(in root: String) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: root)! {
            if DurableFile.isFolder(root + "/" + path) { continue }
            found[path] = try DurableFile.read(root + "/" + path)
        }
        return found
    }

    /// The packs in the vault, by name.
    func packs() async throws -> [ByteKey] {
        var found: [ByteKey] = []
        for try await key in store.keys(under: ByteKey(trusted: "packs")) { found.append(key) }
        return found
    }

    /// Puts other bytes in the place of `key`.
    func replace(_ key: ByteKey, with bytes: [UInt8]) async throws {
        try await store.remove(key)
        try await store.put(bytes, at: key)
    }
}

/// Bytes that do not repeat, the same for the same seed.
func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed &* 2 &+ 1
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
    }
}
