package import Archive

/// What reading a file once told of it.
package typealias Digested = (digests: [Digest.Algorithm: Digest], bytes: Int64)

// Of a store behind a network, a few at a time; a folder does better (`FolderStore+Many`).
extension ByteShelf {
    private var atOnce: Int { 8 }

    package func digests(ofAll files: [(key: ByteKey, algorithms: Set<Digest.Algorithm>)]) async throws
        -> [Result<Digested, any Error>]
    {
        try await files.concurrentMap(atMost: atOnce) { file in
            await answer { try await digests(of: file.key, file.algorithms) }
        }
    }

    package func bytes(ofAll keys: [ByteKey]) async throws -> [Result<[UInt8]?, any Error>] {
        try await keys.concurrentMap(atMost: atOnce) { key in
            await answer {
                do {
                    return try await bytes(of: key)
                } catch BytesProblem.absent {
                    return nil
                }
            }
        }
    }

    package func keys(underEach prefixes: [ByteKey]) async throws -> [Result<[ByteKey], any Error>] {
        try await prefixes.concurrentMap(atMost: atOnce) { prefix in
            await answer {
                var found: [ByteKey] = []
                for try await key in keys(under: prefix) { found.append(key) }
                return found
            }
        }
    }
}

/// What `body` comes to, its error too.
private func answer<T>(_ body: () async throws -> T) async -> Result<T, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
}
