import Archive
import Bytes
import Synchronization
import Tables

extension Ledger {
    /// Seals all committed events that are not sealed yet: segment files of at most 1,000 events, each with a signed
    /// checkpoint. The steward calls it every 60 seconds or 1,000 events. Killed half-way it can be called again.
    package func seal() async throws {
        try await sealing.hold { [self] in
            while try await sealNext() {}
        }
    }

    private func sealNext() async throws -> Bool {
        let (sealed, size, damage) = state.withLock { ($0.sealed, $0.committed.size, $0.damage) }
        if let damage { throw LedgerProblem.damaged(damage) }
        let first = sealed.size
        guard first < size else { return false }
        let (frontier, lines) = try await unsealedLines(sealed, to: min(size, first + Segment.limit))

        let contents = Segment.contents(lines)
        let checkpoint =
            try await existingCheckpoint(frontier) ?? Checkpoint(of: frontier, at: clock.now, signedBy: key)
        try await store.putAll([
            (Segment.key(first), .bytes(contents)),
            (PublicKeys.key(key.id), .bytes(PublicKeys.contents(key.verifying))),
            (Checkpoint.key(frontier.size), .bytes(checkpoint.bytes)),
        ])
        let segment = Segment(first: first, end: frontier.size, digest: sha256(contents), frontier: frontier)
        try await database.write { tx in
            try segment.insert(in: tx)
            tx.note(SealedNote(end: segment.end))
        }
        state.withLock { $0.sealed = frontier }
        return true
    }

    /// The lines from the end of `sealed` to before `end`, or as many as a segment file holds that was written before a
    /// crash kept it from being noted; and the tree with them.
    private func unsealedLines(
        _ sealed: MerkleFrontier, to end: EventIndex
    ) async throws -> (MerkleFrontier, [[UInt8]]) {
        let first = sealed.size
        let key = Segment.key(first)
        let written = try await store.size(of: key) == nil ? nil : Segment.lines(try await store.bytes(of: key))
        if written?.isEmpty == true { throw LedgerProblem.damaged(.segmentAltered(key.text)) }
        let end = written.map { first + Int64($0.count) } ?? end
        var frontier = sealed
        var lines: [[UInt8]] = []
        for row in try await database.read({ tx in try EventRow.rows(from: first, to: end, in: tx) }) {
            // What is signed must be what was committed: a changed row is not given a signature.
            guard row.index == frontier.size, let line = row.line, MerkleHash.leaf(line) == row.leaf else {
                throw LedgerProblem.damaged(.rowAltered(frontier.size))
            }
            if let written, !written[lines.count].elementsEqual(line) {
                throw LedgerProblem.damaged(.segmentAltered(key.text))
            }
            frontier.append(row.leaf)
            lines.append(line)
        }
        guard frontier.size == end else { throw LedgerProblem.damaged(.rowsMissing(frontier.size..<end)) }
        return (frontier, lines)
    }

    /// The checkpoint of this size that a crash left behind.
    private func existingCheckpoint(_ frontier: MerkleFrontier) async throws -> Checkpoint? {
        switch try await Checkpoint.read(frontier.size, from: store, trusted: trusted) {
        case .success(let checkpoint) where checkpoint.root == frontier.root: return checkpoint
        case .success: throw LedgerProblem.damaged(.rootDiffers(Checkpoint.key(frontier.size).text))
        case .failure(let refusal) where refusal.fault.code == "checkpoint-missing": return nil
        case .failure(let refusal): throw LedgerProblem.damaged(refusal.fault)
        }
    }
}
