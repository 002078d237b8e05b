import Archive
package import Bytes

/// A piece of a run (备份包): at most 16 MiB of file contents one after the other, compressed where that helps, sealed.
package struct Pack: Sendable, Hashable {
    /// What was done to the contents, in this order.
    enum Form: String, Sendable {
        case raw, zlib, cms
        case zlibCMS = "zlib+cms"

        init(isCompressed: Bool, isSealed: Bool) {
            self = isSealed ? (isCompressed ? .zlibCMS : .cms) : (isCompressed ? .zlib : .raw)
        }

        var isCompressed: Bool { self == .zlib || self == .zlibCMS }
        var isSealed: Bool { self == .cms || self == .zlibCMS }
    }

    let run: String
    let n: Int64
    let form: Form
    /// Bytes of the contents, and as they lie there.
    let plain: Int64
    package let bytes: Int64
    /// SHA-256 as it lies there: anybody can check it without a key.
    let digest: Digest

    /// Contents in one pack at most. It is in memory three times while it is sealed.
    static let limit = 16 << 20

    static func key(_ run: String, _ n: Int64) -> ByteKey {
        let digits = String(n)
        return ByteKey(trusted: "packs/\(run)/" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits)
    }

    package var key: ByteKey { Pack.key(run, n) }

    /// A line of the list of a run.
    var line: [UInt8] {
        JSON.object([
            "n": .int(n), "form": .string(form.rawValue), "plain": .int(plain), "bytes": .int(bytes),
            "sha256": .string(digest.hex),
        ]).canonical + [UInt8(ascii: "\n")]
    }

    init(run: String, n: Int64, form: Form, plain: Int64, bytes: Int64, digest: Digest) {
        (self.run, self.n, self.form) = (run, n, form)
        (self.plain, self.bytes, self.digest) = (plain, bytes, digest)
    }

    init?(line: some Collection<UInt8>, run: String) {
        guard let json = try? JSON(parsing: line), let n = json["n"]?.int,
            let form = json["form"]?.string.flatMap(Form.init), let plain = json["plain"]?.int,
            let bytes = json["bytes"]?.int, let digest = json["sha256"]?.string.flatMap({ Digest(.sha256, hex: $0) }),
            (0...Int64(Pack.limit)).contains(plain), (0...Int64(2 * Pack.limit)).contains(bytes)
        else { return nil }
        self.init(run: run, n: n, form: form, plain: plain, bytes: bytes, digest: digest)
    }

    /// What makes contents into a pack. Blocks.
    static func wrapped(_ contents: [UInt8], compresses: Bool, for recipients: [RecipientCertificate]) throws
        -> (form: Form, bytes: [UInt8])
    {
        let small = compresses ? Deflate.compressed(contents) : contents
        let isCompressed = small.count < contents.count
        let inner = isCompressed ? small : contents
        let form = Form(isCompressed: isCompressed, isSealed: !recipients.isEmpty)
        return (form, recipients.isEmpty ? inner : try Envelope.seal(inner, for: recipients))
    }

    /// The contents, of bytes that were read. Blocks.
    /// - Throws: `packAltered`, or `EnvelopeProblem` where the key does not fit.
    func unwrapped(_ stored: [UInt8], with key: RecipientKey) throws -> [UInt8] {
        guard Int64(stored.count) == bytes, sha256(stored) == digest else {
            throw SafekeepingProblem.packAltered(self.key.text)
        }
        let inner = form.isSealed ? try Envelope.open(stored, with: key, name: self.key.text) : stored
        guard let contents = form.isCompressed ? Deflate.expanded(inner, to: Int(plain)) : inner,
            contents.count == plain
        else { throw SafekeepingProblem.packAltered(self.key.text) }
        return contents
    }
}

extension Vault {
    /// The packs of `run` in order, as its list says, which is checked against the manifest.
    package func packs(of run: Manifest.Run) async throws -> [Pack] {
        guard try await store.size(of: run.list) != nil else { throw SafekeepingProblem.packMissing(run.list.text) }
        let bytes = try await store.bytes(of: run.list)
        guard sha256(bytes) == run.digest else { throw SafekeepingProblem.packAltered(run.list.text) }
        let packs = bytes.split(separator: UInt8(ascii: "\n")).compactMap { Pack(line: $0, run: run.name) }
        guard Int64(packs.count) == run.packs else { throw SafekeepingProblem.packAltered(run.list.text) }
        return packs
    }

    /// What a pack holds.
    func contents(of pack: Pack, with key: RecipientKey) async throws -> [UInt8] {
        guard try await store.size(of: pack.key) != nil else { throw SafekeepingProblem.packMissing(pack.key.text) }
        // Reserved at once: a pack comes in many pieces.
        var stored: [UInt8] = []
        stored.reserveCapacity(Int(pack.bytes))
        for try await piece in store.read(pack.key, range: nil) { stored += piece }
        let whole = stored
        return try await onFileThread { try pack.unwrapped(whole, with: key) }
    }
}
