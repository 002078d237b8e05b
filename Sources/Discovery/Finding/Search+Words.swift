import Archive
import CSearch
import GRDB

extension Search {
    /// Entries from this place on are in FTS5, those before it in the lists.
    private var tail: Int { lists?.count ?? 0 }

    /// The records in which all `clauses` are found.
    func matched(_ clauses: [Clause]) throws -> HitSet {
        var hits = HitSet(shelf)
        if let lists {
            let matches = Matches(shelf, clauses: clauses.count)
            try lists.find(clauses, matches)
            hits = HitSet(shelf, matches)
        }
        if shelf.count > tail {
            let statement = try db.cachedStatement(sql: "SELECT rowid FROM words WHERE words MATCH ?")
            try statement.setArguments([clauses.expression])
            defer { sqlite3_reset(statement.sqliteStatement) }
            try hits.collect(statement.sqliteStatement)
        }
        return hits
    }

    /// The records in which all `clauses` are found, and how often each is.
    func matches(_ clauses: [Clause]) throws -> Matches {
        let matches = Matches(shelf, clauses: clauses.count)
        try lists?.find(clauses, matches)
        if shelf.count > tail { try addTail(clauses, to: matches) }
        return matches
    }

    /// FTS5 answers in the order of rowids, all of them after those in the lists.
    private func addTail(_ clauses: [Clause], to matches: Matches) throws {
        let statement = try db.cachedStatement(
            sql: "SELECT lantai_often(words, ?) FROM words WHERE words MATCH ?")
        let handle = statement.sqliteStatement
        let numbers = clauses.enumerated().flatMap {
            [Int32](repeating: Int32($0.offset), count: $0.element.forms.count)
        }
        try numbers.withUnsafeBufferPointer { numbers in
            try withUnsafeTemporaryAllocation(of: csearch_often.self, capacity: 1) { often in
                often.initializeElement(
                    at: 0,
                    to: csearch_often(
                        found: matches.found, clause_of: numbers.baseAddress, phrases: Int32(numbers.count)))
                defer {
                    sqlite3_reset(handle)
                    sqlite3_clear_bindings(handle)
                }
                csearch_bind_often(handle, 1, often.baseAddress)
                sqlite3_bind_text(
                    handle, 2, clauses.expression, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
                let code = csearch_run(handle)
                guard code == SQLITE_DONE else { throw DiscoveryProblem.unavailable(detail: "SQLite \(code)") }
            }
        }
    }
}
