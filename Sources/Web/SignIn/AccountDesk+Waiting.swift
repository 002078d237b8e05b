import Archive
import Tables

// What of the accounts waits for somebody.

extension AccountDesk {
    /// Accounts in use that the security officer has not permitted yet, and since when the oldest waits.
    func waitingForPermit() async throws -> (count: Int64, since: Instant?) {
        try await database.read { tx in
            let row = try tx.row(
                "SELECT count(*) AS c, min(created_at) AS since FROM account WHERE permitted = 0 AND enabled = 1")
            return (row?.int("c") ?? 0, row?.optionalText("since").flatMap(Instant.init(text:)))
        }
    }

    /// A name nobody can sign in with just now, after wrong tries.
    struct Locked: Sendable {
        /// `nil` where no account is called so: what was typed there may be somebody's password.
        let account: Account?
        let until: Instant
    }

    /// The names locked just now, at most a hundred, those that open first before others.
    func lockedNames() async throws -> [Locked] {
        let now = clock.now
        let rows = try await database.read { tx in
            try tx.rows(
                """
                SELECT name_key, locked_until FROM sign_in_attempt WHERE locked_until > \(now)
                ORDER BY locked_until, name_key LIMIT 100
                """
            ).map { (key: $0.text("name_key"), until: Instant(text: $0.text("locked_until")) ?? now) }
        }
        guard !rows.isEmpty else { return [] }
        let accounts = Dictionary(
            try await list().map { (AccountDesk.key($0.name), $0) }, uniquingKeysWith: { first, _ in first })
        return rows.map { Locked(account: accounts[$0.key], until: $0.until) }
    }
}
