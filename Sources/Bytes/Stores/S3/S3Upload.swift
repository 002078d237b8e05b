import Archive
package import Foundation
import NIOHTTP1
import Synchronization

/// One content on its way: a small one is handed back whole, a large one goes up in parts, several at once.
///
/// Over all uploads of a store 8 parts are in flight, or 4 of 32 MiB, or one of 128 MiB; nothing more is read meanwhile.
final class S3Upload: Sendable {
    private let store: S3Store
    private let name: String
    private let state = Mutex(State())

    private struct State {
        var id: String?
        var parts: [Int: S3Part] = [:]
        /// Why a part did not go up: then no more is read.
        var failure: (any Error)?
    }

    init(_ store: S3Store, _ name: String) { (self.store, self.name) = (store, name) }

    /// The size of the part with this number, from 1: ten thousand parts hold 800 GB, and small contents need little memory.
    static func size(ofPart number: Int) -> Int {
        switch number {
        case ...1000: 8 << 20
        case ...4000: 32 << 20
        default: 128 << 20
        }
    }

    /// The places it takes of the store's eight.
    static func places(ofPart number: Int) -> Int {
        switch size(ofPart: number) {
        case ...(8 << 20): 1
        case ...(32 << 20): 2
        default: 8
        }
    }

    /// Reads the content to its end. `bytes` is all of it if it fits into one part, which is then still to be sent.
    /// - Throws: `BytesProblem.otherBytes` for `key` if the content does not have the digests `promised`.
    func send(_ content: ByteStream, promised: [Digest] = [], _ key: ByteKey? = nil) async throws -> S3Sent {
        try await withThrowingTaskGroup(of: Void.self) { [self] group in
            var digest = MultiDigest(promised.map(\.algorithm))
            var (waiting, number): ([UInt8], Int) = ([], 1)
            func fly() async throws {
                let id = try await begun()
                let places = S3Upload.places(ofPart: number)
                await store.flight.take(places)
                group.addTask { [self, number, part = waiting] in
                    defer { store.flight.give(places) }
                    do {
                        try await put(part, number, of: id)
                    } catch {
                        state.withLock { $0.failure = error }
                        throw error
                    }
                }
                (waiting, number) = ([], number + 1)
            }
            for try await chunk in content {
                if let failed = state.withLock({ $0.failure }) { throw failed }
                digest.update(chunk)
                if waiting.isEmpty, number == 1 {
                    // Most contents are small.
                    waiting = chunk
                    continue
                }
                var rest = chunk[...]
                while !rest.isEmpty {
                    let size = S3Upload.size(ofPart: number)
                    // Only when more comes: a content that just fills a part is sent whole.
                    if waiting.count >= size {
                        try await fly()
                        continue
                    }
                    if waiting.capacity < size, number > 1 { waiting.reserveCapacity(size) }
                    let piece = rest.prefix(size - waiting.count)
                    waiting += piece
                    rest = rest.dropFirst(piece.count)
                }
            }
            guard digest.finish() == promised else { throw BytesProblem.otherBytes(key ?? ByteKey(trusted: name)) }
            if number == 1 {
                return S3Sent(bytes: waiting, parts: [(waiting.count, sha256(waiting))])
            }
            try await fly()
            try await group.waitForAll()
            let parts = state.withLock { $0.parts.sorted { $0.key < $1.key }.map { ($0.value.size, $0.value.digest) } }
            return S3Sent(bytes: nil, parts: parts)
        }
    }

    /// Whoever makes an object of its parts, in whatever store of this program, waits for others at the same name: there are
    /// servers that look for one and then write (SeaweedFS 4.48), so that of several at once each is told that it was first.
    private static let completions = KeyTurns()

    /// Makes the object of its parts; `false` if there is one, or if this upload is finished already.
    func complete(_ size: Int64) async throws -> Bool {
        let place = store.connection.place(name)
        await S3Upload.completions.take(place)
        defer { S3Upload.completions.give(place) }
        return try await completeAlone(size)
    }

    private func completeAlone(_ size: Int64) async throws -> Bool {
        let (id, parts) = state.withLock { ($0.id, $0.parts) }
        guard let id else { return false }
        if try await store.size(named: name) != nil { return false }
        let list = parts.sorted { $0.key < $1.key }.map { number, part in
            "<Part><PartNumber>\(number)</PartNumber><ETag>\(part.tag.replacing("&", with: "&amp;"))</ETag>"
                + (store.facts.checks ? "<ChecksumSHA256>\(part.digest.base64)</ChecksumSHA256>" : "") + "</Part>"
        }.joined()
        let body =
            "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(list)</CompleteMultipartUpload>"
        let reply = try await store.connection.send(
            S3Request(
                method: .POST, name: name, query: [("uploadId", id)],
                headers: store.facts.keepsWritersApart
                    ? [("content-type", "application/xml"), ("if-none-match", "*")]
                    : [("content-type", "application/xml")],
                body: Array(body.utf8)))
        guard reply.isDone, S3Element(reply.body)?.name != "Error" else { return false }
        state.withLock { $0.id = nil }
        guard try await store.size(named: name) == size else {
            throw S3Problem.checksum(store.connection.place(name))
        }
        return true
    }

    /// Lets the server forget the parts. Also where the task was cancelled; a failure is made good a day later.
    func giveUp() async {
        guard let id = state.withLock({ $0.id.take() }) else { return }
        let (connection, name) = (store.connection, name)
        await Task {
            _ = try? await connection.send(
                S3Request(method: .DELETE, name: name, query: [("uploadId", id)], attempts: 2))
        }.value
    }

    private func begun() async throws -> String {
        if let id = state.withLock({ $0.id }) { return id }
        let reply = try await store.connection.send(
            S3Request(
                method: .POST, name: name, query: [("uploads", "")],
                headers: store.facts.checks ? [("x-amz-checksum-algorithm", "SHA256")] : [], isRepeatable: false))
        guard reply.isDone, let id = S3Element(reply.body)?.first("UploadId"), !id.isEmpty else {
            throw S3Problem.answer(store.connection.place(name), "no UploadId, HTTP \(reply.status)")
        }
        state.withLock { $0.id = id }
        return id
    }

    private func put(_ bytes: [UInt8], _ number: Int, of id: String) async throws {
        let digest = sha256(bytes)
        let reply = try await store.connection.send(
            .put(name, bytes, digest, [], store.facts, query: [("partNumber", "\(number)"), ("uploadId", id)]))
        guard reply.isDone, let tag = reply.tag else {
            throw S3Problem.refused(store.connection.place(name), status: reply.status, "UploadPart")
        }
        state.withLock { $0.parts[number] = S3Part(tag: tag, size: bytes.count, digest: digest) }
    }
}

private struct S3Part {
    let tag: String
    let size: Int
    /// SHA-256.
    let digest: Digest
}

/// A content that was read to its end: in one piece, or in parts that have gone up.
struct S3Sent {
    /// All of it, still to be sent; `nil` if it went up in parts.
    let bytes: [UInt8]?
    /// Size and SHA-256 of each part, in order.
    let parts: [(size: Int, digest: Digest)]

    var size: Int64 { parts.reduce(0) { $0 + Int64($1.size) } }
}

extension S3Store {
    /// Makes the server forget uploads below the prefix that were begun before `moment`: a killed process left them.
    package func giveUpUploads(before moment: Date) async throws {
        var query = [("uploads", ""), ("prefix", connection.address.prefix)]
        // A thousand at a time; what is left over goes the next time the store is opened.
        query.append(("max-uploads", "1000"))
        let reply = try await connection.send(S3Request(method: .GET, query: query))
        // Servers that cannot list them have a way of their own to clear them.
        guard reply.isDone, let list = S3Element(reply.body) else { return }
        let reader = ISO8601DateFormatter()
        for upload in list.all("Upload") {
            guard let name = upload.first("Key"), name.hasPrefix(connection.address.prefix),
                let id = upload.first("UploadId"), let text = upload.first("Initiated"),
                let begun = reader.date(from: text.replacing(/\.[0-9]+/, with: "")), begun < moment
            else { continue }
            _ = try await connection.send(S3Request(method: .DELETE, name: name, query: [("uploadId", id)]))
        }
    }
}
