package import Archive
import Ledger
import Tables

extension ReceivingDesk {
    /// Enters a person's opinions on what the checks of a transfer could not judge. Earlier ones stay in the ledger; the
    /// latest on each check counts.
    ///
    /// - Parameter name: of the person, for the printed form.
    /// - Throws: `ReviewProblem`; `IntakeProblem.wrongState` once custody changed or the package went back.
    package func review(_ id: AccessionID, _ entries: [ReviewEntry], name: String, by agent: Agent) async throws {
        guard agent.role == .archivist else { throw ReviewProblem.mayNotReview(agent.role) }
        let name = NumberText.trimmed(name)
        guard !name.isEmpty else { throw IntakeProblem.nameMissing }
        let valid = try entries.map { try $0.validated() }
        guard !valid.isEmpty else { throw ReviewProblem.nothing }
        let accession = try await database.read { tx in try Accession.named(id, in: tx) }
        guard accession.state == .awaiting, let report = try await report(id) else {
            throw IntakeProblem.wrongState(number: accession.number, accession.state)
        }
        let open = Set(report.toReview.map(\.check))
        if let other = valid.first(where: { !open.contains($0.check) }) {
            throw ReviewProblem.notForReview(other.check)
        }
        let act: JSON = [
            "schema": "lantai.reviewed/1", "accession": .string(id.text), "at": .string(clock.now.text),
            "name": .string(name),
            "entries": .array(
                valid.map {
                    ["check": .string($0.check), "opinion": .string($0.opinion.rawValue), "note": .string($0.note)]
                }),
        ]
        let failed = valid.count { $0.opinion == .failed }
        let event = ledger.event(
            kind: .reviewed, subject: id.text, agent: agent, act: try await ledger.write(act: act),
            facts: ["items": .int(Int64(valid.count)), "failed": .int(Int64(failed))])
        try await database.write { [ledger] tx in
            let now = try Accession.named(id, in: tx)
            guard now.state == .awaiting else { throw IntakeProblem.wrongState(number: now.number, now.state) }
            try ReceivingDesk.replay(event, act, in: tx)
            ledger.append(event, in: tx)
        }
    }

    /// The latest opinion on each check of a transfer, by the check's key.
    package func reviews(of id: AccessionID) async throws -> [String: Review] {
        try await database.read { tx in
            var latest: [String: Review] = [:]
            for row in try tx.rows("SELECT * FROM check_review WHERE accession = \(id) ORDER BY check_key, n") {
                guard let opinion = Review.Opinion(rawValue: row.text("opinion")),
                    let at = Instant(text: row.text("at")), let role = Role(rawValue: row.text("role"))
                else { throw ActProblem.unreadable("lantai.reviewed/1") }
                latest[row.text("check_key")] = Review(
                    check: row.text("check_key"), opinion: opinion, note: row.text("note"), name: row.text("name"),
                    at: at, by: Agent(id: row.text("agent"), role: role))
            }
            return latest
        }
    }

    static func enterReviews(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        guard let accession = act["accession"]?.string, let name = act["name"]?.string, let at = act["at"]?.string,
            let entries = act["entries"]?.array
        else { throw ActProblem.unreadable("lantai.reviewed/1") }
        for entry in entries {
            guard let check = entry["check"]?.string, let opinion = entry["opinion"]?.string else {
                throw ActProblem.unreadable("lantai.reviewed/1")
            }
            let n =
                try tx.row(
                    """
                    SELECT coalesce(max(n), 0) + 1 AS n FROM check_review
                    WHERE accession = \(accession) AND check_key = \(check)
                    """)?.int("n") ?? 1
            try tx.run(
                """
                INSERT INTO check_review (accession, check_key, n, opinion, note, name, at, agent, role)
                VALUES (\(accession), \(check), \(n), \(opinion), \(entry["note"]?.string ?? ""), \(name), \(at),
                  \(event.agent.id), \(event.agent.role.rawValue))
                """)
        }
    }
}
