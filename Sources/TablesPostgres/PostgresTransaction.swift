import Tables

/// One PostgreSQL connection inside one transaction, lent to one body.
final class PostgresTransaction: Transaction {
    let dialect = Dialect.postgres
    private let session: PostgresSession
    /// `nil` where notes make no sense: in a read, and in the commit hook itself.
    private let notes: NoteBook?
    private var isLent = true

    private init(_ session: PostgresSession, _ notes: NoteBook?) {
        self.session = session
        self.notes = notes
    }

    /// Lends a transaction to `body` and takes it back: one kept beyond its body stops the program at its next use.
    static func run<T>(
        on session: PostgresSession, notes: NoteBook?, _ body: (any Transaction) throws -> T
    ) throws -> T {
        let tx = PostgresTransaction(session, notes)
        defer { tx.isLent = false }
        return try body(tx)
    }

    func rows(_ query: Query) throws -> [Row] {
        checkLent()
        return try session.execute(query).rows
    }

    func each(_ query: Query, _ body: (Row) throws -> Void) throws {
        checkLent()
        try session.each(query, body)
    }

    @discardableResult func run(_ query: Query) throws -> Int {
        checkLent()
        return try session.execute(query).changed
    }

    func note(_ note: any Sendable) {
        checkLent()
        guard let notes else { preconditionFailure("notes are for bodies of write") }
        notes.notes.append(note)
    }

    private func checkLent() { precondition(isLent, "a transaction was kept beyond its body") }
}
