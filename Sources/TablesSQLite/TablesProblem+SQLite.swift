import GRDB
import GRDBSQLite
import Tables

extension TablesProblem {
    init(_ error: DatabaseError) {
        self.init(
            code: error.extendedResultCode.rawValue, detail: error.message ?? "SQLite \(error.extendedResultCode)",
            sql: error.sql ?? "")
    }

    /// From SQLite's extended result code and message.
    init(code: Int32, detail: String, sql: String) {
        switch code & 0xFF {
        case SQLITE_FULL: self = .noSpace(detail: detail)
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT: self = .busy(detail: detail)
        case SQLITE_CONSTRAINT: self = .constraint(detail: detail)
        case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CANTOPEN, SQLITE_NOMEM:
            self = .damaged(detail: "\(detail) (SQLite \(code))")
        case SQLITE_MISUSE where detail == "Connection is closed": self = .closed
        default: self = .statement(detail: detail, sql: sql)
        }
    }
}
