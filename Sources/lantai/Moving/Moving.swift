import Bytes
import Tables
import TablesPostgres
import TablesSQLite

/// Copies every table of a home's file into an empty schema, and compares both.
///
/// A table whose digests agree is left as it is, so that a move that was cut off goes on where it was; any other is
/// replaced as a whole. The file is only read.
struct Moving: Sendable {
    let old: SQLiteDatabase
    let new: PostgresDatabase
    /// Hears, once a second, how many rows of a table are copied, and how many there are.
    let progress: @Sendable (_ table: String, _ done: Int64, _ all: Int64) -> Void

    /// What stands on both sides.
    struct Table: Sendable {
        let name: String
        let old: TableDigest
        let new: TableDigest
        /// Whether an earlier attempt had copied it.
        let wasThere: Bool
    }

    /// - Parameter tell: hears of each table when it is done.
    /// - Throws: `MovingProblem`; the engines' own problems.
    func run(_ tell: @escaping @Sendable (Table) -> Void) async throws -> [Table] {
        let tables = try await onFileThread { [new] in
            let filling = try PostgresFilling(new)
            return try filling.tables()
        }
        if let odd = try await Moving.oddTable(tables, in: old) { throw MovingProblem.otherShape(odd) }
        var done: [Table] = []
        for table in tables {
            let moved = try await move(table)
            tell(moved)
            guard moved.old == moved.new else { throw MovingProblem.differs(table.name) }
            done.append(moved)
        }
        try await onFileThread { [new] in try PostgresFilling(new).analyze() }
        return done
    }

    private func move(_ table: PostgresFilling.Table) async throws -> Table {
        let there = try await Moving.digest(of: table, in: new)
        if there.rows > 0 {
            let here = try await Moving.digest(of: table, in: old)
            if here == there { return Table(name: table.name, old: here, new: there, wasThere: true) }
        }
        let copied = try await old.read { [new, progress] tx in
            var digest = TableDigest()
            let all = try tx.row("SELECT count(*) AS c FROM \(sql: Moving.name(of: table))")!.int("c")
            var told = ContinuousClock.now
            try PostgresFilling(new).replace(table.name, columns: table.columns.map(\.name)) { add in
                try tx.each(Moving.all(of: table)) { row in
                    let values = try Moving.fitted(row, to: table)
                    digest.add(values)
                    try add(values)
                    if digest.rows % 1000 == 0, ContinuousClock.now - told > .seconds(1) {
                        told = .now
                        progress(table.name, digest.rows, all)
                    }
                }
            }
            return digest
        }
        return Table(name: table.name, old: copied, new: try await Moving.digest(of: table, in: new), wasThere: false)
    }

    /// What the rows of a table come to, in the form of `table`.
    static func digest(of table: PostgresFilling.Table, in database: any Database) async throws -> TableDigest {
        try await database.read { tx in
            var digest = TableDigest()
            try tx.each(Moving.all(of: table)) { row in digest.add(try Moving.fitted(row, to: table)) }
            return digest
        }
    }

    /// A table that is on one side only, or has other columns there: whatever is only on one side would be lost silently.
    static func oddTable(_ tables: [PostgresFilling.Table], in file: SQLiteDatabase) async throws -> String? {
        let columns = try await file.read { tx in
            var columns: [String: Set<String>] = [:]
            for row in try tx.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'")
            {
                let name = row.text("name")
                let list = try tx.rows("SELECT name FROM pragma_table_info(\(name))")
                columns[name] = Set(list.map { $0.text("name") })
            }
            return columns
        }
        let expected = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, Set($0.columns.map(\.name))) })
        return Set(columns.keys).union(expected.keys).filter { columns[$0] != expected[$0] }.min()
    }

    static func all(of table: PostgresFilling.Table) -> Query {
        let columns = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        return "SELECT \(sql: Query(stringLiteral: columns)) FROM \(sql: name(of: table))"
    }

    private static func name(of table: PostgresFilling.Table) -> Query { Query(stringLiteral: "\"\(table.name)\"") }

    /// The values of a row as the columns of PostgreSQL take them: SQLite lets text stand where bytes are meant.
    private static func fitted(_ row: Row, to table: PostgresFilling.Table) throws -> [Value] {
        try zip(table.columns, row.values).map { column, value in
            switch (column.type, value) {
            case (_, .null), ("int8", .integer), ("int4", .integer), ("text", .text), ("bytea", .blob),
                ("float8", .real):
                return value
            case ("bytea", .text(let text)): return .blob(Array(text.utf8))
            case ("float8", .integer(let number)): return .real(Double(number))
            default: throw MovingProblem.oddValue(table: table.name, column: column.name)
            }
        }
    }
}
