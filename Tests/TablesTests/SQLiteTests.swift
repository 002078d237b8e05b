import Archive
import Foundation
import Tables
import TablesSQLite
import Testing

@Suite("SQLite in particular")
struct SQLiteTests {
    private func database() async throws -> SQLiteDatabase {
        let database = try SQLiteDatabase(path: try TemporaryFolder.shared.fresh() + "/lantai.db")
        try await database.migrate([Migration("1") { _ in ["CREATE TABLE t (n INTEGER PRIMARY KEY, bytes BLOB)"] }])
        return database
    }

    @Test("commits are on disk before anyone is answered, and foreign keys hold")
    func pragmas() async throws {
        let database = try await database()
        let read = { @Sendable (pragma: String, tx: any Transaction) throws -> Value in
            try tx.rows(Query(stringLiteral: "PRAGMA \(pragma)"))[0].values[0]
        }
        let (mode, synchronous, keys) = try await database.write { tx in
            (try read("journal_mode", tx), try read("synchronous", tx), try read("foreign_keys", tx))
        }
        #expect(mode == .text("wal") && synchronous == .integer(2) && keys == .integer(1))
        let readerKeys = try await database.read { tx in try read("foreign_keys", tx) }
        #expect(readerKeys == .integer(1))
    }

    @Test("a full database says so, undoes the body, will pass, and goes on when there is room")
    func full() async throws {
        let database = try await database()
        try await database.write { tx in
            _ = try tx.rows("PRAGMA max_page_count = 20")
            try tx.run("INSERT INTO t (n) VALUES (1)")
        }
        let problem = await #expect(throws: FullDisk.self) {
            try await database.write { tx in
                try tx.run("INSERT INTO t (n) VALUES (2)")
                try tx.run("INSERT INTO t (n, bytes) VALUES (3, \([UInt8](repeating: 7, count: 200_000)))")
            }
        }
        #expect(problem?.isTransient == true)
        #expect(try await database.read { tx in try tx.rows("SELECT n FROM t").count } == 1)
        try await database.write { tx in _ = try tx.rows("PRAGMA max_page_count = 1000000") }
        try await database.write { tx in
            try tx.run("INSERT INTO t (n, bytes) VALUES (3, \([UInt8](repeating: 7, count: 200_000)))")
        }
        #expect(try await database.read { tx in try tx.rows("SELECT n FROM t").count } == 2)
    }

    @Test("a folder that is missing is an unopened database, in words")
    func unopened() throws {
        let path = try TemporaryFolder.shared.fresh() + "/missing/lantai.db"
        let problem = #expect(throws: TablesProblem.self) { try SQLiteDatabase(path: path) }
        #expect(problem?.code == "tables.unopened" && problem?.what.zh.contains(path) == true)
    }

    @Test("a file that is no database is not opened")
    func noDatabase() throws {
        let path = try TemporaryFolder.shared.fresh() + "/lantai.db"
        try Data(repeating: 65, count: 4096).write(to: URL(fileURLWithPath: path))
        #expect(throws: TablesProblem.self) { try SQLiteDatabase(path: path) }
    }

    @Test("a wrong statement shows its text and none of its values")
    func wrongStatement() async throws {
        let database = try await database()
        let problem = await #expect(throws: TablesProblem.self) {
            try await database.read { tx in try tx.rows("SELEC n FROM t WHERE n = \("secret")") }
        }
        #expect(problem?.code == "tables.statement" && problem?.description.contains("SELEC n") == true)
        #expect(problem?.description.contains("secret") == false)
    }

    @Test("closed, it refuses both verbs, and what was answered is there when it is opened again")
    func closed() async throws {
        let database = try await database()
        try await database.write { tx in try tx.run("INSERT INTO t (n) VALUES (1)") }
        try await database.close()
        try await database.close()
        // All of it is in the one file.
        #expect((try? Data(contentsOf: URL(fileURLWithPath: database.path + "-wal")))?.isEmpty ?? true)
        await #expect(throws: TablesProblem.closed) { try await database.write { tx in try tx.run("DELETE FROM t") } }
        await #expect(throws: TablesProblem.closed) { try await database.read { tx in try tx.rows("SELECT n FROM t") } }
        let again = try SQLiteDatabase(path: database.path)
        #expect(try await again.read { tx in try tx.rows("SELECT n FROM t").count } == 1)
    }

    @Test("a transaction kept beyond its body stops the program at its next use")
    func kept() async {
        await #expect(processExitsWith: .failure) {
            let database = try SQLiteDatabase(path: try TemporaryFolder.shared.fresh() + "/lantai.db")
            nonisolated(unsafe) var kept: (any Transaction)?
            try await database.write { tx in kept = tx }
            _ = try kept?.rows("SELECT 1")
        }
    }
}
