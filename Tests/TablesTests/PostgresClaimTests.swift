import Archive
import Foundation
import Tables
import TablesPostgres
import TestGround
import Testing

private let hasServer =
    TestGround.url(of: .postgres) != nil || ProcessInfo.processInfo.environment["CI"] == "true"

@Suite("A schema belongs to one home", .enabled(if: hasServer, "needs the server of script/test-postgres run"))
struct PostgresClaimTests {
    private static let tables = [Migration("1") { _ in ["CREATE TABLE t (n BIGINT PRIMARY KEY)"] }]

    private static func claimed(by owner: String = "a") throws -> PostgresSettings {
        let settings = try TestGround.settings(.postgres)
        try PostgresDatabase.claim(settings, for: owner)
        return settings
    }

    private static func put(_ n: Int, into database: PostgresDatabase) async throws {
        try await database.write { tx in try tx.run("INSERT INTO t (n) VALUES (\(n))") }
    }

    private static func numbers(_ database: PostgresDatabase) async throws -> [Int64] {
        try await database.read { tx in try tx.rows("SELECT n FROM t ORDER BY n").map { $0.int("n") } }
    }

    /// Ends the connection that writes, as a network or an administrator would.
    private static func cut(_ database: PostgresDatabase) async throws {
        let name = database.writerName
        let server = try TestGround.postgres(.postgres)
        let ended = try await server.read { tx in
            try tx.rows(
                "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE application_name = \(name)"
            ).count
        }
        #expect(ended == 1)
        try await server.close()
    }

    @Test("what is somebody else's, or nobody's, is refused and left as it is; one's own is taken twice")
    func refused() async throws {
        let settings = try Self.claimed()
        #expect(throws: ClaimProblem.self) { try PostgresDatabase.claim(settings, for: "b", clearing: true) }
        #expect(throws: ClaimProblem.self) { try PostgresDatabase(settings, owner: "b") }
        try PostgresDatabase.claim(settings, for: "a")
        let database = try PostgresDatabase(settings, owner: "a")
        try await database.migrate(Self.tables)
        try await Self.put(1, into: database)
        try await database.close()

        // A schema of before names were put on them, or of another program.
        let plain = try TestGround.settings(.postgres)
        let other = try PostgresDatabase(plain)
        try await other.migrate(Self.tables)
        try await Self.put(7, into: other)
        let occupied = #expect(throws: ClaimProblem.self) { try PostgresDatabase.claim(plain, for: "a") }
        #expect(occupied?.code == "tables.occupied")
        #expect(try await Self.numbers(other) == [7])
        let missing = #expect(throws: ClaimProblem.self) { try PostgresDatabase(plain, owner: "a") }
        #expect(missing?.code == "tables.missing")
        try await other.close()
    }

    @Test("cleared, it is empty and still its owner's")
    func cleared() async throws {
        let settings = try Self.claimed()
        let database = try PostgresDatabase(settings, owner: "a")
        try await database.migrate(Self.tables)
        try await database.close()
        try PostgresDatabase.claim(settings, for: "a", clearing: true)
        let again = try PostgresDatabase(settings, owner: "a")
        try await again.migrate(Self.tables)
        #expect(try await Self.numbers(again) == [])
        try await again.close()
    }

    @Test("two programs do not write at a time: the second hears so, and may when the first is gone")
    func held() async throws {
        let settings = try Self.claimed()
        let first = try PostgresDatabase(settings, owner: "a")
        try await first.migrate(Self.tables)
        let second = try PostgresDatabase(settings, owner: "a")
        let problem = await #expect(throws: ClaimProblem.self) { try await Self.put(1, into: second) }
        #expect(problem?.code == "tables.held" && problem?.isTransient == true)
        // Nor is it cleared or set aside under the first.
        #expect(throws: ClaimProblem.self) { try PostgresDatabase.claim(settings, for: "a", clearing: true) }
        try await Self.put(2, into: first)
        try await first.close()
        try await Self.put(1, into: second)
        #expect(try await Self.numbers(second) == [1, 2])
        try await second.close()
    }

    @Test("a connection that was cut is made again, and with it the lock")
    func cutOff() async throws {
        let settings = try Self.claimed()
        let database = try PostgresDatabase(settings, owner: "a")
        try await database.migrate(Self.tables)
        for n in 0..<3 {
            try await Self.cut(database)
            try await Self.put(n, into: database)
        }
        #expect(try await Self.numbers(database) == [0, 1, 2])
        try await database.close()
    }

    @Test("whoever was cut off and finds that another has written since writes no more")
    func superseded() async throws {
        let settings = try Self.claimed()
        let first = try PostgresDatabase(settings, owner: "a")
        try await first.migrate(Self.tables)
        try await Self.put(1, into: first)
        try await Self.cut(first)
        let second = try PostgresDatabase(settings, owner: "a")
        try await Self.put(2, into: second)
        try await second.close()
        for _ in 0..<2 {
            let problem = await #expect(throws: ClaimProblem.self) { try await Self.put(3, into: first) }
            #expect(problem?.code == "tables.superseded")
        }
        #expect(try await Self.numbers(first) == [1, 2])
        try await first.close()
    }

    @Test("set aside, the old rows stand under another name, whole, and an empty schema in their place")
    func aside() async throws {
        let settings = try Self.claimed()
        let before = settings.schema + "_before"
        let database = try PostgresDatabase(settings, owner: "a")
        try await database.migrate(Self.tables)
        try await Self.put(1, into: database)
        try await database.close()
        #expect(try !PostgresDatabase.has(settings, schema: before, of: "a"))
        #expect(throws: ClaimProblem.self) { try PostgresDatabase.setAside(settings, as: before, for: "b") }
        try PostgresDatabase.setAside(settings, as: before, for: "a")
        #expect(try PostgresDatabase.has(settings, schema: before, of: "a"))
        var aside = settings
        aside.schema = before
        let old = try PostgresDatabase(aside, owner: "a")
        #expect(try await Self.numbers(old) == [1])
        try await old.close()
        let new = try PostgresDatabase(settings, owner: "a")
        try await new.migrate(Self.tables)
        #expect(try await Self.numbers(new) == [])
        try await new.close()
        try PostgresDatabase.forget(settings, schema: before, of: "a")
        #expect(try !PostgresDatabase.has(settings, schema: before, of: "a"))
        // What is not there is forgotten already.
        try PostgresDatabase.forget(settings, schema: before, of: "a")
    }
}
