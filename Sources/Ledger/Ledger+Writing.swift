package import Archive
import Synchronization
package import Tables

extension Ledger {
    /// An event of now, with an identifier of its own.
    package func event(
        kind: EventKind, subject: String, agent: Agent, act: Digest? = nil, facts: [String: JSON] = [:]
    ) -> Event {
        let now = clock.now
        return Event(id: .new(at: now), at: now, kind: kind, subject: subject, agent: agent, act: act, facts: facts)
    }

    /// Adds `event` to the ledger if the body of `tx` stands. It gets its index last before COMMIT.
    package func append(_ event: Event, in tx: any Transaction) {
        tx.note(event)
        if Planted.has(.doubledEvent), event.kind == .described {
            tx.note(
                self.event(
                    kind: event.kind, subject: event.subject, agent: event.agent, act: event.act, facts: event.facts))
        }
    }

    /// Keeps the act document `act`, on disk when it returns; its digest, to be named by an event. To be called before
    /// the transaction that appends the event. The same act gives the same digest.
    package func write(act: JSON) async throws -> Digest { try await acts.write([act])[0] }

    /// Several act documents, on disk together.
    package func write(acts: [JSON]) async throws -> [Digest] { try await self.acts.write(acts) }

    /// The act document that `digest` names, checked against it.
    package func act(_ digest: Digest) async throws -> JSON { try await acts.read(digest) }
}

extension Ledger {
    /// Gives the group's events their indices and leaves, inserts them, and brings them to the tail's disk: one sync for
    /// the whole group.
    package func beforeCommit(_ notes: [any Sendable], in tx: any Transaction) throws {
        var (frontier, damage) = state.withLock { ($0.committed, $0.damage) }
        var lines: [[UInt8]] = []
        for case let event as Event in notes {
            if let damage { throw LedgerProblem.damaged(damage) }
            let line = EventLine.bytes(event, at: frontier.size)
            let leaf = MerkleHash.leaf(line)
            try EventRow.insert(event, at: frontier.size, leaf: leaf, in: tx)
            frontier.append(leaf)
            lines.append(line)
        }
        let sealed = notes.lazy.compactMap { ($0 as? SealedNote)?.end }.last
        if !lines.isEmpty { try tail.append(lines) }
        state.withLock { state in
            state.pending = lines.isEmpty ? nil : frontier
            state.sealedInGroup = sealed
        }
    }

    package func afterCommit() {
        let (listeners, sealed) = state.withLock { state in
            let hasEvents = state.pending != nil
            if let pending = state.pending { state.committed = pending }
            state.pending = nil
            defer { state.sealedInGroup = nil }
            return (hasEvents ? Array(state.listeners.values) : [], state.sealedInGroup)
        }
        tail.committed()
        if let sealed { tail.drop(before: sealed) }
        for listener in listeners { listener.yield() }
    }

    package func afterRollback() {
        state.withLock { state in
            state.pending = nil
            state.sealedInGroup = nil
        }
        tail.rolledBack()
    }
}

/// Says to the commit hook that events before `end` are sealed once this group stands.
struct SealedNote: Sendable {
    let end: EventIndex
}
