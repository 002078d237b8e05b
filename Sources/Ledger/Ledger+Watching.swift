import Archive
import Synchronization
import Tables

// For a process in which nobody writes: the rows say what another one has appended.

extension Ledger {
    /// The trees of the sealed and of all committed events, as the rows have them.
    static func trees(in database: any Database) async throws -> (sealed: MerkleFrontier, committed: MerkleFrontier) {
        try await database.read { tx in
            let sealed = try sealedTree(in: tx) ?? MerkleFrontier()
            return (sealed, try grown(sealed, in: tx))
        }
    }

    private static func sealedTree(in tx: any Transaction) throws -> MerkleFrontier? {
        try tx.row("SELECT end_idx, frontier FROM segment ORDER BY first_idx DESC LIMIT 1").flatMap {
            MerkleFrontier(size: $0.int("end_idx"), text: $0.text("frontier"))
        }
    }

    /// `tree` with the events after it.
    private static func grown(_ tree: MerkleFrontier, in tx: any Transaction) throws -> MerkleFrontier {
        var tree = tree
        try tx.each("SELECT leaf FROM event WHERE idx >= \(tree.size) ORDER BY idx") { tree.append($0.blob("leaf")) }
        return tree
    }

    /// Takes in what was appended since it was last looked at, and wakes who listens.
    package func lookForMore() async throws {
        let known = state.withLock { $0.committed }
        let (committed, sealed) = try await database.read { tx in
            (try Self.grown(known, in: tx), try Self.sealedTree(in: tx))
        }
        let isMore = state.withLock { state in
            if let sealed, sealed.size > state.sealed.size { state.sealed = sealed }
            // Two may look at the same time.
            guard committed.size > state.committed.size else { return false }
            state.committed = committed
            return true
        }
        if isMore { wake() }
    }

    /// Looks again and again, until the task is cancelled.
    package func watch(every pause: Duration = .milliseconds(200)) async {
        while !Task.isCancelled {
            // A database that is away is asked again like one that is there.
            try? await lookForMore()
            try? await Task.sleep(for: pause)
        }
    }
}
