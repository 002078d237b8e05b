import Archive
import Bytes
import Foundation
import Intake
import Ledger
import Preservation
import Synchronization
import Tables
import TestGround

@testable import Catalogue

/// A house from the receiving desk to the catalogue, in a folder of its own, with real transfers of the test material.
struct TestCorridor: Sendable {
    let root: String
    let database: any Database
    let ledger: Ledger
    let desk: ReceivingDesk
    let stacks: Stacks
    let aids: FindingAids
    let clock: Clock
    private let file: any Database
    private let key: SigningKey

    static let noon = Instant(text: "2026-11-23T04:00:00.000000Z")!
    let archivist = Agent(id: "wang", role: .archivist)

    /// - Parameters:
    ///   - other: A closed home to begin from, left as it is; a new one when `nil`.
    ///   - mortal: How many writes of the database are done before the process is killed; all when `nil`.
    init(copyOf other: TestCorridor? = nil, mortal: Int? = nil) async throws {
        root = NSTemporaryDirectory() + "lantai-corridor-" + UUID().uuidString
        if let other {
            try FileManager.default.copyItem(atPath: other.root, toPath: root)
            try await TestGround.copied(other.root + "/lantai.db", to: root + "/lantai.db")
        } else {
            try FileManager.default.createDirectory(atPath: root + "/ledger", withIntermediateDirectories: true)
        }
        clock = .fixed(Self.noon)
        key = other?.key ?? .generate()
        let file = try TestGround.database(root + "/lantai.db")
        self.file = file
        database = mortal.map { MortalDatabase(database: file, writes: $0) } ?? file
        try await file.migrate(
            Ledger.migrations + intakeMigrations + preservationMigrations + catalogueMigrations)
        ledger = try await Ledger(
            database: file, store: FolderStore(root: root + "/ledger"), tailPath: root + "/ledger/tail", key: key,
            clock: clock)
        let scratch = try Scratch(root: root + "/scratch")
        let desk = ReceivingDesk(
            database: file, ledger: ledger, scratch: scratch, workers: nil, clock: clock,
            settings: IntakeSettings(archive: "江北市档案馆"))
        self.desk = desk
        stacks = try await Stacks(
            database: file, ledger: ledger, store: FolderStore(root: root + "/stacks"), scratch: scratch, clock: clock,
            packages: { try await desk.accepted($0) })
        aids = FindingAids(database: database, ledger: ledger, clock: clock)
    }

    /// A house that keeps one transfer which the catalogue has not seen: made once, each test takes a copy.
    static func withTransfer(mortal: Int? = nil) async throws -> (house: TestCorridor, transfer: AccessionID) {
        let (template, transfer) = try await template.value
        return (try await TestCorridor(copyOf: template, mortal: mortal), transfer)
    }

    private static let template = Task {
        let house = try await TestCorridor()
        atexit { try? FileManager.default.removeItem(atPath: TestCorridor.templateRoot.withLock { $0 }) }
        templateRoot.withLock { $0 = house.root }
        let transfer = try await house.preserve(try Material.transfer("good-dat93-zip.zip"))
        try await house.file.close()
        return (house, transfer)
    }

    private static let templateRoot = Mutex("")

    func remove() { try? FileManager.default.removeItem(atPath: root) }

    /// Receives a file, checks it, signs for both sides and keeps it; the catalogue has not seen it.
    func preserve(_ path: String) async throws -> AccessionID {
        let accession = try await desk.receive(
            .file(path), name: FileName((path as NSString).lastPathComponent), agency: "江北市司法局", by: archivist)
        try await settle(desk.followers)
        _ = try await desk.sign(
            accession.id, side: .sending, by: Agent(id: "zhao", role: .agencyOfficer), name: "赵一鸣",
            inspection: Inspection(), agency: "江北市司法局")
        _ = try await desk.sign(
            accession.id, side: .receiving, by: archivist, name: "王秀兰", inspection: Inspection())
        try await settle([StacksFollower(stacks)])
        return accession.id
    }

    func close() async throws { try await file.close() }

    func settle(_ followers: [any Follower]) async throws {
        try await FollowerRunner(ledger: ledger, followers: followers, clock: clock, sleep: { _ in }).settle()
    }

    var drafter: FindingAidsFollower { FindingAidsFollower(aids: aids, stacks: stacks) }
    var keeper: DescriptionKeeper { DescriptionKeeper(aids: aids, stacks: stacks) }

    /// The rows of a query, for comparing.
    func rows(_ query: Query) async throws -> [[Value]] {
        try await file.read { tx in try tx.rows(query).map(\.values) }
    }

    /// The rows of a query in a database made anew from the files of the ledger.
    func restoredRows(_ query: Query) async throws -> [[Value]] {
        let anew = try TestGround.database(root + "/anew.db")
        try await anew.migrate(Ledger.migrations + intakeMigrations + preservationMigrations + catalogueMigrations)
        let archive = LedgerArchive(
            store: try FolderStore(root: root + "/ledger"), tailPath: root + "/ledger/tail", keys: [key.verifying])
        _ = try await Ledger.restore(archive, into: anew) { _, event, act, tx in
            try ReceivingDesk.replay(event, act, in: tx)
            try FindingAids.replay(event, act, in: tx)
        }
        return try await anew.read { tx in try tx.rows(query).map(\.values) }
    }

    func rowsDeleted(_ tables: [String]) async throws {
        try await file.write { tx in
            for table in tables { try tx.run(Query(stringLiteral: "DELETE FROM \(table)")) }
        }
    }
}

/// The process was killed: from here on nothing it writes has any effect.
struct Killed: Error {}

/// The real database until so many writes are done.
final class MortalDatabase: Database {
    private let database: any Database
    private let left: Mutex<Int>

    init(database: any Database, writes: Int) {
        self.database = database
        left = Mutex(writes)
    }

    var dialect: Dialect { database.dialect }
    func attach(_ hook: any CommitHook) { database.attach(hook) }
    func close() async throws { try await database.close() }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await database.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        let lives = left.withLock { left in
            left -= 1
            return left >= 0
        }
        guard lives else { throw Killed() }
        return try await database.write(body)
    }
}

/// Other people's files to test with, outside the project: `LANTAI_DATA`, or `../shared/data`.
enum Material {
    static let folder: String? = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["LANTAI_DATA"].map { URL(fileURLWithPath: $0) }
        let beside = package.deletingLastPathComponent().appendingPathComponent("shared/data")
        return [named, beside].compactMap { $0?.path }.first { FileManager.default.fileExists(atPath: $0) }
    }()

    /// Absent material is a failure where everything has to be tested (`CI=true`), otherwise a skip that says so.
    static var isThere: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

    static func transfer(_ name: String) throws -> String {
        guard let folder else { throw Missing() }
        return folder + "/transfers/" + name
    }

    struct Missing: Error {}
}
