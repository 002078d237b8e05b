import Archive
import Bytes
import Intake
import Ledger
import Tables
import Testing

@testable import Preservation

@Suite("The rows of the stacks can be lost")
struct RebuildingTests {
    private static let tables: [Query] = [
        """
        SELECT unit, kind, accession, sequence, code, files, bytes, version, inventory, preserved_at, result
        FROM holding ORDER BY unit
        """,
        """
        SELECT unit, n, content, name, role, bytes, sha512, sha256, sm3, puid, format, format_version, mime, basis, pages,
          result
        FROM holding_file ORDER BY unit, n
        """,
        "SELECT * FROM holding_text ORDER BY unit, file, page",
    ]

    private func lose(_ home: TestStacks) async throws {
        try await home.database.write { tx in
            for table in ["holding_text", "holding_file", "holding"] {
                try tx.run("DELETE FROM \(sql: Query(stringLiteral: table))")
            }
        }
    }

    private func replay(_ home: TestStacks) async throws {
        for (_, event) in try await home.ledger.events(after: -1, kinds: Stacks.replayed, limit: 99) {
            let digest = try #require(event.act)
            let act = try await home.ledger.act(digest)
            try await home.database.write { tx in try Stacks.replay(event, act, in: tx) }
        }
    }

    @Test("objects and acts make them again, in either order, equal to the last column that is not a check's")
    func equal() async throws {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(in: folder.path + "/staging", count: 4)
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        try await home.settle()
        try await home.stacks.putDescription(
            .of(record: 1, in: package.accession), Array("{}".utf8), message: "described")
        try await home.stacks.putDescription(.new(at: TestStacks.noon), Array("{}".utf8), message: "described")
        var before: [[Row]] = []
        for table in Self.tables { before.append(try await home.rows(table)) }
        let texts = package.texts

        for objectsFirst in [true, false] {
            try await lose(home)
            if !objectsFirst { try await replay(home) }
            let report = try await home.stacks.rebuildHoldings { file, path in
                let count = try DurableFile.read(path).count
                #expect(Int64(count) == file.bytes)
                let place = package.records.first { $0.contents.map(\.path).contains(file.name) }
                return place.flatMap { texts[$0.contents[0].n] }
            }
            if objectsFirst { try await replay(home) }
            #expect(report.faults.isEmpty)
            #expect(report.objects == 6)
            for (table, rows) in zip(Self.tables, before) {
                let after = try await home.rows(table)
                #expect(after.map(\.values) == rows.map(\.values))
            }
        }
    }

    @Test("what the ledger kept and the store lost stays known, and is damage")
    func lost() async throws {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(in: folder.path + "/staging", count: 2)
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        try await home.settle()
        let unit = UnitID.of(record: 1, in: package.accession)
        try DurableFile.removeAll(home.root + "/" + StorageLayout.place(of: unit).text)
        try await lose(home)
        _ = try await home.stacks.rebuildHoldings { _, _ in nil }
        try await replay(home)
        #expect(try await home.rows("SELECT result FROM holding WHERE unit = \(unit)")[0].text("result") == "missing")
        let damaged = try await home.stacks.fixityRound().damaged
        #expect(damaged.map(\.unit) == [unit])
    }

    @Test("an object that is not whole is reported by its place")
    func broken() async throws {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(in: folder.path + "/staging", count: 1)
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        try await home.settle()
        let place = StorageLayout.place(of: .of(record: 1, in: package.accession))
        try DurableFile.write(Array("{".utf8), to: home.root + "/" + place.text + "/inventory.json")
        try await lose(home)
        let report = try await home.stacks.rebuildHoldings { _, _ in nil }
        #expect(report.objects == 1)
        #expect(Set(report.faults.map(\.place)) == [place.text])
        #expect(report.faults.contains { $0.fault.code == "E033" })
    }
}
