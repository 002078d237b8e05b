import Archive
import Foundation
import NIOHTTP1
import Testing

@testable import Bytes

@Suite("An S3 store", .enabled(if: TestServer.seaweed != nil))
struct S3StoreTests {
    private let key = ByteKey("a/b")!

    @Test("finds out what a server honours, and leaves nothing behind")
    func probing() async throws {
        let seaweed = try #require(TestServer.seaweed)
        // A place of its own: other tests probe the same bucket.
        var own = seaweed.settings
        own.prefix = "probing-\(UUID().uuidString)"
        let prefix = own.prefix
        let store = try await S3Store.open(own)
        #expect(store.facts.keepsWritersApart)
        #expect(store.facts.checks)
        #expect(store.facts.givesRanges)
        print("SeaweedFS: \(store.facts.words.en)")
        let bare = try S3Connection(seaweed.settings, attempts: 2, now: { Date() })
        #expect(try await bare.list("").names.allSatisfy { !$0.contains(prefix) })
    }

    @Test("refuses a server that does not compare before it writes, unless one writer is enough")
    func unconditional() async throws {
        guard let rclone = TestServer.rclone else { return }
        var changed = rclone.settings
        changed.singleWriter = false
        let settings = changed
        let problem = await #expect(throws: S3Problem.self) { try await S3Store.open(settings) }
        guard case .unconditional(_, let lacking) = problem else { throw try #require(problem) }
        print("rclone lacks: \(lacking)")
        #expect(!lacking.isEmpty)
        let store = try await rclone.store()
        #expect(!store.facts.keepsWritersApart)
        print("rclone: \(store.facts.words.en)")
    }

    @Test("says which of many things is wrong")
    func problems() async throws {
        let good = try #require(TestServer.seaweed).settings
        func problem(
            _ change: (inout S3Settings) -> Void, now: @escaping @Sendable () -> Date = { Date() }
        ) async -> S3Problem? {
            var settings = good
            change(&settings)
            do {
                _ = try await S3Store.open(settings, attempts: 1, now: now)
                return nil
            } catch {
                return error as? S3Problem
            }
        }
        let wrongSecret = await problem { $0.credentials = S3Credentials(accessKey: "lantai", secret: "wrong") }
        #expect(wrongSecret?.code == "bytes.s3-denied")
        let nobody = await problem { $0.credentials = S3Credentials(accessKey: "nobody", secret: "wrong") }
        #expect(nobody?.code == "bytes.s3-denied")
        #expect(nobody?.isTransient == false)
        #expect(await problem { $0.bucket = "not-there" } == .noBucket("not-there"))
        let late = await problem({ _ in }, now: { Date(timeIntervalSinceNow: 7200) })
        #expect(late?.code == "bytes.s3-clock-skew", "\(String(describing: late))")
        let away = await problem { $0.endpoint = "http://127.0.0.1:1" }
        #expect(away?.code == "bytes.s3-unreachable")
        #expect(away?.isTransient == true)
        #expect(await problem { $0.endpoint = "http://192.0.2.1" } == .plain("http://192.0.2.1"))
        #expect(await problem { $0.endpoint = "ftp://localhost" } == .setting("endpoint", "ftp://localhost"))
        #expect(await problem { $0.prefix = "../x" } == .setting("prefix", "../x"))
        #expect(await problem { $0.authorities = "/nowhere.pem" } == .setting("ca-file", "/nowhere.pem"))
    }

    @Test("speaks TLS with a server whose authority is named, and with no other")
    func tls() async throws {
        guard let server = TestServer.tls else { return }
        let stranger = await #expect(throws: S3Problem.self) { try await S3Store.open(server.settings, attempts: 1) }
        #expect(stranger?.code == "bytes.s3-unreachable", "\(String(describing: stranger))")
        var known = server.settings
        known.authorities = try #require(ProcessInfo.processInfo.environment["LANTAI_TEST_S3_CA"])
        let store = try await S3Store.open(known)
        let content = [UInt8](repeating: 7, count: 9 << 20)
        try await store.put(content, at: key)
        #expect(try await sha256(store.bytes(of: key)) == sha256(content))
        // The certificate is of localhost: by another name it is somebody else's.
        known.endpoint = known.endpoint.replacing("localhost", with: "127.0.0.1")
        let renamed = known
        await #expect(throws: S3Problem.self) { try await S3Store.open(renamed, attempts: 1) }
    }

    @Test("never prints a secret")
    func secrets() throws {
        let settings = S3Settings(
            endpoint: "https://s3.example", bucket: "kept",
            credentials: S3Credentials(accessKey: "AKIDXX", secret: "s3cr3t"))
        var text = "\(settings) \(String(reflecting: settings))"
        dump(settings, to: &text)
        #expect(!text.contains("s3cr3t") && !text.contains("AKIDXX"))
    }

    @Test("refuses a name that object stores do not take")
    func longNames() async throws {
        let store = try await #require(TestServer.seaweed).store()
        let long = ByteKey((0..<60).map { "\($0)-" + String(repeating: "x", count: 20) }.joined(separator: "/"))!
        let problem = await #expect(throws: S3Problem.self) { try await store.put([1], at: long) }
        #expect(problem?.code == "bytes.s3-long-key")
    }

    @Test("a wrong checksum is told, and nothing is kept")
    func checksum() async throws {
        let store = try await #require(TestServer.seaweed).store()
        let name = try store.connection.address.name(of: key)
        var wrong = S3Request.put(name, [1, 2, 3], sha256([4]), [], store.facts)
        wrong.attempts = 1
        let request = wrong
        let problem = await #expect(throws: S3Problem.self) { try await store.connection.send(request) }
        #expect(problem == .checksum(store.connection.place(name)))
        #expect(try await store.size(of: key) == nil)
    }

    @Test("takes turns with many contents of several parts, and goes on after one that failed")
    func manyLarge() async throws {
        struct Cut: Error {}
        let store = try await #require(TestServer.seaweed).store()
        let failed = try await Array(0..<6).concurrentMap(atMost: 6) { number in
            let content = ByteStream { continuation in
                for _ in 0..<18 { continuation.yield([UInt8](repeating: UInt8(number), count: 1 << 20)) }
                continuation.finish(throwing: number == 2 ? Cut() : nil)
            }
            do {
                try await store.put(content, at: ByteKey("\(number)")!)
                return false
            } catch is Cut {
                return true
            }
        }
        #expect(failed == [false, false, true, false, false, false])
        for number in [0, 5] {
            let (digests, bytes) = try await store.digests(of: ByteKey("\(number)")!, [.sha256])
            #expect(bytes == 18 << 20)
            #expect(digests[.sha256] == sha256([UInt8](repeating: UInt8(number), count: 18 << 20)))
        }
    }

    @Test("lists more than a page")
    func paging() async throws {
        for server in TestServer.there {
            let store = try await server.store()
            try await store.putAll((0..<2100).map { (ByteKey("p/\($0)")!, .bytes([1])) })
            var found: [String] = []
            for try await key in store.keys(under: ByteKey("p")!) { found.append(key.text) }
            #expect(found == (0..<2100).map { "p/\($0)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
    }

    @Test("gives up the uploads a killed process left, and spares those that go on")
    func abandoned() async throws {
        let store = try await #require(TestServer.seaweed).store()
        let name = try store.connection.address.name(of: key)
        for _ in 0..<3 {
            _ = try await store.connection.send(S3Request(method: .POST, name: name, query: [("uploads", "")]))
        }
        func left() async throws -> Int {
            let reply = try await store.connection.send(
                S3Request(
                    method: .GET, query: [("uploads", ""), ("prefix", store.connection.address.prefix)]))
            return try #require(S3Element(reply.body)).all("Upload").count
        }
        try await store.giveUpUploads(before: Date(timeIntervalSinceNow: -86_400))
        #expect(try await left() == 3)
        try await store.giveUpUploads(before: Date(timeIntervalSinceNow: 3600))
        #expect(try await left() == 0)
    }

    @Test("lets one of many contents of several parts win")
    func raceOfParts() async throws {
        let seaweed = try #require(TestServer.seaweed)
        let settings = seaweed.settings
        // Stores of their own in one program: between programs, servers that look first and then write let several win.
        let won = try await Array(1...4).concurrentMap(atMost: 4) { [key] number in
            let store = try await S3Store.open(settings)
            do {
                try await store.put(.of([UInt8](repeating: UInt8(number), count: 9 << 20)), at: key)
                return true
            } catch BytesProblem.taken {
                return false
            }
        }
        #expect(won.filter(\.self).count == 1)
        let bytes = try await S3Store.open(settings).bytes(of: key)
        let winner = UInt8(won.firstIndex(of: true)! + 1)
        #expect(bytes.count == 9 << 20)
        // Never compared as arrays: what differs between two of millions would be looked for until tomorrow.
        #expect(bytes.allSatisfy { $0 == winner }, "\(Set(bytes)) instead of \(winner)")
    }
}

@Suite("Signatures and answers of object stores")
struct S3WordsTests {
    /// Source: "Signature Calculations for the Authorization Header", Amazon S3 API Reference, GET Object example.
    @Test("a request is signed as in the published example")
    func published() throws {
        let signer = S3Signer(
            credentials: S3Credentials(
                accessKey: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            region: "us-east-1")
        let nothing = sha256([]).hex
        let moment = S3Moment(Date(timeIntervalSince1970: 1_369_353_600))
        #expect(moment.text == "20130524T000000Z")
        let value = signer.authorization(
            method: "GET", path: "/test.txt", query: "",
            headers: [
                ("host", "examplebucket.s3.amazonaws.com"), ("range", "bytes=0-9"), ("x-amz-content-sha256", nothing),
                ("x-amz-date", "20130524T000000Z"),
            ], payload: nothing, at: moment)
        #expect(value.hasSuffix("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"))
    }

    @Test("a bucket stands in the path, or in the host's name")
    func addresses() throws {
        var settings = S3Settings(
            endpoint: "https://s3.example:9000", bucket: "kept", prefix: "city",
            credentials: S3Credentials(accessKey: "", secret: ""))
        let path = try settings.address()
        #expect(path.host == "s3.example:9000" && path.path == "/kept" && path.prefix == "city/")
        settings.addressing = .host
        let host = try settings.address()
        #expect(host.host == "kept.s3.example:9000" && host.path.isEmpty)
    }

    @Test("an answer is read under limits, without document type")
    func answers() {
        let good = S3Element(Array("<?xml version=\"1.0\"?><E xmlns=\"x\"><Code>A&amp;B</Code><C/></E>".utf8))
        #expect(good?.first("Code") == "A&B")
        #expect(S3Element(Array("<!DOCTYPE E [<!ENTITY a \"b\">]><E><Code>&a;</Code></E>".utf8)) == nil)
        #expect(S3Element(Array("<E><Code>".utf8)) == nil)
        #expect(S3Element(Array("Created".utf8)) == nil)
        let deep = String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40)
        #expect(S3Element(Array(deep.utf8)) == nil)
        let many = "<E>" + String(repeating: "<a/>", count: 60_000) + "</E>"
        #expect(S3Element(Array(many.utf8)) == nil)
    }
}
