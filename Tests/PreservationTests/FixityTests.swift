import Archive
import Bytes
import Foundation
import Intake
import Ledger
import Synchronization
import Tables
import Testing

@testable import Preservation

@Suite("Fixity rounds re-read what is kept")
struct FixityTests {
    private func home(_ folder: TemporaryFolder, count: Int = 3, clock: Clock = .fixed(TestStacks.noon)) async throws
        -> (home: TestStacks, package: SamplePackage)
    {
        let package = try SamplePackage(in: folder.path + "/staging", count: count)
        // What is found is left as it is: repairs have tests of their own.
        let home = try await TestStacks(in: folder, clock: clock, package: package, repairs: .ask)
        try await home.accept()
        try await home.settle()
        return (home, package)
    }

    private func path(_ home: TestStacks, _ unit: UnitID, _ inside: String) -> String {
        home.root + "/" + StorageLayout.place(of: unit).text + "/" + inside
    }

    @Test("a round over intact stacks checks every file there is, and says so in one event")
    func intact() async throws {
        let (home, _) = try await home(TemporaryFolder())
        try await home.stacks.putDescription(.new(at: TestStacks.noon), Array("{}".utf8), message: "described")
        let report = try await home.stacks.fixityRound()
        let files = try await home.keys().filter { $0.contains("urn%3auuid") }
        #expect(report.checked == Int64(files.count))
        #expect(report.intact == report.checked)
        #expect(report.damaged.isEmpty)
        let bytes = try await files.concurrentMap(atMost: 4) { try await home.store.size(of: ByteKey($0)!) ?? 0 }
        #expect(report.bytes == bytes.reduce(0, +))
        let events = try await home.ledger.events(after: -1, kinds: [.fixityChecked], limit: 9).map(\.1)
        #expect(events.count == 1)
        let act = try #require(events.first?.act)
        #expect(try await home.ledger.act(act) == report.json)
    }

    /// Each file of an object, changed in each of the ways a disk or a person changes it.
    @Test(
        "each change of each file of an object is found and named",
        arguments: [
            "0=ocfl_object_1.1", "inventory.json", "inventory.json.sha512", "v1/inventory.json",
            "v1/inventory.json.sha512", "v1/content/data/1", "v1/content/metadata/original.xml",
            "v1/content/metadata/record.json", "v1/content/metadata/premis.xml", "v2/inventory.json",
            "v2/inventory.json.sha512", "v2/content/metadata/description.json",
        ])
    func damage(_ inside: String) async throws {
        let (home, package) = try await home(TemporaryFolder(), count: 1)
        let unit = UnitID.of(record: 1, in: package.accession)
        try await home.stacks.putDescription(unit, Array("{\"a\":1}".utf8), message: "described")
        let file = path(home, unit, inside)
        let good = try DurableFile.read(file)
        var flipped = good
        flipped[good.count / 2] ^= 1
        let changed: DamageKind =
            inside.hasSuffix("inventory.json") ? .inventory : inside.hasSuffix("sha512") ? .sidecar : .altered
        for bad in [flipped, Array(good.dropLast()), good + [10], []] {
            try DurableFile.write(bad, to: file)
            let report = try await home.stacks.fixityRound()
            let kind = report.damaged.first { $0.unit == unit && $0.path == inside }?.kind
            #expect(kind == changed || changed == .altered && kind == .truncated && bad.count < good.count)
            #expect(report.damaged.allSatisfy { !$0.isRepaired })
            #expect(report.intact < report.checked)
        }
        try DurableFile.removeAll(file)
        let report = try await home.stacks.fixityRound()
        #expect(report.damaged.contains { $0.unit == unit && $0.path == inside && $0.kind == .missing })
        try DurableFile.write(good, to: file)
        #expect(try await home.stacks.fixityRound().damaged.isEmpty)
        #expect(try await home.stacks.openDamageCases() == 0, "put right by somebody else")
    }

    @Test("a file that does not belong to an object is found")
    func stranger() async throws {
        let (home, package) = try await home(TemporaryFolder(), count: 1)
        let unit = UnitID.of(record: 1, in: package.accession)
        try DurableFile.write([1], to: path(home, unit, "v1/content/data/99"))
        let damaged = try await home.stacks.fixityRound().damaged
        #expect(damaged.map(\.path) == ["v1/content/data/99"])
    }

    @Test("what cannot be read is damage, never a success and never the end of the round")
    func unreadable() async throws {
        let (home, package) = try await home(TemporaryFolder())
        let unit = UnitID.of(record: 2, in: package.accession)
        let file = path(home, unit, "v1/content/data/1")
        // A folder in its place: reading it fails, whoever reads.
        try DurableFile.removeAll(file)
        try DurableFile.makeFolder(file)
        let report = try await home.stacks.fixityRound()
        #expect(report.damaged.map(\.kind) == [.unreadable])
        #expect(report.intact == report.checked - 1)
        #expect(try await home.rows("SELECT n FROM holding_file WHERE result = 'unreadable'").count == 1)
    }

    @Test("rounds with a budget go on where the last one stopped, oldest check first")
    func budget() async throws {
        let minutes = Mutex(Int64(0))
        let clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) {
            minutes.withLock { minutes in
                minutes += 1
                return TestStacks.noon + .seconds(60 * minutes)
            }
        }
        let (home, _) = try await home(TemporaryFolder(), count: 5, clock: clock)
        let all = try await home.stacks.fixityRound()
        var checked: Int64 = 0
        var rounds = 0
        let before = try await home.rows("SELECT max(last_checked) AS last FROM holding")[0].text("last")
        while try await home.rows("SELECT min(last_checked) AS first FROM holding")[0].text("first") <= before {
            let report = try await home.stacks.fixityRound(budget: 30_000)
            checked += report.checked
            #expect(report.bytes < all.bytes)
            rounds += 1
            try #require(rounds < 100)
        }
        #expect(rounds > 2)
        #expect(checked <= all.checked + 40, "nothing was checked twice before the rest was checked once")
    }

    @Test("damage is known after a rebuild from the ledger")
    func rebuilt() async throws {
        let folder = try TemporaryFolder()
        let (home, package) = try await home(folder, count: 1)
        let unit = UnitID.of(record: 1, in: package.accession)
        try DurableFile.removeAll(path(home, unit, "v1/content/data/1"))
        _ = try await home.stacks.fixityRound()
        let events = try await home.ledger.events(after: -1, kinds: Stacks.replayed, limit: 9).map(\.1)
        try await home.database.write { tx in
            for table in ["holding_text", "holding_file", "holding"] {
                try tx.run("DELETE FROM \(sql: Query(stringLiteral: table))")
            }
        }
        _ = try await home.stacks.rebuildHoldings { _, _ in nil }
        for event in events {
            let act = try await home.ledger.act(try #require(event.act))
            try await home.database.write { tx in try Stacks.replay(event, act, in: tx) }
        }
        #expect(try await home.rows("SELECT n FROM holding_file WHERE result = 'missing'").count == 1)
    }
}
