package import Archive
package import Bytes

/// What a backup consists of and what state it holds (备份清单), signed by the archive's key.
package struct Manifest: Sendable, Hashable {
    /// Packs written one after the other.
    package struct Run: Sendable, Hashable {
        package let name: String
        package let packs: Int64
        /// Of all its packs together.
        package let bytes: Int64
        /// Where its list of packs lies, and the list's digest.
        let list: ByteKey
        let digest: Digest
    }

    /// A part of the listing: packs `first` to before `first + count` of `run`. Later parts override earlier ones.
    struct Part: Sendable, Hashable {
        let run: String
        let first: Int64
        let count: Int64
    }

    package let id: String
    package let vault: String
    package let archive: String
    /// The moment whose state it holds.
    package let at: Instant
    /// When it was finished.
    package let made: Instant
    package let runs: [Run]
    let parts: [Part]
    /// What is listed: groups of files that belong together, files, their bytes.
    package let entries: Int64
    package let files: Int64
    package let bytes: Int64
    /// What the archive says of that state: counts and heads, to compare with after a restore.
    package let facts: [String: JSON]
    /// The names of the certificates it is sealed for; `isPlain`: only its secrets are.
    package let recipients: [String]
    package let isPlain: Bool
    /// The key that signed, as it says itself: whether it is the archive's must be known from elsewhere.
    package let signer: VerifyingKey
    private let signature: [UInt8]

    static let schema = "lantai-backup-1"

    /// What the packs take in all.
    package var storedBytes: Int64 { runs.reduce(0) { $0 + $1.bytes } }
    package var packs: Int64 { runs.reduce(0) { $0 + $1.packs } }

    init(
        id: String, vault: Vault, at: Instant, made: Instant, runs: [Run], parts: [Part], entries: Int64, files: Int64,
        bytes: Int64, facts: [String: JSON], recipients: [String], isPlain: Bool, signedBy key: SigningKey
    ) {
        (self.id, self.vault, self.archive) = (id, vault.id, vault.archive)
        (self.at, self.made, self.runs, self.parts) = (at, made, runs, parts)
        (self.entries, self.files, self.bytes, self.facts) = (entries, files, bytes, facts)
        (self.recipients, self.isPlain) = (recipients, isPlain)
        signer = key.verifying
        let body = Manifest.body(
            id: id, vault: vault.id, archive: vault.archive, at: at, made: made, runs: runs, parts: parts,
            entries: entries, files: files, bytes: bytes, facts: facts, recipients: recipients, isPlain: isPlain)
        signature = key.sign(body.canonical)
    }

    /// Reads what `contents` writes; `nil` for anything else, and if the signature does not fit.
    package init?(_ contents: [UInt8]) {
        guard let json = try? JSON(parsing: contents), let body = json["manifest"],
            body["schema"]?.string == Manifest.schema, let id = body["id"]?.string, let vault = body["vault"]?.string,
            let archive = body["archive"]?.string, let at = body["at"]?.string.flatMap(Instant.init(text:)),
            let made = body["made"]?.string.flatMap(Instant.init(text:)), let entries = body["entries"]?.int,
            let files = body["files"]?.int, let bytes = body["bytes"]?.int, let facts = body["facts"]?.object,
            let isPlain = body["plain"]?.bool, let key = json["key"]?.string.flatMap({ [UInt8](hex: $0) }),
            let signer = VerifyingKey(bytes: key),
            let signature = json["signature"]?.string.flatMap({ [UInt8](hex: $0) })
        else { return nil }
        let runs = (body["runs"]?.array ?? []).compactMap(Run.init(json:))
        let parts = (body["listing"]?.array ?? []).compactMap(Part.init(json:))
        let recipients = (body["recipients"]?.array ?? []).compactMap(\.string)
        guard runs.count == body["runs"]?.array?.count, parts.count == body["listing"]?.array?.count,
            signer.verify(signature, of: body.canonical)
        else { return nil }
        (self.id, self.vault, self.archive, self.at, self.made) = (id, vault, archive, at, made)
        (self.runs, self.parts, self.entries, self.files, self.bytes) = (runs, parts, entries, files, bytes)
        (self.facts, self.recipients, self.isPlain) = (facts, recipients, isPlain)
        (self.signer, self.signature) = (signer, signature)
    }

    package var contents: [UInt8] {
        let body = Manifest.body(
            id: id, vault: vault, archive: archive, at: at, made: made, runs: runs, parts: parts, entries: entries,
            files: files, bytes: bytes, facts: facts, recipients: recipients, isPlain: isPlain)
        return JSON.object([
            "manifest": body, "key": .string(signer.bytes.hex), "signature": .string(signature.hex),
        ]).canonical + [UInt8(ascii: "\n")]
    }

    private static func body(
        id: String, vault: String, archive: String, at: Instant, made: Instant, runs: [Run], parts: [Part],
        entries: Int64, files: Int64, bytes: Int64, facts: [String: JSON], recipients: [String], isPlain: Bool
    ) -> JSON {
        [
            "schema": .string(schema), "id": .string(id), "vault": .string(vault), "archive": .string(archive),
            "at": .string(at.text), "made": .string(made.text), "runs": .array(runs.map(\.json)),
            "listing": .array(parts.map(\.json)), "entries": .int(entries), "files": .int(files),
            "bytes": .int(bytes), "facts": .object(facts), "recipients": .array(recipients.map(JSON.string)),
            "plain": .bool(isPlain),
        ]
    }
}

extension Manifest.Run {
    init?(json: JSON) {
        guard let name = json["run"]?.string, let packs = json["packs"]?.int, let bytes = json["bytes"]?.int,
            let list = json["list"]?.string.flatMap(ByteKey.init),
            let digest = json["sha256"]?.string.flatMap({ Digest(.sha256, hex: $0) })
        else { return nil }
        self.init(name: name, packs: packs, bytes: bytes, list: list, digest: digest)
    }

    var json: JSON {
        [
            "run": .string(name), "packs": .int(packs), "bytes": .int(bytes), "list": .string(list.text),
            "sha256": .string(digest.hex),
        ]
    }
}

extension Manifest.Part {
    init?(json: JSON) {
        guard let run = json["run"]?.string, let first = json["first"]?.int, let count = json["count"]?.int else {
            return nil
        }
        self.init(run: run, first: first, count: count)
    }

    var json: JSON { ["run": .string(run), "first": .int(first), "count": .int(count)] }
}
