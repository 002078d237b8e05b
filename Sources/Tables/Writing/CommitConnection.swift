/// The one connection that writes, as the commit queue drives it: either engine's.
///
/// Used by one thread at a time, the writer's. Bodies run between `enter` and `leave`, each in a savepoint.
package protocol CommitConnection {
    func begin() throws

    /// Opens the savepoint of the next body.
    func enter() throws

    /// Lends a transaction to `body`. `notes` is `nil` where notes make no sense: in the commit hook itself.
    func lend<T>(_ notes: NoteBook?, _ body: (any Transaction) throws -> T) throws -> T

    /// Closes the savepoint: kept if the body stands, undone if not. `false` if a body that seemed to stand does not.
    ///
    /// - Parameter failure: what the body threw, if it did.
    /// - Throws: what everyone in the group hears when the engine has ended the whole transaction.
    func leave(stands: Bool, failure: (any Error)?) throws -> Bool

    /// Why a body that swallowed its error cannot stand.
    var refusal: (any Error)? { get }

    /// Taken last before the hook gives indices, so that among several writers index order is commit order.
    func takeTurn() throws

    func commit() throws

    /// Undoes the transaction, if there still is one.
    ///
    /// - Parameter prepared: whether the hook had already done its part.
    func rollback(prepared: Bool)

    /// After a failed `commit`: whether it took place. May be asked again as long as the answer is `.unknown`.
    func settle() -> CommitOutcome

    /// What everyone in a group that was undone hears.
    func explained(_ error: any Error) -> any Error
}

/// What became of a COMMIT that was not answered.
package enum CommitOutcome: Sendable {
    case committed, undone, unknown
}

/// The notes of one body, in order. Lives on the writer's thread only.
package final class NoteBook {
    package var notes: [any Sendable] = []

    package init() {}
}
