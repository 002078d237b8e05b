package import Archive
import Bytes
import Synchronization
import Tables

extension PublicLog {
    /// Makes a new key that signs from now on (换钥): named in a statement that the old one signs too, an event of the
    /// ledger. The private half of the old key is gone when it returns.
    @discardableResult
    package func rotate(by agent: Agent) async throws -> KeyChange {
        try await turn.hold { [self] in try await rotateInTurn(by: agent) }
    }

    private func rotateInTurn(by agent: Agent) async throws -> KeyChange {
        if let damage { throw damage }
        let (new, next, folder) = (SigningKey.generate(), keys.next, keys.folder)
        let change = KeyChange.rotating(ledger.key, to: new, origin: origin, size: size, at: clock.now)
        try await onFileThread {
            try DurableFile.makeFolder(folder, mode: 0o700)
            try new.save(to: next)
        }
        try await enter(change, by: agent)
        // The ledger knows: from here on a start finishes what a crash cuts off.
        try await keys.finishRotation(self)
        try await publish()
        return change
    }

    /// Says that signatures of a key count no more since `since` (吊销); now, if not said. The key that signs is first
    /// replaced by a new one.
    ///
    /// - Parameter name: the first digits of its number or of its identifier.
    @discardableResult
    package func revoke(_ name: String, reason: String, since: Instant? = nil, by agent: Agent) async throws
        -> [KeyChange]
    {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw PublicLogProblem.noReason }
        return try await turn.hold { [self] in
            if let damage { throw damage }
            let named = book.keys.map(\.key).filter {
                $0.number.hex.hasPrefix(name.lowercased()) || $0.key.id.hasPrefix(name.lowercased())
            }
            guard name.count >= 4, named.count == 1, let key = named.first else {
                throw PublicLogProblem.noSuchKey(name)
            }
            // Trees whose entries were all due by the moment: what was signed of them by then counts.
            let before = since.map { due(at: $0) } ?? size
            var made: [KeyChange] = []
            if key == book.current { made.append(try await rotateInTurn(by: agent)) }
            let change = KeyChange.revoking(
                key, reason: reason, size: min(before, size), at: clock.now, by: ledger.key)
            try await enter(change, by: agent)
            var whole = book
            guard whole.add(change) else { throw PublicLogProblem.keysAltered(keys.history) }
            try await keys.save(whole)
            let kept = whole
            state.withLock { $0.book = kept }
            return made + [change]
        }
    }

    private func enter(_ change: KeyChange, by agent: Agent) async throws {
        let act: JSON = ["schema": .string(Ledger.keyActSchema), "note": .string(change.note.whole)]
        var facts: [String: JSON] = [:]
        switch change.kind {
        case .rotation(let old, let new):
            facts = ["action": "rotated", "old": .string(old.key.id), "new": .string(new.key.id)]
        case .revocation(let key, _): facts = ["action": "revoked", "old": .string(key.key.id)]
        }
        let event = ledger.event(
            kind: .keyChanged, subject: "ledger-key", agent: agent, act: try await ledger.write(act: act), facts: facts)
        try await database.write { [ledger] tx in ledger.append(event, in: tx) }
    }
}

extension Ledger {
    static let keyActSchema = "lantai.key/1"

    /// All changes of the keys of one log, oldest first.
    func keyChanges(of origin: String) async throws -> [KeyChange] {
        var changes: [KeyChange] = []
        for (_, event) in try await events(about: "ledger-key") where event.kind == .keyChanged {
            guard let digest = event.act else { continue }
            let act = try await act(digest)
            if act["schema"]?.string == Self.keyLostSchema { continue }
            guard act["schema"]?.string == Self.keyActSchema,
                let change = act["note"]?.string.flatMap(SignedNote.init).flatMap(KeyChange.init)
            else { throw LedgerProblem.actAltered(digest) }
            if change.origin == origin { changes.append(change) }
        }
        return changes
    }
}
