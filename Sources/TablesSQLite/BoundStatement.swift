import GRDB
import GRDBSQLite
import Glibc
import Tables

extension GRDB.Database {
    /// The prepared statement for `sql`, kept for its next use. A second one if the first is in the middle of an
    /// answer, as when a body asks the same thing while walking through rows.
    func statement(_ sql: String) throws -> BoundStatement {
        do {
            let kept = try cachedStatement(sql: sql)
            let isBusy = sqlite3_stmt_busy(kept.sqliteStatement) != 0
            return BoundStatement(try isBusy ? makeStatement(sql: sql) : kept)
        } catch let error as DatabaseError {
            throw TablesProblem.meant(by: error, at: file, system: sqlite3_system_errno(sqliteConnection))
        }
    }
}

/// A prepared SQLite statement, driven through SQLite's own interface: a tenth of the cost of going through records.
struct BoundStatement {
    /// Keeps the handle alive when it is not the cached one.
    private let owner: Statement
    private let handle: OpaquePointer

    init(_ statement: Statement) {
        owner = statement
        handle = statement.sqliteStatement
    }

    /// Runs to the end, leaving any answer unread.
    func run() throws {
        defer { reset() }
        while try step() {}
    }

    /// `false` at the end of the answer.
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let system = errno
            throw TablesProblem.last(
                of: sqlite3_db_handle(handle), sql: String(cString: sqlite3_sql(handle)), system: system)
        }
    }

    /// Also lets go of bound bytes, so that a kept statement holds no record's content.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    func bind(_ values: [Value]) throws {
        for (place, value) in values.enumerated() {
            let code = bind(value, at: Int32(place + 1))
            guard code == SQLITE_OK else {
                throw TablesProblem.last(
                    of: sqlite3_db_handle(handle), sql: String(cString: sqlite3_sql(handle)), system: 0)
            }
        }
    }

    private func bind(_ value: Value, at place: Int32) -> Int32 {
        /// SQLite copies the bytes before the call returns.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(handle, place)
        case .integer(let number): return sqlite3_bind_int64(handle, place, number)
        case .real(let number): return sqlite3_bind_double(handle, place, number)
        case .text(var text):
            // SQLite takes text without an address for NULL.
            if text.isEmpty { return sqlite3_bind_text64(handle, place, "", 0, copied, UInt8(SQLITE_UTF8)) }
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    sqlite3_bind_text64(
                        handle, place, characters.baseAddress, UInt64(characters.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            if bytes.isEmpty { return sqlite3_bind_zeroblob(handle, place, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob64(handle, place, $0.baseAddress, UInt64($0.count), copied)
            }
        }
    }

    var columns: [String] {
        (0..<sqlite3_column_count(handle)).map { String(cString: sqlite3_column_name(handle, $0)) }
    }

    /// The row the statement stands on.
    var values: [Value] { (0..<sqlite3_column_count(handle)).map(value) }

    private func value(_ column: Int32) -> Value {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            .text(
                String(
                    decoding: UnsafeBufferPointer(
                        start: sqlite3_column_text(handle, column), count: Int(sqlite3_column_bytes(handle, column))),
                    as: UTF8.self))
        case SQLITE_BLOB:
            .blob(
                Array(
                    UnsafeRawBufferPointer(
                        start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))))
        default: .null
        }
    }
}
