import Archive
import Foundation
import NIOHTTP1

extension S3Store {
    package func put(_ content: ByteStream, at key: ByteKey) async throws {
        let name = try connection.address.name(of: key)
        if facts.keepsWritersApart { return try await put(content, key, name) }
        // The only writer is this process: looking first and then writing is safe while others of it wait.
        await turns.take(name)
        defer { turns.give(name) }
        try await put(content, key, name)
    }

    package func putAll(_ contents: [(key: ByteKey, bytes: ByteSource)]) async throws {
        _ = try await contents.concurrentMap(atMost: 8) { [self] content in
            switch content.bytes {
            case .bytes(let bytes): try await put(.of(bytes), at: content.key)
            case .file(let path): try await put(.file(path), at: content.key)
            }
        }
    }

    private func put(_ content: ByteStream, _ key: ByteKey, _ name: String) async throws {
        let upload = S3Upload(self, name)
        let sent: S3Sent
        do {
            sent = try await upload.send(content)
            if let bytes = sent.bytes {
                if try await make(name, bytes, sent.parts[0].digest) { return }
            } else if try await upload.complete(sent.size) {
                return
            }
        } catch {
            await upload.giveUp()
            throw error
        }
        await upload.giveUp()
        guard try await holds(name, sent) else { throw BytesProblem.taken(key) }
    }

    /// Makes the object; `false` if one is there.
    private func make(_ name: String, _ bytes: [UInt8], _ digest: Digest) async throws -> Bool {
        if !facts.keepsWritersApart, try await size(named: name) != nil { return false }
        let condition = facts.keepsWritersApart ? [("if-none-match", "*")] : []
        let reply = try await connection.send(.put(name, bytes, digest, condition, facts))
        guard reply.isDone else {
            // Only "there is one" is an answer; 404 here means that the upload's place is gone.
            guard reply.status == 412 else { throw S3Problem.refused(connection.place(name), status: reply.status, "") }
            return false
        }
        if let told = reply.headers.first(name: "x-amz-checksum-sha256"), told != digest.base64 {
            throw S3Problem.checksum(connection.place(name))
        }
        return true
    }

    /// Whether the object has these bytes: compared part by part, as they were sent.
    private func holds(_ name: String, _ sent: S3Sent) async throws -> Bool {
        guard try await self.size(named: name) == sent.size else { return false }
        var digest = MultiDigest([.sha256])
        var (number, read) = (0, 0)
        for try await chunk in ByteStream(S3Reader(connection, named: name)) {
            var rest = chunk[...]
            while !rest.isEmpty, number < sent.parts.count {
                let piece = rest.prefix(sent.parts[number].size - read)
                piece.withUnsafeBytes { digest.update($0) }
                (read, rest) = (read + piece.count, rest.dropFirst(piece.count))
                guard read == sent.parts[number].size else { continue }
                guard digest.finish() == [sent.parts[number].digest] else { return false }
                (number, read) = (number + 1, 0)
            }
        }
        return number == sent.parts.count || sent.size == 0
    }
}

extension AsyncThrowingStream where Element == [UInt8], Failure == any Error {
    fileprivate init(_ reader: S3Reader) { self.init { try await reader.next() } }
}
