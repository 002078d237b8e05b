package import Archive
import Bytes
import Foundation
package import Intake
import Ledger
import Synchronization
import Tables

extension Stacks {
    /// Gives every kept file to `scanner`, the longest unscanned first, until all that was kept at the start is scanned or the
    /// pace says enough. What is found becomes a case; the bytes stay as they are.
    /// - Throws: `VirusProblem.noScanner`, `ScannerProblem` if no scanner answers: then nothing counts as scanned. One that falls
    ///   silent later ends the round, and the report says so.
    package func virusRound(
        by scanner: ScannerAddress?, _ pace: FixityPace = FixityPace(), agent: Agent = .steward
    ) async throws -> VirusReport {
        try await endLeftVirusRounds()
        guard let scanner else { throw VirusProblem.noScanner }
        guard try await StorageRoot.isThere(store) else { throw PreservationProblem.storeAway }
        let clamd = Clamd(address: scanner)
        let engine = try await onFileThread { try clamd.version() }
        let (token, now) = (randomBytes(8).hex, clock.now)
        var round = VirusRound(
            stacks: self, clamd: clamd, pace: pace, agent: agent, token: token, start: pace.notSince ?? now,
            report: VirusReport(engine: engine))
        rounds.withLock { _ = $0.insert(token) }
        defer { rounds.withLock { _ = $0.remove(token) } }
        try await database.write { tx in
            try tx.run(
                """
                INSERT INTO virus_round (token, began_at, agent, role, engine)
                VALUES (\(token), \(now), \(agent.id), \(agent.role.rawValue), \(engine))
                """)
        }
        try await round.run()
        try await end(round.report, of: token, by: agent)
        return round.report
    }

    /// Says in the ledger what rounds of a run that was killed had come to.
    private func endLeftVirusRounds() async throws {
        let left = try await database.read { tx in try tx.rows("SELECT * FROM virus_round ORDER BY began_at") }
        for row in left where !rounds.withLock({ $0.contains(row.text("token")) }) {
            var report = VirusReport(engine: row.text("engine"))
            report.objects = row.int("objects")
            report.files = row.int("files")
            report.bytes = row.int("bytes")
            report.infected = row.int("infected")
            report.left = row.int("not_scanned")
            report.isCutOff = true
            let agent = Agent(id: row.text("agent"), role: Role(rawValue: row.text("role")) ?? .program)
            try await end(report, of: row.text("token"), by: agent)
        }
    }

    private func end(_ report: VirusReport, of token: String, by agent: Agent) async throws {
        try await append(
            .virusesScanned, "stacks", report.json,
            facts: [
                "objects": .int(report.objects), "checked": .int(report.files), "infected": .int(report.infected),
                "notScanned": .int(report.left),
            ], by: agent
        ) { tx in try tx.run("DELETE FROM virus_round WHERE token = \(token)") }
    }

    /// Appends an event with its act, and makes its rows.
    func append(
        _ kind: EventKind, _ subject: String, _ act: JSON, facts: [String: JSON], by agent: Agent,
        with more: @escaping @Sendable (any Transaction) throws -> Void = { _ in }
    ) async throws {
        let event = ledger.event(
            kind: kind, subject: subject, agent: agent, act: try await ledger.write(act: act), facts: facts)
        try await database.write { [ledger] tx in
            try Stacks.replay(event, act, in: tx)
            try more(tx)
            ledger.append(event, in: tx)
        }
    }

    /// Only the last round is looked at; all of them are in the ledger.
    static func enterVirusRound(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO virus_report (id, at, document) VALUES (1, \(event.at), \(act.text))
            ON CONFLICT (id) DO UPDATE SET at = excluded.at, document = excluded.document
            """)
    }

    /// Whether some record was not scanned since `due`, or never.
    package func scansAreDue(at due: Instant) async throws -> Bool {
        try await database.read { tx in
            let oldest = try tx.row(
                """
                SELECT scanned_at FROM holding WHERE kind <> 'node' AND preserved_at IS NOT NULL
                ORDER BY scanned_at, unit LIMIT 1
                """)
            return oldest.map { $0.text("scanned_at") <= due.text } ?? false
        }
    }

    /// How kept files stand with the virus scanner.
    package func virusCare() async throws -> VirusCare {
        try await database.read { tx in
            let report = try tx.row("SELECT at, document FROM virus_report WHERE id = 1")
            let sums = try tx.row(
                """
                SELECT min(CASE WHEN scanned_at = '' THEN preserved_at ELSE scanned_at END) AS oldest,
                  CAST(coalesce(sum(CASE WHEN scanned_at = '' THEN 1 ELSE 0 END), 0) AS BIGINT) AS never,
                  CAST(coalesce(sum(CASE WHEN scan_result = 'partial' THEN 1 ELSE 0 END), 0) AS BIGINT) AS partial
                FROM holding WHERE kind <> 'node' AND preserved_at IS NOT NULL
                """)!
            let open = try tx.row("SELECT count(*) AS c FROM virus_case WHERE settled_at IS NULL")?.int("c") ?? 0
            return VirusCare(
                last: try report.flatMap { VirusReport(try JSON(parsing: $0.text("document").utf8)) },
                at: report.flatMap { Instant(text: $0.text("at")) },
                oldest: sums.optionalText("oldest").flatMap(Instant.init(text:)), never: sums.int("never"),
                partial: sums.int("partial"), openCases: open)
        }
    }

    /// Cases of viruses, the newest first, before `id`: the open ones, or all there ever were.
    package func virusCases(openOnly: Bool, before id: VirusCaseID? = nil, limit: Int) async throws -> [VirusCase] {
        try await database.read { tx in
            var condition: Query = openOnly ? "c.settled_at IS NULL" : "c.found_at IS NOT NULL"
            if let id { condition = "\(sql: condition) AND c.id < \(id)" }
            return try VirusCase.list(where: condition, limit: limit, in: tx)
        }
    }

    /// Enters what a person found out and did about a case: a false alarm, or what readers are told.
    /// - Throws: `VirusProblem`.
    package func settleVirus(_ id: VirusCaseID, saying text: String, by agent: Agent) async throws {
        guard agent.role == .archivist else { throw VirusProblem.mayNotSettle(agent.role) }
        let said = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !said.isEmpty else { throw VirusProblem.nothingSaid }
        guard said.unicodeScalars.count <= VirusProblem.longest else { throw VirusProblem.tooLong }
        let found = try await database.read { tx in try VirusCase.list(where: "c.id = \(id)", limit: 1, in: tx).first }
        guard let found else { throw VirusProblem.noSuchCase(id.text) }
        guard found.settled == nil else { throw VirusProblem.settledAlready }
        try await append(
            .virusSettled, found.unit.text, VirusSettled([id], said: said).json, facts: ["cases": 1], by: agent
        ) { tx in
            // Another may have settled it while the act was written.
            let by = try tx.row("SELECT agent, said FROM virus_case WHERE id = \(id)")
            guard by?.optionalText("agent") == agent.id, by?.optionalText("said") == said else {
                throw VirusProblem.settledAlready
            }
        }
    }
}
