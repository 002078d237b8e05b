import Archive
import GRDB
import Tables

/// SQLite's writing connection, as the commit queue drives it.
struct SQLiteWriter: CommitConnection {
    let db: GRDB.Database

    func begin() throws {
        guard db.sqliteConnection != nil else { throw TablesProblem.closed }
        try db.statement("BEGIN IMMEDIATE").run()
    }

    func enter() throws { try db.statement("SAVEPOINT body").run() }

    func lend<T>(_ notes: NoteBook?, _ body: (any Transaction) throws -> T) throws -> T {
        try SQLiteTransaction.run(on: db, notes: notes, body)
    }

    func leave(stands: Bool, failure: (any Error)?) throws -> Bool {
        // A full disk makes SQLite undo everything, whatever the body made of the error.
        guard db.isInsideTransaction else {
            throw failure as? any Explained ?? TablesProblem.undone(detail: "SQLite ended the transaction")
        }
        if !stands { try db.statement("ROLLBACK TO body").run() }
        try db.statement("RELEASE body").run()
        return stands
    }

    /// A statement that failed undoes itself alone: who swallows its error may go on.
    var refusal: (any Error)? { nil }

    /// The file has one writer; there is nobody to take turns with.
    func takeTurn() {}

    func commit() throws { try db.statement("COMMIT").run() }

    func rollback(prepared: Bool) {
        if db.isInsideTransaction { try? db.statement("ROLLBACK").run() }
        // A COMMIT whose sync failed may lie whole in the log, and would be found done after a crash: with the log
        // emptied it is gone for good. Where that fails too (the disk is full), the ledger's tail still has it.
        if prepared { try? db.statement("PRAGMA wal_checkpoint(TRUNCATE)").run() }
    }

    /// SQLite answers: what failed did not take place.
    func settle() -> CommitOutcome { .undone }

    func explained(_ error: any Error) -> any Error {
        switch error {
        case let error as DatabaseError: TablesProblem.meant(by: error, at: db.file)
        case is any Explained: error
        default: TablesProblem.undone(detail: String(describing: error))
        }
    }
}
