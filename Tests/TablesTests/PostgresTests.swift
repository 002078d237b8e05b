import Archive
import Foundation
import Synchronization
import Tables
import TablesPostgres
import TestGround
import Testing

/// Whether `script/test-postgres` started a server. Without one these tests are skipped, and say so; with `CI=true` they
/// run all the same, and stop at the missing server.
private let hasServer =
    TestGround.url(of: .postgres) != nil || ProcessInfo.processInfo.environment["CI"] == "true"

@Suite("PostgreSQL in particular", .enabled(if: hasServer, "needs the server of script/test-postgres run"))
struct PostgresTests {
    @Test("text with a zero character is refused before it is sent, by name")
    func zeroCharacter() async throws {
        let database = try TestGround.postgres(.postgres)
        let problem = await #expect(throws: TablesProblem.self) {
            try await database.read { tx in try tx.rows("SELECT \("a\0b") AS t") }
        }
        #expect(problem?.code == "tables.constraint")
    }

    @Test("a body that swallows a failed statement does not stand, hears why, and harms nobody else")
    func swallowed() async throws {
        let database = try TestGround.postgres(.postgres)
        try await database.migrate([Migration("1") { _ in ["CREATE TABLE t (n BIGINT PRIMARY KEY)"] }])
        let problem = await #expect(throws: TablesProblem.self) {
            try await database.write { tx in
                try tx.run("INSERT INTO t (n) VALUES (1)")
                do { try tx.run("INSERT INTO t (n) VALUES (1)") } catch {}
            }
        }
        #expect(problem?.code == "tables.constraint")
        try await database.write { tx in try tx.run("INSERT INTO t (n) VALUES (2)") }
        #expect(try await database.read { tx in try tx.rows("SELECT n FROM t").map { $0.int("n") } } == [2])
    }

    @Test("a wrong password, a missing database and a server that is not there are told apart, without the password")
    func unopened() throws {
        var settings = try TestGround.settings(.postgres)
        settings.password = "guessed"
        let wrong = #expect(throws: TablesProblem.self) { try PostgresDatabase(settings) }
        #expect(wrong?.code == "tables.unopened" && wrong?.description.contains("guessed") == false)
        settings = try TestGround.settings(.postgres)
        settings.database = "no_such"
        let missing = #expect(throws: TablesProblem.self) { try PostgresDatabase(settings) }
        #expect(missing?.code == "tables.unopened" && missing?.what.en.contains("no_such") == true)
        settings.port = 1
        let silent = #expect(throws: TablesProblem.self) { try PostgresDatabase(settings) }
        #expect(silent?.code == "tables.unreachable" && silent?.isTransient == true)
    }

    @Test("closed, it refuses both verbs, and what was answered is there when it is opened again")
    func closed() async throws {
        let settings = try TestGround.settings(.postgres)
        let database = try PostgresDatabase(settings)
        try await database.migrate([Migration("1") { _ in ["CREATE TABLE t (n BIGINT PRIMARY KEY)"] }])
        try await database.write { tx in try tx.run("INSERT INTO t (n) VALUES (1)") }
        try await database.close()
        await #expect(throws: TablesProblem.closed) { try await database.write { tx in try tx.run("DELETE FROM t") } }
        await #expect(throws: TablesProblem.closed) { try await database.read { tx in try tx.rows("SELECT n FROM t") } }
        let again = try PostgresDatabase(settings)
        #expect(try await again.read { tx in try tx.rows("SELECT n FROM t").count } == 1)
    }
}

@Suite("PostgreSQL lost in the middle", .enabled(if: hasServer, "needs the server of script/test-postgres run"))
struct LostConnectionTests {
    /// What the writers heard of each number.
    private struct Heard {
        var done: Set<Int> = []
        var nothing: Set<Int> = []
        var others: [String] = []
    }

    private static func made(_ settings: PostgresSettings) async throws -> (PostgresDatabase, RecordingHook) {
        let database = try PostgresDatabase(settings, readers: 1, group: 5)
        // No key: a doubled write would show.
        try await database.migrate([
            Migration("1") { _ in ["CREATE TABLE body (n BIGINT NOT NULL)", "CREATE TABLE noted (n BIGINT NOT NULL)"] }
        ])
        let hook = RecordingHook()
        database.attach(hook)
        return (database, hook)
    }

    /// Writes each number once, eight at a time.
    private static func write(_ numbers: Range<Int>, to database: PostgresDatabase) async -> Heard {
        await withTaskGroup(of: Heard.self) { group in
            for first in 0..<8 {
                group.addTask {
                    var heard = Heard()
                    for n in numbers where n % 8 == first {
                        do {
                            try await database.write { tx in
                                try tx.run("INSERT INTO body (n) VALUES (\(n))")
                                tx.note(n)
                            }
                            heard.done.insert(n)
                        } catch let problem as TablesProblem where problem.code == "tables.unreachable" {
                            heard.nothing.insert(n)
                        } catch {
                            heard.others.append("\(n): \(error)")
                        }
                    }
                    return heard
                }
            }
            return await group.reduce(into: Heard()) { all, one in
                all.done.formUnion(one.done)
                all.nothing.formUnion(one.nothing)
                all.others += one.others
            }
        }
    }

    /// What stands on the server, read past any proxy, is exactly what was acknowledged, once each, and the hook agrees.
    private static func check(_ heard: Heard, _ hook: RecordingHook, _ settings: PostgresSettings) async throws {
        let server = try PostgresDatabase(settings, readers: 1)
        let (bodies, noted) = try await server.read { tx in
            (
                try tx.rows("SELECT n FROM body ORDER BY n").map { Int($0.int("n")) },
                try tx.rows("SELECT n FROM noted ORDER BY n").map { Int($0.int("n")) }
            )
        }
        #expect(heard.others == [])
        #expect(bodies == heard.done.sorted() && noted == bodies)
        #expect(hook.log.withLock { $0.committed.sorted() } == bodies)
        try await server.close()
    }

    @Test(
        "cut around COMMIT, before, after or on one side: acknowledged is there, unacknowledged is not, nothing is doubled"
    )
    func cutAroundCommit() async throws {
        let direct = try TestGround.settings(.postgres)
        let proxy = try CuttingProxy(to: direct.port, every: 7)
        defer { proxy.stop() }
        var through = direct
        through.port = proxy.port
        let (database, hook) = try await Self.made(through)
        let heard = await Self.write(0..<400, to: database)
        proxy.rest()
        let cuts = proxy.cuts
        #expect(cuts.count >= 9 && Set(cuts).count == 3)
        // Cut after COMMIT is found done; cut before it is found not done, and told so.
        #expect(!heard.nothing.isEmpty && heard.done.count + heard.nothing.count == 400)
        try await Self.check(heard, hook, direct)
        try await database.close()
        print("cut \(cuts.count) times around COMMIT: \(heard.done.count) acknowledged, \(heard.nothing.count) undone")
    }

    @Test("its backend killed again and again: acknowledged is there, unacknowledged is not, nothing is doubled")
    func killed() async throws {
        let settings = try TestGround.settings(.postgres)
        let (database, hook) = try await Self.made(settings)
        let server = try TestGround.postgres(.postgres)
        let name = database.writerName
        let isOver = Mutex(false)
        async let kills = {
            var kills = 0
            while !isOver.withLock({ $0 }) {
                kills += try await server.read { tx in
                    try tx.rows(
                        "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE application_name = \(name)"
                    ).count
                }
                // Now and then long enough for a slow machine to find out what became of a COMMIT.
                try await Task.sleep(for: .milliseconds([5, 15, 40, 400].randomElement() ?? 5))
            }
            return kills
        }()
        let heard = await Self.write(0..<600, to: database)
        isOver.withLock { $0 = true }
        let count = try await kills
        #expect(count > 3)
        try await Self.check(heard, hook, settings)
        try await database.close()
        print("killed \(count) times: \(heard.done.count) acknowledged, \(heard.nothing.count) undone")
    }
}
