import Archive
import Bytes
import Foundation
import Intake
import Ledger
import Synchronization
import Tables
import TestGround
import Testing

@testable import Preservation

@Suite("Killed between any two steps, the work is finished: nothing lost, doubled or half-done")
struct KillTests {
    private static let key = SigningKey.generate()
    private static let described = UnitID(trusted: "01937a00-0000-7000-8000-00000000000b")

    /// A run up to the killer's step, then another one in what it left.
    private func killed(
        _ killer: Killer, _ package: SamplePackage, in folder: TemporaryFolder,
        _ work: @Sendable (TestStacks) async throws -> Void
    ) async throws {
        let home: TestStacks
        do {
            home = try await TestStacks(
                in: folder, key: Self.key, clock: clock, package: package,
                wrapStore: { MortalStore(store: $0, killer: killer) },
                wrapDatabase: { MortalDatabase(database: $0, killer: killer) })
        } catch is Killed {
            return
        }
        do { try await work(home) } catch is Killed {}
        try await home.close()
    }

    /// A clock on which each look is a second later: work done again is done at another time.
    private let clock: Clock = {
        let seconds = Mutex(Int64(0))
        return Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) {
            seconds.withLock { seconds in
                seconds += 1
                return TestStacks.noon + .seconds(seconds)
            }
        }
    }()

    private func keep(_ home: TestStacks) async throws {
        if try await home.ledger.event(at: 0) == nil { try await home.accept() }
        let event = try #require(try await home.ledger.event(at: 0))
        try await home.stacks.recover()
        try await StacksFollower(home.stacks).handle(event, at: 0)
    }

    /// Every step where the first of what was under way is there; where others of it are, every second one, from one by chance.
    private func steps(_ killer: Killer, _ spares: Killer.Spares) -> StrideTo<Int> {
        let count = killer.steps.withLock { $0 }
        if case .first = spares { return stride(from: 0, to: count, by: 1) }
        return stride(from: Int.random(in: 0...1), to: count, by: 2)
    }

    private func checkKept(_ home: TestStacks, _ package: SamplePackage, place: Comment) async throws {
        let holdings = try await home.stacks.holdings(of: SamplePackage.id, after: 0, limit: 99)
        #expect(holdings.map(\.code) == package.records.map(\.code), place)
        for (holding, record) in zip(holdings, package.records) {
            #expect(holding.files.map(\.digests) == record.contents.map(\.digests), place)
            #expect(try await home.stacks.text(holding.unit).count == 2, place)
        }
        #expect(try await home.ledger.events(after: -1, kinds: [.preserved], limit: 9).count == 1, place)
        try await checkStore(home, objects: package.records.count + 1, place: place)
        let report = try await home.stacks.fixityRound()
        #expect(report.damaged.isEmpty && report.checked == report.intact, place)
    }

    /// Every file in the store belongs to a valid object or makes the store a storage root.
    private func checkStore(_ home: TestStacks, objects count: Int, place: Comment) async throws {
        let objects = try await home.objects()
        #expect(objects.count == count, place)
        for object in objects {
            #expect(try await ObjectCheck.faults(of: object, in: home.store, content: true) == [], place)
        }
        let strays = try await home.keys().filter { key in
            !objects.contains { key.hasPrefix($0.text + "/") } && !key.hasPrefix("extensions/")
                && !["0=ocfl_1.1", "ocfl_layout.json"].contains(key)
        }
        #expect(strays == [], place)
        #expect(try await home.rows("SELECT * FROM intent").isEmpty, place)
    }

    @Test("while a package is kept", arguments: [Killer.Spares.first, .last, .everyOther])
    func keeping(_ spares: Killer.Spares) async throws {
        let staging = try TemporaryFolder()
        let package = try SamplePackage(in: staging.path, count: 3)
        let whole = Killer(after: nil)
        try await killed(whole, package, in: TemporaryFolder(), keep)
        #expect(whole.steps.withLock { $0 } > 40)
        for step in steps(whole, spares) {
            let folder = try TemporaryFolder()
            try await killed(Killer(after: step, spares: spares), package, in: folder, keep)
            let home = try await TestStacks(in: folder, key: Self.key, clock: clock, package: package)
            try await home.stacks.recover()
            if try await home.ledger.event(at: 0) == nil { try await home.accept() }
            try await home.settle()
            try await checkKept(home, package, place: "killed at step \(step)")
            try await home.close()
        }
    }

    @Test("and even when the database is lost too, what was written is found again")
    func lostRows() async throws {
        let staging = try TemporaryFolder()
        let package = try SamplePackage(in: staging.path, count: 3)
        let whole = Killer(after: nil)
        try await killed(whole, package, in: TemporaryFolder(), keep)
        for step in stride(from: 0, to: whole.steps.withLock { $0 } - 3, by: 3) {
            let folder = try TemporaryFolder()
            try await killed(Killer(after: step, spares: .everyOther), package, in: folder, keep)
            TestGround.remove(folder.path + "/lantai.db")
            try DurableFile.removeAll(folder.path + "/ledger")
            let home = try await TestStacks(in: folder, key: Self.key, clock: clock, package: package)
            _ = try await home.stacks.rebuildHoldings { _, _ in ["第一页", "第二页"] }
            try await home.accept()
            try await home.settle()
            try await checkKept(home, package, place: "killed at step \(step), rows lost")
            try await home.close()
        }
    }

    @Test(
        "while descriptions are written",
        arguments: [Killer.Spares.first, .last, .everyOther])
    func describing(_ spares: Killer.Spares) async throws {
        let staging = try TemporaryFolder()
        let package = try SamplePackage(in: staging.path, count: 2)
        let units = [1, 2].map { UnitID.of(record: $0, in: package.accession) } + [Self.described]
        let describe: @Sendable (TestStacks) async throws -> Void = { home in
            try await home.stacks.recover()
            for text in ["一", "二"] {
                try await home.stacks.putDescriptions(
                    units.map { DescriptionToKeep(unit: $0, json: Array("{\"题名\":\"\(text)\"}".utf8), message: "m") })
            }
        }
        let base = try TemporaryFolder()
        try await killed(Killer(after: nil), package, in: base, keep)
        func copy() async throws -> TemporaryFolder {
            let folder = try TemporaryFolder()
            try FileManager.default.removeItem(atPath: folder.path)
            try FileManager.default.copyItem(atPath: base.path, toPath: folder.path)
            try await TestGround.copied(base.path + "/lantai.db", to: folder.path + "/lantai.db")
            return folder
        }
        let whole = Killer(after: nil)
        try await killed(whole, package, in: try await copy(), describe)
        #expect(whole.steps.withLock { $0 } > 30)
        for step in steps(whole, spares) {
            let folder = try await copy()
            try await killed(Killer(after: step, spares: spares), package, in: folder, describe)
            let home = try await TestStacks(in: folder, key: Self.key, clock: clock, package: package)
            try await home.stacks.recover()
            let place: Comment = "killed at step \(step)"
            // After recovery alone each object is valid: an old or the new description, never half of one.
            for object in try await home.objects() {
                #expect(try await ObjectCheck.faults(of: object, in: home.store, content: true) == [], place)
            }
            try await describe(home)
            for unit in units {
                #expect(try await home.stacks.description(of: unit) == Array("{\"题名\":\"二\"}".utf8), place)
            }
            try await checkStore(home, objects: 4, place: place)
            #expect(try await home.stacks.fixityRound().damaged.isEmpty, place)
            try await home.close()
        }
    }
}
