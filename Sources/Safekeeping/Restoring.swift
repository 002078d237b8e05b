import Archive
package import Bytes
import Glibc
package import Tables

/// Brings the files of a backup into an empty folder (恢复), each checked against its digest as it is written.
///
/// Killed half-way it goes on where it was; another backup than the one begun with is refused.
package struct Restoring: Sendable {
    let vault: Vault
    package let manifest: Manifest
    let key: RecipientKey
    /// The folder that becomes the home.
    let root: String
    let database: any Database

    package struct Report: Sendable {
        package internal(set) var entries: Int64 = 0
        package internal(set) var files: Int64 = 0
        package internal(set) var bytes: Int64 = 0
    }

    /// - Parameter database: an empty database for the listing, in the folder; it goes with the working files.
    package init(
        _ manifest: Manifest, from vault: Vault, with key: RecipientKey, to root: String, in database: any Database
    )
        async throws
    {
        (self.vault, self.manifest, self.key) = (vault, manifest, key)
        (self.root, self.database) = (root, database)
        try await database.migrate(VaultNotes.migrations)
    }

    /// Restores everything. On disk when it returns.
    package func run(progress: @Sendable (Report) -> Void = { _ in }) async throws -> Report {
        try await readListing()
        var report = Report()
        var reader = PackReader(vault: vault, key: key, packs: try await packs())
        var last: (run: String, pack: Int64, start: Int64, key: String) = ("", -1, -1, "")
        var unsynced: Int64 = 0
        while true {
            let from = last
            let page = try await database.read { tx in
                try tx.rows(
                    """
                    SELECT * FROM entry WHERE (run, pack, start, key)
                      > (\(from.run), \(from.pack), \(from.start), \(from.key))
                    ORDER BY run, pack, start, key LIMIT 200
                    """
                )
            }
            guard let end = page.last.map(Listed.init(row:)) else { break }
            last = (end.run, end.pack, end.start, end.key)
            for row in page {
                let entry = Listed(row: row)
                if row.text("seen") != "done" { try await write(entry, &reader) }
                report.entries += 1
                report.files += Int64(entry.files.count)
                report.bytes += entry.bytes
                unsynced += entry.bytes
                progress(report)
            }
            if unsynced > 256 << 20 {
                try await note(upTo: last)
                unsynced = 0
            }
        }
        try await note(upTo: last)
        guard report.entries == manifest.entries, report.files == manifest.files, report.bytes == manifest.bytes else {
            throw SafekeepingProblem.manifestAltered(manifest.id)
        }
        return report
    }

    private func packs() async throws -> [String: [Int64: Pack]] {
        var packs: [String: [Int64: Pack]] = [:]
        for run in manifest.runs {
            packs[run.name] = Dictionary(
                try await vault.packs(of: run).map { ($0.n, $0) }, uniquingKeysWith: { first, _ in first })
        }
        return packs
    }

    /// Takes the parts of the listing in, later ones over earlier ones.
    private func readListing() async throws {
        guard try await database.read({ tx in try VaultNotes.fact("listed", in: tx) }) != manifest.id else { return }
        try await database.write { tx in try tx.run("DELETE FROM entry") }
        let packs = try await packs()
        for part in manifest.parts {
            var rest: [UInt8] = []
            for n in part.first..<part.first + part.count {
                guard let pack = packs[part.run]?[n] else {
                    throw SafekeepingProblem.packMissing(Pack.key(part.run, n).text)
                }
                rest += try await vault.contents(of: pack, with: key)
                let end = (rest.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
                try await take(rest[..<end], of: pack)
                rest.removeSubrange(..<end)
            }
            guard rest.isEmpty else { throw SafekeepingProblem.manifestAltered(manifest.id) }
        }
        try await database.write { [manifest] tx in try VaultNotes.set("listed", manifest.id, in: tx) }
    }

    private func take(_ lines: ArraySlice<UInt8>, of pack: Pack) async throws {
        let lines = lines.split(separator: UInt8(ascii: "\n"))
        for start in stride(from: 0, to: lines.count, by: 1000) {
            let share = Array(lines[start..<min(lines.count, start + 1000)])
            try await database.write { tx in
                for line in share {
                    guard let json = try? JSON(parsing: line) else {
                        throw SafekeepingProblem.packAltered(pack.key.text)
                    }
                    if let gone = json["gone"]?.string {
                        try tx.run("DELETE FROM entry WHERE key = \(gone)")
                    } else if let entry = Listed(json: json) {
                        try entry.write(into: "entry", seen: "", in: tx)
                    } else {
                        throw SafekeepingProblem.packAltered(pack.key.text)
                    }
                }
            }
        }
    }

    /// Writes the files of an entry, then holds all its bytes against their digest: what does not fit stops the restore.
    private func write(_ entry: Listed, _ reader: inout PackReader) async throws {
        var digest = Feed()
        var place = (pack: entry.pack, start: Int(entry.start))
        for file in entry.files {
            let target = try target(entry.key, file.path)
            let isKept = entry.key.hasPrefix("stacks/") || entry.key.hasPrefix("ledger/")
            let out = try await onFileThread { [root] () -> OpenFile in
                try DurableFile.removeAll(target)
                let folder = DurableFile.folder(of: target)
                if !DurableFile.isFolder(folder) { try Self.makeFolder(folder, below: root) }
                return try OpenFile.creating(target, mode: isKept ? 0o444 : 0o600)
            }
            var left = Int(file.bytes)
            while left > 0 {
                let contents = try await reader.contents(entry.run, place.pack)
                guard place.start < contents.count else {
                    place = (place.pack + 1, 0)
                    guard place.pack <= entry.last else { throw SafekeepingProblem.contentAltered(entry.key) }
                    continue
                }
                let range = place.start..<min(contents.count, place.start + left)
                contents[range].withUnsafeBytes { digest.digest.update($0) }
                let piece = contents
                try await onFileThread {
                    try piece[range].withUnsafeBytes { try out.write($0) }
                }
                left -= range.count
                place.start = range.upperBound
            }
        }
        guard digest.digest.finish()[0].hex == entry.digest else { throw SafekeepingProblem.contentAltered(entry.key) }
    }

    /// Without a sync for each: they come together.
    private static func makeFolder(_ path: String, below root: String) throws {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, path.utf8.count > root.utf8.count else { throw BytesProblem.writing(path) }
        try makeFolder(DurableFile.folder(of: path), below: root)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw BytesProblem.writing(path) }
    }

    /// The backup is signed; a path that leads outside is refused all the same.
    private func target(_ key: String, _ path: String) throws -> String {
        let whole = path.isEmpty ? key : key + "/" + path
        let parts = whole.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }), !whole.utf8.contains(0) else {
            throw SafekeepingProblem.unsafePath(whole)
        }
        return root + "/" + whole
    }

    /// Everything written so far to disk; then it is noted, so that a killed restore need not write it again.
    private func note(upTo last: (run: String, pack: Int64, start: Int64, key: String)) async throws {
        let root = root
        try await onFileThread { try OpenFile.folder(root).syncFileSystem() }
        try await database.write { tx in
            try tx.run(
                """
                UPDATE entry SET seen = 'done' WHERE seen <> 'done' AND (run, pack, start, key)
                  <= (\(last.run), \(last.pack), \(last.start), \(last.key))
                """)
        }
    }

    private struct Feed: ~Copyable {
        var digest = MultiDigest([.sha256])
    }
}

/// The packs of a backup, read one after the other; the last one is kept.
private struct PackReader: Sendable {
    let vault: Vault
    let key: RecipientKey
    let packs: [String: [Int64: Pack]]
    private var last: (pack: Pack, contents: [UInt8])?

    init(vault: Vault, key: RecipientKey, packs: [String: [Int64: Pack]]) {
        (self.vault, self.key, self.packs) = (vault, key, packs)
    }

    mutating func contents(_ run: String, _ n: Int64) async throws -> [UInt8] {
        if let last, last.pack.run == run, last.pack.n == n { return last.contents }
        guard let pack = packs[run]?[n] else { throw SafekeepingProblem.packMissing(Pack.key(run, n).text) }
        last = nil
        let contents = try await vault.contents(of: pack, with: key)
        last = (pack, contents)
        return contents
    }
}
