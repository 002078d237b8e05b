package import Archive
package import Bytes
import Tables

/// One backup on its way (备份): items are handed in, what the vault has already is passed over, the rest goes into packs;
/// `finish` makes it a backup. Killed before that it is none, and the next run goes on with the packs that are there.
package struct BackupRun: Sendable {
    package let id: String
    let vault: Vault
    let notes: VaultNotes
    let recipients: [RecipientCertificate]
    let isPlain: Bool
    let clock: Clock
    private var contents: PackWriter
    private var ledger: PackWriter
    /// Runs of rows and listings are of one backup only, so that they can go when it goes.
    private var texts: PackWriter
    private var secrets: PackWriter
    /// Items whose files could not be read, and why.
    package private(set) var faults: [(key: String, problem: any Explained)] = []
    /// Items looked at, and those written anew.
    package private(set) var seen: Int64 = 0
    package private(set) var fresh: Int64 = 0

    /// Bytes written into the vault so far.
    package var written: Int64 { contents.written + ledger.written + texts.written + secrets.written }

    /// Listing parts in one chain at most: then the listing is written whole again.
    private static let longestChain = 24

    /// - Parameters:
    ///   - recipients: who can open it; at least one.
    ///   - isPlain: whether only secrets are sealed.
    package init(
        into vault: Vault, notes: VaultNotes, for recipients: [RecipientCertificate], isPlain: Bool, clock: Clock
    ) async throws {
        guard !recipients.isEmpty else { throw SafekeepingProblem.noRecipient }
        (self.vault, self.notes, self.clock) = (vault, notes, clock)
        (self.recipients, self.isPlain) = (recipients, isPlain)
        let id = newBackupID(at: clock.now)
        self.id = id
        try await notes.forget(notes.missingPacks())
        // A run that was cut off is gone on with: its packs are there.
        let (run, first, firstOfLedger) = try await notes.database.write { tx in
            let run = try VaultNotes.fact("unfinished", in: tx) ?? id
            try VaultNotes.set("unfinished", run, in: tx)
            func last(_ run: String) throws -> Int64 {
                try tx.row("SELECT max(n) AS n FROM pack WHERE run = \(run)")?.optionalInt("n") ?? -1
            }
            return (run, try last(run) + 1, try last(run + "-ledger") + 1)
        }
        let open = isPlain ? [] : recipients
        func writer(_ run: String, from first: Int64, _ recipients: [RecipientCertificate], _ compresses: Bool)
            -> PackWriter
        {
            PackWriter(run: run, from: first, in: vault, notes: notes, for: recipients, compresses: compresses)
        }
        contents = writer(run, from: first, open, false)
        ledger = writer(run + "-ledger", from: firstOfLedger, open, true)
        texts = writer(id + "-rows", from: 0, open, true)
        secrets = writer(id + "-keys", from: 0, recipients, true)
    }

    /// Takes in the next items.
    package mutating func keep(_ items: [BackupItem]) async throws {
        seen += Int64(items.count)
        let known = try await known(items)
        let news = items.filter { !known.contains($0.key) }
        for start in stride(from: 0, to: news.count, by: 32) {
            let share = news[start..<min(news.count, start + 32)]
            // Small files are read ahead, several at a time.
            let read = try await Array(share).concurrentMap(atMost: 4) { item in (item, await Self.read(item)) }
            for (item, result) in read {
                try Task.checkCancellation()
                do {
                    try await write(item, result.get())
                    fresh += 1
                } catch let problem as BytesProblem where Self.isOfSource(problem) {
                    try await note(problem, of: item)
                }
            }
        }
    }

    /// Whether it is a file of the archive that cannot be read. What the vault cannot take ends the backup.
    private static func isOfSource(_ problem: BytesProblem) -> Bool {
        switch problem {
        case .absent, .unreadable: true
        default: false
        }
    }

    private static func read(_ item: BackupItem) async -> Result<[BackupFile], any Error> {
        do {
            let files = try await item.files()
            guard item.size <= 4 << 20 else { return .success(files) }
            var gathered: [BackupFile] = []
            for file in files {
                let bytes = try await file.open().gathered()
                gathered.append(BackupFile(path: file.path) { .of(bytes) })
            }
            return .success(gathered)
        } catch {
            return .failure(error)
        }
    }

    private mutating func write(_ item: BackupItem, _ files: [BackupFile]) async throws {
        switch item.kind {
        case .content: try await contents.add(item, files, seen: id)
        case .ledger: try await ledger.add(item, files, seen: id)
        case .text: try await texts.add(item, files, seen: id)
        case .secret: try await secrets.add(item, files, seen: id)
        }
    }

    /// A file of the archive that cannot be read makes no failure of the rest. What an earlier backup has of it stays.
    private mutating func note(_ problem: any Explained, of item: BackupItem) async throws {
        faults.append((item.key, problem))
        let (id, key) = (id, item.key)
        try await notes.database.write { tx in try tx.run("UPDATE entry SET seen = \(id) WHERE key = \(key)") }
    }

    /// The keys of those items that are in the vault as they are; noted as seen.
    private func known(_ items: [BackupItem]) async throws -> Set<String> {
        let (id, pairs) = (id, items.filter { [.content, .ledger].contains($0.kind) }.map { ($0.key, $0.stamp) })
        guard !pairs.isEmpty else { return [] }
        return try await notes.database.write { tx in
            var known: Set<String> = []
            for (key, stamp) in pairs {
                for table: Query in ["pending", "entry"] {
                    let changed = try tx.run(
                        "UPDATE \(sql: table) SET seen = \(id) WHERE key = \(key) AND stamp = \(stamp)")
                    if changed > 0 {
                        known.insert(key)
                        break
                    }
                }
            }
            return known
        }
    }

    // MARK: The end

    /// Writes the listing and the manifest; from then on it is a backup.
    /// - Parameters:
    ///   - at: the moment whose state was handed in.
    ///   - facts: what to compare with after a restore.
    package mutating func finish(at moment: Instant, facts: [String: JSON], signedBy key: SigningKey) async throws
        -> Manifest
    {
        try await contents.flush(seen: id)
        try await ledger.flush(seen: id)
        try await texts.flush(seen: id)
        try await secrets.flush(seen: id)
        let parts = try await writeListing()
        let names = try await namesOfRuns(parts)
        var runs: [Manifest.Run] = []
        for name in names { runs.append(try await run(name)) }
        let sums = try await sums()
        let manifest = Manifest(
            id: id, vault: vault, at: moment, made: clock.now, runs: runs, parts: parts, entries: sums.entries,
            files: sums.files, bytes: sums.bytes, facts: facts, recipients: recipients.map(\.id), isPlain: isPlain,
            signedBy: key)
        let contents = manifest.contents
        try await notes.database.write { tx in
            try VaultNotes.set("committing", String(decoding: contents, as: UTF8.self), in: tx)
        }
        try await vault.put(contents, at: Vault.manifestKey(id), sha256(contents))
        try await notes.database.write { [vault] tx in try VaultNotes.apply(manifest, of: vault, in: tx) }
        return manifest
    }

    /// What this backup changes in the listing, or all of it.
    private mutating func writeListing() async throws -> [Manifest.Part] {
        let before = try await notes.database.read { tx in
            try VaultNotes.fact("parts", in: tx).flatMap { try? JSON(parsing: $0.utf8) }?.array?
                .compactMap(Manifest.Part.init(json:))
        }
        let isWhole = before == nil || before!.count >= Self.longestChain
        let first = texts.n
        // In order of place, so that a restore reads each pack once even before it sorted anything.
        for isEntry in isWhole ? [true, false] : [false] {
            let table: Query = isEntry ? "entry" : "pending"
            var last: (String, Int64, Int64, String) = ("", -1, -1, "")
            while true {
                let (id, from) = (id, last)
                let overridden: Query =
                    isEntry ? " AND key NOT IN (SELECT key FROM pending WHERE seen = \(id))" : ""
                let page = try await notes.database.read { tx in
                    try tx.rows(
                        """
                        SELECT * FROM \(sql: table) WHERE seen = \(id) AND (run, pack, start, key)
                          > (\(from.0), \(from.1), \(from.2), \(from.3))\(sql: overridden)
                        ORDER BY run, pack, start, key LIMIT 500
                        """
                    ).map(Listed.init(row:))
                }
                guard let end = page.last else { break }
                last = (end.run, end.pack, end.start, end.key)
                try await texts.append(raw: page.flatMap(\.line), seen: id)
            }
        }
        if !isWhole { try await writeGone() }
        try await texts.flush(seen: id)
        return (isWhole ? [] : before ?? []) + [Manifest.Part(run: texts.run, first: first, count: texts.n - first)]
    }

    private mutating func writeGone() async throws {
        var last = ""
        while true {
            let (id, from) = (id, last)
            let keys = try await notes.database.read { tx in
                try tx.rows(
                    """
                    SELECT key FROM entry WHERE seen <> \(id) AND key > \(from)
                      AND key NOT IN (SELECT key FROM pending WHERE seen = \(id)) ORDER BY key LIMIT 500
                    """
                ).map { $0.text("key") }
            }
            guard let end = keys.last else { return }
            last = end
            try await texts.append(raw: keys.flatMap(Listed.gone), seen: id)
        }
    }

    private func namesOfRuns(_ parts: [Manifest.Part]) async throws -> [String] {
        let id = id
        let live = try await notes.database.read { tx in
            try tx.rows(
                """
                SELECT run FROM entry WHERE seen = \(id) AND key NOT IN (SELECT key FROM pending WHERE seen = \(id))
                UNION SELECT run FROM pending WHERE seen = \(id)
                """
            ).map { $0.text("run") }
        }
        return Set(live + parts.map(\.run)).sorted()
    }

    /// The run as an earlier manifest named it, or with a new list of its packs.
    private func run(_ name: String) async throws -> Manifest.Run {
        let isOurs = [contents.run, ledger.run, texts.run, secrets.run].contains(name)
        let noted = try await notes.database.read { tx in try tx.row("SELECT line FROM run WHERE name = \(name)") }
        if !isOurs,
            let run = noted.flatMap({ try? JSON(parsing: $0.text("line").utf8) }).flatMap(Manifest.Run.init(json:))
        {
            return run
        }
        let packs = try await notes.database.read { tx in
            try tx.rows("SELECT * FROM pack WHERE run = \(name) ORDER BY n").compactMap { row -> Pack? in
                guard let form = Pack.Form(rawValue: row.text("form")),
                    let digest = Digest(.sha256, hex: row.text("digest"))
                else { return nil }
                return Pack(
                    run: name, n: row.int("n"), form: form, plain: row.int("plain"), bytes: row.int("bytes"),
                    digest: digest)
            }
        }
        let list = packs.flatMap(\.line)
        let key = Vault.listKey(name, id)
        try await vault.put(list, at: key, sha256(list))
        return Manifest.Run(
            name: name, packs: Int64(packs.count), bytes: packs.reduce(0) { $0 + $1.bytes }, list: key,
            digest: sha256(list))
    }

    private func sums() async throws -> (entries: Int64, files: Int64, bytes: Int64) {
        let id = id
        let rows = try await notes.database.read { tx in
            try tx.rows(
                """
                SELECT count(*) AS entries, coalesce(sum(count), 0) AS files, coalesce(sum(bytes), 0) AS bytes FROM (
                  SELECT count, bytes FROM entry
                  WHERE seen = \(id) AND key NOT IN (SELECT key FROM pending WHERE seen = \(id))
                  UNION ALL SELECT count, bytes FROM pending WHERE seen = \(id)) AS listed
                """)
        }
        return rows.first.map { ($0.int("entries"), $0.int("files"), $0.int("bytes")) } ?? (0, 0, 0)
    }
}
