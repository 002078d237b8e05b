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
]
