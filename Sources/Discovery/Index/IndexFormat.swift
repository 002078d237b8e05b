import CSearch
import Foundation
import GRDB

/// How an index file is laid out. Derived, so never migrated: a file of another version is built anew.
enum IndexFormat {
    /// Raised with every change of the tables, of the lists, of the tokeniser or of the fold table.
    static let version: Int64 = 4

    static let tables = """
        CREATE TABLE state (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE doc (
          rowid INTEGER PRIMARY KEY, unit TEXT NOT NULL, live INTEGER NOT NULL, public_id TEXT NOT NULL,
          code TEXT NOT NULL, code_key TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, day INTEGER NOT NULL,
          year_from INTEGER NOT NULL, year_to INTEGER NOT NULL, level TEXT NOT NULL, access TEXT NOT NULL,
          taken INTEGER NOT NULL, stamp INTEGER NOT NULL, author TEXT NOT NULL, term TEXT NOT NULL,
          length INTEGER NOT NULL);
        CREATE UNIQUE INDEX doc_unit ON doc (unit) WHERE live = 1;
        CREATE INDEX doc_code ON doc (code_key, public_id) WHERE live = 1;
        CREATE INDEX doc_day ON doc (day, code_key, public_id) WHERE live = 1;
        CREATE INDEX doc_fonds ON doc (code_key, public_id) WHERE live = 1 AND level = 'fonds';
        CREATE VIRTUAL TABLE words USING fts5 (
          title, author, number, meta, text, content='', columnsize=0, tokenize='lantai');
        """

    /// Numbers kept in `state`.
    enum Name: String {
        case format
        /// The last ledger event settled.
        case bookmark
        /// The access epoch of what is written.
        case epoch
        /// The day (since 1970) up to which everything that became public is in the file.
        case day
        /// How many entries the lists beside the file hold; nothing: there are none.
        case listed
        /// What these lists open with.
        case listsKey = "lists-key"
        /// Records taken out since the file was built: their words are still in its lists.
        case removed
        /// Microseconds since 1970 of the first such removal.
        case removedSince = "removed-since"
    }

    /// Every connection knows the tokeniser and waits rather than fails.
    static func configuration() -> Configuration {
        var configuration = Configuration()
        // One for each thread of the cooperative pool at least: readers answer on theirs.
        configuration.maximumReaderCount = max(4, ProcessInfo.processInfo.activeProcessorCount)
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            let code = csearch_register(db.sqliteConnection)
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
        return configuration
    }
}

extension GRDB.Database {
    func number(_ name: IndexFormat.Name) throws -> Int64? {
        let statement = try cachedStatement(sql: "SELECT value FROM state WHERE name = ?")
        return try Int64.fetchOne(statement, arguments: [name.rawValue])
    }

    func set(_ name: IndexFormat.Name, _ value: Int64) throws {
        let sql =
            "INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        try cachedStatement(sql: sql).execute(arguments: [name.rawValue, value])
    }
}
