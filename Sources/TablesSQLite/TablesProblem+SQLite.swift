import Archive
import GRDB
import GRDBSQLite
import Glibc
import Tables

extension TablesProblem {
    /// What an error of GRDB means for the database at `path`: `FullDisk`, or a `TablesProblem`.
    static func meant(by error: DatabaseError, at path: String, system: Int32 = errno) -> any Explained {
        meant(
            by: error.extendedResultCode.rawValue, at: path, system: system,
            detail: error.message ?? "SQLite \(error.extendedResultCode)", sql: error.sql ?? "")
    }

    /// What the last failure of the connection `db` means, met by `sql`; `system` is the errno right after it.
    ///
    /// SQLite keeps the errno of most failures, but not of a COMMIT that cannot sync; and what it does to clean up may
    /// leave another one. So both are asked, and the disk's own error comes first.
    static func last(of db: OpaquePointer?, sql: String, system: Int32) -> any Explained {
        let isPlain = [EIO, ENOSPC, EDQUOT].contains(system)
        return meant(
            by: sqlite3_extended_errcode(db), at: file(of: db), system: isPlain ? system : sqlite3_system_errno(db),
            detail: String(cString: sqlite3_errmsg(db)), sql: sql)
    }

    /// The file of the connection `db`; empty once it is closed.
    fileprivate static func file(of db: OpaquePointer?) -> String {
        guard let db, let name = sqlite3_db_filename(db, "main") else { return "" }
        return String(cString: name)
    }

    /// From SQLite's extended result code, the errno beneath it, and the message.
    static func meant(by code: Int32, at path: String, system: Int32, detail: String, sql: String) -> any Explained {
        if let full = FullDisk(at: path, sqlite: code, system: system) { return full }
        return switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT: TablesProblem.busy(detail: detail)
        case SQLITE_CONSTRAINT: TablesProblem.constraint(detail: detail)
        case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CANTOPEN, SQLITE_NOMEM:
            TablesProblem.damaged(detail: "\(detail) (SQLite \(code))")
        case SQLITE_MISUSE where detail == "Connection is closed": TablesProblem.closed
        default: TablesProblem.statement(detail: detail, sql: sql)
        }
    }
}

extension GRDB.Database {
    /// The path of its file.
    var file: String { TablesProblem.file(of: sqliteConnection) }
}
