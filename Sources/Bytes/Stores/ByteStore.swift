package import Archive

/// What may be done with kept bytes by whoever must never remove any: add, read, mend. A copy of the archive elsewhere is
/// no more than this (`AppendOnly`), so that no code can remove the same bytes from two stores.
package protocol ByteShelf: Sendable {
    /// Writes all of `content`, or nothing; a reader never sees a part. On disk when it returns. Equal bytes at an
    /// existing key succeed, so that work killed half-way can be run again.
    /// - Throws: `BytesProblem.taken` if `key` holds other bytes. Preserved bytes are never overwritten.
    func put(_ content: ByteStream, at key: ByteKey) async throws

    /// Writes many small contents, all on disk together when it returns (one `syncfs`, then renames, then folders).
    /// If it throws, each content is there whole or not at all, and the call may be made again.
    func putAll(_ contents: [(key: ByteKey, bytes: ByteSource)]) async throws

    /// Replaces head files (OCFL root inventories and their sidecars), each if it still is what the writer had read: the
    /// only overwrite in the house. In order: who is killed half-way has replaced the first ones. A head that holds its
    /// new content already is left alone.
    /// - Throws: `BytesProblem.headMoved`, before anything is replaced, if a head is neither.
    func replaceHeads(_ heads: [HeadToReplace]) async throws

    /// Bytes of `key` in order; `range` in bytes (cut to what is there), the whole when `nil`.
    func read(_ key: ByteKey, range: Range<Int64>?) -> ByteStream

    /// Digests and size of what is kept at `key`, read once.
    func digests(of key: ByteKey, _ algorithms: Set<Digest.Algorithm>) async throws
        -> (digests: [Digest.Algorithm: Digest], bytes: Int64)

    /// The same of many files, in their order; of one that could not be read its error.
    func digests(ofAll files: [(key: ByteKey, algorithms: Set<Digest.Algorithm>)]) async throws
        -> [Result<Digested, any Error>]

    /// All bytes of each of `keys`, known to be small, in their order; `nil` where nothing is.
    func bytes(ofAll keys: [ByteKey]) async throws -> [Result<[UInt8]?, any Error>]

    /// The keys below each of `prefixes`, known to be few.
    func keys(underEach prefixes: [ByteKey]) async throws -> [Result<[ByteKey], any Error>]

    /// Size in bytes, or `nil` if nothing is there. Absence is an answer, not an error.
    func size(of key: ByteKey) async throws -> Int64?

    /// The keys below `prefix` (all keys when `nil`), in byte order.
    func keys(under prefix: ByteKey?) -> AsyncThrowingStream<ByteKey, any Error>

    /// A file of this machine that holds the bytes of `key`, for programs that need one; `nil` if there is no such file.
    func localPath(of key: ByteKey) -> String?

    /// Puts right bytes in the place of damaged ones. What lies at `key`, whatever it is, is first set aside as `aside` in
    /// this store's quarantine, which no key leads to; nothing is touched before all of `content` is here and proven by
    /// `promised`. Killed half-way the place may be empty, never wrong.
    /// - Throws: `BytesProblem.otherBytes` if `content` is not what was promised.
    func mend(_ key: ByteKey, with content: ByteStream, promised: [Digest], aside: ByteKey) async throws

    /// Moves what lies at `key` into the quarantine as `aside`; `false` if nothing was there.
    func setAside(_ key: ByteKey, as aside: ByteKey) async throws -> Bool
}

/// Where preserved bytes live: `FolderStore` or `S3Store`, both held to `ByteStoreContract`.
package protocol ByteStore: ByteShelf {
    /// Called only by an executed disposal order (销毁), after its ledger event. Nothing there is no error.
    func remove(_ key: ByteKey) async throws
}

/// What to put: bytes in memory, or a file of the staging area (copied, sharing blocks where the file system can).
package enum ByteSource: Sendable {
    case bytes([UInt8])
    /// An absolute path in the staging area, on disk already. What happens to it afterwards does not touch the store.
    case file(String)
}

/// A head file to be replaced.
package struct HeadToReplace: Sendable {
    package let key: ByteKey
    package let content: [UInt8]
    /// What is there now, by any algorithm; `nil`: nothing.
    package let was: Digest?

    package init(key: ByteKey, content: [UInt8], was: Digest?) {
        (self.key, self.content, self.was) = (key, content, was)
    }
}

extension ByteShelf {
    package func replaceHead(_ key: ByteKey, with content: [UInt8], was old: Digest?) async throws {
        try await replaceHeads([HeadToReplace(key: key, content: content, was: old)])
    }

    package func localPath(of key: ByteKey) -> String? { nil }

    package func put(_ content: [UInt8], at key: ByteKey) async throws { try await put(.of(content), at: key) }

    /// All bytes of `key`, for contents known to be small.
    package func bytes(of key: ByteKey) async throws -> [UInt8] { try await read(key, range: nil).gathered() }

    package func digests(of key: ByteKey, _ algorithms: Set<Digest.Algorithm>) async throws
        -> (digests: [Digest.Algorithm: Digest], bytes: Int64)
    {
        var digest = MultiDigest(algorithms)
        var bytes: Int64 = 0
        for try await chunk in read(key, range: nil) {
            digest.update(chunk)
            bytes += Int64(chunk.count)
        }
        return (Dictionary(uniqueKeysWithValues: digest.finish().map { ($0.algorithm, $0) }), bytes)
    }
}
