package import Archive

/// A store that can be added to, read and mended, and from which nothing can be removed: what a copy of the archive
/// elsewhere is to this program. The store behind it is nobody else's to reach.
package struct AppendOnly: ByteShelf {
    private let store: any ByteStore
    /// What comes before every key, its slash included; may be empty.
    private let prefix: String

    package init(_ store: any ByteStore) { self.init(store, "") }

    private init(_ store: any ByteStore, _ prefix: String) { (self.store, self.prefix) = (store, prefix) }

    /// The part below `part`, under keys of its own.
    package func below(_ part: String) -> AppendOnly { AppendOnly(store, prefix + part + "/") }

    private func inner(_ key: ByteKey) -> ByteKey { ByteKey(trusted: prefix + key.text) }

    package func put(_ content: ByteStream, at key: ByteKey) async throws {
        try await store.put(content, at: inner(key))
    }

    package func putAll(_ contents: [(key: ByteKey, bytes: ByteSource)]) async throws {
        try await store.putAll(contents.map { (inner($0.key), $0.bytes) })
    }

    package func replaceHeads(_ heads: [HeadToReplace]) async throws {
        try await store.replaceHeads(
            heads.map { HeadToReplace(key: inner($0.key), content: $0.content, was: $0.was) })
    }

    package func read(_ key: ByteKey, range: Range<Int64>?) -> ByteStream { store.read(inner(key), range: range) }

    package func digests(of key: ByteKey, _ algorithms: Set<Digest.Algorithm>) async throws
        -> (digests: [Digest.Algorithm: Digest], bytes: Int64)
    {
        try await store.digests(of: inner(key), algorithms)
    }

    package func digests(ofAll files: [(key: ByteKey, algorithms: Set<Digest.Algorithm>)]) async throws
        -> [Result<Digested, any Error>]
    {
        try await store.digests(ofAll: files.map { (inner($0.key), $0.algorithms) })
    }

    package func bytes(ofAll keys: [ByteKey]) async throws -> [Result<[UInt8]?, any Error>] {
        try await store.bytes(ofAll: keys.map(inner))
    }

    package func keys(underEach prefixes: [ByteKey]) async throws -> [Result<[ByteKey], any Error>] {
        let length = prefix.utf8.count
        return try await store.keys(underEach: prefixes.map(inner)).map { found in
            found.map { keys in keys.map { ByteKey(trusted: String($0.text.dropFirst(length))) } }
        }
    }

    package func size(of key: ByteKey) async throws -> Int64? { try await store.size(of: inner(key)) }

    package func keys(under key: ByteKey?) -> AsyncThrowingStream<ByteKey, any Error> {
        let start = key.map(inner) ?? (prefix.isEmpty ? nil : ByteKey(trusted: String(prefix.dropLast())))
        let (keys, length) = (Listing(store.keys(under: start)), prefix.utf8.count)
        return AsyncThrowingStream { try await keys.next().map { ByteKey(trusted: String($0.text.dropFirst(length))) } }
    }

    package func localPath(of key: ByteKey) -> String? { store.localPath(of: inner(key)) }

    package func mend(_ key: ByteKey, with content: ByteStream, promised: [Digest], aside: ByteKey) async throws {
        try await store.mend(inner(key), with: content, promised: promised, aside: aside)
    }

    package func setAside(_ key: ByteKey, as aside: ByteKey) async throws -> Bool {
        try await store.setAside(inner(key), as: aside)
    }
}

/// One walk through the keys of a store. A stream has one consumer, so calls come one after the other.
private final class Listing: @unchecked Sendable {
    private var keys: AsyncThrowingStream<ByteKey, any Error>.AsyncIterator

    init(_ keys: AsyncThrowingStream<ByteKey, any Error>) { self.keys = keys.makeAsyncIterator() }

    func next() async throws -> ByteKey? {
        var walk = keys
        defer { keys = walk }
        return try await walk.next()
    }
}
