import Archive
import Bytes
package import Tables

/// What the archive noted of its backups in one vault (备份底账): which files lie in which packs. It lives on the archive's
/// own machine, since what lies in the vault can be read only with a key that is not there.
///
/// Lost, it only costs that the next backup writes everything again.
package struct VaultNotes: Sendable {
    let database: any Database
    let vault: Vault

    /// - Parameter database: a database of its own, for this vault alone.
    package init(of vault: Vault, in database: any Database) async throws {
        self.database = database
        self.vault = vault
        try await database.migrate(VaultNotes.migrations)
        try await settle()
    }

    private static let columns = """
        key TEXT PRIMARY KEY, stamp TEXT NOT NULL, run TEXT NOT NULL, pack INTEGER NOT NULL, last_pack INTEGER NOT NULL,
        start INTEGER NOT NULL, bytes INTEGER NOT NULL, digest TEXT NOT NULL, count INTEGER NOT NULL,
        files TEXT NOT NULL, seen TEXT NOT NULL
        """

    /// `entry`: as of the last finished backup; `pending`: what lies in the vault already of one that is not finished.
    static let migrations = [
        Migration("2026-11 vault notes") { _ in
            [
                "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
                "CREATE TABLE entry (\(columns))",
                "CREATE INDEX entry_place ON entry (run, pack, start)",
                "CREATE TABLE pending (\(columns))",
                """
                CREATE TABLE pack (
                  run TEXT NOT NULL, n INTEGER NOT NULL, form TEXT NOT NULL, plain INTEGER NOT NULL,
                  bytes INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (run, n))
                """,
                "CREATE TABLE run (name TEXT PRIMARY KEY, line TEXT NOT NULL)",
            ]
        }
    ]

    // MARK: Facts

    static func fact(_ name: String, in tx: any Transaction) throws -> String? {
        try tx.row("SELECT value FROM fact WHERE name = \(name)")?.text("value")
    }

    static func set(_ name: String, _ value: String?, in tx: any Transaction) throws {
        try tx.run("DELETE FROM fact WHERE name = \(name)")
        if let value { try tx.run("INSERT INTO fact (name, value) VALUES (\(name), \(value))") }
    }

    // MARK: At the start

    /// Brings a backup that was cut off at its very end to one side or the other, and forgets everything if the vault no
    /// longer has the backup these notes are of.
    private func settle() async throws {
        let (committing, last) = try await database.read { tx in
            (try VaultNotes.fact("committing", in: tx), try VaultNotes.fact("manifest", in: tx))
        }
        if let text = committing, let manifest = Manifest(Array(text.utf8)) {
            let isThere = try await isInVault(manifest)
            try await database.write { [vault] tx in
                if isThere { try VaultNotes.apply(manifest, of: vault, in: tx) }
                try VaultNotes.set("committing", nil, in: tx)
            }
            if isThere { return }
        }
        if let text = last, let manifest = Manifest(Array(text.utf8)), try await !isInVault(manifest) {
            try await forgetAll()
        }
    }

    private func isInVault(_ manifest: Manifest) async throws -> Bool {
        let key = Vault.manifestKey(manifest.id)
        guard manifest.vault == vault.id, try await vault.store.size(of: key) != nil else { return false }
        return try await vault.store.bytes(of: key) == manifest.contents
    }

    private func forgetAll() async throws {
        try await database.write { tx in
            for table: Query in ["fact", "entry", "pending", "pack", "run"] { try tx.run("DELETE FROM \(sql: table)") }
        }
    }

    /// The backup these notes are of.
    package func lastManifest() async throws -> Manifest? {
        try await database.read { tx in try VaultNotes.fact("manifest", in: tx) }.flatMap { Manifest(Array($0.utf8)) }
    }

    // MARK: Packs that are lost

    /// Forgets what lies in `packs`: the next backup writes it again.
    package func forget(_ packs: [(run: String, n: Int64)]) async throws {
        try await database.write { tx in
            for (run, n) in packs {
                for table: Query in ["entry", "pending"] {
                    try tx.run(
                        "DELETE FROM \(sql: table) WHERE run = \(run) AND pack <= \(n) AND last_pack >= \(n)")
                }
                try tx.run("DELETE FROM pack WHERE run = \(run) AND n = \(n)")
                // Its run gets a new list, without the pack.
                try tx.run("DELETE FROM run WHERE name = \(run)")
                // The listing itself may be hurt: it is written whole the next time.
                try VaultNotes.set("parts", nil, in: tx)
            }
        }
    }

    /// Packs that should be in the vault and are not any more, by their names alone.
    func missingPacks() async throws -> [(run: String, n: Int64)] {
        var missing: [(run: String, n: Int64)] = []
        let runs = try await database.read { tx in
            try tx.rows("SELECT DISTINCT run FROM pack ORDER BY run").map { $0.text("run") }
        }
        for run in runs {
            var there: Set<Int64> = []
            let prefix = "packs/\(run)/"
            for try await key in vault.store.keys(under: ByteKey(trusted: "packs/" + run)) {
                if let n = Int64(key.text.dropFirst(prefix.count)) { there.insert(n) }
            }
            let known = there
            missing += try await database.read { tx in
                try tx.rows("SELECT n FROM pack WHERE run = \(run)").map { $0.int("n") }
            }.filter { !known.contains($0) }.map { (run, $0) }
        }
        return missing
    }

    // MARK: When a backup is finished

    /// The notes become those of `manifest`, which is in the vault.
    static func apply(_ manifest: Manifest, of vault: Vault, in tx: any Transaction) throws {
        let id = manifest.id
        try tx.run("DELETE FROM entry WHERE seen <> \(id)")
        try tx.run("DELETE FROM entry WHERE key IN (SELECT key FROM pending WHERE seen = \(id))")
        try tx.run("INSERT INTO entry SELECT * FROM pending WHERE seen = \(id)")
        try tx.run("DELETE FROM pending")
        try tx.run("DELETE FROM run")
        for run in manifest.runs {
            try tx.run("INSERT INTO run (name, line) VALUES (\(run.name), \(run.json.text))")
        }
        try tx.run("DELETE FROM pack WHERE run NOT IN (SELECT name FROM run)")
        try VaultNotes.set("manifest", String(decoding: manifest.contents, as: UTF8.self), in: tx)
        try VaultNotes.set("parts", JSON.array(manifest.parts.map(\.json)).text, in: tx)
        try VaultNotes.set("unfinished", nil, in: tx)
        try VaultNotes.set("committing", nil, in: tx)
    }
}
