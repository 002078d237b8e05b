import Archive
import Bytes
import Tables

/// Writes contents one after the other into the packs of one run, and notes each pack when it is in the vault and read back.
struct PackWriter: Sendable {
    let run: String
    let vault: Vault
    let notes: VaultNotes
    let recipients: [RecipientCertificate]
    /// Rows and metadata shrink; images and PDF do not.
    let compresses: Bool
    private(set) var n: Int64
    private(set) var written: Int64 = 0
    private var plain: [UInt8] = []
    /// What lies, to its end, in packs up to the one being filled.
    private var waiting: [Listed] = []

    /// - Parameter first: the number of the first pack; those before are of a backup that was cut off.
    init(
        run: String, from first: Int64, in vault: Vault, notes: VaultNotes, for recipients: [RecipientCertificate],
        compresses: Bool
    ) {
        (self.run, n, self.vault, self.notes) = (run, first, vault, notes)
        (self.recipients, self.compresses) = (recipients, compresses)
    }

    /// Adds the files of `item`, one after the other.
    /// - Throws: what reading threw; then nothing of the item is noted.
    mutating func add(_ item: BackupItem, _ files: [BackupFile], seen: String) async throws {
        if plain.isEmpty { plain.reserveCapacity(Pack.limit) }
        var entry = Listed(key: item.key, stamp: item.stamp, run: run, pack: n, start: Int64(plain.count))
        var feed = Feed()
        for file in files {
            var size: Int64 = 0
            for try await chunk in file.open() {
                feed.digest.update(chunk)
                size += Int64(chunk.count)
                try await append(chunk, seen)
            }
            entry.files.append((file.path, size))
            entry.bytes += size
        }
        entry.digest = feed.digest.finish()[0].hex
        entry.last = plain.isEmpty && n > entry.pack ? n - 1 : n
        waiting.append(entry)
        if plain.isEmpty { try await note(nil, seen) }
    }

    private mutating func append(_ chunk: [UInt8], _ seen: String) async throws {
        var start = 0
        while start < chunk.count {
            let count = min(chunk.count - start, Pack.limit - plain.count)
            plain += chunk[start..<start + count]
            start += count
            if plain.count == Pack.limit { try await flush(seen: seen) }
        }
    }

    /// Raw bytes, for a listing: noted as a pack only.
    mutating func append(raw chunk: [UInt8], seen: String) async throws { try await append(chunk, seen) }

    /// Brings what is gathered into the vault.
    mutating func flush(seen: String) async throws {
        guard !plain.isEmpty else { return }
        let contents = plain
        plain = []
        plain.reserveCapacity(Pack.limit)
        let (compresses, recipients) = (compresses, recipients)
        let (form, bytes) = try await onFileThread {
            try Pack.wrapped(contents, compresses: compresses, for: recipients)
        }
        let digest = try await onFileThread { sha256(bytes) }
        // What a killed backup left under this number is nobody's: sealed again, the same contents are other bytes.
        let pack = Pack(
            run: run, n: n, form: form, plain: Int64(contents.count), bytes: Int64(bytes.count), digest: digest)
        do {
            try await vault.store.remove(pack.key)
            try await vault.put(bytes, at: pack.key, digest)
        } catch let problem as BytesProblem {
            throw SafekeepingProblem.placeFails(vault.name, problem)
        }
        written += pack.bytes
        try await note(pack, seen)
        n += 1
    }

    private mutating func note(_ pack: Pack?, _ seen: String) async throws {
        let entries = waiting
        waiting = []
        try await notes.database.write { tx in
            if let pack {
                try tx.run(
                    """
                    INSERT INTO pack (run, n, form, plain, bytes, digest)
                    VALUES (\(pack.run), \(pack.n), \(pack.form.rawValue), \(pack.plain), \(pack.bytes),
                      \(pack.digest.hex))
                    """)
            }
            for entry in entries { try entry.write(into: "pending", seen: seen, in: tx) }
        }
    }

    /// A digest that can live across suspensions.
    private struct Feed: ~Copyable {
        var digest = MultiDigest([.sha256])
    }
}

extension Vault {
    /// Puts `bytes` and reads them back; where they lie in a file, from the disk and not from the system's memory.
    func put(_ bytes: [UInt8], at key: ByteKey, _ digest: Digest) async throws {
        try await store.put(bytes, at: key)
        guard try await self.digest(of: key) == digest else { throw SafekeepingProblem.readBackDiffers(key.text) }
    }

    /// SHA-256 of what lies at `key`, read from the disk where there is one.
    func digest(of key: ByteKey) async throws -> Digest? {
        if let path = store.localPath(of: key) {
            try await onFileThread { try OpenFile.reading(path).forget() }
        }
        return try await store.digests(of: key, [.sha256]).digests[.sha256]
    }
}
