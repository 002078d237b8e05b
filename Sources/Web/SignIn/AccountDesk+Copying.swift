package import Tables

extension AccountDesk {
    /// Takes over the accounts of another database, passwords and all: sign-in is no part of the ledger, so a rebuild
    /// finds it only in the database it replaces.
    /// - Returns: How many accounts were taken.
    package func copy(from old: any Database) async throws -> Int {
        // What an older program left is brought to the shape of today first.
        try await old.migrate(signInMigrations)
        let (accounts, roles, tokens, secrets, sheets, filters) = try await old.read { tx in
            (
                try tx.rows(
                    """
                    SELECT id, name, name_key, display_name, person, side, agency, password, must_change, enabled, permitted,
                      second_factor, created_at, signed_in_at FROM account
                    """), try tx.rows("SELECT account, side, role FROM account_role"),
                try tx.rows("SELECT * FROM api_token"),
                try tx.rows("SELECT * FROM one_time_secret"), try tx.rows("SELECT * FROM sheet_code"),
                try tx.rows("SELECT * FROM saved_filter")
            )
        }
        try await database.write { tx in
            for row in accounts {
                try tx.run(
                    """
                    INSERT INTO account (id, name, name_key, display_name, person, side, agency, password, must_change,
                      enabled, permitted, second_factor, created_at, signed_in_at)
                    VALUES (\(row["id"]), \(row["name"]), \(row["name_key"]), \(row["display_name"]), \(row["person"]),
                      \(row["side"]), \(row["agency"]), \(row["password"]), \(row["must_change"]), \(row["enabled"]),
                      \(row["permitted"]), \(row["second_factor"]), \(row["created_at"]), \(row["signed_in_at"]))
                    """)
            }
            for row in secrets {
                try tx.run(
                    """
                    INSERT INTO one_time_secret (account, confirmed, nonce, last_step)
                    VALUES (\(row["account"]), \(row["confirmed"]), \(row["nonce"]), \(row["last_step"]))
                    """)
            }
            for row in sheets {
                try tx.run("INSERT INTO sheet_code (account, digest) VALUES (\(row["account"]), \(row["digest"]))")
            }
            for row in filters {
                try tx.run(
                    """
                    INSERT INTO saved_filter (account, name, query, at)
                    VALUES (\(row["account"]), \(row["name"]), \(row["query"]), \(row["at"]))
                    """)
            }
            for row in tokens {
                try tx.run(
                    """
                    INSERT INTO api_token (id, account, name, scopes, digest, created_at, expires_at, used_at)
                    VALUES (\(row["id"]), \(row["account"]), \(row["name"]), \(row["scopes"]), \(row["digest"]),
                      \(row["created_at"]), \(row["expires_at"]), \(row["used_at"]))
                    """)
            }
            for row in roles {
                try tx.run(
                    """
                    INSERT INTO account_role (account, side, role) VALUES (\(row["account"]), \(row["side"]), \(row["role"]))
                    """)
            }
        }
        return accounts.count
    }
}
