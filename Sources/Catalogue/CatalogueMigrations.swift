package import Tables

/// The tables of the catalogue.
package let catalogueMigrations: [Migration] = [
    Migration("2026-11 catalogue units") { dialect in
        [
            """
            CREATE TABLE unit (
              id \(dialect.binaryText) NOT NULL PRIMARY KEY, public_id \(dialect.binaryText) NOT NULL UNIQUE,
              parent \(dialect.binaryText), position \(dialect.int64) NOT NULL,
              level TEXT NOT NULL CHECK (level IN ('fonds', 'series', 'file', 'item')),
              code TEXT NOT NULL, code_key \(dialect.binaryText) NOT NULL, code_conflict \(dialect.int64) NOT NULL,
              title TEXT NOT NULL, fonds \(dialect.binaryText) NOT NULL, fonds_code \(dialect.binaryText) NOT NULL,
              category \(dialect.binaryText) NOT NULL, year \(dialect.int64),
              date_text TEXT, date_from \(dialect.binaryText), date_to \(dialect.binaryText), author TEXT,
              document_number TEXT, document_number_key \(dialect.binaryText), retention TEXT, secrecy TEXT,
              state TEXT NOT NULL CHECK (state IN ('draft', 'confirmed')), version \(dialect.int64) NOT NULL,
              has_holding \(dialect.int64) NOT NULL, accession \(dialect.binaryText),
              agency \(dialect.binaryText) NOT NULL, description TEXT NOT NULL, changed_at TEXT NOT NULL)
            """,
            "CREATE INDEX unit_shelf ON unit (parent, position, id)",
            "CREATE INDEX unit_code ON unit (code_key, id)",
            "CREATE INDEX unit_number ON unit (document_number_key, id)",
            "CREATE INDEX unit_accession ON unit (accession, position, id)",
            "CREATE INDEX unit_age ON unit (date_to, id)",
            "CREATE INDEX unit_conflict ON unit (code_key, id) WHERE code_conflict = 1",
            "CREATE UNIQUE INDEX unit_node ON unit (fonds_code, category) WHERE level IN ('fonds', 'series')",
            """
            CREATE TABLE unit_history (
              unit \(dialect.binaryText) NOT NULL REFERENCES unit (id), version \(dialect.int64) NOT NULL,
              at TEXT NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL, event \(dialect.binaryText) NOT NULL,
              state TEXT NOT NULL, changes TEXT NOT NULL, PRIMARY KEY (unit, version))
            """,
            "CREATE TABLE draft_plan (accession \(dialect.binaryText) NOT NULL PRIMARY KEY, act TEXT NOT NULL)",
            """
            CREATE TABLE description_fold (
              unit \(dialect.binaryText) NOT NULL PRIMARY KEY REFERENCES unit (id), since \(dialect.binaryText) NOT NULL)
            """,
            "CREATE INDEX description_fold_order ON description_fold (since, unit)",
        ]
    },
    Migration("2026-11 files of units") { dialect in
        [
            "ALTER TABLE unit ADD COLUMN holding \(dialect.binaryText)",
            "UPDATE unit SET holding = id WHERE has_holding = 1",
            "ALTER TABLE unit DROP COLUMN has_holding",
            "ALTER TABLE unit ADD COLUMN linked_by \(dialect.binaryText)",
            "CREATE INDEX unit_linked ON unit (linked_by, position, id)",
            "CREATE INDEX unit_waiting ON unit (code_key, id) WHERE holding IS NULL AND level = 'item'",
        ]
    },
    // For the desk, which tells what is still to be confirmed.
    Migration("2026-11 drafts by transfer") { _ in
        ["CREATE INDEX unit_draft ON unit (accession) WHERE state = 'draft' AND level = 'item'"]
    },
    Migration("2026-11 edits not yet saved, and edits taken back") { dialect in
        [
            "ALTER TABLE unit_history ADD COLUMN undoes \(dialect.int64)",
            """
            CREATE TABLE unsaved_edit (
              account \(dialect.binaryText) NOT NULL, unit \(dialect.binaryText) NOT NULL REFERENCES unit (id),
              version \(dialect.int64) NOT NULL, texts TEXT NOT NULL, at \(dialect.binaryText) NOT NULL,
              PRIMARY KEY (account, unit))
            """,
            // The tree without its leaves: to be unfolded and searched however many records hang on it.
            "CREATE INDEX unit_branch ON unit (parent, position, id) WHERE level <> 'item'",
            "CREATE INDEX unit_bough ON unit (fonds, code_key, id) WHERE level <> 'item'",
        ]
    },
    // Documents that government published: whether they hold, and which repealed or amended which.
    Migration("2026-11 validity and relations") { dialect in
        [
            "ALTER TABLE unit ADD COLUMN validity TEXT",
            """
            CREATE TABLE unit_relation (
              unit \(dialect.binaryText) NOT NULL REFERENCES unit (id), kind TEXT NOT NULL,
              target \(dialect.binaryText) NOT NULL, PRIMARY KEY (unit, kind, target))
            """,
            "CREATE INDEX unit_relation_target ON unit_relation (target, unit)",
        ]
    },
]
