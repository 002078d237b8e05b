package import Archive

/// Bytes in order, in chunks of at most 1 MiB.
package typealias ByteStream = AsyncThrowingStream<[UInt8], any Error>

/// Where preserved bytes live: `FolderStore` or, later, `S3Store`; both held to `ByteStoreContract`.
package protocol ByteStore: Sendable {
    /// Writes all of `content`, or nothing; a reader never sees a part. On disk when it returns. Equal bytes at an
    /// existing key succeed, so that work killed half-way can be run again.
    /// - Throws: `BytesProblem.taken` if `key` holds other bytes. Preserved bytes are never overwritten.
    func put(_ content: ByteStream, at key: ByteKey) async throws

    /// Writes many small contents, all on disk together when it returns (one `syncfs`, then renames, then folders).
    func putAll(_ contents: [(key: ByteKey, bytes: ByteSource)]) async throws

    /// Replaces a head file (an OCFL root inventory and its sidecar) if it still has digest `old` (`nil`: if nothing is
    /// there): the only overwrite in the house.
    func replaceHead(_ key: ByteKey, with content: [UInt8], was old: Digest?) async throws

    /// Bytes of `key` in order; `range` in bytes, the whole when `nil`.
    func read(_ key: ByteKey, range: Range<Int64>?) -> ByteStream

    /// Size in bytes, or `nil` if nothing is there. Absence is an answer, not an error.
    func size(of key: ByteKey) async throws -> Int64?

    func keys(under prefix: ByteKey) -> AsyncThrowingStream<ByteKey, any Error>

    /// Called only by an executed disposal order (销毁), after its ledger event.
    func remove(_ key: ByteKey) async throws
}

/// What to put: bytes in memory, or a file of the staging area (moved or copied, the store decides).
package enum ByteSource: Sendable {
    case bytes([UInt8])
    /// An absolute path in the staging area, on disk already.
    case file(String)
}
