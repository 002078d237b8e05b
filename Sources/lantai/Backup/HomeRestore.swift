import Archive
import Bytes
import Foundation
import Ledger
import Safekeeping
import Sharing
import Tables
import TablesSQLite
import Web

/// Makes a home from a backup, in a folder where there is none.
///
/// Its bytes are in the folder and its rows in a file, also where they were in a bucket or on a database server. `format` is written last: until then nobody takes it for a
/// home, and a restore that was killed goes on.
struct HomeRestore: Sendable {
    let vault: Vault
    let manifest: Manifest
    let key: RecipientKey
    let home: Home

    /// What was found when the restored home was looked at.
    struct Look: Sendable {
        let ledger: LedgerReport
        /// Tables with another number of rows than the backup names: the table, that number, the number found.
        let otherCounts: [(table: String, noted: Int64, found: Int64)]
        /// Whether the ledger's size and root are those of the backup.
        let isSameLedger: Bool

        var isClean: Bool { ledger.isClean && otherCounts.isEmpty && isSameLedger }
    }

    private var mark: String { home.path + "/restoring" }
    private var listing: String { home.path + "/restoring-list.sqlite" }

    /// Brings the files back.
    func bringBack(progress: @escaping @Sendable (Restoring.Report) -> Void = { _ in }) async throws -> Restoring.Report
    {
        guard manifest.facts["format"]?.int ?? 0 <= Int64(Home.format) else {
            throw HomeProblem.newer(home.path, Int(manifest.facts["format"]?.int ?? 0))
        }
        try take()
        let database = try SQLiteDatabase(path: listing, readers: 2)
        let report: Restoring.Report
        do {
            report = try await Restoring(manifest, from: vault, with: key, to: home.path, in: database)
                .run(progress: progress)
        } catch {
            try? await database.close()
            throw error
        }
        try await database.close()
        try home.create()
        try settle()
        return report
    }

    /// Takes the folder, or goes on in it.
    private func take() throws {
        let line = Array("\(vault.id) \(manifest.id)\n".utf8)
        try DurableFile.makeFolder(home.path, mode: 0o700)
        if DurableFile.exists(mark) {
            let there = try DurableFile.read(mark)
            guard there == line else {
                let backup = String(decoding: there, as: UTF8.self).split(whereSeparator: \.isWhitespace).last
                throw BackupProblem.otherRestore(home.path, backup: backup.map(String.init) ?? "?")
            }
            return
        }
        // A mark that was cut off itself: nothing else had been written then.
        try DurableFile.removeLeftovers(of: mark)
        guard try DurableFile.entries(of: home.path).isEmpty else { throw SafekeepingProblem.notEmpty(home.path) }
        if let free = FreeSpace.bytes(at: home.path), free < manifest.bytes + manifest.bytes / 20 {
            throw BackupProblem.noRoom(home.path, needs: manifest.bytes + manifest.bytes / 20, free: free)
        }
        try DurableFile.write(line, to: mark, mode: 0o600)
    }

    /// What differs from the home that was backed up: bytes and rows are in the folder now, and the public log is held.
    private func settle() throws {
        let yaml = DurableFile.exists(home.settings) ? try DurableFile.read(home.settings) : []
        var settings = try Settings(yaml: String(decoding: yaml, as: UTF8.self), environment: [:])
        if settings.store.kind != .folder || settings.database.kind != .sqlite {
            try DurableFile.write(yaml, to: home.settings + ".before-restore", mode: 0o600)
            (settings.store, settings.database) = (StoreSettings(), DatabaseSettings())
            try DurableFile.write(Array(settings.yaml.utf8), to: home.settings, mode: 0o600)
        }
        try DurableFile.write(Array((StoreSettings().place + "\n").utf8), to: home.storeFile)
        if DurableFile.isFolder(home.publicLog) {
            try PublicLog.hold(
                home.publicLog, restoredFrom: manifest.id, at: manifest.at,
                entries: manifest.facts["logEntries"]?.int ?? 0)
        }
    }

    /// Holds rows and ledger of the restored home against each other and against what the backup says.
    func look() async throws -> Look {
        try await withLedger { database, ledger in
            let report = try await ledger.verify()
            let counts = try await database.read { tx in try RowsCopy.counts(in: tx) }
            let noted = (manifest.facts["counts"]?.object ?? [:]).compactMapValues(\.int)
            let others = noted.filter { counts[$0.key] != $0.value }
                .map { (table: $0.key, noted: $0.value, found: counts[$0.key] ?? 0) }.sorted { $0.table < $1.table }
            let head = ledger.head
            return Look(
                ledger: report, otherCounts: others,
                isSameLedger: head.size == manifest.facts["events"]?.int
                    && head.root.hex == manifest.facts["root"]?.string)
        }
    }

    /// Makes it a home: writes the act into its ledger, then `format`.
    func finish(by agent: Agent) async throws {
        try await withLedger { database, ledger in
            let act: JSON = [
                "schema": "lantai/restored/1", "backup": .string(manifest.id), "at": .string(manifest.at.text),
                "place": .string(vault.name), "events": JSON(manifest.facts["events"]?.int),
            ]
            let event = ledger.event(
                kind: .restored, subject: manifest.id, agent: agent, act: try await ledger.write(act: act),
                facts: ["events": JSON(manifest.facts["events"]?.int)])
            try await database.write { tx in
                // Access copies are in no backup: they are planned anew, and made by the server's hands.
                try tx.run("DELETE FROM copy_piece")
                try tx.run("DELETE FROM bookmark WHERE follower = \(CopyRoom.name)")
                ledger.append(event, in: tx)
            }
        }
        for end in ["", "-wal", "-shm"] { try DurableFile.removeAll(listing + end) }
        try home.writeFormat()
        try DurableFile.removeAll(mark)
    }

    /// Opens rows and ledger alone: nothing of the house begins to work.
    private func withLedger<T: Sendable>(
        _ body: @Sendable (SQLiteDatabase, Ledger) async throws -> T
    ) async throws -> T {
        let settings = try Settings(
            yaml: String(decoding: try DurableFile.read(home.settings), as: UTF8.self), environment: [:])
        let database = try SQLiteDatabase(path: home.database)
        do {
            try await database.migrate(House.migrations)
            let ledger = try await Ledger(
                database: database, store: FolderStore(root: home.ledger), tailPath: home.ledgerTail,
                key: SigningKey(from: home.signingKey), earlierKeys: home.keyPlace.known(),
                clock: .system(zone: settings.zone))
            let result = try await body(database, ledger)
            try await database.close()
            return result
        } catch {
            try? await database.close()
            throw error
        }
    }
}
