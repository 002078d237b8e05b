import Archive
import Bytes
import Foundation
import Ledger
import Synchronization
import Tables
import TestGround

@testable import Intake

/// A receiving desk in a folder of its own, with a clock that the test moves.
final class TestDesk: Sendable {
    let root: String
    let database: any Database
    let ledger: Ledger
    let desk: ReceivingDesk
    private let key = SigningKey.generate()
    private let moment: Moment

    private final class Moment: Sendable {
        let now = Mutex(Instant(text: "2026-11-23T04:00:00.000000Z")!)
    }

    static let archivist = Agent(id: "wang", role: .archivist)

    init(sources: FetchSources = FetchSources()) async throws {
        root = NSTemporaryDirectory() + "lantai-desk-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root + "/ledger", withIntermediateDirectories: true)
        let moment = Moment()
        self.moment = moment
        let clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { moment.now.withLock { $0 } }
        database = try TestGround.database(root + "/lantai.db")
        try await database.migrate(Ledger.migrations + intakeMigrations)
        ledger = try await Ledger(
            database: database, store: FolderStore(root: root + "/ledger"), tailPath: root + "/ledger/tail", key: key,
            clock: clock)
        var settings = IntakeSettings(archive: "临江市档案馆", freeSpaceFloor: 0)
        settings.sources = sources
        desk = ReceivingDesk(
            database: database, ledger: ledger, scratch: try Scratch(root: root + "/scratch"),
            workers: Program.workers, clock: clock, settings: settings)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func set(_ text: String) { moment.now.withLock { $0 = Instant(text: text)! } }
    var today: Day { desk.clock.today }

    /// Receives a package as a ZIP; `mark` makes its bytes other than those of the same files before.
    func receive(_ files: PackageFiles, agency: String, mark: String = "") async throws -> Accession {
        var zip = MadeZip(files)
        if !mark.isEmpty {
            zip.entries.append(.init(name: Array("其他/备注-\(mark).txt".utf8), bytes: Array(mark.utf8), flags: 1 << 11))
        }
        return try await desk.receive(
            .of(zip.bytes), name: FileName("移交.zip"), agency: agency, by: Agent(id: "li", role: .agencyOfficer))
    }

    /// The part of the program that follows the ledger; it waits for nothing.
    var runner: FollowerRunner {
        FollowerRunner(ledger: ledger, followers: desk.followers, clock: desk.clock, sleep: { _ in })
    }

    func settle() async throws { try await runner.settle() }

    /// The report on a package that is received now.
    func report(_ files: PackageFiles, agency: String, mark: String = "") async throws -> CheckReport {
        let accession = try await receive(files, agency: agency, mark: mark)
        try await settle()
        guard let report = try await desk.report(accession.id) else { throw IntakeProblem.unknown(accession.number) }
        return report
    }

    func decide(
        _ scheme: CheckScheme?, for agency: String, _ category: String = "", at stage: CheckStage? = nil,
        from day: Day? = nil
    ) async throws -> DecidedScheme {
        try await desk.decide(
            scheme, for: SchemeScope(agency: agency, category: category, stage: stage), from: day ?? today,
            reason: "约定", by: TestDesk.archivist)
    }

    /// The rows of a query, here and in a database made anew from the ledger's files.
    func rows(_ query: Query) async throws -> (now: [[Value]], anew: [[Value]]) {
        let other = try TestGround.database(root + "/anew-\(UUID().uuidString).db")
        try await other.migrate(Ledger.migrations + intakeMigrations)
        let archive = LedgerArchive(
            store: try FolderStore(root: root + "/ledger"), tailPath: root + "/ledger/tail", keys: [key.verifying])
        _ = try await Ledger.restore(archive, into: other) { _, event, act, tx in
            try ReceivingDesk.replay(event, act, in: tx)
        }
        let anew = try await other.read { tx in try tx.rows(query).map(\.values) }
        try await other.close()
        return (try await database.read { tx in try tx.rows(query).map(\.values) }, anew)
    }
}
