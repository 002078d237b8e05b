import Archive
import Bytes
import Foundation
import Hummingbird
import Ledger
import Logging
import Synchronization
import Tables
import TablesSQLite
import Testing

@testable import Web

/// A small house in a folder of its own: database, ledger, accounts, and a clock the test moves.
final class TestHouse: Sendable {
    let root: String
    let time = TestTime()
    let clock: Clock
    let database: any Database
    let ledger: Ledger
    let accounts: AccountDesk

    static let password = "山高水长 2026 秋"

    init() async throws {
        root = NSTemporaryDirectory() + "lantai-web-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root + "/staging", withIntermediateDirectories: true)
        let time = time
        clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { time.now }
        database = try SQLiteDatabase(path: root + "/lantai.db")
        try await database.migrate(Ledger.migrations + signInMigrations)
        ledger = try await Ledger(
            database: database, store: FolderStore(root: root + "/ledger"), tailPath: root + "/tail", key: .generate(),
            clock: clock)
        accounts = AccountDesk(database: database, ledger: ledger, clock: clock)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func settings(_ change: (inout WebSettings) -> Void = { _ in }) -> WebSettings {
        var settings = WebSettings(
            site: Site(
                name: Words(zh: "临江市档案馆", en: "Linjiang Municipal Archives"), isClassified: false,
                network: Words(zh: "局域网", en: "local network")),
            stagingPath: root + "/staging", freeSpaceFloor: 0)
        change(&settings)
        return settings
    }

    func rooms(_ settings: WebSettings) -> WebRooms {
        WebRooms(database: database, ledger: ledger, accounts: accounts, clock: clock, settings: settings)
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
}
