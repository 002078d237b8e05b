import Archive
package import Tables

/// Fills tables of an open database in bulk (COPY), on a connection of its own that belongs to whoever calls: it waits for the
/// network, so never on the threads that all tasks share.
package final class PostgresFilling {
    private let session: PostgresSession
    /// Sent at a time, in bytes.
    private static let portion = 1 << 18

    package init(_ database: PostgresDatabase) throws {
        session = PostgresSession(database.settings, name: "lantai filling", schema: SchemaCount())
        try session.connect()
    }

    deinit { session.drop() }

    /// Puts rows in the place of what `table` holds: all of them, or (an error, a kill) none and the old ones stay.
    ///
    /// Rows of other tables that refer to the old ones go with them; fill parents first.
    ///
    /// - Parameter rows: hands each row to the closure it is given, values in the order of `columns`.
    /// - Returns: how many rows there are now.
    @discardableResult
    package func replace(
        _ table: String, columns: [String], rows: (_ add: ([Value]) throws -> Void) throws -> Void
    ) throws -> Int {
        let name = quoted(table)
        try session.begin("BEGIN")
        do {
            _ = try session.simple("TRUNCATE \(name) CASCADE")
            let list = columns.map(quoted).joined(separator: ", ")
            let copy = "COPY \(name) (\(list)) FROM STDIN"
            try session.beginCopy(copy)
            var text = CopyText()
            try rows { row in
                try text.add(row)
                if text.bytes.count >= PostgresFilling.portion { try session.sendCopy(text.taken()) }
            }
            try session.sendCopy(text.taken())
            let count = try session.endCopy(copy)
            _ = try session.simple("COMMIT")
            return count
        } catch {
            // The server undoes all of it when the connection goes.
            session.drop()
            throw error
        }
    }

    /// Lets the server look at what it now has, so that it plans well.
    package func analyze() throws {
        try session.connect()
        for table in try tables() { _ = try session.simple("ANALYZE \(quoted(table.name))") }
    }

    /// A table as the server has it.
    package struct Table: Sendable {
        package let name: String
        /// In the order in which they were made.
        package let columns: [Column]
    }

    package struct Column: Sendable {
        package let name: String
        /// `int4`, `int8`, `text`, `bytea`, `float8`.
        package let type: String
    }

    /// The rooms' tables, each after those it refers to.
    package func tables() throws -> [Table] {
        try session.connect()
        let schema = session.settings.schema
        var columns: [String: [Column]] = [:]
        for row in try session.execute(
            """
            SELECT table_name::text AS name, column_name::text AS col, udt_name::text AS type
            FROM information_schema.columns WHERE table_schema = \(schema) ORDER BY table_name, ordinal_position
            """
        ).rows {
            columns[row.text("name"), default: []].append(Column(name: row.text("col"), type: row.text("type")))
        }
        for own in Schema.own { columns[own] = nil }
        var parents: [String: Set<String>] = [:]
        for row in try session.execute(
            """
            SELECT child.relname::text AS child, parent.relname::text AS parent FROM pg_constraint
            JOIN pg_class AS child ON child.oid = conrelid JOIN pg_class AS parent ON parent.oid = confrelid
            JOIN pg_namespace ON pg_namespace.oid = connamespace
            WHERE contype = 'f' AND nspname = \(schema) AND conrelid <> confrelid
            """
        ).rows {
            parents[row.text("child"), default: []].insert(row.text("parent"))
        }
        var (ordered, left): ([Table], [String]) = ([], columns.keys.sorted())
        while !left.isEmpty {
            let waiting = Set(left)
            let ready = left.filter { parents[$0, default: []].isDisjoint(with: waiting) }
            precondition(!ready.isEmpty, "tables refer to each other in a circle: \(left)")
            ordered += ready.map { Table(name: $0, columns: columns[$0] ?? []) }
            left.removeAll { ready.contains($0) }
        }
        return ordered
    }
}
