package import Archive
package import Bytes
import Synchronization
package import Tables

/// The one ordered list of everything done (账本): audit trail, work queue and feed in one.
///
/// An event gets its index last before COMMIT, so index order is commit order. Each is hashed into a Merkle tree
/// (RFC 6962), written to the tail file before COMMIT, later sealed into a segment with a signed checkpoint.
package final class Ledger: CommitHook, Sendable {
    struct State {
        var committed: MerkleFrontier
        /// The tree with the group that is being committed.
        var pending: MerkleFrontier?
        var sealed: MerkleFrontier
        /// Once sealed events are dropped from the tail, up to where.
        var sealedInGroup: EventIndex?
        let damage: LedgerFault?
        /// What was found and repaired at the start.
        let repaired: [LedgerFault]
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextListener = 0
    }

    let database: any Database
    let store: any ByteStore
    /// `nil` in a process that only watches.
    private let ownTail: Tail?
    private let keys: Mutex<Keys>
    let clock: Clock
    let state: Mutex<State>
    /// Sealing and verifying take turns.
    let sealing = Turn()
    package let acts: ActDocuments

    /// Opens the ledger of a home and becomes the database's commit hook. The migrations must have been applied.
    ///
    /// Repairs what a crash may leave: a group in the tail that was never committed is cut. Where the ledger disagrees
    /// with itself it opens for reading and verifying only, see `damage`.
    ///
    /// - Parameters:
    ///   - store: the home's `ledger` folder: `acts/`, `segments/`, `checkpoints/`.
    ///   - tailPath: the file `tail` beside them; its folder must exist.
    ///   - earlierKeys: public keys that signed older checkpoints.
    package init(
        database: any Database, store: any ByteStore, tailPath: String, key: SigningKey,
        earlierKeys: [VerifyingKey] = [], clock: Clock
    ) async throws {
        self.database = database
        self.store = store
        self.clock = clock
        let trusted = [key.verifying] + earlierKeys
        keys = Mutex(Keys(signing: key, trusted: trusted))
        acts = ActDocuments(store: store)
        let opening = try await LedgerOpening(
            database: database, store: store, tailPath: tailPath, trusted: trusted)
        ownTail = opening.tail
        state = Mutex(
            State(
                committed: opening.committed, sealed: opening.sealed, damage: opening.damage, repaired: opening.repaired
            ))
        database.attach(self)
    }

    /// Opens the ledger of an archive in which another process writes: it is read, and `watch` follows it. Nothing can be
    /// appended or signed.
    package init(watching database: any Database, store: any ByteStore, clock: Clock) async throws {
        self.database = database
        self.store = store
        self.clock = clock
        keys = Mutex(Keys(signing: nil, trusted: []))
        acts = ActDocuments(store: store)
        ownTail = nil
        let (sealed, committed) = try await Ledger.trees(in: database)
        state = Mutex(State(committed: committed, sealed: sealed, damage: nil, repaired: []))
    }

    var tail: Tail {
        guard let ownTail else { preconditionFailure("a ledger that is only watched has no tail") }
        return ownTail
    }

    struct Keys {
        var signing: SigningKey?
        /// Keys whose signatures hold: that of now, and earlier ones.
        var trusted: [VerifyingKey]
    }

    /// The key that signs now.
    var key: SigningKey {
        guard let key = keys.withLock({ $0.signing }) else {
            preconditionFailure("a ledger that is only watched signs nothing")
        }
        return key
    }
    package var keyID: String { key.id }
    var trusted: [VerifyingKey] { keys.withLock { $0.trusted } }

    /// From now on `key` signs; signatures of the one before still hold.
    func sign(with key: SigningKey) {
        keys.withLock { keys in
            keys.signing = key
            if !keys.trusted.contains(key.verifying) { keys.trusted.append(key.verifying) }
        }
    }

    /// Signatures of these keys hold too.
    func trust(_ others: [VerifyingKey]) {
        keys.withLock { keys in keys.trusted += others.filter { !keys.trusted.contains($0) } }
    }

    /// Why no event is taken any more, if so. Reading and `verify` work in any case.
    package var damage: LedgerFault? { state.withLock { $0.damage } }

    /// Index of the last committed event; -1 in an empty ledger.
    package var lastIndex: EventIndex { state.withLock { $0.committed.size } - 1 }

    /// How many committed events are not sealed yet: for who decides when to `seal`.
    package var unsealed: Int64 { state.withLock { $0.committed.size - $0.sealed.size } }

    /// Size and root of the Merkle tree of all committed events.
    package var head: (size: Int64, root: [UInt8]) {
        let frontier = state.withLock { $0.committed }
        return (frontier.size, frontier.root)
    }
}
