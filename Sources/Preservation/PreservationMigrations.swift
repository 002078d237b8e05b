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
    Migration("2026-11 copies") { dialect in
        [
            // In which order objects came or changed, for who copies them.
            "ALTER TABLE holding ADD COLUMN touched \(dialect.int64) NOT NULL DEFAULT 0",
            "ALTER TABLE holding ADD COLUMN touched_at TEXT NOT NULL DEFAULT ''",
            """
            UPDATE holding SET touched = n.place, touched_at = coalesce(holding.preserved_at, holding.last_checked)
            FROM (SELECT unit, row_number() OVER (ORDER BY unit) AS place FROM holding) AS n
            WHERE n.unit = holding.unit
            """,
            "CREATE INDEX holding_touched ON holding (touched)",
            "ALTER TABLE intent ADD COLUMN path TEXT",
            """
            CREATE TABLE replica (
              name \(dialect.binaryText) PRIMARY KEY, place TEXT NOT NULL, known \(dialect.int64) NOT NULL DEFAULT 0,
              position \(dialect.int64) NOT NULL DEFAULT 0, events \(dialect.int64) NOT NULL DEFAULT 0, succeeded_at TEXT,
              troubled_at TEXT, tries \(dialect.int64) NOT NULL DEFAULT 0, code TEXT, what_zh TEXT, what_en TEXT,
              next_zh TEXT, next_en TEXT)
            """,
            """
            CREATE TABLE replica_object (
              replica \(dialect.binaryText) NOT NULL, unit \(dialect.binaryText) NOT NULL, version \(dialect.int64) NOT NULL,
              inventory TEXT NOT NULL, last_checked TEXT NOT NULL, round TEXT NOT NULL DEFAULT '', result TEXT NOT NULL,
              PRIMARY KEY (replica, unit))
            """,
            "CREATE INDEX replica_object_checked ON replica_object (last_checked, replica, unit)",
            "CREATE INDEX replica_object_result ON replica_object (result) WHERE result <> 'intact'",
        ]
    },
    Migration("2026-11 damage cases") { dialect in
        [
            """
            CREATE TABLE damage_case (
              id \(dialect.binaryText) PRIMARY KEY, unit \(dialect.binaryText) NOT NULL, copy \(dialect.binaryText) NOT NULL,
              found_at TEXT NOT NULL, closed_at TEXT, proven TEXT NOT NULL DEFAULT '',
              told \(dialect.int64) NOT NULL DEFAULT 0)
            """,
            "CREATE INDEX damage_case_open ON damage_case (unit, copy) WHERE closed_at IS NULL",
            """
            CREATE TABLE damage_file (
              damage_case \(dialect.binaryText) NOT NULL REFERENCES damage_case (id), path \(dialect.binaryText) NOT NULL,
              kind TEXT NOT NULL, what_zh TEXT NOT NULL, what_en TEXT NOT NULL, found_at TEXT NOT NULL, mending TEXT,
              repaired_at TEXT, source TEXT, agent TEXT, PRIMARY KEY (damage_case, path))
            """,
            """
            CREATE TABLE fixity_round (
              token TEXT PRIMARY KEY, began_at TEXT NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL,
              checked \(dialect.int64) NOT NULL DEFAULT 0, bytes \(dialect.int64) NOT NULL DEFAULT 0,
              intact \(dialect.int64) NOT NULL DEFAULT 0, damaged \(dialect.int64) NOT NULL DEFAULT 0)
            """,
        ]
    },
    Migration("2026-11 storage samples") { dialect in
        [
            """
            CREATE TABLE storage_sample (
              place \(dialect.binaryText) NOT NULL, day TEXT NOT NULL, free \(dialect.int64) NOT NULL,
              kept \(dialect.int64) NOT NULL, PRIMARY KEY (place, day))
            """
        ]
    },
    Migration("2026-11 signatures that told a format") { _ in
        ["ALTER TABLE holding_file ADD COLUMN signatures TEXT"]
    },
    Migration("2026-11 format rounds") { dialect in
        [
            """
            CREATE TABLE format_round (
              id \(dialect.int64) PRIMARY KEY, at TEXT NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL,
              document TEXT NOT NULL)
            """
        ]
    },
    Migration("2026-11 scans for viruses") { dialect in
        [
            "ALTER TABLE holding ADD COLUMN scanned_at TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE holding ADD COLUMN scan_round TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE holding ADD COLUMN scan_result TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE holding ADD COLUMN scan_engine TEXT NOT NULL DEFAULT ''",
            // Descriptions of nodes are the program's own words.
            """
            CREATE INDEX holding_scanned ON holding (scanned_at, unit) WHERE kind <> 'node' AND preserved_at IS NOT NULL
            """,
            """
            CREATE TABLE virus_case (
              id \(dialect.binaryText) PRIMARY KEY, unit \(dialect.binaryText) NOT NULL, n \(dialect.int64) NOT NULL,
              virus TEXT NOT NULL, engine TEXT NOT NULL, found_at TEXT NOT NULL, settled_at TEXT, agent TEXT, role TEXT,
              clean_by TEXT, said TEXT)
            """,
            "CREATE INDEX virus_case_unit ON virus_case (unit)",
            "CREATE INDEX virus_case_open ON virus_case (id) WHERE settled_at IS NULL",
            """
            CREATE TABLE virus_round (
              token TEXT PRIMARY KEY, began_at TEXT NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL,
              engine TEXT NOT NULL, objects \(dialect.int64) NOT NULL DEFAULT 0, files \(dialect.int64) NOT NULL DEFAULT 0,
              bytes \(dialect.int64) NOT NULL DEFAULT 0, infected \(dialect.int64) NOT NULL DEFAULT 0,
              not_scanned \(dialect.int64) NOT NULL DEFAULT 0)
            """,
            "CREATE TABLE virus_report (id \(dialect.int64) PRIMARY KEY, at TEXT NOT NULL, document TEXT NOT NULL)",
        ]
    },
]
