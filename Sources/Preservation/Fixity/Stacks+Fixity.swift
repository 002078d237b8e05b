package import Archive
import Bytes
import Foundation
import Ledger
import Synchronization
import Tables

extension Stacks {
    /// Re-reads kept bytes against all their digests, here and in every copy that is there, those not checked for the longest
    /// time first, until all that was kept at the start is checked or the pace says enough. Results are recorded every few
    /// files, damage at once, so a round that is killed loses little, and the next one goes on where it was. Damage becomes a
    /// case, and is repaired from a proven copy unless an archivist is to be asked.
    /// - Throws: if the work could not be done (a database that fails, a store that is not mounted). Bytes that cannot be read
    ///   are no error: they are damage, in the report. A copy that is away is skipped, and the report says so.
    package func fixityRound(budget: Int64? = nil, by agent: Agent = .steward) async throws -> FixityReport {
        try await fixityRound(FixityPace(budget: budget), by: agent)
    }

    package func fixityRound(_ pace: FixityPace, by agent: Agent) async throws -> FixityReport {
        // A half-written description is unfinished work, not damage.
        try await finishDescriptions()
        try await endLeftRounds()
        guard try await StorageRoot.isThere(store) else { throw PreservationProblem.storeAway }
        try await keepLeftHistories()
        var round = try await FixityRound.begin(self, pace, by: agent)
        defer { round.forget() }
        try await round.run()
        try await reviewOpenCases(by: agent)
        round.report.oldest = try await oldestCheck()
        try await round.markRepaired()
        try await append(round.report, of: round.token, by: agent)
        return round.report
    }

    /// When the least recently checked bytes were checked, over all copies: what a round begins with. `nil` in empty stacks.
    package func oldestCheck() async throws -> Instant? {
        let copies = replicas.places.map(\.name)
        return try await database.read { tx in
            var oldest = try ["holding", "holding_file"].compactMap { table in
                try tx.row("SELECT min(last_checked) AS oldest FROM \(sql: Query(stringLiteral: table))")?
                    .optionalText("oldest")
            }
            for copy in copies {
                let first = try tx.row(
                    """
                    SELECT min(last_checked) AS oldest FROM replica_object
                    WHERE replica = \(copy) AND version > 0 AND result <> 'absent'
                    """)
                oldest += [first?.optionalText("oldest")].compactMap(\.self)
            }
            return oldest.min().flatMap(Instant.init(text:))
        }
    }

    /// Looks again into cases left open: what has a source now is repaired, what somebody put right is closed.
    private func reviewOpenCases(by agent: Agent) async throws {
        var before: DamageCaseID?
        while case let cases = try await damageCases(openOnly: true, before: before, limit: 100), let last = cases.last
        {
            for one in cases { try await reviewQuietly(one.id, by: agent) }
            before = last.id
        }
    }

    /// A case whose place is away, or whose disk takes no more, stays open.
    func reviewQuietly(_ id: DamageCaseID, by agent: Agent) async throws {
        do {
            _ = try await review(id, mends: repairs == .automatic, by: agent)
        } catch is any Explained {
            try Task.checkCancellation()
        }
    }

    /// Says in the ledger what rounds of a run that was killed had come to.
    private func endLeftRounds() async throws {
        let left = try await database.read { tx in try tx.rows("SELECT * FROM fixity_round ORDER BY began_at") }
        for row in left where !rounds.withLock({ $0.contains(row.text("token")) }) {
            var report = FixityReport()
            report.checked = row.int("checked")
            report.bytes = row.int("bytes")
            report.intact = row.int("intact")
            report.isCutOff = true
            let agent = Agent(id: row.text("agent"), role: Role(rawValue: row.text("role")) ?? .program)
            try await append(report, of: row.text("token"), by: agent)
        }
    }

    private func append(_ report: FixityReport, of token: String, by agent: Agent) async throws {
        let act = report.json
        let event = ledger.event(
            kind: .fixityChecked, subject: "stacks", agent: agent, act: try await ledger.write(act: act),
            facts: [
                "checked": .int(report.checked), "bytes": .int(report.bytes),
                "damaged": .int(Int64(report.damaged.count)),
            ])
        try await database.write { [ledger] tx in
            try Stacks.replay(event, act, in: tx)
            try tx.run("DELETE FROM fixity_round WHERE token = \(token)")
            ledger.append(event, in: tx)
        }
    }
}
