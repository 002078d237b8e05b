import Bytes
import Tables
import TablesPostgres
import TablesSQLite

/// Copies every row of a schema, as all are at one moment, into a file that has the rooms' tables and that nobody else uses;
/// others go on writing to the schema meanwhile.
struct Fetching: Sendable {
    let schema: PostgresDatabase
    let file: SQLiteDatabase

    /// - Throws: `BackupProblem.rowsDiffer` if a table does not read in the file as it does in the schema; the engines' own
    ///   problems.
    func run() async throws {
        let tables = try await onFileThread { [schema] in try PostgresFilling(schema).tables() }
        // A table that is on one side only would be lost without a word.
        if let odd = try await Moving.oddTable(tables, in: file) { throw BackupProblem.rowsDiffer(odd) }
        // One read is one snapshot: nothing of it is of another moment.
        let copied = try await schema.read { [file] tx in
            try file.fill { filling in try tables.map { try Fetching.copy($0, of: tx, into: filling) } }
        }
        for (table, digest) in zip(tables, copied) where try await Moving.digest(of: table, in: file) != digest {
            throw BackupProblem.rowsDiffer(table.name)
        }
    }

    private static func copy(
        _ table: PostgresFilling.Table, of tx: any Transaction, into filling: SQLiteFilling
    ) throws -> TableDigest {
        var digest = TableDigest()
        try filling.replace(table.name, columns: table.columns.map(\.name)) { add in
            try tx.each(Moving.all(of: table)) { row in
                digest.add(row.values)
                try add(row.values)
            }
        }
        return digest
    }
}
