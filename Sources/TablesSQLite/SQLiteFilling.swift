import GRDB
package import Tables

/// Fills tables of an open file in bulk, on the thread of whoever calls: from the rows of another engine, which hands them
/// out on a thread of its own.
package struct SQLiteFilling {
    fileprivate let db: GRDB.Database

    /// Puts rows in the place of what `table` holds.
    ///
    /// - Parameter rows: hands each row to the closure it is given, values in the order of `columns`.
    package func replace(
        _ table: String, columns: [String], rows: (_ add: ([Value]) throws -> Void) throws -> Void
    ) throws {
        try db.statement("DELETE FROM \"\(table)\"").run()
        let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try db.statement("INSERT INTO \"\(table)\" (\(list)) VALUES (\(places))")
        try rows { values in
            try statement.bind(values)
            try statement.run()
        }
    }
}

extension SQLiteDatabase {
    /// Runs `body` in one transaction that nobody else's work is part of: for a file that is just being made. The calling
    /// thread waits; afterwards nothing is in the log beside the file. Rows may refer to others that come later; all must be there at the end.
    package func fill<T>(_ body: (SQLiteFilling) throws -> T) throws -> T {
        do {
            let result = try pool.write { db in
                try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
                return try body(SQLiteFilling(db: db))
            }
            // All of it into the file: a reader that closes last would leave it in the log beside.
            try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
            return result
        } catch let error as DatabaseError {
            throw TablesProblem.meant(by: error, at: path)
        }
    }
}
