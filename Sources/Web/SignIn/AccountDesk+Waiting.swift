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

    /// Names nobody can sign in with just now, after wrong tries.
    func lockedNames() async throws -> Int64 {
        let now = clock.now
        return try await database.read { tx in
            try tx.row("SELECT count(*) AS c FROM sign_in_attempt WHERE locked_until > \(now)")?.int("c") ?? 0
        }
    }
}
