package import Tables

/// The tables of appraisal: decisions as evidence, `access` as what holds now.
package let appraisalMigrations: [Migration] = [
    Migration("2026-11 access and decisions") { dialect in
        [
            """
            CREATE TABLE decision (
              id \(dialect.binaryText) NOT NULL PRIMARY KEY, event \(dialect.binaryText) NOT NULL UNIQUE,
              at TEXT NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL,
              verdict TEXT NOT NULL CHECK (verdict IN ('open', 'controlled', 'delayed')),
              ground TEXT NOT NULL, ground_text TEXT NOT NULL, effective \(dialect.binaryText) NOT NULL,
              review_on \(dialect.binaryText), units \(dialect.int64) NOT NULL, begun \(dialect.int64) NOT NULL)
            """,
            "CREATE INDEX decision_waiting ON decision (effective, id) WHERE begun = 0",
            """
            CREATE TABLE decision_unit (
              decision \(dialect.binaryText) NOT NULL REFERENCES decision (id),
              unit \(dialect.binaryText) NOT NULL REFERENCES unit (id), before TEXT NOT NULL,
              PRIMARY KEY (decision, unit))
            """,
            "CREATE INDEX decision_unit_history ON decision_unit (unit, decision)",
            """
            CREATE TABLE publication (
              id \(dialect.binaryText) NOT NULL PRIMARY KEY, event \(dialect.binaryText) NOT NULL UNIQUE,
              at TEXT NOT NULL, agent TEXT NOT NULL, role TEXT NOT NULL,
              level \(dialect.int64) NOT NULL CHECK (level BETWEEN 0 AND 3), published_from \(dialect.binaryText),
              reason TEXT NOT NULL, units \(dialect.int64) NOT NULL, begun \(dialect.int64) NOT NULL)
            """,
            "CREATE INDEX publication_waiting ON publication (published_from, id) WHERE begun = 0",
            """
            CREATE TABLE publication_unit (
              publication \(dialect.binaryText) NOT NULL REFERENCES publication (id),
              unit \(dialect.binaryText) NOT NULL REFERENCES unit (id), before \(dialect.int64) NOT NULL,
              PRIMARY KEY (publication, unit))
            """,
            "CREATE INDEX publication_unit_history ON publication_unit (unit, publication)",
            """
            CREATE TABLE access (
              unit \(dialect.binaryText) NOT NULL PRIMARY KEY REFERENCES unit (id),
              status TEXT NOT NULL CHECK (status IN ('open', 'controlled', 'delayed')),
              effective \(dialect.binaryText) NOT NULL, review_on \(dialect.binaryText),
              decision \(dialect.binaryText) NOT NULL REFERENCES decision (id),
              level \(dialect.int64) NOT NULL CHECK (level BETWEEN 0 AND 3), published_from \(dialect.binaryText),
              publication \(dialect.binaryText) REFERENCES publication (id),
              parent \(dialect.binaryText), position \(dialect.int64) NOT NULL, fonds_code \(dialect.binaryText) NOT NULL,
              category \(dialect.binaryText) NOT NULL, agency \(dialect.binaryText) NOT NULL,
              epoch \(dialect.int64) NOT NULL)
            """,
            "CREATE INDEX access_changes ON access (epoch, unit)",
            "CREATE INDEX access_public_shelf ON access (parent, position, unit) WHERE level > 0",
            "CREATE INDEX access_public_fonds ON access (fonds_code, unit) WHERE level > 0",
            "CREATE INDEX access_public_newest ON access (published_from, unit) WHERE level > 0",
            "CREATE INDEX access_review ON access (review_on, unit) WHERE review_on IS NOT NULL",
            "CREATE TABLE access_epoch (id \(dialect.int64) NOT NULL PRIMARY KEY, epoch \(dialect.int64) NOT NULL)",
            "INSERT INTO access_epoch (id, epoch) VALUES (1, 0)",
        ]
    },
    // For the desk, which tells what is open and was never published.
    Migration("2026-11 open and never published") { _ in
        [
            """
            CREATE INDEX access_unpublished ON access (effective, unit)
              WHERE status = 'open' AND level = 0 AND publication IS NULL
            """
        ]
    },
]
