package import Tables

/// What the reading room keeps of its own: work on access copies. All of it can be made again.
package let sharingMigrations: [Migration] = [
    Migration("2026-11 copy pieces") { dialect in
        [
            """
            CREATE TABLE copy_piece (
              unit \(dialect.binaryText) NOT NULL, file \(dialect.int64) NOT NULL, first_page \(dialect.int64) NOT NULL,
              pages \(dialect.int64) NOT NULL, accession \(dialect.binaryText) NOT NULL,
              state TEXT NOT NULL CHECK (state IN ('waiting', 'parked')), rank \(dialect.int64) NOT NULL,
              free_at \(dialect.int64) NOT NULL, holder TEXT NOT NULL DEFAULT '',
              tries \(dialect.int64) NOT NULL DEFAULT 0, since TEXT NOT NULL, code TEXT NOT NULL DEFAULT '',
              what_zh TEXT NOT NULL DEFAULT '', what_en TEXT NOT NULL DEFAULT '', next_zh TEXT NOT NULL DEFAULT '',
              next_en TEXT NOT NULL DEFAULT '', PRIMARY KEY (unit, file, first_page))
            """,
            "CREATE INDEX copy_piece_free ON copy_piece (state, rank, free_at)",
            "CREATE INDEX copy_piece_accession ON copy_piece (accession, state)",
        ]
    }
]
