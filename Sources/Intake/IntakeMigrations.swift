package import Tables

/// The tables of the receiving desk: register, listings, records, reports, signatures, incidents.
package let intakeMigrations: [Migration] = [
    Migration("2026-11 accession register") { dialect in
        [
            """
            CREATE TABLE accession (
              id TEXT PRIMARY KEY, number \(dialect.binaryText) NOT NULL UNIQUE, state TEXT NOT NULL,
              name \(dialect.bytes) NOT NULL, bytes \(dialect.int64) NOT NULL, sha256 TEXT NOT NULL UNIQUE, agency TEXT NOT NULL,
              received_at TEXT NOT NULL, received_by TEXT NOT NULL, received_role TEXT NOT NULL,
              supersedes TEXT REFERENCES accession (id), note TEXT,
              kind TEXT, verdict TEXT, records \(dialect.int64) NOT NULL DEFAULT 0, files \(dialect.int64) NOT NULL DEFAULT 0,
              content_bytes \(dialect.int64) NOT NULL DEFAULT 0, report_digest TEXT, listing_digest TEXT, checked_at TEXT,
              accepted_at TEXT, purged_at TEXT, returned_at TEXT, return_reason TEXT, content TEXT, media TEXT,
              medium_type TEXT)
            """,
            "CREATE INDEX accession_state ON accession (state, id)",
            """
            CREATE TABLE package_file (
              accession TEXT NOT NULL REFERENCES accession (id), n \(dialect.int64) NOT NULL, path \(dialect.bytes) NOT NULL,
              raw_path \(dialect.bytes) NOT NULL, bytes \(dialect.int64) NOT NULL, sha512 TEXT NOT NULL, sha256 TEXT NOT NULL,
              sm3 TEXT NOT NULL, format TEXT, role TEXT NOT NULL, pages \(dialect.int64), has_text INTEGER NOT NULL,
              PRIMARY KEY (accession, n))
            """,
            "CREATE INDEX package_file_path ON package_file (accession, path)",
            """
            CREATE TABLE package_record (
              accession TEXT NOT NULL REFERENCES accession (id), sequence \(dialect.int64) NOT NULL,
              code_key \(dialect.binaryText) NOT NULL, line TEXT NOT NULL, PRIMARY KEY (accession, sequence))
            """,
            "CREATE INDEX package_record_code ON package_record (code_key)",
            "CREATE TABLE check_report (accession TEXT PRIMARY KEY REFERENCES accession (id), document TEXT NOT NULL)",
            """
            CREATE TABLE handover_signature (
              accession TEXT NOT NULL REFERENCES accession (id), side TEXT NOT NULL, document TEXT NOT NULL,
              PRIMARY KEY (accession, side))
            """,
            """
            CREATE TABLE handover_scan (
              accession TEXT NOT NULL REFERENCES accession (id), side TEXT NOT NULL, sha256 TEXT NOT NULL,
              bytes \(dialect.bytes) NOT NULL, PRIMARY KEY (accession, side))
            """,
            """
            CREATE TABLE incident (
              id TEXT PRIMARY KEY, accession TEXT NOT NULL REFERENCES accession (id), kind TEXT NOT NULL,
              opened_at TEXT NOT NULL, marks \(dialect.int64) NOT NULL, closed_at TEXT, closed_by TEXT, closing_note TEXT)
            """,
        ]
    },
    Migration("2026-11 what a package carries") { _ in
        ["ALTER TABLE accession ADD COLUMN carries TEXT NOT NULL DEFAULT 'records'"]
    },
    Migration("2026-11 column mappings") { dialect in
        [
            """
            CREATE TABLE column_mapping (
              fingerprint \(dialect.binaryText) NOT NULL PRIMARY KEY, name TEXT NOT NULL, columns TEXT NOT NULL,
              at \(dialect.binaryText) NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL)
            """
        ]
    },
    Migration("2026-11 check schemes") { dialect in
        [
            """
            CREATE TABLE check_scheme (
              agency \(dialect.binaryText) NOT NULL, version \(dialect.int64) NOT NULL,
              effective \(dialect.binaryText) NOT NULL, document TEXT, reason TEXT NOT NULL, at TEXT NOT NULL,
              agent TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (agency, version))
            """
        ]
    },
    Migration("2026-11 contents by digest") { _ in
        ["CREATE INDEX package_file_sha256 ON package_file (sha256)"]
    },
    Migration("2026-11 codes and paths of any length") { dialect in
        // A package is listed before it is judged, and a hostile one may name anything; PostgreSQL's ordered indexes take
        // some 2,700 bytes. Both are only ever looked up as they are.
        dialect == .sqlite
            ? []
            : [
                "DROP INDEX package_record_code",
                "CREATE INDEX package_record_code ON package_record USING hash (code_key)",
                "DROP INDEX package_file_path",
                "CREATE INDEX package_file_path ON package_file USING hash (path)",
            ]
    },
    Migration("2026-11 opinions of persons on checks") { dialect in
        [
            """
            CREATE TABLE check_review (
              accession TEXT NOT NULL REFERENCES accession (id), check_key \(dialect.binaryText) NOT NULL,
              n \(dialect.int64) NOT NULL, opinion TEXT NOT NULL, note TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL,
              agent TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (accession, check_key, n))
            """
        ]
    },
    Migration("2026-11 files taken out of capsules") { dialect in
        ["ALTER TABLE package_file ADD COLUMN taken_from \(dialect.int64)"]
    },
    Migration("2026-11 format policy") { dialect in
        [
            """
            CREATE TABLE format_policy (
              version \(dialect.int64) PRIMARY KEY, effective \(dialect.binaryText) NOT NULL, document TEXT NOT NULL,
              reason TEXT NOT NULL, at TEXT NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL)
            """
        ]
    },
    Migration("2026-11 opinions on items of keeping") { dialect in
        [
            """
            CREATE TABLE keeping_review (
              item \(dialect.binaryText) NOT NULL, n \(dialect.int64) NOT NULL, opinion TEXT NOT NULL, note TEXT NOT NULL,
              name TEXT NOT NULL, at TEXT NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (item, n))
            """
        ]
    },
    Migration("2026-11 pictures of seals") { dialect in
        [
            """
            CREATE TABLE seal_picture (
              accession TEXT NOT NULL REFERENCES accession (id), sha256 \(dialect.binaryText) NOT NULL,
              kind TEXT NOT NULL, bytes \(dialect.bytes) NOT NULL, PRIMARY KEY (accession, sha256))
            """
        ]
    },
    Migration("2026-11 check schemes by category and stage") { dialect in
        // The key grows by two columns, which SQLite cannot change in place. What was for an agency is for all of both.
        [
            """
            CREATE TABLE scoped_scheme (
              agency \(dialect.binaryText) NOT NULL, category \(dialect.binaryText) NOT NULL,
              stage \(dialect.binaryText) NOT NULL, version \(dialect.int64) NOT NULL,
              effective \(dialect.binaryText) NOT NULL, document TEXT, reason TEXT NOT NULL, at TEXT NOT NULL,
              agent TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (agency, category, stage, version))
            """,
            """
            INSERT INTO scoped_scheme (agency, category, stage, version, effective, document, reason, at, agent, role)
            SELECT agency, '', '', version, effective, document, reason, at, agent, role FROM check_scheme
            """,
            "DROP TABLE check_scheme",
            "ALTER TABLE scoped_scheme RENAME TO check_scheme",
        ]
    },
    Migration("2026-11 rule book") { dialect in
        [
            """
            CREATE TABLE rule_book (
              version \(dialect.int64) PRIMARY KEY, effective \(dialect.binaryText) NOT NULL, document TEXT NOT NULL,
              reason TEXT NOT NULL, at TEXT NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL)
            """
        ]
    },
]
