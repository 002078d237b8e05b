package import Tables

/// What the stacks know of the kept objects. All of it can be made again from the objects and the ledger.
///
/// Accessions are named, not referred to: rows are also made from the objects alone, before anything else is there.
package let preservationMigrations: [Migration] = [
    Migration("2026-11 holdings") { dialect in
        [
            """
            CREATE TABLE holding (
              unit \(dialect.binaryText) PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('item', 'package', 'node')),
              accession \(dialect.binaryText), sequence \(dialect.int64) NOT NULL, code \(dialect.binaryText) NOT NULL,
              files \(dialect.int64) NOT NULL, bytes \(dialect.int64) NOT NULL, version \(dialect.int64) NOT NULL,
              inventory TEXT NOT NULL, preserved_at TEXT, last_checked TEXT NOT NULL,
              round TEXT NOT NULL DEFAULT '', result TEXT NOT NULL)
            """,
            "CREATE UNIQUE INDEX holding_accession ON holding (accession, sequence)",
            "CREATE INDEX holding_checked ON holding (last_checked, unit)",
            "CREATE INDEX holding_result ON holding (result) WHERE result <> 'intact'",
            """
            CREATE TABLE holding_file (
              unit \(dialect.binaryText) NOT NULL REFERENCES holding (unit), n \(dialect.int64) NOT NULL,
              content TEXT NOT NULL, name \(dialect.bytes) NOT NULL, role TEXT NOT NULL,
              bytes \(dialect.int64) NOT NULL, sha512 TEXT NOT NULL, sha256 TEXT NOT NULL, sm3 TEXT NOT NULL,
              puid TEXT, format TEXT, format_version TEXT, mime TEXT, basis TEXT, pages \(dialect.int64),
              last_checked TEXT NOT NULL, round TEXT NOT NULL DEFAULT '', result TEXT NOT NULL, PRIMARY KEY (unit, n))
            """,
            "CREATE INDEX holding_file_checked ON holding_file (last_checked, unit, n)",
            "CREATE INDEX holding_file_result ON holding_file (result) WHERE result <> 'intact'",
            """
            CREATE TABLE holding_text (
              unit \(dialect.binaryText) NOT NULL REFERENCES holding (unit), file \(dialect.int64) NOT NULL,
              page \(dialect.int64) NOT NULL, text TEXT NOT NULL, PRIMARY KEY (unit, file, page))
            """,
        ]
    },
    Migration("2026-11 intents") { dialect in
        [
            """
            CREATE TABLE intent (
              unit \(dialect.binaryText) PRIMARY KEY, accession \(dialect.binaryText),
              sequence \(dialect.int64) NOT NULL, version \(dialect.int64) NOT NULL, at TEXT NOT NULL,
              message TEXT NOT NULL, content \(dialect.bytes))
            """,
            "CREATE INDEX intent_accession ON intent (accession, sequence)",
        ]
    },
]
