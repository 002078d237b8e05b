import Archive
package import Foundation
import NIOHTTP1

/// Kept bytes as objects of an S3 bucket, each key below a prefix its name.
///
/// What folders do by renaming, a server does by comparing before it writes: an object is made only where there is none
/// (`If-None-Match: *`), a head replaced only while it is what was read (`If-Match`). Whether it does is tried out when
/// the store is opened.
package final class S3Store: ByteStore {
    let connection: S3Connection
    /// What the server was found to honour.
    package let facts: S3Facts
    let turns = KeyTurns()
    let flight = Flight(places: 8)

    /// Looks whether the bucket is there and what its server honours, and gives up uploads left a day ago.
    ///
    /// - Parameters:
    ///   - attempts: how often a request is sent before the server counts as away.
    ///   - now: the clock of signatures.
    /// - Throws: `S3Problem`
    package static func open(
        _ settings: S3Settings, attempts: Int = 8, now: @escaping @Sendable () -> Date = { Date() }
    ) async throws -> S3Store {
        let connection = try S3Connection(settings, attempts: attempts, now: now)
        let facts = try await S3Probe(connection: connection).facts()
        let place = connection.place(nil)
        guard facts.unfit.isEmpty else { throw S3Problem.unfit(place, lacking: facts.unfit) }
        guard facts.keepsWritersApart || settings.singleWriter else {
            throw S3Problem.unconditional(place, lacking: facts.lacking)
        }
        let store = S3Store(connection, facts)
        try await store.giveUpUploads(before: now().addingTimeInterval(-86_400))
        return store
    }

    /// The same bucket, `part` below this store's prefix.
    package func below(_ part: String) -> S3Store {
        var connection = connection
        connection.address.prefix += part + "/"
        return S3Store(connection, facts)
    }

    init(_ connection: S3Connection, _ facts: S3Facts) { (self.connection, self.facts) = (connection, facts) }

    package func read(_ key: ByteKey, range: Range<Int64>?) -> ByteStream {
        let reader = S3Reader(connection, key, range)
        return ByteStream { try await reader.next() }
    }

    package func size(of key: ByteKey) async throws -> Int64? {
        try await size(named: connection.address.name(of: key))
    }

    func size(named name: String) async throws -> Int64? {
        let reply = try await connection.send(S3Request(method: .HEAD, name: name))
        guard reply.isDone else { return nil }
        guard let size = reply.headers.first(name: "content-length").flatMap({ Int64($0) }) else {
            throw S3Problem.answer(connection.place(name), "HEAD without Content-Length")
        }
        return size
    }

    package func keys(under prefix: ByteKey?) -> AsyncThrowingStream<ByteKey, any Error> {
        let listing = S3Listing(connection, under: prefix, isInOrder: facts.listsInOrder)
        return AsyncThrowingStream { try await listing.next() }
    }

    package func remove(_ key: ByteKey) async throws {
        let name = try connection.address.name(of: key)
        _ = try await connection.send(S3Request(method: .DELETE, name: name))
    }

    package func replaceHeads(_ heads: [HeadToReplace]) async throws {
        let names = try heads.map { try connection.address.name(of: $0.key) }
        // In one order for everybody, so that two calls never wait for each other.
        let held = facts.keepsWritersApart ? [] : Set(names).sorted()
        for name in held { await turns.take(name) }
        defer { for name in held { turns.give(name) } }
        let found = try await Array(zip(heads, names)).concurrentMap(atMost: 8) { [self] head, name in
            try await look(at: head, name)
        }
        for (head, (name, tag)) in zip(heads, zip(names, found)) {
            if case .replace(let tag) = tag { try await replace(head, name, tag) }
        }
    }

    private enum Head: Sendable {
        case isThere
        /// Where it still has this tag; `nil`: where nothing is.
        case replace(String?)
    }

    private func look(at head: HeadToReplace, _ name: String) async throws -> Head {
        let reply = try await connection.send(S3Request(method: .GET, name: name, limit: 1 << 28))
        if reply.isDone, reply.body == head.content { return .isThere }
        let there = reply.isDone ? digest(reply.body, head.was?.algorithm ?? .sha256) : nil
        guard there == head.was else { throw BytesProblem.headMoved(head.key) }
        return .replace(reply.isDone ? reply.tag : nil)
    }

    func replace(_ head: HeadToReplace, _ name: String, _ tag: String?) async throws {
        let condition = tag.map { ("if-match", $0) } ?? ("if-none-match", "*")
        let reply = try await connection.send(
            .put(name, head.content, sha256(head.content), facts.keepsWritersApart ? [condition] : [], facts))
        guard !reply.isDone else { return }
        // Another one was first; or this very request was, and its answer got lost.
        let there = try await connection.send(S3Request(method: .GET, name: name, limit: 1 << 28))
        guard there.isDone, there.body == head.content else { throw BytesProblem.headMoved(head.key) }
    }
}

extension S3Request {
    /// A whole object, or a part of one, with its checksum.
    static func put(
        _ name: String, _ bytes: [UInt8], _ digest: Digest, _ more: [(name: String, value: String)], _ facts: S3Facts,
        query: [(name: String, value: String)] = []
    ) -> S3Request {
        var headers = more
        if facts.checks { headers.append(("x-amz-checksum-sha256", digest.base64)) }
        return S3Request(method: .PUT, name: name, query: query, headers: headers, body: bytes, payload: digest)
    }
}

extension Digest {
    var base64: String { Data(bytes).base64EncodedString() }
}
