import Archive
import Bytes
import Foundation
import Intake
import Ledger
import Preservation
import Synchronization
import Tables
import TestGround

@testable import Appraisal
@testable import Catalogue
@testable import Discovery

/// The real rooms from the stacks to the finder, in a folder of their own, with a clock that stands where the test puts it.
final class TestRooms: Sendable {
    let root: String
    let database: any Database
    let ledger: Ledger
    let aids: FindingAids
    let board: AppraisalBoard
    let finder: Finder
    let runner: FollowerRunner
    private let moment: Moment

    let reviewer = Agent(id: "li", role: .reviewer)
    let archivist = Agent(id: "wang", role: .archivist)

    init(today: String = "2026-11-23") async throws {
        root = NSTemporaryDirectory() + "lantai-discovery-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root + "/ledger", withIntermediateDirectories: true)
        let moment = Moment(today)
        self.moment = moment
        let clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { moment.now }
        database = try TestGround.database(root + "/lantai.db")
        try await database.migrate(
            Ledger.migrations + intakeMigrations + preservationMigrations + catalogueMigrations + appraisalMigrations)
        ledger = try await Ledger(
            database: database, store: FolderStore(root: root + "/ledger"), tailPath: root + "/ledger/tail",
            key: .generate(), clock: clock)
        let stacks = try await Stacks(
            database: database, ledger: ledger, store: FolderStore(root: root + "/stacks"),
            scratch: try Scratch(root: root + "/scratch"), clock: clock, packages: { _ in throw CancellationError() })
        aids = FindingAids(database: database, ledger: ledger, clock: clock)
        board = AppraisalBoard(database: database, ledger: ledger, clock: clock)
        let (database, aids, board, folder) = (database, aids, board, root + "/index")
        func index(_ scope: IndexScope) throws -> SearchIndex {
            try SearchIndex(
                folder: folder, scope: scope,
                source: .rooms(scope, database: database, aids: aids, stacks: stacks, board: board, clock: clock),
                clock: clock)
        }
        finder = Finder(staff: try index(.staff), public: try index(.public))
        runner = FollowerRunner(
            ledger: ledger,
            followers: [
                IndexFollower(finder.staff, aids: aids, board: board),
                IndexFollower(finder.public, aids: aids, board: board),
            ], clock: clock, sleep: { _ in })
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    var today: Day { board.clock.today }
    func move(to day: String) { moment.move(to: day) }

    /// Drafts a transfer of 件 with one page of text each, as the rooms upstream would, and says so in the ledger.
    @discardableResult
    func draft(_ items: [(title: String, text: String)], values: [String: String] = [:]) async throws -> [UnitID] {
        let accession = AccessionID.new(at: board.clock.now)
        let at = board.clock.now
        let fonds = UnitID.new(at: at)
        var drafts = [
            DraftedUnit(
                id: fonds, publicID: PublicID.mint(), parent: nil, position: 0, level: .fonds, fonds: fonds,
                fondsCode: "X013", category: "", hasHolding: false,
                description: Description([ElementValue("referenceCode", "X013"), ElementValue("title", "江北市司法局")]))
        ]
        for (place, item) in items.enumerated() {
            var described = [
                "referenceCode": "X013-WS·1998-D30-BGS-\(String(10001 + place).dropFirst())", "title": item.title,
                "date": "19980615", "author": "国务院", "retentionPeriod": "永久", "classification": "公开",
                "documentNumber": "国发〔1998〕5号", "openingOpinion": "同意到期开放",
            ]
            described.merge(values) { _, new in new }
            drafts.append(
                DraftedUnit(
                    id: .new(at: at), publicID: PublicID.mint(), parent: fonds, position: Int64(place), level: .item,
                    fonds: fonds, fondsCode: "X013", category: "WS", hasHolding: true,
                    description: Description(described.map { ElementValue($0.key, $0.value) })))
        }
        let event = ledger.event(kind: .drafted, subject: accession.text, agent: .steward)
        let units = drafts
        try await database.write { [ledger] tx in
            for unit in units {
                try unit.insert(accession: accession, agency: "江北市司法局", at: at, in: tx)
            }
            for (unit, item) in zip(units.dropFirst(), items) {
                try tx.run(
                    """
                    INSERT INTO holding (unit, kind, accession, sequence, code, files, bytes, version, inventory,
                      preserved_at, last_checked, result)
                    VALUES (\(unit.id), 'item', \(accession), \(unit.position + 1), '', 1, 1, 1, '', \(at), \(at), 'intact')
                    """)
                try tx.run("INSERT INTO holding_text (unit, file, page, text) VALUES (\(unit.id), 1, 1, \(item.text))")
            }
            ledger.append(event, in: tx)
        }
        return units.dropFirst().map(\.id)
    }

    func publish(_ units: [UnitID], level: PublicationLevel, from: String? = nil) async throws {
        let day = from.map { Day(text: $0)! }
        try await board.decide(
            .units(units), verdict: .open, ground: StatedGround(code: "period-passed"), effective: day, by: reviewer)
        try await board.publish(.units(units), level: level, from: day, by: reviewer)
    }

    /// How many the public finds today.
    func found(_ query: String) async throws -> Int {
        try await finder.total(query, reach: .public(on: today))
    }
}

/// The moment a test is at: noon of a day in China, a microsecond later at each reading.
final class Moment: Sendable {
    private let microseconds: Mutex<Int64>

    init(_ day: String) { microseconds = Mutex(Self.noon(day)) }

    var now: Instant {
        microseconds.withLock { moment in
            moment += 1
            return Instant(microseconds: moment)
        }
    }

    func move(to day: String) { microseconds.withLock { $0 = Self.noon(day) } }

    private static func noon(_ day: String) -> Int64 {
        Int64(Day(text: day)!.daysSince1970) * 86_400_000_000 + 4 * 3_600_000_000
    }
}
