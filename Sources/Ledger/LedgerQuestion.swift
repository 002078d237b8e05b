package import Archive
import Tables

/// Which events of the ledger somebody asks for. What is not said does not narrow.
package struct LedgerQuestion: Hashable, Sendable {
    package var kind: EventKind?
    /// The identifier of what it is about.
    package var subject: String?
    /// The identifier of who did it: an account, or `local:…`.
    package var agent: String?
    /// From this moment on, and before that one.
    package var from: Instant?
    package var until: Instant?

    package init(
        kind: EventKind? = nil, subject: String? = nil, agent: String? = nil, from: Instant? = nil,
        until: Instant? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.agent = agent
        self.from = from
        self.until = until
    }
}

/// One page of answers, the newest first, and whether there is more to either side.
package struct LedgerAnswer: Sendable {
    package let events: [(index: EventIndex, event: Event)]
    package let hasOlder: Bool
    package let hasNewer: Bool

    package init(events: [(index: EventIndex, event: Event)], hasOlder: Bool, hasNewer: Bool) {
        self.events = events
        self.hasOlder = hasOlder
        self.hasNewer = hasNewer
    }
}

/// How one event is proven to stand in the tree of all.
package struct EventEvidence: Sendable {
    package let leaf: [UInt8]
    /// The hashes that lead from the leaf to `root`, in a tree of `size` events.
    package let path: [[UInt8]]
    package let size: Int64
    package let root: [UInt8]
    /// Whether what is shown of the event hashes to the leaf, and leaf and path lead to the root.
    package let isProven: Bool
}

extension Ledger {
    /// A page of the events `question` asks for, the newest first: those just before `before`, or just after `after`.
    ///
    /// Events stand in the order of commits, which is that of time but for moments: a day's place is found by halves, and
    /// each narrowing has an index of its own, so that neither the age of the ledger nor a rare kind makes a page slow.
    package func ask(
        _ question: LedgerQuestion, before: EventIndex? = nil, after: EventIndex? = nil, limit: Int
    ) async throws -> LedgerAnswer {
        let end = lastIndex + 1
        return try await database.read { tx in
            var conditions: [Query] = ["idx < \(end)"]
            if let from = question.from {
                conditions.append("idx >= \(try Self.place(of: from, end: end, in: tx))")
            }
            if let until = question.until {
                conditions.append("idx < \(try Self.place(of: until, end: end, in: tx))")
            }
            if let kind = question.kind { conditions.append("kind = \(kind.text)") }
            if let subject = question.subject { conditions.append("subject = \(subject)") }
            if let agent = question.agent { conditions.append("agent = \(agent)") }
            let all = Query.joined(conditions, by: " AND ")
            func any(_ beyond: Query) throws -> Bool {
                try tx.row("SELECT idx FROM event WHERE \(sql: all) AND \(sql: beyond) LIMIT 1") != nil
            }
            if let after {
                let found = try Self.events(
                    where: "\(sql: all) AND idx > \(after)", order: "idx", limit: limit + 1, in: tx)
                return LedgerAnswer(
                    events: found.prefix(limit).reversed().map { (index: $0.0, event: $0.1) },
                    hasOlder: try any("idx <= \(after)"), hasNewer: found.count > limit)
            }
            let found = try Self.events(
                where: before.map { "\(sql: all) AND idx < \($0)" } ?? all, order: "idx DESC", limit: limit + 1, in: tx)
            return LedgerAnswer(
                events: found.prefix(limit).map { (index: $0.0, event: $0.1) }, hasOlder: found.count > limit,
                hasNewer: try before.map { try any("idx >= \($0)") } ?? false)
        }
    }

    /// The index of the first event that happened at `instant` or later; `end` if none did.
    static func place(of instant: Instant, end: EventIndex, in tx: any Transaction) throws -> EventIndex {
        var (low, high) = (EventIndex(0), max(0, end))
        while low < high {
            let middle = (low + high) / 2
            let at = try tx.row("SELECT at FROM event WHERE idx = \(middle)").flatMap { Instant(text: $0.text("at")) }
            if let at, at < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Everybody who did something that is in the ledger, by identifier. Walks from one to the next along the index.
    package func agents(limit: Int = 500) async throws -> [String] {
        try await database.read { tx in
            var agents: [String] = []
            while agents.count < limit,
                let next = try tx.row("SELECT min(agent) AS agent FROM event WHERE agent > \(agents.last ?? "")")?
                    .optionalText("agent")
            {
                agents.append(next)
            }
            return agents
        }
    }

    /// The way from `event`, as it was read at `index`, to the root of the tree as it stands. Reads the hashes of all events.
    package func evidence(of event: Event, at index: EventIndex) async throws -> EventEvidence {
        let (size, root) = head
        // Of the event as people see it, not of the row: a row that was changed is found here.
        let leaf = MerkleHash.leaf(EventLine.bytes(event, at: index))
        let path = try await tree(of: size).tree.inclusion(of: Int(index))
        return EventEvidence(
            leaf: leaf, path: path, size: size, root: root,
            isProven: MerkleProof.includes(leaf, at: index, in: size, root: root, path: path))
    }
}
