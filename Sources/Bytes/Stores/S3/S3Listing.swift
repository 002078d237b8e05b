import Archive
import Foundation
import NIOHTTP1
import Synchronization

/// One walk through the objects below a prefix, in the byte order of the keys. A stream has one consumer.
///
/// A server that lists in byte order is asked a thousand objects at a time. Some list folder by folder (`a/b` before
/// `a-b`): there each level is fetched whole and sorted here, as on a disk.
final class S3Listing: Sendable {
    private enum Entry: Sendable {
        case object(String)
        /// What begins with this, from the page after `token`; flat or one level.
        case page(prefix: String, token: String?)
    }

    private let connection: S3Connection
    private let isInOrder: Bool
    /// What is still to be visited, the next one last.
    private let stack: Mutex<[Entry]>

    init(_ connection: S3Connection, under prefix: ByteKey?, isInOrder: Bool) {
        (self.connection, self.isInOrder) = (connection, isInOrder)
        let start = connection.address.prefix + (prefix.map { $0.text + "/" } ?? "")
        stack = Mutex([.page(prefix: start, token: nil)])
    }

    func next() async throws -> ByteKey? {
        while let entry = stack.withLock({ $0.popLast() }) {
            switch entry {
            case .object(let name):
                let key = name.dropFirst(connection.address.prefix.count)
                // Markers of empty folders, and what a probe is trying out just now, are no keys.
                if key.hasSuffix("/") || key.hasPrefix(S3Probe.folder) { continue }
                return ByteKey(trusted: String(key))
            case .page(let prefix, let token):
                let entries = isInOrder ? try await page(prefix, token) : try await level(prefix)
                stack.withLock { $0.append(contentsOf: entries.reversed()) }
            }
        }
        return nil
    }

    private func page(_ prefix: String, _ token: String?) async throws -> [Entry] {
        let (names, _, next) = try await connection.list(prefix, token: token)
        return names.map(Entry.object) + (next.map { [.page(prefix: prefix, token: $0)] } ?? [])
    }

    private func level(_ prefix: String) async throws -> [Entry] {
        var names: Set<String> = []
        var folders: Set<String> = []
        var token: String?
        repeat {
            let (objects, below, next) = try await connection.list(prefix, delimiter: "/", token: token)
            names.formUnion(objects)
            folders.formUnion(below)
            token = next
        } while token != nil
        return (names.map { ($0, false) } + folders.map { ($0, true) })
            .sorted { Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8)) }
            .map { $1 ? .page(prefix: $0, token: nil) : .object($0) }
    }
}

extension S3Connection {
    /// One page of the objects whose names begin with `prefix`, and of the folders below where a delimiter is given.
    func list(_ prefix: String, delimiter: String? = nil, token: String? = nil, atMost: Int = 1000) async throws
        -> (names: [String], folders: [String], next: String?)
    {
        var query = [
            ("list-type", "2"), ("prefix", prefix), ("max-keys", "\(atMost)"), ("encoding-type", "url"),
        ]
        if let delimiter { query.append(("delimiter", delimiter)) }
        if let token { query.append(("continuation-token", token)) }
        let reply = try await send(S3Request(method: .GET, query: query))
        if reply.status == 404 { throw S3Problem.noBucket(bucket) }
        guard reply.isDone, let list = S3Element(reply.body), list.name == "ListBucketResult" else {
            throw S3Problem.answer(place(nil), "HTTP \(reply.status) to a listing")
        }
        let isEncoded = list.first("EncodingType") == "url"
        func plain(_ text: String) -> String {
            isEncoded ? text.replacing("+", with: " ").removingPercentEncoding ?? text : text
        }
        let names = list.all("Contents").compactMap { $0.first("Key").map(plain) }
        let folders = list.all("CommonPrefixes").compactMap { $0.first("Prefix").map(plain) }
        let next = list.first("IsTruncated") == "true" ? list.first("NextContinuationToken") : nil
        if list.first("IsTruncated") == "true", next == nil || next == token {
            throw S3Problem.answer(place(nil), "a listing that does not go on")
        }
        return (names, folders, next)
    }
}
