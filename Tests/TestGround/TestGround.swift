import Foundation
import Synchronization
package import Tables
package import TablesPostgres
import TablesSQLite

/// The database under a room's tests: SQLite, or with `LANTAI_TEST_ENGINE=postgres` (or `postgres-zh`) a schema of the
/// server that `script/test-postgres` started.
package enum TestGround {
    package enum Engine: String, Sendable {
        case sqlite, postgres
        /// The same server, with text ordered as in Chinese.
        case postgresZh = "postgres-zh"
    }

    package static let engine: Engine = {
        let name = ProcessInfo.processInfo.environment["LANTAI_TEST_ENGINE"] ?? "sqlite"
        guard let engine = Engine(rawValue: name) else {
            preconditionFailure("LANTAI_TEST_ENGINE is sqlite, postgres or postgres-zh, not \(name)")
        }
        return engine
    }()

    package static var isSQLite: Bool { engine == .sqlite }

    /// Schemas made so far, by the path under which the test knows them.
    private static let schemas = Mutex<[String: String]>([:])

    /// The database that a test keeps at `path`: that file, or a schema of its own; the same path finds the same rows.
    package static func database(_ path: String, group: Int = 50) throws -> any Database {
        if isSQLite { return try SQLiteDatabase(path: path, group: group) }
        let schema = schemas.withLock { schemas in
            if let known = schemas[path] { return known }
            let fresh = "t_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
            schemas[path] = fresh
            return fresh
        }
        return try postgres(engine, schema: schema, group: group)
    }

    /// Copies the database at `path` to `copy`, where the test has copied the folder; both must be closed. On PostgreSQL
    /// the copy has the same tables, keys and rows, but no foreign keys.
    package static func copied(_ path: String, to copy: String) async throws {
        guard let old = schemas.withLock({ $0[path] }) else { return }
        let database = try database(copy)
        let new = schemas.withLock { $0[copy] ?? "" }
        try await database.write { tx in
            let tables = try tx.rows("SELECT tablename AS name FROM pg_tables WHERE schemaname = \(old)")
            for name in tables.map({ $0.text("name") }) where name != "commit_mark" {
                try tx.run(Query(stringLiteral: "CREATE TABLE \(new).\(name) (LIKE \(old).\(name) INCLUDING ALL)"))
                try tx.run(Query(stringLiteral: "INSERT INTO \(new).\(name) SELECT * FROM \(old).\(name)"))
            }
        }
        try await database.close()
    }

    /// Puts the database kept at `copy` in the place of the one at `path`, as restoring a file of before would; both must
    /// be closed.
    package static func replace(_ path: String, with copy: String) throws {
        schemas.withLock { schemas in if let kept = schemas.removeValue(forKey: copy) { schemas[path] = kept } }
        guard isSQLite else { return }
        for end in ["-wal", "-shm", ""] {
            try? FileManager.default.removeItem(atPath: path + end)
            if FileManager.default.fileExists(atPath: copy + end) {
                try FileManager.default.moveItem(atPath: copy + end, toPath: path + end)
            }
        }
    }

    /// Loses the database at `path`: the next one there is empty.
    package static func remove(_ path: String) {
        schemas.withLock { $0[path] = nil }
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }

    /// Where the tests' server is; `nil` if none was started.
    package static func url(of engine: Engine) -> String? {
        let environment = ProcessInfo.processInfo.environment
        return environment[engine == .postgresZh ? "LANTAI_TEST_POSTGRES_ZH" : "LANTAI_TEST_POSTGRES"]
    }

    /// A schema of the tests' server; a new one if none is named.
    package static func postgres(
        _ engine: Engine, schema: String? = nil, group: Int = 50
    ) throws -> PostgresDatabase {
        try PostgresDatabase(try settings(engine, schema: schema), readers: 2, group: group)
    }

    package static func settings(_ engine: Engine, schema: String? = nil) throws -> PostgresSettings {
        guard let url = url(of: engine) else {
            preconditionFailure("no PostgreSQL: run the tests through script/test-postgres run")
        }
        var settings = try PostgresSettings(url: url)
        // Some hundred tests' databases are open side by side.
        settings.idleSeconds = 2
        settings.schema = schema ?? "t_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
        return settings
    }
}
