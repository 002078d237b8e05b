import Appraisal
import Archive
import Bytes
import Catalogue
import Discovery
import Formats
import Foundation
import Hummingbird
import Intake
import Ledger
import Logging
import Preservation
import Sharing
import Synchronization
import Tables
import TestGround
import Testing

@testable import Web

/// A whole house in a folder of its own, with a clock the test moves. Followers work when `settle` is called.
final class TestHouse: Sendable {
    let root: String
    let time = TestTime()
    let clock: Clock
    let database: any Database
    let ledger: Ledger
    let publicLog: PublicLog
    let accounts: AccountDesk
    let desk: ReceivingDesk
    let aids: FindingAids
    let board: AppraisalBoard
    let readingRoom: ReadingRoom
    let finder: Finder
    let runner: FollowerRunner
    let store: FolderStore
    let stacks: Stacks
    let storage: StorageWatch
    private let workers: WorkerPool?

    /// The program beside the tests, which answers to `__worker`.
    private static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("lantai").path

    static let password = "山高水长 2026 秋"

    /// - Parameter workers: Whether pages are drawn.
    /// - Parameters:
    ///   - workers: Whether pages of documents are drawn.
    ///   - opens: Whether the receiving desk opens files too.
    ///   - change: What the receiving desk is told besides.
    init(
        workers: Bool = false, opens: Bool = false, receiving change: (inout IntakeSettings) -> Void = { _ in }
    ) async throws {
        let workers = workers ? WorkerPool(executable: Self.program, count: 1) : nil
        self.workers = workers
        root = NSTemporaryDirectory() + "lantai-web-" + UUID().uuidString
        let time = time
        clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { time.now }
        let scratch = try Scratch(root: root + "/scratch")
        database = try TestGround.database(root + "/lantai.db")
        try await database.migrate(
            Ledger.migrations + intakeMigrations + preservationMigrations + catalogueMigrations + appraisalMigrations
                + sharingMigrations
                + signInMigrations)
        ledger = try await Ledger(
            database: database, store: FolderStore(root: root + "/ledger"), tailPath: root + "/tail", key: .generate(),
            clock: clock)
        publicLog = try await PublicLog(
            ledger: ledger, folder: root + "/public-log", keys: KeyPlace(folder: root + "/keys"),
            origin: "archive.example/ledger", beat: 600, clock: clock)
        try await publicLog.keepTime()
        accounts = AccountDesk(
            database: database, ledger: ledger, clock: clock, key: SignInKey(path: root + "/sign-in.key"),
            house: ["临江市档案馆", "Linjiang City Archives"])
        var receiving = IntakeSettings(archive: "临江市档案馆", freeSpaceFloor: 0)
        change(&receiving)
        let desk = ReceivingDesk(
            database: database, ledger: ledger, scratch: scratch, workers: opens ? workers : nil, clock: clock,
            settings: receiving)
        self.desk = desk
        store = try FolderStore(root: root + "/stacks")
        let stacks = try await Stacks(
            database: database, ledger: ledger, store: store, scratch: scratch, clock: clock,
            repairs: .ask, packages: { try await desk.accepted($0) })
        self.stacks = stacks
        storage = StorageWatch(
            stacks, clock: clock,
            limits: .init(
                floor: 0, checksDays: 180, backupDays: 7, lagHours: 24, spaceDays: 30, setsDays: 365,
                formatsDays: 0, scansDays: 0, hasScanner: false),
            free: { 1 << 40 }, backup: { nil }, policy: { try await desk.formatPolicy(on: $0) })
        aids = FindingAids(
            database: database, ledger: ledger, clock: clock, placed: { try AppraisalBoard.replay($0, $1, in: $2) })
        board = AppraisalBoard(database: database, ledger: ledger, clock: clock)
        readingRoom = ReadingRoom(
            database: database, stacks: stacks, aids: aids, board: board, scratch: scratch, workers: workers,
            clock: clock, settings: ReadingRoomSettings(archive: "临江市档案馆"), publicLog: publicLog)
        let (database, aids, board, clock, root) = (database, aids, board, clock, root)
        func index(_ scope: IndexScope) throws -> SearchIndex {
            try SearchIndex(
                folder: root + "/index", scope: scope,
                source: .rooms(scope, database: database, aids: aids, stacks: stacks, board: board, clock: clock),
                clock: clock)
        }
        finder = Finder(staff: try index(.staff), public: try index(.public))
        runner = FollowerRunner(
            ledger: ledger,
            followers: desk.followers + [
                StacksFollower(stacks), FindingAidsFollower(aids: aids, stacks: stacks),
                IndexFollower(finder.staff, aids: aids, board: board),
                IndexFollower(finder.public, aids: aids, board: board), ProofFollower(readingRoom),
            ], clock: clock)
    }

    /// Lets all followers work to the end.
    func settle() async throws { try await runner.settle() }

    /// Ends the children that draw pages.
    func close() async { await workers?.close() }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func settings(_ change: (inout WebSettings) -> Void = { _ in }) -> WebSettings {
        var settings = WebSettings(
            site: Site(
                name: Words(zh: "临江市档案馆", en: "Linjiang Municipal Archives"), isClassified: false,
                network: Words(zh: "局域网", en: "local network")),
            stagingPath: root + "/scratch", freeSpaceFloor: 0)
        change(&settings)
        return settings
    }

    func rooms(_ settings: WebSettings) -> WebRooms {
        WebRooms(
            database: database, ledger: ledger, runner: runner, desk: desk, aids: aids, board: board,
            readingRoom: readingRoom, finder: finder, workers: workers, accounts: accounts, clock: clock,
            storage: storage, settings: settings
        )
    }

    @discardableResult
    func account(
        _ name: String, _ roles: Set<Role>, agency: String? = nil, mustChange: Bool = false
    ) async throws -> Account {
        try await accounts.create(
            .init(name: name, roles: roles, agency: agency, password: Self.password, mustChangePassword: mustChange),
            by: .steward)
    }

    /// Runs `body` against the pages on a port of their own.
    func serving(
        _ change: (inout WebSettings) -> Void = { _ in }, log: Int32? = nil, _ body: (TestClient) async throws -> Void
    ) async throws {
        let (ports, port) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = webApplication(
            rooms: rooms(settings(change)), host: "127.0.0.1", port: 0, log: log.map(AccessLog.init(descriptor:)),
            logger: logger, onRunning: { port.yield($0) })
        let server = Task { try await application.run() }
        defer { server.cancel() }
        var iterator = ports.makeAsyncIterator()
        let taken = try #require(await iterator.next())
        try await body(TestClient(port: taken))
    }
}

/// A clock that stands where the test puts it.
final class TestTime: Sendable {
    private let moment = Mutex(Instant(text: "2026-11-23T02:31:00.000000Z")!)
    var now: Instant { moment.withLock { $0 } }
    func move(_ duration: Duration) { moment.withLock { $0 = $0 + duration } }
    func set(_ text: String) { moment.withLock { $0 = Instant(text: text)! } }
}
