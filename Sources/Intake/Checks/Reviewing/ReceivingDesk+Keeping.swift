package import Archive
import Ledger
import Tables

// What no program can judge of what is kept (长期保存环节的人工填表): entered by a person at each periodic check of the archive.

extension ReceivingDesk {
    /// Enters a person's opinions on items of keeping that have a form. Earlier ones stay; the latest on each item counts.
    ///
    /// - Parameter name: of the person, for the printed evidence.
    /// - Throws: `ReviewProblem`; `IntakeProblem.nameMissing`.
    package func reviewKeeping(_ entries: [ReviewEntry], name: String, by agent: Agent) async throws {
        guard agent.role == .archivist else { throw ReviewProblem.mayNotReview(agent.role) }
        let name = NumberText.trimmed(name)
        guard !name.isEmpty else { throw IntakeProblem.nameMissing }
        let valid = try entries.map { try $0.validated() }
        guard !valid.isEmpty else { throw ReviewProblem.nothing }
        for entry in valid where CheckItems.item(entry.check, at: .keeping)?.form == nil {
            throw ReviewProblem.notForReview(entry.check)
        }
        let act: JSON = [
            "schema": "lantai.keeping-reviewed/1", "at": .string(clock.now.text), "name": .string(name),
            "entries": .array(
                valid.map {
                    ["item": .string($0.check), "opinion": .string($0.opinion.rawValue), "note": .string($0.note)]
                }),
        ]
        let failed = valid.count { $0.opinion == .failed }
        let event = ledger.event(
            kind: .keepingReviewed, subject: "keeping", agent: agent, act: try await ledger.write(act: act),
            facts: ["items": .int(Int64(valid.count)), "failed": .int(Int64(failed))])
        try await database.write { [ledger] tx in
            try ReceivingDesk.replay(event, act, in: tx)
            ledger.append(event, in: tx)
        }
    }

    /// The latest opinion on each item of keeping, by the item's key.
    package func keepingReviews() async throws -> [String: Review] {
        try await database.read { tx in
            var latest: [String: Review] = [:]
            for row in try tx.rows("SELECT * FROM keeping_review ORDER BY item, n") {
                guard let opinion = Review.Opinion(rawValue: row.text("opinion")),
                    let at = Instant(text: row.text("at")), let role = Role(rawValue: row.text("role"))
                else { throw ActProblem.unreadable("lantai.keeping-reviewed/1") }
                latest[row.text("item")] = Review(
                    check: row.text("item"), opinion: opinion, note: row.text("note"), name: row.text("name"), at: at,
                    by: Agent(id: row.text("agent"), role: role))
            }
            return latest
        }
    }

    static func enterKeepingReviews(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        guard let name = act["name"]?.string, let at = act["at"]?.string, let entries = act["entries"]?.array else {
            throw ActProblem.unreadable("lantai.keeping-reviewed/1")
        }
        for entry in entries {
            guard let item = entry["item"]?.string, let opinion = entry["opinion"]?.string else {
                throw ActProblem.unreadable("lantai.keeping-reviewed/1")
            }
            let n =
                try tx.row("SELECT coalesce(max(n), 0) + 1 AS n FROM keeping_review WHERE item = \(item)")?.int("n")
                ?? 1
            try tx.run(
                """
                INSERT INTO keeping_review (item, n, opinion, note, name, at, agent, role)
                VALUES (\(item), \(n), \(opinion), \(entry["note"]?.string ?? ""), \(name), \(at), \(event.agent.id),
                  \(event.agent.role.rawValue))
                """)
        }
    }
}
