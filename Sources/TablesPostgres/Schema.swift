import Archive
import Tables

/// What a database must have before the rooms make their tables in it.
enum Schema {
    /// Checks the server and makes the schema and the writers' marks.
    static func prepare(_ session: PostgresSession) throws {
        let settings = session.settings
        try session.connect()
        defer { session.drop() }
        guard session.version >= 120_000 else {
            throw refused(settings, "PostgreSQL 12 or later is needed, this is \(session.version / 10_000)")
        }
        let encoding = try session.simple("SHOW server_encoding").rows[0].text("server_encoding")
        guard encoding == "UTF8" else {
            throw refused(settings, "the database keeps text as \(encoding); create one with ENCODING 'UTF8'")
        }
        // Two programs may open a new schema at the same time.
        let lock = PostgresWriter.lock(of: settings.schema)
        try session.simple("BEGIN; SELECT pg_advisory_xact_lock(\(lock))")
        try session.simple(
            """
            CREATE SCHEMA IF NOT EXISTS \(quoted(settings.schema));
            CREATE TABLE IF NOT EXISTS commit_mark (
              writer TEXT PRIMARY KEY, turn BIGINT NOT NULL, at TIMESTAMPTZ NOT NULL);
            DELETE FROM commit_mark WHERE at < now() - INTERVAL '30 days';
            COMMIT
            """)
    }

    private static func refused(_ settings: PostgresSettings, _ detail: String) -> TablesProblem {
        .unopened(path: settings.description, detail: detail)
    }
}
