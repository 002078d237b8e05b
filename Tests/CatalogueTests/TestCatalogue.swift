import Archive
import Bytes
import Foundation
import Ledger
import Synchronization
import Tables
import TestGround

@testable import Catalogue

/// A catalogue in a folder of its own, with a clock that stands where the test puts it.
final class TestCatalogue: Sendable {
    let root: String
    let database: any Database
    let ledger: Ledger
    let aids: FindingAids
    let clock: Clock
    let parts = Mutex<[JSON]>([])

    init(today: String = "2026-11-23", classified: Bool = false) async throws {
        root = NSTemporaryDirectory() + "lantai-catalogue-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let time = TestTime(today)
        clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { time.now }
        database = try TestGround.database(root + "/lantai.db")
        try await database.migrate(Ledger.migrations + catalogueMigrations)
        ledger = try await Ledger(
            database: database, store: FolderStore(root: root + "/ledger"), tailPath: root + "/tail",
            key: .generate(), clock: clock)
        aids = FindingAids(database: database, ledger: ledger, clock: clock, classified: classified)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    let archivist = Agent(id: "wang", role: .archivist)

    /// Enters a 全宗, a 类别 and these 件 as a transfer would.
    @discardableResult
    func draft(_ items: [(code: String, title: String, date: String)]) async throws -> [ArchivalUnit] {
        let accession = AccessionID.new(at: clock.now)
        let at = clock.now
        let fonds = UnitID.new(at: clock.now)
        let series = UnitID.new(at: clock.now)
        var units = [
            DraftedUnit(
                id: fonds, publicID: PublicID.mint(), parent: nil, position: 0, level: .fonds, fonds: fonds,
                fondsCode: "X013", category: "", hasHolding: false,
                description: Description([ElementValue("referenceCode", "X013"), ElementValue("title", "江北市司法局")])),
            DraftedUnit(
                id: series, publicID: PublicID.mint(), parent: fonds, position: 0, level: .series, fonds: fonds,
                fondsCode: "X013", category: "WS", hasHolding: false,
                description: Description([ElementValue("referenceCode", "X013-WS"), ElementValue("title", "文书档案")])),
        ]
        for (place, item) in items.enumerated() {
            units.append(
                DraftedUnit(
                    id: .new(at: clock.now), publicID: PublicID.mint(), parent: series, position: Int64(place),
                    level: .item, fonds: fonds, fondsCode: "X013", category: "WS", hasHolding: true,
                    description: CarriedElements.description(of: [
                        ("档号/完整档号", item.code), ("内容描述/题名", item.title), ("内容描述/日期", item.date),
                        ("内容描述/责任者", "国务院"), ("档号/保管期限", "永久"), ("内容描述/密级", "公开"),
                        ("内容描述/文件编号", "国发〔1998〕5号"),
                    ])))
        }
        let part = DraftPart(accession: accession, agency: "江北市司法局", at: at, units: units).json
        parts.withLock { $0.append(part) }
        try await enterAgain()
        return try await aids.units(units.dropFirst(2).map(\.id))
    }
}

extension TestCatalogue {
    /// Enters all drafts, as a second run of the same work would.
    /// Whether the rows made again from the parts and acts alone, in the order of the ledger, are the same as those there.
    func isTheSameFromActs() async throws -> Bool {
        let rows: @Sendable (any Transaction) throws -> [[Value]] = { tx in
            try tx.rows("SELECT * FROM unit ORDER BY id").map(\.values)
                + tx.rows("SELECT * FROM unit_history ORDER BY unit, version").map(\.values)
        }
        let before = try await database.read(rows)
        try await database.write { tx in
            try tx.run("DELETE FROM unit_history")
            try tx.run("DELETE FROM unit")
        }
        try await enterAgain()
        for (_, event) in try await ledger.events(after: -1, limit: 1000) {
            let act = try await ledger.act(event.act!)
            try await database.write { try FindingAids.replay(event, act, in: $0) }
        }
        return try await database.read(rows) == before
    }

    func enterAgain() async throws {
        let parts = parts.withLock { $0 }
        try await database.write { tx in for part in parts { try FindingAids.enter(part, in: tx) } }
    }
}

/// A moment a test can be at: noon of a day in China.
struct TestTime {
    let now: Instant
    init(_ day: String) {
        now = Instant(microseconds: Int64(Day(text: day)!.daysSince1970) * 86_400_000_000 + 4 * 3_600_000_000)
    }
}
