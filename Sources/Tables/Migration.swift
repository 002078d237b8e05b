/// One step of a room's tables. It describes the past: once released it is never edited, only followed by another.
package struct Migration: Sendable {
    /// `2026-11 accessions`: unique in the house.
    package let name: String
    /// The statements, each one whole. DDL only in names and types that the dialect gives or both engines share.
    package let statements: @Sendable (Dialect) -> [String]

    package init(_ name: String, _ statements: @escaping @Sendable (Dialect) -> [String]) {
        self.name = name
        self.statements = statements
    }
}

extension Database {
    /// Names of the migrations that were applied to this database, by whatever program; none on a new one.
    package func migrated() async throws -> [String] {
        try await write { tx in
            _ = try tx.run("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)")
            return try tx.migrations()
        }
    }

    /// Applies the migrations not yet applied, in order, each in a transaction of its own.
    package func migrate(_ migrations: [Migration]) async throws {
        try await write { tx in
            _ = try tx.run("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)")
        }
        for migration in migrations {
            try await write { tx in
                guard try tx.row("SELECT name FROM migration WHERE name = \(migration.name)") == nil else { return }
                for statement in migration.statements(tx.dialect) { try tx.run(Query(stringLiteral: statement)) }
                try tx.run("INSERT INTO migration (name) VALUES (\(migration.name))")
            }
        }
    }
}

extension Transaction {
    /// Names of the migrations that were applied, of a database that has any.
    package func migrations() throws -> [String] {
        try rows("SELECT name FROM migration ORDER BY name").map { $0.text("name") }
    }
}
