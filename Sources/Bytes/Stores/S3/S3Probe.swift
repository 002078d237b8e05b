package import Archive
import Foundation
import NIOHTTP1

/// What a server was found to honour when its bucket was opened.
package struct S3Facts: Sendable {
    /// Makes an object only where there is none (`If-None-Match: *`).
    package var createsOnce = false
    /// The same for what is put together of parts.
    package var completesOnce = false
    /// Replaces an object only while it has the tag given (`If-Match`).
    package var replacesIf = false
    /// Compares what arrives with `x-amz-checksum-sha256`.
    package var checks = false
    /// Gives parts of an object.
    package var givesRanges = false
    /// Gives back what was just written, and lists it.
    package var showsAtOnce = false
    /// Lists in the byte order of names.
    package var listsInOrder = false

    /// May several processes write? If not, only one may, and it looks before it writes.
    package var keepsWritersApart: Bool { createsOnce && completesOnce && replacesIf }

    /// What is missing of what keeps writers apart.
    var lacking: [String] {
        [
            (createsOnce, "If-None-Match (PutObject)"), (completesOnce, "If-None-Match (CompleteMultipartUpload)"),
            (replacesIf, "If-Match (PutObject)"),
        ].filter { !$0.0 }.map(\.1)
    }

    /// What is missing of what nothing can stand in for.
    var unfit: [String] {
        [(givesRanges, "Range (GetObject)"), (showsAtOnce, "read after write")].filter { !$0.0 }.map(\.1)
    }

    /// How the store is used, for the log and for who asks.
    package var words: Words {
        let parts: [(zh: String, en: String)] = [
            keepsWritersApart
                ? ("先比较后写入，可有多个写入者", "compares before it writes: several may write")
                : (
                    "不能先比较后写入，只许一个写入者（缺 \(lacking.joined(separator: "、"))）",
                    "does not compare before it writes: one writer only (lacks \(lacking.joined(separator: ", ")))"
                ),
            checks ? ("核对 SHA-256", "checks SHA-256") : ("不核对 SHA-256", "does not check SHA-256"),
            listsInOrder
                ? ("按字节序列出", "lists in byte order")
                : ("不按字节序列出，逐层排序", "does not list in byte order: sorted level by level"),
        ]
        return Words(zh: parts.map(\.zh).joined(separator: "；"), en: parts.map(\.en).joined(separator: "; "))
    }
}

/// Tries out on a few small objects, which are removed again, what a server honours.
struct S3Probe: Sendable {
    let connection: S3Connection

    /// Below the prefix, and no part of what is kept.
    static let folder = ".lantai-probe/"

    func facts() async throws -> S3Facts {
        // Tells apart, before anything is written: no answer, no bucket, wrong clock, wrong key.
        _ = try await connection.list(connection.address.prefix, atMost: 1)
        let base = connection.address.prefix + Self.folder + randomBytes(8).hex + "/"
        let names = ["a", "parts", "sum", "list/x-y", "list/x/y"].map { base + $0 }
        do {
            let facts = try await ask(base)
            await clear(names)
            return facts
        } catch {
            await clear(names)
            throw error
        }
    }

    private func ask(_ base: String) async throws -> S3Facts {
        var facts = S3Facts()
        let (one, other) = (Array("one, 一".utf8), Array("other, 二".utf8))
        let name = base + "a"
        let first = try await put(name, one)
        guard first.isDone else {
            throw S3Problem.refused(connection.place(name), status: first.status, "PutObject")
        }
        facts.createsOnce = try await put(name, other, ("if-none-match", "*")).status == 412
        // Were it not honoured, the tag would be another one now.
        let there = try await connection.send(S3Request(method: .GET, name: name))
        facts.showsAtOnce = there.body == (facts.createsOnce ? one : other)
        let wrong = try await put(name, one, ("if-match", "\"00000000000000000000000000000000\"")).status
        if let tag = try await connection.send(S3Request(method: .HEAD, name: name)).tag {
            let right = try await put(name, other, ("if-match", tag))
            facts.replacesIf = wrong == 412 && right.isDone
        }
        let part = try await connection.send(S3Request(method: .GET, name: name, headers: [("range", "bytes=1-3")]))
        facts.givesRanges = part.isDone && part.body == Array(other[1...3])
        facts.checks = try await checks(base + "sum", one)
        facts.completesOnce = try await completesOnce(name, one)
        for name in ["list/x-y", "list/x/y"] { _ = try await put(base + name, one) }
        let listed = try await connection.list(base + "list/").names
        facts.listsInOrder = listed == [base + "list/x-y", base + "list/x/y"]
        facts.showsAtOnce = facts.showsAtOnce && Set(listed).count == 2
        return facts
    }

    private func put(_ name: String, _ bytes: [UInt8], _ header: (name: String, value: String)? = nil) async throws
        -> S3Reply
    {
        try await connection.send(
            S3Request(method: .PUT, name: name, headers: header.map { [$0] } ?? [], body: bytes))
    }

    /// A wrong checksum must be refused, a right one taken.
    private func checks(_ name: String, _ bytes: [UInt8]) async throws -> Bool {
        func put(_ digest: Digest) async throws -> Bool {
            var request = S3Request(
                method: .PUT, name: name, headers: [("x-amz-checksum-sha256", digest.base64)], body: bytes)
            request.attempts = 1
            do {
                return try await connection.send(request).isDone
            } catch S3Problem.checksum {
                return false
            } catch S3Problem.refused(_, status: 400, _) {
                return false
            }
        }
        let (wrong, right) = (try await put(sha256([0])), try await put(sha256(bytes)))
        return !wrong && right
    }

    /// An upload in one part to a name that is taken must be refused at its end.
    private func completesOnce(_ name: String, _ bytes: [UInt8]) async throws -> Bool {
        let begun = try await connection.send(S3Request(method: .POST, name: name, query: [("uploads", "")]))
        guard let id = S3Element(begun.body)?.first("UploadId") else { return false }
        let part = try await connection.send(
            S3Request(method: .PUT, name: name, query: [("partNumber", "1"), ("uploadId", id)], body: bytes))
        let list =
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\(part.tag ?? "")</ETag></Part></CompleteMultipartUpload>"
        let end = try await connection.send(
            S3Request(
                method: .POST, name: name, query: [("uploadId", id)], headers: [("if-none-match", "*")],
                body: Array(list.utf8)))
        if end.status == 412 || !end.isDone {
            _ = try await connection.send(S3Request(method: .DELETE, name: name, query: [("uploadId", id)]))
        }
        return end.status == 412
    }

    private func clear(_ names: [String]) async {
        for name in names { _ = try? await connection.send(S3Request(method: .DELETE, name: name, attempts: 2)) }
    }
}
