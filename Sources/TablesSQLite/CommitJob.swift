import GRDB
import Synchronization
import Tables

extension CommitQueue {
    /// One caller's body, what it gave, and the caller waiting for it. What it gave leaves only after COMMIT.
    final class Job: Sendable {
        private struct Outcome: Sendable {
            let error: (any Error)?
            let deliver: @Sendable () -> Void
        }

        private let body: @Sendable (GRDB.Database, NoteBook) -> Outcome
        private let outcome = Mutex<Outcome?>(nil)
        /// Answers with an error, instead of what the body gave.
        let fail: @Sendable (any Error) -> Void

        init<T: Sendable>(
            _ body: @escaping @Sendable (any Transaction) throws -> T,
            _ continuation: CheckedContinuation<T, any Error>
        ) {
            self.body = { db, notes in
                do {
                    let value = try SQLiteTransaction.run(on: db, notes: notes, body)
                    return Outcome(error: nil) { continuation.resume(returning: value) }
                } catch {
                    return Outcome(error: error) { continuation.resume(throwing: error) }
                }
            }
            fail = { continuation.resume(throwing: $0) }
        }

        /// Runs the body; `false` if it threw.
        func run(on db: GRDB.Database, _ notes: NoteBook) -> Bool {
            let outcome = body(db, notes)
            self.outcome.withLock { $0 = outcome }
            return outcome.error == nil
        }

        /// What the body threw.
        var failure: (any Error)? { outcome.withLock { $0?.error } }

        /// Gives the caller what its body gave or threw.
        func answer() { outcome.withLock { $0 }?.deliver() }
    }
}

/// The notes of one body, in order. Lives on the writer's queue only.
final class NoteBook {
    var notes: [any Sendable] = []
}
