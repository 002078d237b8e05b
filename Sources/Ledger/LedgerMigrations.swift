package import Tables

extension Ledger {
    package static let migrations: [Migration] = [
        Migration("2026-11 ledger") { dialect in
            [
                """
                CREATE TABLE event (
                  idx \(dialect.int64) PRIMARY KEY, id \(dialect.binaryText) NOT NULL, at TEXT NOT NULL,
                  kind TEXT NOT NULL, subject \(dialect.binaryText) NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL,
                  act TEXT, facts TEXT NOT NULL, leaf \(dialect.bytes) NOT NULL)
                """,
                "CREATE INDEX event_subject ON event (subject, idx)",
                """
                CREATE TABLE segment (
                  first_idx \(dialect.int64) PRIMARY KEY, end_idx \(dialect.int64) NOT NULL, digest TEXT NOT NULL,
                  frontier TEXT NOT NULL)
                """,
            ]
        },
        Migration("2026-11 followers") { dialect in
            [
                "CREATE TABLE bookmark (follower \(dialect.binaryText) PRIMARY KEY, idx \(dialect.int64) NOT NULL)",
                """
                CREATE TABLE parked (
                  follower \(dialect.binaryText) NOT NULL, idx \(dialect.int64) NOT NULL,
                  subject \(dialect.binaryText) NOT NULL, since TEXT NOT NULL, again INTEGER NOT NULL,
                  code TEXT NOT NULL, what_zh TEXT NOT NULL, what_en TEXT NOT NULL, next_zh TEXT NOT NULL,
                  next_en TEXT NOT NULL, PRIMARY KEY (follower, idx))
                """,
                "CREATE INDEX parked_subject ON parked (follower, subject, idx)",
                """
                CREATE TABLE progress (
                  subject \(dialect.binaryText) NOT NULL, follower \(dialect.binaryText) NOT NULL,
                  done \(dialect.int64) NOT NULL, total \(dialect.int64) NOT NULL, since TEXT NOT NULL,
                  at TEXT NOT NULL, PRIMARY KEY (subject, follower))
                """,
            ]
        },
        Migration("2026-11 progress by bytes") { dialect in
            [
                "ALTER TABLE progress ADD COLUMN bytes \(dialect.int64) NOT NULL DEFAULT 0",
                "ALTER TABLE progress ADD COLUMN total_bytes \(dialect.int64) NOT NULL DEFAULT 0",
            ]
        },
        // The public log: rows made from its journal; statements that wait for their entry (entry -1) are made again by
        // their follower.
        Migration("2026-11 public log") { dialect in
            [
                """
                CREATE TABLE log_head (
                  id \(dialect.int64) NOT NULL PRIMARY KEY, size \(dialect.int64) NOT NULL, bytes \(dialect.int64) NOT NULL,
                  signed \(dialect.int64) NOT NULL, checkpoint TEXT)
                """,
                """
                CREATE TABLE log_entry (
                  n \(dialect.int64) NOT NULL PRIMARY KEY, entry \(dialect.bytes) NOT NULL, leaves \(dialect.bytes))
                """,
                """
                CREATE TABLE log_node (
                  level \(dialect.int64) NOT NULL, n \(dialect.int64) NOT NULL, hash \(dialect.bytes) NOT NULL,
                  PRIMARY KEY (level, n))
                """,
                """
                CREATE TABLE log_statement (
                  unit \(dialect.binaryText) NOT NULL, number \(dialect.int64) NOT NULL, event_idx \(dialect.int64) NOT NULL,
                  text TEXT NOT NULL, entry \(dialect.int64) NOT NULL, place \(dialect.int64) NOT NULL,
                  salt \(dialect.bytes), PRIMARY KEY (unit, number))
                """,
                "CREATE INDEX log_statement_waiting ON log_statement (event_idx, unit, number) WHERE entry < 0",
            ]
        },
        // For those who ask the ledger for a kind of event, or for what one person did.
        Migration("2026-11 ledger by kind and by person") { _ in
            ["CREATE INDEX event_kind ON event (kind, idx)", "CREATE INDEX event_agent ON event (agent, idx)"]
        },
    ]
}
