import Archive
import Bytes
import Tables
import Testing

@testable import Preservation

@Suite("An object as the rows knew it")
struct HeldObjectTests {
    /// The files of `object` now: their paths and bytes.
    private func read(_ object: HeldObject, in store: any ByteStore) async throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (path, key) in try await object.files(in: store) { files[path] = try await store.bytes(of: key) }
        return files
    }

    @Test("has the files it had then, however many versions were written since, and is a valid object by itself")
    func earlier() async throws {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(in: folder.path + "/staging", count: 2)
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        try await home.settle()
        let unit = UnitID.of(record: 1, in: package.accession)
        let held = { try await home.database.read { tx in try HeldObject.page(after: "", limit: 10, in: tx) } }
        var states: [(object: HeldObject, files: [String: [UInt8]])] = []
        for n in 1...3 {
            let all = try await held()
            #expect(all.count == 3, "two records and the package")
            let object = try #require(all.first { $0.unit == unit })
            #expect(object.version == n)
            states.append((object, try await read(object, in: home.store)))
            try await home.stacks.putDescription(unit, Array("{\"n\":\(n)}".utf8), message: "described")
        }
        #expect(Set(states.map(\.object.inventory)).count == 3)
        for (n, state) in states.enumerated() {
            #expect(try await read(state.object, in: home.store) == state.files)
            // By itself, in another store, it is whole.
            let copy = try FolderStore(root: folder.path + "/copy-\(n)")
            for (path, bytes) in state.files { try await copy.put(bytes, at: state.object.place / path) }
            #expect(try await ObjectCheck.faults(of: state.object.place, in: copy, content: true).isEmpty)
        }
    }

    @Test("that is not the one the rows name is not given out as if it were")
    func altered() async throws {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(in: folder.path + "/staging", count: 1)
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        try await home.settle()
        let object = try #require(
            try await home.database.read { tx in try HeldObject.page(after: "", limit: 1, in: tx) }.first)
        for path in ["inventory.json", "v1/inventory.json"] {
            try await home.store.remove(object.place / path)
            try await home.store.put([1], at: object.place / path)
        }
        await #expect(throws: BytesProblem.absent((object.place / "inventory.json").text)) {
            try await object.files(in: home.store)
        }
    }
}
