import Archive
import Bytes
import Foundation
import Glibc
import Ledger
import Preservation
import Safekeeping
import Tables
import TablesSQLite

/// Backs the house up while it works: the rows first, then the bytes they name. So what is restored is a state that once
/// was, whatever was done meanwhile.
struct HouseBackup: Sendable {
    let house: House
    let place: BackupPlace
    /// Whether records are left unsealed; secrets never are.
    var isPlain = false
    /// Whether a place that has lost its mark may be begun anew.
    var mayBeNew = false

    struct Outcome: Sendable {
        let manifest: Manifest
        /// Bytes written now; what was there already is not among them.
        let written: Int64
        let fresh: Int64
        /// What of the archive could not be read, and is not in this backup as it should be.
        let faults: [(key: String, problem: any Explained)]
    }

    /// How far it is.
    struct Progress: Sendable {
        let seen: Int64
        let total: Int64
        let written: Int64
    }

    private static let batch = 200

    func make(
        by agent: Agent = .steward, progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Outcome {
        let home = house.home
        guard let turn = try home.takeBackupTurn() else { throw SafekeepingProblem.underWay(home.backup) }
        defer { withExtendedLifetime(turn) {} }
        let recipients = try home.readRecipients()
        guard !recipients.isEmpty else { throw SafekeepingProblem.noRecipient }
        let vault = try await Vault.open(
            for: house.archiveID, in: place.store, name: place.name,
            isKnown: home.knows(place: place.name) && !mayBeNew, now: house.clock.now)
        try home.remember(vault.id, at: place.name)
        let notes = try await house.notes(of: vault)
        var run = try await BackupRun(
            into: vault, notes: VaultNotes(of: vault, in: notes), for: recipients, isPlain: isPlain, clock: house.clock)
        let rows = try await RowsCopy.take(
            of: house.database, to: home.backupWork + "/rows.sqlite", clock: house.clock)
        do {
            let manifest = try await fill(&run, rows, progress)
            try await notes.close()
            try rows.remove()
            try await note(manifest, run, by: agent)
            return Outcome(manifest: manifest, written: run.written, fresh: run.fresh, faults: run.faults)
        } catch {
            try? await notes.close()
            try? await rows.close()
            try? rows.remove()
            throw error
        }
    }

    private func fill(
        _ run: inout BackupRun, _ rows: RowsCopy, _ progress: @Sendable (Progress) -> Void
    ) async throws -> Manifest {
        // The small files of the home at once: they change seldom, and should be of the moment of the rows.
        try await run.keep(try ownItems(rows))
        let total = rows.counts["holding"] ?? 0
        var last = ""
        while true {
            let from = last
            let page = try await rows.database.read { tx in
                try HeldObject.page(after: from, limit: Self.batch, in: tx)
            }
            guard let end = page.last else { break }
            last = end.unit.text
            try await run.keep(page.map(item))
            progress(Progress(seen: run.seen, total: total, written: run.written))
        }
        try await keep(HeldObject.rootFiles(in: house.grounds.stacks), &run)
        var keys: [BackupItem] = []
        for try await key in house.grounds.ledger.keys(under: nil) where rows.ledger.includes(key) {
            keys.append(ledgerItem(key))
            if keys.count == Self.batch {
                try await run.keep(keys)
                keys = []
            }
        }
        try await run.keep(keys)
        try await keepScratch(&run)
        try await rows.close()
        let path = rows.path
        try await run.keep([
            BackupItem(key: "lantai.sqlite", stamp: run.id, kind: .text) { [BackupFile { .file(path) }] }
        ])
        return try await run.finish(at: rows.at, facts: facts(rows), signedBy: SigningKey(from: house.home.signingKey))
    }

    private func facts(_ rows: RowsCopy) -> [String: JSON] {
        [
            "name": .string(house.settings.archiveName.zh), "format": .int(Int64(Home.format)),
            "rows": "sqlite", "database": .string(house.settings.database.kind.rawValue),
            "events": .int(rows.ledger.size), "root": .string(rows.ledger.root.hex),
            "logEntries": .int(rows.publicLog?.size ?? 0), "store": .string(house.settings.store.place),
            "counts": .object(rows.counts.mapValues { .int($0) }),
        ]
    }

    // MARK: What there is

    private func item(_ object: HeldObject) -> BackupItem {
        let store = house.grounds.stacks
        return BackupItem(
            key: "stacks/" + object.place.text, stamp: "\(object.version)-\(object.inventory.hex.prefix(32))",
            kind: .content, size: object.bytes + 1 << 16
        ) {
            try await object.files(in: store).map { path, key in
                BackupFile(path: path) { store.read(key, range: nil) }
            }
        }
    }

    private func ledgerItem(_ key: ByteKey) -> BackupItem {
        let store = house.grounds.ledger
        // Named by what it holds, or by its place in a list that only grows: it never changes.
        return BackupItem(key: "ledger/" + key.text, stamp: "1", kind: .ledger, size: 1 << 16) {
            [BackupFile { store.read(key, range: nil) }]
        }
    }

    private func keep(_ keys: [ByteKey], _ run: inout BackupRun) async throws {
        let store = house.grounds.stacks
        try await run.keep(
            keys.map { key in
                BackupItem(key: "stacks/" + key.text, stamp: "1", kind: .ledger, size: 1 << 12) {
                    [BackupFile { store.read(key, range: nil) }]
                }
            })
    }

    /// Settings, keys, the public log, the tail of the ledger. `format` is not among them: a restore writes it last.
    private func ownItems(_ rows: RowsCopy) throws -> [BackupItem] {
        let home = house.home
        var items = [BackupItem(key: "ledger-tail", kind: .text, bytes: rows.tail)]
        for name in ["zone", "demo-wanted", "unproven"] where DurableFile.exists(home.path + "/" + name) {
            items.append(
                BackupItem(key: name, kind: .text, bytes: try DurableFile.read(home.path + "/" + name)))
        }
        for name in ["lantai.yaml", "store", "accounts.txt"] where DurableFile.exists(home.path + "/" + name) {
            items.append(
                BackupItem(key: name, kind: .secret, bytes: try DurableFile.read(home.path + "/" + name)))
        }
        for (folder, kind) in [("keys", BackupItem.Kind.secret), ("backup/recipients", .text)] {
            let path = home.path + "/" + folder
            for entry in DurableFile.isFolder(path) ? try DurableFile.entries(of: path) : [] where !entry.isFolder {
                items.append(
                    BackupItem(
                        key: "\(folder)/\(entry.name)", kind: kind,
                        bytes: try DurableFile.read(path + "/" + entry.name)))
            }
        }
        if let log = rows.publicLog, DurableFile.exists(home.publicLog + "/journal") {
            let journal = home.publicLog + "/journal"
            items.append(
                BackupItem(key: "public-log/journal", stamp: "", kind: .secret) {
                    [BackupFile { .file(journal, range: 0..<log.bytes) }]
                })
            if let checkpoint = log.checkpoint {
                items.append(
                    BackupItem(key: "public-log/checkpoint", kind: .secret, bytes: Array(checkpoint.utf8)))
            }
        }
        return items
    }

    /// Packages that still wait for their handover, and those set apart. What they were unpacked to goes along, so that work
    /// goes on where it was.
    private func keepScratch(_ run: inout BackupRun) async throws {
        for part in ["staging", "quarantine"] {
            var folders = [part]
            while let folder = folders.popLast() {
                let path = house.scratch.path(folder.split(separator: "/").map(String.init))
                let entries = try await onFileThread { () -> [(name: String, isFolder: Bool)] in
                    DurableFile.isFolder(path) ? try DurableFile.entries(of: path) : []
                }
                folders += entries.filter(\.isFolder).map { folder + "/" + $0.name }
                let files = entries.filter { !$0.isFolder }.compactMap { entry -> BackupItem? in
                    let file = path + "/" + entry.name
                    var facts = stat()
                    guard stat(file, &facts) == 0 else { return nil }
                    let stamp = "\(facts.st_size)-\(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)-\(facts.st_ino)"
                    return BackupItem(
                        key: "scratch/\(folder)/\(entry.name)", stamp: stamp, kind: .content, size: Int64(facts.st_size)
                    ) { [BackupFile { .file(file) }] }
                }
                for start in stride(from: 0, to: files.count, by: Self.batch) {
                    try await run.keep(Array(files[start..<min(files.count, start + Self.batch)]))
                }
            }
        }
    }

    // MARK: Afterwards

    private func note(_ manifest: Manifest, _ run: BackupRun, by agent: Agent) async throws {
        let act: JSON = [
            "schema": "lantai/backup-made/1", "backup": .string(manifest.id), "place": .string(place.name),
            "vault": .string(manifest.vault), "at": .string(manifest.at.text), "entries": .int(manifest.entries),
            "files": .int(manifest.files), "bytes": .int(manifest.bytes), "written": .int(run.written),
            "plain": .bool(manifest.isPlain), "recipients": .array(manifest.recipients.map(JSON.string)),
            "faults": .array(
                run.faults.prefix(1000).map { ["key": .string($0.key), "code": .string($0.problem.code)] }),
        ]
        let event = house.ledger.event(
            kind: .backupMade, subject: manifest.id, agent: agent, act: try await house.ledger.write(act: act),
            facts: [
                "entries": .int(manifest.entries), "bytes": .int(manifest.bytes), "written": .int(run.written),
                "faults": .int(Int64(run.faults.count)),
            ])
        let ledger = house.ledger
        try await house.database.write { tx in ledger.append(event, in: tx) }
        let state: JSON = [
            "at": .string(manifest.made.text), "destination": .string(place.name), "bytes": .int(manifest.storedBytes),
        ]
        try DurableFile.write(state.canonical + [UInt8(ascii: "\n")], to: house.home.backupState, mode: 0o600)
    }
}

extension House {
    /// The archive as backups and offline media know it: its first signing key, which stays whatever keys follow.
    var archiveID: String { (home.keyPlace.lost().first ?? publicLog.book).first.key.id }

    /// Keys that may have signed a backup of this archive.
    var signers: [String] {
        (home.keyPlace.lost() + [publicLog.book]).flatMap { book in book.keys.map(\.key.key.id) }
    }

    /// What was noted of `vault` here.
    func notes(of vault: Vault) async throws -> SQLiteDatabase {
        try home.makeBackupFolder(home.backup + "/vaults")
        return try SQLiteDatabase(path: "\(home.backup)/vaults/\(vault.id).sqlite", readers: 2)
    }
}
