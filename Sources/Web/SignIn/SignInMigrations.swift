import Archive
package import Tables

/// The tables of sign-in. They are not rebuilt from the ledger: secrets are in none of its documents.
package let signInMigrations: [Migration] = [
    Migration("2026-11 accounts and sessions") { dialect in
        [
            // `person` is unique and `side` single: so one person stands on one side only. The keys of `account_role`
            // carry the side along, and its check lets each side have its own roles and no other: the three
            // administrators (三员) are disjoint from each other and from every role over records.
            """
            CREATE TABLE account (
              id \(dialect.binaryText) NOT NULL PRIMARY KEY, name TEXT NOT NULL,
              name_key \(dialect.binaryText) NOT NULL UNIQUE, display_name TEXT NOT NULL,
              person \(dialect.binaryText) NOT NULL UNIQUE,
              side TEXT NOT NULL CHECK (side IN
                ('agency', 'archive', 'authority', 'system-administrator', 'security-officer', 'auditor')),
              agency TEXT, password TEXT NOT NULL, must_change \(dialect.int64) NOT NULL,
              enabled \(dialect.int64) NOT NULL, created_at TEXT NOT NULL, signed_in_at TEXT,
              UNIQUE (id, side), CHECK ((side = 'agency') = (agency IS NOT NULL)))
            """,
            """
            CREATE TABLE account_role (
              account \(dialect.binaryText) NOT NULL, side TEXT NOT NULL, role TEXT NOT NULL,
              PRIMARY KEY (account, role), FOREIGN KEY (account, side) REFERENCES account (id, side),
              CHECK ((side = 'agency' AND role = 'agency-officer')
                OR (side = 'archive' AND role IN ('archivist', 'reviewer'))
                OR (side = 'authority' AND role = 'supervisor')
                OR (side IN ('system-administrator', 'security-officer', 'auditor') AND role = side)))
            """,
            """
            CREATE TABLE session (
              token \(dialect.binaryText) NOT NULL PRIMARY KEY,
              account \(dialect.binaryText) NOT NULL REFERENCES account (id),
              secret \(dialect.binaryText) NOT NULL, began_at TEXT NOT NULL, seen_at TEXT NOT NULL)
            """,
            "CREATE INDEX session_account ON session (account)",
            """
            CREATE TABLE sign_in_attempt (
              name_key \(dialect.binaryText) NOT NULL PRIMARY KEY, failures \(dialect.int64) NOT NULL,
              failed_at TEXT NOT NULL, locked_until TEXT)
            """,
        ]
    },
    Migration("2026-11 accounts wait for their permit") { dialect in
        ["ALTER TABLE account ADD COLUMN permitted \(dialect.int64) NOT NULL DEFAULT 1"]
    },
    Migration("2026-11 tokens for programs") { dialect in
        [
            """
            CREATE TABLE api_token (
              id \(dialect.binaryText) NOT NULL PRIMARY KEY,
              account \(dialect.binaryText) NOT NULL REFERENCES account (id), name TEXT NOT NULL, scopes TEXT NOT NULL,
              digest \(dialect.binaryText) NOT NULL UNIQUE, created_at TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT)
            """,
            "CREATE INDEX api_token_account ON api_token (account, created_at)",
        ]
    },
    Migration("2026-11 second factors, sessions that tell where, tries by address") { dialect in
        [
            "ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT ''",
            // Between the password and the code: such a session opens no page but the one that asks for the code.
            "ALTER TABLE session ADD COLUMN waits \(dialect.int64) NOT NULL DEFAULT 0",
            // When the person last showed who they are.
            "ALTER TABLE session ADD COLUMN proven_at TEXT NOT NULL DEFAULT ''",
            // No secret is kept: it is derived from the nonce with the key of the home (`SignInKey`). The row with confirmed = 0
            // is being set up.
            """
            CREATE TABLE one_time_secret (
              account \(dialect.binaryText) NOT NULL REFERENCES account (id), confirmed \(dialect.int64) NOT NULL,
              nonce TEXT NOT NULL, last_step \(dialect.int64) NOT NULL, PRIMARY KEY (account, confirmed))
            """,
            // The codes of a sheet that were not used yet; a used one is deleted.
            """
            CREATE TABLE sheet_code (
              account \(dialect.binaryText) NOT NULL REFERENCES account (id), digest \(dialect.binaryText) NOT NULL,
              PRIMARY KEY (account, digest))
            """,
            "ALTER TABLE account ADD COLUMN second_factor \(dialect.int64) NOT NULL DEFAULT 0",
            """
            CREATE TABLE sign_in_address (
              address \(dialect.binaryText) NOT NULL PRIMARY KEY, failures \(dialect.int64) NOT NULL, began_at TEXT NOT NULL)
            """,
        ]
    },
    Migration("2026-11 saved filters") { dialect in
        [
            """
            CREATE TABLE saved_filter (
              account \(dialect.binaryText) NOT NULL REFERENCES account (id), name \(dialect.binaryText) NOT NULL,
              query TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (account, name))
            """
        ]
    },
    // A filter that was removed can be put back for a while.
    Migration("2026-11 saved filters put back") { _ in ["ALTER TABLE saved_filter ADD COLUMN removed_at TEXT"] },
]
