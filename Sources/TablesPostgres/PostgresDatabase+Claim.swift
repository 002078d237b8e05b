import Archive
import Tables

// A schema belongs to one archive: it bears the name of its home, from before the first table is made.

extension PostgresDatabase {
    /// Takes the schema for the home named `owner`, if it is empty or is that home's already.
    ///
    /// - Parameter clearing: what the same home has there is thrown away: it was only half made.
    /// - Throws: `ClaimProblem.occupied`, `.otherHome`, `.held`.
    package static func claim(_ settings: PostgresSettings, for owner: String, clearing: Bool = false) throws {
        try alone(settings) { session in
            let claim = try claimed(session)
            if let claim {
                guard claim == owner else { throw ClaimProblem.otherHome(settings.placeOfSchema) }
                if clearing { try clear(session) } else { return }
            }
            try begin(session, owner)
        }
    }

    /// Renames the schema of `owner` to `before`, with all that is in it, and begins an empty one in its place. What was
    /// called `before` must be gone: see `forget`.
    package static func setAside(_ settings: PostgresSettings, as before: String, for owner: String) throws {
        try alone(settings) { session in
            guard let claim = try claimed(session) else { return try begin(session, owner) }
            guard claim == owner else { throw ClaimProblem.otherHome(settings.placeOfSchema) }
            _ = try session.simple("ALTER SCHEMA \(quoted(settings.schema)) RENAME TO \(quoted(before))")
            _ = try session.simple("CREATE SCHEMA \(quoted(settings.schema))")
            try begin(session, owner)
        }
    }

    /// Whether there is a schema called `name` beside that of `settings`, and it is `owner`'s.
    package static func has(_ settings: PostgresSettings, schema name: String, of owner: String) throws -> Bool {
        var other = settings
        other.schema = name
        let session = PostgresSession(other, name: "lantai", schema: SchemaCount())
        try session.connect()
        defer { session.drop() }
        guard try isThere(session) else { return false }
        return try claimed(session) == owner
    }

    /// Drops the schema `name`, if it is `owner`'s.
    package static func forget(_ settings: PostgresSettings, schema name: String, of owner: String) throws {
        var other = settings
        other.schema = name
        let session = PostgresSession(other, name: "lantai", schema: SchemaCount())
        try session.connect()
        defer { session.drop() }
        guard try isThere(session) else { return }
        guard try claimed(session) == owner else { throw ClaimProblem.occupied(other.placeOfSchema) }
        _ = try session.simple("DROP SCHEMA \(quoted(name)) CASCADE")
    }

    /// Runs `body` in one transaction while nobody has the schema open, and makes the schema if it is not there.
    private static func alone(_ settings: PostgresSettings, _ body: (PostgresSession) throws -> Void) throws {
        let session = PostgresSession(settings, name: "lantai", schema: SchemaCount())
        try Schema.check(session)
        defer { session.drop() }
        _ = try session.simple("BEGIN; SET LOCAL lock_timeout = '\(Holder.patience)s'")
        do {
            _ = try session.simple("SELECT pg_advisory_xact_lock(\(Holder.lock(of: settings.schema)))")
        } catch TablesProblem.busy {
            throw ClaimProblem.held(settings.placeOfSchema)
        }
        // Asked first: who may not make schemas may not even ask that one be made if it is missing.
        if try !isThere(session) { _ = try session.simple("CREATE SCHEMA \(quoted(settings.schema))") }
        try body(session)
        _ = try session.simple("COMMIT")
    }

    private static func isThere(_ session: PostgresSession) throws -> Bool {
        try !session.execute("SELECT 1 AS one FROM pg_namespace WHERE nspname = \(session.settings.schema)").rows
            .isEmpty
    }

    /// Whose the schema is; `nil` if it is empty.
    private static func claimed(_ session: PostgresSession) throws -> String? {
        let tables = try session.execute(
            """
            SELECT relname::text AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
            WHERE nspname = \(session.settings.schema)
            """
        ).rows.map { $0.text("name") }
        if tables.isEmpty { return nil }
        guard tables.contains("claim"), let row = try session.simple("SELECT home FROM claim").rows.first else {
            throw ClaimProblem.occupied(session.settings.placeOfSchema)
        }
        return row.text("home")
    }

    private static func clear(_ session: PostgresSession) throws {
        let tables = try session.execute(
            "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = \(session.settings.schema)"
        ).rows.map { quoted($0.text("name")) }
        _ = try session.simple("DROP TABLE \(tables.joined(separator: ", ")) CASCADE")
    }

    private static func begin(_ session: PostgresSession, _ owner: String) throws {
        _ = try session.simple("CREATE TABLE claim (home TEXT NOT NULL, writer TEXT NOT NULL)")
        _ = try session.execute("INSERT INTO claim (home, writer) VALUES (\(owner), '')")
    }
}
