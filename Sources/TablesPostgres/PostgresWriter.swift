import Archive
import Foundation
import Tables

/// PostgreSQL's writing connection, as the commit queue drives it.
///
/// Each transaction writes its turn (1, 2, 3 …) into this writer's row of `commit_mark`. When a COMMIT is not answered, the
/// row tells whether it took place; the lock that every writing transaction holds to its end tells that the old one is
/// gone, so that the row will not change any more.
final class PostgresWriter: CommitConnection {
    // The session keeps its writer.
    unowned let session: PostgresSession
    /// This writer's name in `commit_mark`: new each time the database is opened.
    let mark = UUID().uuidString.lowercased()
    private let lock: Int64
    private var turn: Int64 = 0
    private var hasTurn = false
    /// The connection on which the last COMMIT was sent.
    private var backend: Int32?

    init(_ session: PostgresSession) {
        self.session = session
        lock = PostgresWriter.lock(of: session.settings.schema)
    }

    func begin() throws {
        hasTurn = false
        turn += 1
        try session.begin("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        backend = session.backend
    }

    func enter() { session.postpone("SAVEPOINT body") }

    func lend<T>(_ notes: NoteBook?, _ body: (any Transaction) throws -> T) throws -> T {
        try PostgresTransaction.run(on: session, notes: notes, body)
    }

    func leave(stands: Bool, failure: (any Error)?) throws -> Bool {
        guard session.isAlive, session.isInTransaction || session.isInFailedTransaction else {
            throw failure as? any Explained ?? TablesProblem.unreachable(detail: "connection lost")
        }
        // A failed statement leaves PostgreSQL's transaction failed, even if the body swallowed the error.
        let stands = stands && !session.isInFailedTransaction
        session.postpone(stands ? "RELEASE SAVEPOINT body" : "ROLLBACK TO SAVEPOINT body; RELEASE SAVEPOINT body")
        // What was undone must be so before the transaction's state is asked again.
        if !stands {
            try session.flush()
            session.undone()
        }
        return stands
    }

    var refusal: (any Error)? { session.lastFailure }

    func takeTurn() throws {
        guard !hasTurn else { return }
        try session.simple("SELECT pg_advisory_xact_lock(\(lock))")
        hasTurn = true
    }

    func commit() throws {
        try takeTurn()
        let answer = try session.simple(
            """
            INSERT INTO commit_mark (writer, turn, at) VALUES ('\(mark)', \(turn), now())
            ON CONFLICT (writer) DO UPDATE SET turn = excluded.turn, at = excluded.at; COMMIT
            """)
        // The server answers the COMMIT of a failed transaction with ROLLBACK, and calls it done.
        guard answer.tag == "COMMIT" else { throw TablesProblem.undone(detail: "the server answered \(answer.tag)") }
    }

    func rollback(prepared: Bool) {
        session.undone()
        session.clearPostponed()
        guard session.isAlive else { return session.drop() }
        guard session.isInTransaction || session.isInFailedTransaction else { return }
        do { try session.simple("ROLLBACK") } catch { session.drop() }
    }

    func settle() -> CommitOutcome {
        // Alive, the server has answered: with an error, so it did not commit.
        if session.isAlive, !session.isInTransaction { return .undone }
        session.drop()
        let last = ContinuousClock.now + PostgresWriter.patience
        while true {
            if let outcome = try? ask() { return outcome }
            session.drop()
            guard ContinuousClock.now < last else { return .unknown }
            // In short steps: a server that comes back, or another that takes over, is found at once.
            Thread.sleep(forTimeInterval: 0.2)
        }
    }

    /// How long is asked what became of a COMMIT.
    private static let patience = Duration.seconds(8)

    /// Asks on a new connection, once the old one is certainly gone.
    private func ask() throws -> CommitOutcome {
        try session.connect(insisting: true)
        // A network that broke leaves the old one waiting at the server; only this writer's own is ended.
        if let backend {
            try session.simple(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE pid = \(backend) AND pid <> pg_backend_pid() AND application_name = '\(session.name)'
                """)
        }
        try session.simple("BEGIN; SET LOCAL lock_timeout = '15s'")
        try session.simple("SELECT pg_advisory_xact_lock(\(lock))")
        let rows = try session.simple("SELECT turn FROM commit_mark WHERE writer = '\(mark)'").rows
        try session.simple("COMMIT")
        return rows.first?.int("turn") == turn ? .committed : .undone
    }

    func explained(_ error: any Error) -> any Error {
        error is any Explained ? error : TablesProblem.undone(detail: String(describing: error))
    }

    /// The number of the schema's lock: the same for every writer (FNV-1a over its name).
    static func lock(of schema: String) -> Int64 {
        let hash = ("lantai " + schema).utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return Int64(bitPattern: hash)
    }
}
