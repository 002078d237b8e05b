package import Archive
package import Bytes

extension Ledger {
    /// Has the newest checkpoint stamped, unless the last stamp is younger than `every` or over the same one: a stamp proves all
    /// that was before it. Tells how many events are proven by a new one.
    /// - Throws: `StampProblem` if the authority gives none; nothing is kept then.
    @discardableResult
    package func stamp(by authority: StampAuthority, every: Duration) async throws -> EventIndex? {
        guard damage == nil, let size = try await numbers(in: "checkpoints", store).last else { return nil }
        if let last = try await CheckpointStamps.sizes(in: store).last {
            guard last < size else { return nil }
            let token = TimeStamp(try await store.bytes(of: CheckpointStamps.key(last)))
            if let token, token.moment + every > clock.now { return nil }
        }
        let token = try await authority.stamp(try await store.bytes(of: Checkpoint.key(size)))
        try await store.put(token, at: CheckpointStamps.key(size))
        return size
    }
}
