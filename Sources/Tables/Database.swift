/// Where rows live: `SQLiteDatabase` or `PostgresDatabase`; both held to `DatabaseContract`.
///
/// Both verbs run a *synchronous* body on one connection, so no transaction can wait on a network or a task.
package protocol Database: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` on a consistent snapshot that sees everything committed before the call.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T

    /// Queues `body` for the one writer. Up to 50 bodies share a transaction, each in a savepoint of its own: one that
    /// throws undoes only itself. Answers after COMMIT (on disk), never before.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T

    /// Runs just before and after each COMMIT, inside and outside the transaction. Set once, before the first write.
    func attach(_ hook: any CommitHook)

    /// Waits for work under way and lets go of files and connections. Later calls fail.
    func close() async throws
}

/// One connection inside one transaction. Not to be kept beyond the body it was given to.
package protocol Transaction {
    var dialect: Dialect { get }

    /// All rows of the answer.
    func rows(_ query: Query) throws -> [Row]

    /// The rows one by one, for long answers.
    func each(_ query: Query, _ body: (Row) throws -> Void) throws

    /// Runs a statement that answers nothing; how many rows it changed.
    @discardableResult func run(_ query: Query) throws -> Int

    /// Hands `note` to the commit hook if this body (its savepoint) stands.
    func note(_ note: any Sendable)
}

extension Transaction {
    package func row(_ query: Query) throws -> Row? { try rows(query).first }
}

/// What happens at the edge of a commit group: the ledger gives its indices here, so that index order is commit order.
package protocol CommitHook: Sendable {
    /// Last thing before COMMIT, in the same transaction, with the notes of the bodies that stand, in order.
    /// Throwing undoes the whole group.
    func beforeCommit(_ notes: [any Sendable], in tx: any Transaction) throws
    /// After COMMIT, before the bodies' callers are answered.
    func afterCommit()
    /// If the group was undone after `beforeCommit` ran.
    func afterRollback()
}

/// Where the two engines differ in what they must be told.
package enum Dialect: Sendable {
    case sqlite, postgres

    /// Text compared byte by byte, for codes and keys: append to a column's type.
    package var binaryText: String { self == .sqlite ? "TEXT COLLATE BINARY" : "TEXT COLLATE \"C\"" }
    package var bytes: String { self == .sqlite ? "BLOB" : "BYTEA" }
    package var int64: String { self == .sqlite ? "INTEGER" : "BIGINT" }

    /// The database's own clock, in milliseconds since 1970: for leases, which processes on several machines must agree on.
    package var milliseconds: Query {
        self == .sqlite
            ? "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
            : "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
    }
}
