import Archive
import Bytes
import Foundation
import Ledger
import Synchronization
import Tables
import TestGround

@testable import Appraisal
@testable import Catalogue

/// A board over a catalogue in a folder of its own, with a clock that stands where the test puts it.
final class TestBoard: Sendable {
    let root: String
    let database: any Database
    let ledger: Ledger
    let aids: FindingAids
    let board: AppraisalBoard
    let clock: Clock
    private let time: TestTime

    let reviewer = Agent(id: "li", role: .reviewer)
    let archivist = Agent(id: "wang", role: .archivist)

    init(today: String = "2026-11-23", classified: Bool = false) async throws {
        root = NSTemporaryDirectory() + "lantai-appraisal-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let time = TestTime(today)
        self.time = time
        clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { time.now }
        database = try TestGround.database(root + "/lantai.db")
        try await database.migrate(Ledger.migrations + catalogueMigrations + appraisalMigrations)
        ledger = try await Ledger(
            database: database, store: FolderStore(root: root + "/ledger"), tailPath: root + "/tail",
            key: .generate(), clock: clock)
        aids = FindingAids(
            database: database, ledger: ledger, clock: clock, classified: classified,
            placed: { try AppraisalBoard.replay($0, $1, in: $2) })
        board = AppraisalBoard(database: database, ledger: ledger, clock: clock)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    var today: Day { clock.today }
    func move(to day: String) { time.move(to: day) }

    /// Drafts a 件 of 全宗 `fonds` and 门类 `category`, with these values besides what every one has.
    func unit(
        _ number: Int = 1, date: String = "19980615", fonds: String = "X013", category: String = "WS",
        agency: String = "江北市司法局", _ values: [String: String] = [:]
    ) async throws -> UnitID {
        let draft = item(number, date, fonds, category, values)
        let at = clock.now
        try await database.write { tx in
            try draft.insert(accession: AccessionID(trusted: "transfer"), agency: agency, at: at, in: tx)
        }
        return draft.id
    }

    /// Drafts many alike, in one transaction.
    func units(_ count: Int) async throws -> [UnitID] {
        let drafts = (1...count).map { item($0, "19980615", "X013", "WS", [:]) }
        let at = clock.now
        try await database.write { tx in
            for draft in drafts {
                try draft.insert(accession: AccessionID(trusted: "transfer"), agency: "江北市司法局", at: at, in: tx)
            }
        }
        return drafts.map(\.id)
    }

    private func item(
        _ number: Int, _ date: String, _ fonds: String, _ category: String, _ values: [String: String]
    ) -> DraftedUnit {
        let id = UnitID.new(at: clock.now)
        var described = [
            "referenceCode": "\(fonds)-\(category)·1998-D30-BGS-\(String(10000 + number).dropFirst())",
            "title": "题名\(number)", "date": date, "author": "国务院", "retentionPeriod": "永久", "classification": "公开",
        ]
        described.merge(values) { _, new in new }
        return DraftedUnit(
            id: id, publicID: PublicID.mint(), parent: nil, position: Int64(number), level: .item,
            fonds: UnitID(trusted: "fonds"), fondsCode: fonds, category: category, hasHolding: true,
            description: Description(described.filter { $0.value != "" }.map { ElementValue($0.key, $0.value) }))
    }

    /// Drafts a 类别 of the same 全宗, for items to be moved below.
    func series(_ code: String, category: String) async throws -> UnitID {
        let node = DraftedUnit(
            id: .new(at: clock.now), publicID: PublicID.mint(), parent: nil, position: 0, level: .series,
            fonds: UnitID(trusted: "fonds"), fondsCode: "X013", category: category, hasHolding: false,
            description: Description([ElementValue("referenceCode", code), ElementValue("title", code)]))
        let at = clock.now
        try await database.write { tx in
            try node.insert(accession: AccessionID(trusted: "transfer"), agency: "江北市司法局", at: at, in: tx)
        }
        return node.id
    }

    @discardableResult
    func open(_ units: [UnitID], from day: String? = nil) async throws -> DecisionReceipt {
        try await board.decide(
            .units(units), verdict: .open, ground: StatedGround(code: "period-passed"),
            effective: day.map { Day(text: $0)! }, by: reviewer)
    }

    /// Which units are within reach, by the database.
    func found(_ reach: Reach) async throws -> Set<UnitID> {
        try await Set(
            database.read { tx in
                try tx.rows("SELECT id FROM unit WHERE \(sql: reach.predicate(unitColumn: "unit.id"))")
                    .map { UnitID(trusted: $0.text("id")) }
            })
    }

    /// Which units are within reach, by facts in memory.
    func admitted(_ reach: Reach) async throws -> Set<UnitID> {
        try await Set(board.allRows(limit: 100_000).filter(reach.admits).map(\.unit))
    }

    /// Whether the public may see the unit on a day.
    func isPublic(_ unit: UnitID, on day: String) async throws -> Bool {
        let day = Day(text: day)!
        return try await database.read { [board] in try board.right(unit, on: day, in: $0) != nil }
    }

    /// All rows of the room, for comparing.
    func rows() async throws -> [[Value]] {
        try await database.read { tx in
            try [
                "SELECT * FROM decision ORDER BY id", "SELECT * FROM decision_unit ORDER BY decision, unit",
                "SELECT * FROM publication ORDER BY id", "SELECT * FROM publication_unit ORDER BY publication, unit",
                "SELECT * FROM access ORDER BY unit", "SELECT * FROM access_epoch",
            ].flatMap { try tx.rows(Query(stringLiteral: $0)).map(\.values) }
        }
    }

    /// Deletes the room's rows and makes them again from the ledger.
    func rebuild() async throws {
        try await database.write { tx in
            for table in ["access", "decision_unit", "publication_unit", "decision", "publication"] {
                _ = try tx.run(Query(stringLiteral: "DELETE FROM \(table)"))
            }
            _ = try tx.run("UPDATE access_epoch SET epoch = 0")
        }
        for (_, event) in try await ledger.events(after: -1, limit: 100_000) {
            guard let digest = event.act else { continue }
            let act = try await ledger.act(digest)
            try await database.write { try AppraisalBoard.replay(event, act, in: $0) }
        }
    }

    /// The kinds of all events, in order.
    func kinds() async throws -> [EventKind] { try await ledger.events(after: -1, limit: 100_000).map(\.1.kind) }
}

/// The moment a test is at: noon of a day in China, a microsecond later at each reading.
final class TestTime: Sendable {
    private let moment: Mutex<Int64>

    init(_ day: String) { moment = Mutex(Self.noon(day)) }

    var now: Instant {
        moment.withLock { moment in
            moment += 1
            return Instant(microseconds: moment)
        }
    }

    func move(to day: String) { moment.withLock { $0 = Self.noon(day) } }

    private static func noon(_ day: String) -> Int64 {
        Int64(Day(text: day)!.daysSince1970) * 86_400_000_000 + 4 * 3_600_000_000
    }
}
