import Archive
import Bytes
import Foundation
import Testing

@Suite("A folder store")
struct FolderStoreTests {
    private let key = ByteKey("a/b")!

    @Test("keeps each key as a read-only file of that path, and nothing else")
    func tree() async throws {
        let folder = try TemporaryFolder()
        let store = try FolderStore(root: folder.path + "/stacks")
        try await store.put([1], at: key)
        try await store.putAll([(ByteKey("a/c")!, .bytes([2]))])
        try await store.replaceHead(ByteKey("head")!, with: [3], was: nil)
        #expect(
            try folder.files.filter { $0.hasPrefix("stacks/") } == [
                "stacks/a", "stacks/a/b", "stacks/a/c", "stacks/head",
            ])
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/stacks/a/b")[.posixPermissions]
        #expect(mode as? Int == 0o444)
    }

    @Test("leaves no temporary file behind, not even when a put is refused")
    func temporaries() async throws {
        let folder = try TemporaryFolder()
        let store = try FolderStore(root: folder.path + "/stacks")
        try await store.put([1], at: key)
        try? await store.put([2], at: key)
        try? await store.putAll([(ByteKey("x")!, .bytes([1])), (key, .bytes([3])), (ByteKey("y")!, .file("/nowhere"))])
        // The thread that wrote a refused file lets go of it a moment after the caller has its answer.
        var left: [String] = []
        for _ in 0..<100 {
            left = try folder.files.filter { $0.hasPrefix(".stacks.tmp/") }
            if left.count == 1 { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(left.count == 1, "only the empty folder of the open store: \(left)")
    }

    @Test("takes a new folder whole; of one that others began, what is missing; the same twice in one batch")
    func growing() async throws {
        let folder = try TemporaryFolder()
        let store = try FolderStore(root: folder.path + "/stacks")
        func batch(_ top: String, _ last: UInt8) -> [(key: ByteKey, bytes: ByteSource)] {
            [
                (ByteKey("\(top)/v1/content/data/1")!, .bytes([1])),
                (ByteKey("\(top)/v1/content/metadata/2")!, .bytes([2])),
                (ByteKey("\(top)/v1/content/data/1")!, .bytes([1])), (ByteKey("\(top)/last")!, .bytes([last])),
            ]
        }
        // Two at once want the same folders above.
        async let one: Void = store.putAll(batch("0/a", 3) + batch("0/b", 3))
        async let other: Void = store.putAll(batch("0/b", 3) + batch("0/c", 3))
        _ = try await (one, other)
        try await store.put([1], at: ByteKey("0/d/v1/content/data/1")!)
        try await store.putAll(batch("0/d", 3))
        let names = ["last", "v1/content/data/1", "v1/content/metadata/2"]
        #expect(
            try folder.files.filter { $0.hasPrefix("stacks/") && !DurableFile.isFolder("\(folder.path)/\($0)") }
                == ["a", "b", "c", "d"].flatMap { top in names.map { "stacks/0/\(top)/\($0)" } })
        await #expect(throws: BytesProblem.taken(ByteKey("0/d/last")!)) { try await store.putAll(batch("0/d", 4)) }
        let twice: [(key: ByteKey, bytes: ByteSource)] = [1, 2].map { (ByteKey("0/e/f")!, .bytes([$0])) }
        await #expect(throws: BytesProblem.taken(ByteKey("0/e/f")!)) { try await store.putAll(twice) }
    }

    @Test("removes what a killed process left, and spares what an open store is writing")
    func leftovers() async throws {
        let folder = try TemporaryFolder()
        let open = try FolderStore(root: folder.path + "/stacks")
        let dead = folder.path + "/.stacks.tmp/0123456789abcdef"
        try DurableFile.makeFolder(dead)
        try DurableFile.write([1, 2, 3], to: dead + "/half")
        let (stream, feed) = ByteStream.makeStream()
        async let writing: Void = open.put(stream, at: key)
        feed.yield([UInt8](repeating: 1, count: 1 << 20))
        let second = try FolderStore(root: folder.path + "/stacks")
        #expect(!DurableFile.exists(dead))
        feed.finish()
        try await writing
        #expect(try await second.size(of: key) == 1 << 20)
    }

    @Test(
        "says that the disk is full, keeps nothing half-done, and goes on when there is space", .enabled(if: mayMount))
    func fullDisk() async throws {
        let folder = try TemporaryFolder()
        let disk = folder.path + "/disk"
        try DurableFile.makeFolder(disk)
        try #require(run("mount", "-t", "tmpfs", "-o", "size=1m", "lantai-test", disk))
        defer { _ = run("umount", "-l", disk) }
        let store = try FolderStore(root: disk + "/stacks")
        let large = [UInt8](repeating: 1, count: 900_000)
        try await store.put(large, at: ByteKey("1")!)
        let full = await #expect(throws: FullDisk.self) { try await store.put(large, at: ByteKey("2")!) }
        #expect(full?.folder.hasPrefix(disk) == true)
        #expect((full?.free).map { $0 < 900_000 } == true)
        #expect(full?.isTransient == true)
        await #expect(throws: FullDisk.self) {
            try await store.putAll([(ByteKey("3")!, .bytes([1])), (ByteKey("4")!, .bytes(large))])
        }
        #expect(try await store.size(of: ByteKey("2")!) == nil)
        #expect(try await store.size(of: ByteKey("4")!) == nil)
        try await store.remove(ByteKey("1")!)
        try await store.putAll([(ByteKey("3")!, .bytes([1])), (ByteKey("4")!, .bytes(large))])
        #expect(try await store.bytes(of: ByteKey("4")!) == large)
    }

    @Test("refuses a key below a file, naming the path")
    func belowFile() async throws {
        let folder = try TemporaryFolder()
        let store = try FolderStore(root: folder.path + "/stacks")
        try await store.put([1], at: key)
        let problem = await #expect(throws: BytesProblem.self) { try await store.put([1], at: ByteKey("a/b/c")!) }
        #expect(problem?.what.en.contains("/stacks/a/b") == true)
        await #expect(throws: BytesProblem.taken(ByteKey("a")!)) { try await store.put([1], at: ByteKey("a")!) }
    }
}

@Suite("Scratch")
struct ScratchTests {
    @Test("gives folders, says what is free, and removes with all below")
    func folders() throws {
        let folder = try TemporaryFolder()
        let scratch = try Scratch(root: folder.path + "/scratch")
        let files = try scratch.folder("staging", "1", "files")
        #expect(files == scratch.path("staging", "1", "files"))
        try DurableFile.write([1], to: files + "/0")
        #expect(try scratch.freeSpace() > 0)
        try scratch.remove("staging", "1")
        try scratch.remove("staging", "1")
        #expect(try folder.files == ["scratch", "scratch/staging"])
    }
}

@Suite("Durable files")
struct DurableFileTests {
    @Test("a file is replaced whole, with nothing left beside it")
    func replacing() throws {
        let folder = try TemporaryFolder()
        try DurableFile.write([1, 2], to: folder.path + "/f")
        try DurableFile.write([3], to: folder.path + "/f")
        #expect(try DurableFile.read(folder.path + "/f") == [3])
        #expect(try folder.files == ["f"])
        #expect(throws: BytesProblem.self) { try DurableFile.write([1], to: folder.path + "/none/f") }
        #expect(try folder.files == ["f"])
    }

    @Test("entries come in byte order, names that are not UTF-8 included")
    func entries() throws {
        let folder = try TemporaryFolder()
        try DurableFile.makeFolder(folder.path + "/乙/c")
        for name in ["b", "a", "甲"] { try DurableFile.write([], to: folder.path + "/" + name) }
        let found = try DurableFile.entries(of: folder.path)
        #expect(found.map(\.name) == ["a", "b", "乙", "甲"])
        #expect(found.map(\.isFolder) == [false, false, true, false])
    }
}

/// Only root may mount a small disk to fill; the journey under strace injects a full disk for everybody.
private var mayMount: Bool {
    guard getuid() == 0, let folder = try? TemporaryFolder() else { return false }
    return run("mount", "-t", "tmpfs", "-o", "size=1m", "lantai-test", folder.path) && run("umount", folder.path)
}

private func run(_ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
}
