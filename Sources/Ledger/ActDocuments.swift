package import Archive
package import Bytes

/// Act documents (行为文书): everything an act decided, as canonical JSON behind one byte that tells the version, kept
/// under the SHA-256 of those bytes. An event names its act; the same act has the same name.
package struct ActDocuments: Sendable {
    /// The first byte of every act document of this shape: canonical JSON follows.
    static let version: UInt8 = 1

    private let store: any ByteStore

    package init(store: any ByteStore) { self.store = store }

    /// Where the act is kept: `acts/<first two digits>/<digest>`.
    package static func key(_ digest: Digest) -> ByteKey {
        ByteKey(trusted: "acts/\(digest.hex.prefix(2))/\(digest.hex)")
    }

    /// Keeps `acts`, all on disk when it returns; their digests in the same order.
    package func write(_ acts: [JSON]) async throws -> [Digest] {
        let contents = acts.map { [ActDocuments.version] + $0.canonical }
        let digests = contents.map { sha256($0) }
        try await store.putAll(zip(digests, contents).map { (ActDocuments.key($0), .bytes($1)) })
        return digests
    }

    /// The act that `digest` names, checked against it.
    package func read(_ digest: Digest) async throws -> JSON { try await load(digest).act }

    /// The act and how many bytes it has.
    func load(_ digest: Digest) async throws -> (act: JSON, bytes: Int) {
        let key = ActDocuments.key(digest)
        guard try await store.size(of: key) != nil else { throw LedgerProblem.actMissing(digest) }
        let bytes = try await store.bytes(of: key)
        guard sha256(bytes) == digest, bytes.first == ActDocuments.version,
            let act = try? JSON(parsing: bytes.dropFirst())
        else { throw LedgerProblem.actAltered(digest) }
        return (act, bytes.count)
    }

    /// Whether the act is there with the bytes its digest names. Does not hold it in memory.
    func check(_ digest: Digest) async throws -> ActState {
        let key = ActDocuments.key(digest)
        guard try await store.size(of: key) != nil else { return .missing }
        return try await store.digests(of: key, [.sha256]).digests[.sha256] == digest ? .intact : .altered
    }

    enum ActState { case intact, altered, missing }
}
