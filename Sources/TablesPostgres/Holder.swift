import Archive
import Tables

/// One opening of an archive's schema: the writing connection holds a lock of the server's as long as it lives, so that no
/// two programs write at a time, whatever machines they run on.
///
/// The lock goes with the connection and is taken again with the next one. What another program may have done in between
/// shows in the schema's claim: it bears the name of whoever opened it last. Used on the writer's thread only.
final class Holder {
    let owner: String
    private let settings: PostgresSettings
    private var hasHeld = false

    init(owner: String, _ settings: PostgresSettings) {
        self.owner = owner
        self.settings = settings
    }

    /// Seconds in which a connection that is just ending may still hold the lock.
    static let patience = 5

    /// Takes the lock for a new connection, shown as `name`.
    func take(_ name: String, _ run: (String) throws -> [Row]) throws {
        // Where the network broke, the server has not noticed yet.
        _ = try run(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = '\(name)' AND usename = current_user AND pid <> pg_backend_pid()
            """)
        do {
            _ = try run("SET lock_timeout = '\(Holder.patience)s'")
            _ = try run("SELECT pg_advisory_lock(\(Holder.lock(of: settings.schema)))")
            _ = try run("RESET lock_timeout")
        } catch TablesProblem.busy {
            throw ClaimProblem.held(settings.placeOfSchema)
        }
        let claim = try run(
            hasHeld ? "SELECT home, writer FROM claim" : "UPDATE claim SET writer = '\(name)' RETURNING home, writer"
        ).first
        guard claim?.text("home") == owner else { throw ClaimProblem.missing(settings.placeOfSchema) }
        guard claim?.text("writer") == name else { throw ClaimProblem.superseded(settings.placeOfSchema) }
        hasHeld = true
    }

    /// The number of the lock: another one than that of single transactions.
    static func lock(of schema: String) -> Int64 { PostgresWriter.lock(of: "held " + schema) }
}

extension PostgresSettings {
    /// The schema in words, for errors.
    var placeOfSchema: String { "\(place) \(schema)" }
}
