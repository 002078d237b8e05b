import GRDB
import Tables

/// One GRDB connection inside one transaction, lent to one body.
final class SQLiteTransaction: Transaction {
    let dialect = Dialect.sqlite
    private let db: GRDB.Database
    /// `nil` where notes make no sense: in a read, and in the commit hook itself.
    private let notes: NoteBook?
    private var isLent = true

    private init(_ db: GRDB.Database, _ notes: NoteBook?) {
        self.db = db
        self.notes = notes
    }

    /// Lends a transaction to `body` and takes it back: one kept beyond its body stops the program at its next use,
    /// instead of writing into somebody else's transaction.
    static func run<T>(
        on db: GRDB.Database, notes: NoteBook?, _ body: (any Transaction) throws -> T
    ) throws -> T {
        let tx = SQLiteTransaction(db, notes)
        defer { tx.isLent = false }
        return try body(tx)
    }

    func rows(_ query: Query) throws -> [Tables.Row] {
        var rows: [Tables.Row] = []
        try each(query) { rows.append($0) }
        return rows
    }

    func each(_ query: Query, _ body: (Tables.Row) throws -> Void) throws {
        let statement = try prepared(query)
        defer { statement.reset() }
        guard try statement.step() else { return }
        // After the first step: a statement prepared before a migration is prepared anew by it.
        let columns = statement.columns
        repeat { try body(Tables.Row(columns: columns, values: statement.values)) } while try statement.step()
    }

    @discardableResult func run(_ query: Query) throws -> Int {
        let statement = try prepared(query)
        let before = db.totalChangesCount
        try statement.run()
        // The count of the last change stays when a statement changes nothing.
        return db.totalChangesCount == before ? 0 : db.changesCount
    }

    func note(_ note: any Sendable) {
        precondition(isLent, "a transaction was kept beyond its body")
        guard let notes else { preconditionFailure("notes are for bodies of write") }
        notes.notes.append(note)
    }

    private func prepared(_ query: Query) throws -> BoundStatement {
        precondition(isLent, "a transaction was kept beyond its body")
        let statement = try db.statement(query.text { _ in "?" })
        try statement.bind(query.values)
        return statement
    }
}
