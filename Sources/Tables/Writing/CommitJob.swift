import Synchronization

extension CommitQueue {
    /// One caller's body, what it gave, and the caller waiting for it. What it gave leaves only after COMMIT.
    package final class Job: Sendable {
        private struct Outcome: Sendable {
            let error: (any Error)?
            let deliver: @Sendable () -> Void
        }

        private let body: @Sendable (any CommitConnection, NoteBook) -> Outcome
        private let outcome = Mutex<Outcome?>(nil)
        /// Answers with an error, instead of what the body gave.
        let fail: @Sendable (any Error) -> Void

        package init<T: Sendable>(
            _ body: @escaping @Sendable (any Transaction) throws -> T,
            _ continuation: CheckedContinuation<T, any Error>
        ) {
            self.body = { connection, notes in
                do {
                    let value = try connection.lend(notes, body)
                    return Outcome(error: nil) { continuation.resume(returning: value) }
                } catch {
                    return Outcome(error: error) { continuation.resume(throwing: error) }
                }
            }
            fail = { continuation.resume(throwing: $0) }
        }

        /// Runs the body; `false` if it threw.
        func run(on connection: any CommitConnection, _ notes: NoteBook) -> Bool {
            let outcome = body(connection, notes)
            self.outcome.withLock { $0 = outcome }
            return outcome.error == nil
        }

        /// The body seemed to stand and does not.
        func refuse(_ error: any Error) {
            outcome.withLock { [fail] in $0 = Outcome(error: error) { fail(error) } }
        }

        /// What the body threw.
        var failure: (any Error)? { outcome.withLock { $0?.error } }

        /// Gives the caller what its body gave or threw.
        func answer() { outcome.withLock { $0 }?.deliver() }
    }
}
