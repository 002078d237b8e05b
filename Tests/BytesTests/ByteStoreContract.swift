import Archive
import Bytes
import Testing

/// What every `ByteStore` promises. A new store joins `places` and is held to all of it.
@Suite("A byte store")
struct ByteStoreContract {
    struct Place: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// A new empty store, and whatever must live as long.
        let open: @Sendable () async throws -> (store: any ByteStore, keep: any Sendable)
    }

    static let places =
        [
            Place(testDescription: "folder") {
                let folder = try TemporaryFolder()
                return (try FolderStore(root: folder.path + "/store"), folder)
            }
        ]
        + TestServer.there.map { server in
            Place(testDescription: server.name) { (try await server.store(), server.name) }
        }

    private let key = ByteKey("a1b/v1/content/0")!

    @Test("gives back what was put, whole and in ranges", arguments: places)
    func putAndRead(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        try await store.put(.of(bytes), at: key)
        #expect(try await store.bytes(of: key) == bytes)
        #expect(try await store.size(of: key) == 3_000_000)
        for range in [0..<1, 1_048_570..<1_048_590, 2_999_999..<3_000_000, 2_999_990..<9_000_000] as [Range<Int64>] {
            let part = try await store.read(key, range: range).gathered()
            #expect(part == Array(bytes[Int(range.lowerBound)..<min(bytes.count, Int(range.upperBound))]))
        }
        #expect(try await store.read(key, range: 4_000_000..<5_000_000).gathered().isEmpty)
        for try await chunk in store.read(key, range: nil) { #expect(chunk.count <= 1 << 20) }
    }

    @Test("answers absence without an error, except to a reader", arguments: places)
    func absence(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        #expect(try await store.size(of: key) == nil)
        #expect(try await keys(of: store).isEmpty)
        try await store.remove(key)
        await #expect(throws: BytesProblem.self) { try await store.bytes(of: key) }
    }

    @Test("puts right bytes in the place of wrong ones and loses neither", arguments: places)
    func mends(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        let (wrong, small) = ([1, 2, 3] as [UInt8], [4, 5] as [UInt8])
        // Larger than what goes up in one piece.
        let large = (0..<9_000_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        for right in [small, large] {
            let key = key / "\(right.count)"
            try await store.put(wrong, at: key)
            let promised = [digest(right, .sha512), digest(right, .sm3)]
            await #expect(throws: BytesProblem.otherBytes(key)) {
                try await store.mend(key, with: .of(small + [1]), promised: promised, aside: ByteKey("case/1")!)
            }
            #expect(try await store.bytes(of: key) == wrong, "a source that is no good changes nothing")
            try await store.mend(key, with: .of(right), promised: promised, aside: ByteKey("case/\(right.count)")!)
            #expect(try await store.bytes(of: key) == right)
            #expect(try await aside("case/\(right.count)", of: store) == wrong)
        }
        let absent = key / "absent"
        try await store.mend(absent, with: .of(small), promised: [sha256(small)], aside: ByteKey("case/3")!)
        #expect(try await store.bytes(of: absent) == small)
        #expect(try await keys(of: store).count == 3, "what is set aside is under no key")
    }

    @Test("sets aside what does not belong, and says if nothing was there", arguments: places)
    func setsAside(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        try await store.put([7], at: key)
        #expect(try await store.setAside(key, as: ByteKey("case/1")!))
        #expect(try await store.setAside(key, as: ByteKey("case/1")!) == false)
        try await store.put([8], at: key)
        #expect(try await store.setAside(key, as: ByteKey("case/1")!))
        #expect(try await keys(of: store).isEmpty)
        #expect(try await aside("case/1", of: store) == [7], "an earlier one stays")
        #expect(try await aside("case/1-2", of: store) == [8])
    }

    private func aside(_ name: String, of store: any ByteStore) async throws -> [UInt8] {
        if let folder = store as? FolderStore { return try DurableFile.read(folder.quarantine + "/" + name) }
        return try await #require(store as? S3Store).quarantine.bytes(of: ByteKey(trusted: name))
    }

    @Test("keeps an empty content", arguments: places)
    func empty(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        try await store.put([], at: key)
        #expect(try await store.size(of: key) == 0)
        #expect(try await store.bytes(of: key) == [])
    }

    @Test("takes equal bytes again and refuses others", arguments: places)
    func taken(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        try await store.put([1, 2, 3], at: key)
        try await store.put([1, 2, 3], at: key)
        try await store.putAll([(key, .bytes([1, 2, 3]))])
        await #expect(throws: BytesProblem.taken(key)) { try await store.put([1, 2, 4], at: key) }
        await #expect(throws: BytesProblem.taken(key)) { try await store.putAll([(key, .bytes([]))]) }
        #expect(try await store.bytes(of: key) == [1, 2, 3])
    }

    @Test("leaves nothing of a content whose source fails", arguments: places)
    func half(place: Place) async throws {
        struct Cut: Error {}
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        let cut = ByteStream { continuation in
            continuation.yield([UInt8](repeating: 7, count: 1 << 20))
            continuation.finish(throwing: Cut())
        }
        await #expect(throws: Cut.self) { try await store.put(cut, at: key) }
        #expect(try await keys(of: store).isEmpty)
    }

    @Test("takes many at once, from memory and from staged files", arguments: places)
    func many(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        let staging = try TemporaryFolder()
        let staged = staging.path + "/1"
        let large = [UInt8](repeating: 9, count: 2_500_000)
        try DurableFile.write(large, to: staged)
        var contents: [(key: ByteKey, bytes: ByteSource)] = (0..<300).map {
            (ByteKey("m/\($0 % 7)/\($0)")!, .bytes([UInt8](repeating: UInt8($0 % 256), count: $0)))
        }
        contents.append((ByteKey("m/staged")!, .file(staged)))
        try await store.putAll(contents)
        // What becomes of the staged file is nothing to the store.
        try DurableFile.removeAll(staged)
        #expect(try await keys(of: store).count == 301)
        #expect(try await store.size(of: ByteKey("m/5/299")!) == 299)
        #expect(try await store.bytes(of: ByteKey("m/staged")!) == large)
    }

    @Test("is not touched when a staged file is written again", arguments: places)
    func staging(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        let staging = try TemporaryFolder()
        let staged = staging.path + "/1"
        try DurableFile.write([1, 2, 3], to: staged)
        try await store.putAll([(key, .file(staged))])
        try OpenFile.appending(staged).write([4])
        #expect(try await store.bytes(of: key) == [1, 2, 3])
    }

    @Test("replaces a head only for one who knows what it was", arguments: places)
    func heads(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        try await store.replaceHead(key, with: [1], was: nil)
        try await store.replaceHead(key, with: [2], was: sha256([1]))
        try await store.replaceHead(key, with: [3], was: digest([2], .sha512))
        await #expect(throws: BytesProblem.headMoved(key)) {
            try await store.replaceHead(key, with: [4], was: sha256([1]))
        }
        await #expect(throws: BytesProblem.headMoved(key)) { try await store.replaceHead(key, with: [4], was: nil) }
        #expect(try await store.bytes(of: key) == [3])
        // The work of one who was killed after it is done again without harm.
        try await store.replaceHead(key, with: [3], was: sha256([2]))
        let other = ByteKey("b")!
        await #expect(throws: BytesProblem.headMoved(other)) {
            try await store.replaceHead(other, with: [4], was: sha256([1]))
        }
        #expect(try await store.size(of: other) == nil)
    }

    @Test("lets one of many writers win a head", arguments: places)
    func race(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        try await store.replaceHead(key, with: [0], was: nil)
        let won = try await Array(1...20).concurrentMap(atMost: 20) { [key] number in
            do {
                try await store.replaceHead(key, with: [UInt8(number)], was: sha256([0]))
                return true
            } catch BytesProblem.headMoved {
                return false
            }
        }
        #expect(won.filter(\.self).count == 1)
        #expect(try await store.bytes(of: key) == [UInt8(won.firstIndex(of: true)! + 1)])
    }

    @Test("lets many put the same content at once", arguments: places)
    func same(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        _ = try await Array(1...20).concurrentMap(atMost: 20) { _ in
            try await store.put([5, 5], at: ByteKey("x/y/z")!)
        }
        #expect(try await keys(of: store) == ["x/y/z"])
    }

    @Test("lists keys in byte order, all or below a prefix", arguments: places)
    func listing(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        let names = ["a/b", "a-b", "a/c/d", "a/c-d", "a/c.d", "b", "a.b/c", "aa/b", "0=x"]
        for name in names { try await store.put([1], at: ByteKey(name)!) }
        #expect(try await keys(of: store) == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(try await keys(of: store, under: "a") == ["a/b", "a/c-d", "a/c.d", "a/c/d"])
        #expect(try await keys(of: store, under: "a/c") == ["a/c/d"])
        #expect(try await keys(of: store, under: "c").isEmpty)
    }

    @Test("removes one content and keeps its neighbours", arguments: places)
    func removal(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        try await store.put([1], at: ByteKey("a/b/c")!)
        try await store.put([1], at: ByteKey("a/d")!)
        try await store.remove(ByteKey("a/b/c")!)
        #expect(try await keys(of: store) == ["a/d"])
        try await store.put([2], at: ByteKey("a/b/c")!)
        #expect(try await store.bytes(of: ByteKey("a/b/c")!) == [2])
    }

    @Test("keeps contents of several parts, and takes them again only if they are equal", arguments: places)
    func parts(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        let staging = try TemporaryFolder()
        let staged = staging.path + "/1"
        var bytes = (0..<20_000_003).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        try DurableFile.write(bytes, to: staged)
        try await store.putAll([(key, .file(staged))])
        #expect(try await store.size(of: key) == 20_000_003)
        let (digests, _) = try await store.digests(of: key, [.sha256])
        #expect(digests[.sha256] == sha256(bytes))
        let over = try await store.read(key, range: 8_388_000..<17_000_000).gathered()
        #expect(over == Array(bytes[8_388_000..<17_000_000]))
        try await store.put(.of(bytes), at: key)
        bytes[19_999_999] ^= 1
        let other = bytes
        await #expect(throws: BytesProblem.taken(key)) { try await store.put(.of(other), at: key) }
        let again = try await store.digests(of: key, [.sha256])
        #expect(again.digests == digests)
    }

    @Test("leaves nothing of several parts whose source fails", arguments: places)
    func halfOfParts(place: Place) async throws {
        struct Cut: Error {}
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        let cut = ByteStream { continuation in
            for _ in 0..<20 { continuation.yield([UInt8](repeating: 7, count: 1 << 20)) }
            continuation.finish(throwing: Cut())
        }
        await #expect(throws: Cut.self) { try await store.put(cut, at: key) }
        #expect(try await keys(of: store).isEmpty)
        try await store.put([1], at: key)
        #expect(try await store.bytes(of: key) == [1])
    }

    @Test("keeps escaped names and long ones, and is nothing where only others are below", arguments: places)
    func names(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        let chinese = "info/%E6%A1%A3%E6%A1%88=1_2/v1/" + String(repeating: "x", count: 200)
        let deep = (0..<20).map { "folder-\($0)" }.joined(separator: "/")
        for name in [chinese, deep] { try await store.put(Array(name.utf8), at: ByteKey(name)!) }
        #expect(try await keys(of: store) == [deep, chinese])
        #expect(try await store.bytes(of: ByteKey(chinese)!) == Array(chinese.utf8))
        #expect(try await store.size(of: ByteKey("info")!) == nil)
    }

    @Test("gives digests and size in one read", arguments: places)
    func digesting(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        try await store.put(Array("abc".utf8), at: key)
        let (digests, bytes) = try await store.digests(of: key, [.sha256, .sm3])
        #expect(bytes == 3)
        #expect(digests.count == 2)
        #expect(digests[.sm3]?.hex == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
    }

    @Test("answers for many at once as for each, in their order, also as a copy below a part", arguments: places)
    func manyAtOnce(place: Place) async throws {
        let (store, keep) = try await place.open()
        defer { withExtendedLifetime(keep) {} }
        let copy = AppendOnly(store).below("part")
        for shelf in [store, copy] as [any ByteShelf] {
            let asked = (0..<70).map { ByteKey("many/\($0 % 7)/\($0)")! }
            // Every tenth is not there.
            let there = asked.enumerated().filter { $0.offset % 10 != 3 }.map(\.element)
            try await shelf.putAll(there.map { ($0, .bytes(Array($0.text.utf8))) })
            let bytes = try await shelf.bytes(ofAll: asked)
            let digests = try await shelf.digests(ofAll: asked.map { ($0, [.sha512, .sm3]) })
            #expect(bytes.count == 70 && digests.count == 70)
            for (number, key) in asked.enumerated() {
                let content = Array(key.text.utf8)
                if number % 10 == 3 {
                    #expect(try bytes[number].get() == nil)
                    #expect(throws: BytesProblem.self) { try digests[number].get() }
                } else {
                    #expect(try bytes[number].get() == content)
                    let found = try digests[number].get()
                    #expect(found.bytes == Int64(content.count) && found.digests.count == 2)
                    #expect(found.digests[.sha512] == digest(content, .sha512))
                }
            }
            let prefixes = ["many/1", "many/nothing", "many/6"].map { ByteKey($0)! }
            let keys = try await shelf.keys(underEach: prefixes).map { try $0.get() }
            for (prefix, keys) in zip(prefixes, keys) {
                let wanted = there.filter { $0.text.hasPrefix(prefix.text + "/") }.map(\.text).sorted()
                #expect(keys.map(\.text) == wanted)
            }
        }
    }
}

private func keys(of store: any ByteStore, under prefix: String? = nil) async throws -> [String] {
    var found: [String] = []
    for try await key in store.keys(under: prefix.map { ByteKey($0)! }) { found.append(key.text) }
    return found
}
