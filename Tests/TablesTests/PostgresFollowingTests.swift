import Archive
import Foundation
import Tables
import TablesPostgres
import TestGround
import Testing

private let hasServer =
    TestGround.url(of: .postgres) != nil || ProcessInfo.processInfo.environment["CI"] == "true"

@Suite("Several processes on one schema", .enabled(if: hasServer, "needs the server of script/test-postgres run"))
struct PostgresFollowingTests {
    private static let tables = [Migration("1") { _ in ["CREATE TABLE t (n BIGINT PRIMARY KEY)"] }]

    private static func numbers(_ database: PostgresDatabase) async throws -> [Int64] {
        try await database.read { tx in try tx.rows("SELECT n FROM t ORDER BY n").map { $0.int("n") } }
    }

    @Test("one that follows reads what another commits, writes nothing, and takes no lock")
    func follows() async throws {
        let settings = try TestGround.settings(.postgres)
        try PostgresDatabase.claim(settings, for: "a")
        let follower = try PostgresDatabase(following: settings, owner: "a")
        let writer = try PostgresDatabase(settings, owner: "a")
        try await writer.migrate(Self.tables)
        try await writer.write { tx in try tx.run("INSERT INTO t (n) VALUES (1)") }
        #expect(try await Self.numbers(follower) == [1])
        await #expect(throws: ReadsOnly()) {
            try await follower.write { tx in try tx.run("INSERT INTO t (n) VALUES (2)") }
        }
        #expect(try await Self.numbers(writer) == [1])
        #expect(try await follower.read { try $0.migrations() } == ["1"])
        try await follower.close()
        try await writer.close()
        #expect(throws: ClaimProblem.self) { try PostgresDatabase(following: settings, owner: "b") }
    }

    @Test("where the one that writes answers is known as long as it lives, and no longer")
    func place() async throws {
        let settings = try TestGround.settings(.postgres)
        try PostgresDatabase.claim(settings, for: "a")
        let follower = try PostgresDatabase(following: settings, owner: "a")
        #expect(try await follower.knownSecret() == nil)
        let first = try PostgresDatabase(settings, owner: "a")
        try await first.migrate(Self.tables)
        let secret = try await first.secretOfProcesses()
        #expect(secret.utf8.count == 64)
        #expect(try await follower.knownSecret() == secret)
        #expect(try await follower.writerPlace() == nil)
        for _ in 0..<2 { try await first.announce("http://127.0.0.1:7001") }
        #expect(try await follower.writerPlace()?.address == "http://127.0.0.1:7001")
        try await first.close()
        try await Self.isGone(follower)

        // The next one: the same secret, and no address before it says its own.
        let second = try PostgresDatabase(settings, owner: "a")
        #expect(try await second.secretOfProcesses() == secret)
        try await second.migrate(Self.tables)
        try await second.write { tx in try tx.run("INSERT INTO t (n) VALUES (2)") }
        #expect(try await follower.writerPlace() == nil)
        try await second.announce("http://127.0.0.1:7002")
        #expect(try await follower.writerPlace()?.address == "http://127.0.0.1:7002")
        try await second.close()
        try await follower.close()
    }

    /// The server ends a session a moment after its connection was closed.
    private static func isGone(_ follower: PostgresDatabase) async throws {
        while try await follower.writerPlace() != nil { try await Task.sleep(for: .milliseconds(20)) }
    }

    @Test("one that was overtaken hears so when it says where it is")
    func overtaken() async throws {
        let settings = try TestGround.settings(.postgres)
        try PostgresDatabase.claim(settings, for: "a")
        let first = try PostgresDatabase(settings, owner: "a")
        try await first.migrate(Self.tables)
        _ = try await first.secretOfProcesses()
        try await first.announce("http://127.0.0.1:7001")
        let name = first.writerName
        let server = try TestGround.postgres(.postgres)
        _ = try await server.read { tx in
            try tx.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = \(name)")
        }
        let second = try PostgresDatabase(settings, owner: "a")
        try await second.write { tx in try tx.run("INSERT INTO t (n) VALUES (2)") }
        let problem = await #expect(throws: ClaimProblem.self) { try await first.announce("http://127.0.0.1:7001") }
        #expect(problem?.code == "tables.superseded")
        for each in [first, second, server] { try await each.close() }
    }
}

@Suite("Several servers in one address")
struct PostgresHostsTests {
    @Test("each host with its own port, or that of all; the first that takes writes is asked for")
    func hosts() throws {
        let settings = try PostgresSettings(
            url: "postgres://u:p@db1:5433,db2,[::1]:5434/archive?schema=s&sslmode=disable")
        #expect(settings.host == "db1:5433,db2,[::1]:5434")
        #expect(settings.hasStandby && settings.user == "u" && settings.database == "archive" && settings.schema == "s")
        #expect(settings.description == "postgres://u:…@db1:5433,db2:5432,::1:5434/archive?schema=s&sslmode=disable")
        let one = try PostgresSettings(url: "postgres://u@db1:5433/archive")
        #expect(!one.hasStandby && one.host == "db1" && one.port == 5433 && one.tls == .verifyHost)
        let here = try PostgresSettings(url: "postgres://u@127.0.0.1:1,127.0.0.1:2/archive")
        #expect(here.tls == .prefer)
    }
}
