import Archive
import Bytes
import Ledger
import Tables
import TablesPostgres
import TablesSQLite

/// The rows of the house at one moment, copied beside the home while it goes on working, whichever engine keeps them.
/// Everything else a backup takes is read as of these rows.
struct RowsCopy: Sendable {
    /// The copy, a SQLite file.
    let path: String
    let database: SQLiteDatabase
    /// The moment before which everything it holds was done.
    let at: Instant
    let ledger: LedgerCopy
    let publicLog: PublicLogCopy?
    let tail: [UInt8]
    /// How many rows the tables of the house have, to compare with after a restore.
    let counts: [String: Int64]

    /// Tables whose rows are counted.
    private static let counted: [Query] = [
        "accession", "holding", "holding_file", "unit", "decision", "publication", "access", "account", "event",
    ]

    /// The one place that knows how rows are copied. A schema of a server becomes a file too, so that a restore needs nothing
    /// but itself.
    static func take(of database: any Database, to path: String, clock: Clock) async throws -> RowsCopy {
        for end in ["", "-wal", "-shm"] { try DurableFile.removeAll(path + end) }
        try DurableFile.makeFolder(DurableFile.folder(of: path), mode: 0o700)
        let at = clock.now
        let copy: SQLiteDatabase
        switch database {
        case let file as SQLiteDatabase:
            try await file.copy(to: path)
            copy = try SQLiteDatabase(path: path, readers: 1)
        case let schema as PostgresDatabase:
            copy = try SQLiteDatabase(path: path, readers: 1)
            try await copy.migrate(House.migrations)
            try await Fetching(schema: schema, file: copy).run()
        default: preconditionFailure("there is no third engine")
        }
        let found = try await copy.read { tx in
            let ledger = try LedgerCopy(of: tx)
            return (ledger, try ledger.tail(in: tx), try PublicLogCopy(of: tx), try RowsCopy.counts(in: tx))
        }
        return RowsCopy(
            path: path, database: copy, at: at, ledger: found.0, publicLog: found.2, tail: found.1, counts: found.3)
    }

    static func counts(in tx: any Transaction) throws -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for table in counted {
            let name = table.text { _ in "?" }
            counts[name] = try tx.row("SELECT count(*) AS n FROM \(sql: table)")?.int("n")
        }
        return counts
    }

    /// The copy is closed, and is one file whose bytes do not change any more.
    func close() async throws { try await database.close() }

    func remove() throws {
        for end in ["", "-wal", "-shm"] { try DurableFile.removeAll(path + end) }
    }
}
