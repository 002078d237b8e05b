import Archive
import Tables

/// What a database must have before the rooms make their tables in it.
enum Schema {
    /// Tables of the engine itself, which no room knows.
    static let own = ["claim", "commit_mark"]

    /// Checks the server and makes the schema and the writers' marks.
    ///
    /// - Parameter owner: who must have claimed the schema; then it is never made here, where a wrong setting would make an
    ///   archive look empty.
    static func prepare(_ session: PostgresSession, owner: String?) throws {
        let settings = session.settings
        try check(session)
        defer { session.drop() }
        if let owner { try hold(session, to: owner) }
        // Two programs may open a new schema at the same time.
        let lock = PostgresWriter.lock(of: settings.schema)
        try session.simple("BEGIN; SELECT pg_advisory_xact_lock(\(lock))")
        // Where it is there already, no right to make one is needed.
        if owner == nil { try session.simple("CREATE SCHEMA IF NOT EXISTS \(quoted(settings.schema))") }
        try session.simple(
            """
            CREATE TABLE IF NOT EXISTS commit_mark (
              writer TEXT PRIMARY KEY, turn BIGINT NOT NULL, at TIMESTAMPTZ NOT NULL);
            DELETE FROM commit_mark WHERE at < now() - INTERVAL '30 days';
            COMMIT
            """)
    }

    /// Refuses a schema that is not `owner`'s.
    static func hold(_ session: PostgresSession, to owner: String) throws {
        let settings = session.settings
        let names = try session.execute(
            """
            SELECT 1 AS one FROM pg_tables WHERE schemaname = \(settings.schema) AND tablename = 'claim'
            """
        ).rows
        guard !names.isEmpty else { throw ClaimProblem.missing(settings.placeOfSchema) }
        guard try session.simple("SELECT home FROM claim").rows.first?.text("home") == owner else {
            throw ClaimProblem.otherHome(settings.placeOfSchema)
        }
    }

    /// Connects, and refuses a server that will not do.
    static func check(_ session: PostgresSession) throws {
        let settings = session.settings
        try session.connect()
        guard session.version >= 120_000 else {
            throw refused(settings, "PostgreSQL 12 or later is needed, this is \(session.version / 10_000)")
        }
        let encoding = try session.simple("SHOW server_encoding").rows[0].text("server_encoding")
        guard encoding == "UTF8" else {
            throw refused(settings, "the database keeps text as \(encoding); create one with ENCODING 'UTF8'")
        }
    }

    private static func refused(_ settings: PostgresSettings, _ detail: String) -> TablesProblem {
        .unopened(path: settings.description, detail: detail)
    }
}
