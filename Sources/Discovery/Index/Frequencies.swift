import Synchronization

/// How often words are in the records of a reach, kept for a while: the order of hits rests on it, never a count.
///
/// Forgotten with every change of access, and when the index has grown by a fiftieth.
final class Frequencies: Sendable {
    struct Key: Hashable {
        let reach: String
        /// Of a clause; empty: all records.
        let expression: String
    }

    struct Kept {
        let count: Int
        let bytes: Double
    }

    private struct State {
        var epoch: Int64 = -1
        var entries = 0
        var kept: [Key: Kept] = [:]
    }

    private let state = Mutex(State())
    private static let most = 2000

    func value(_ key: Key, _ shelf: Shelf.Snapshot, count: () throws -> Kept) rethrows -> Kept {
        let found = state.withLock { state -> Kept? in
            let isOld = state.epoch != shelf.epoch || shelf.count > state.entries + state.entries / 50
            if isOld || state.kept.count > Self.most {
                state = State(epoch: shelf.epoch, entries: shelf.count)
            }
            return state.kept[key]
        }
        if let found { return found }
        let new = try count()
        state.withLock { if $0.epoch == shelf.epoch { $0.kept[key] = new } }
        return new
    }
}
