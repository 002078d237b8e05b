package import Archive
import Ledger
import Tables

// Schemes of checks (检测方案): decided with a reason and a day, kept as acts, never changed afterwards.

extension ReceivingDesk {
    /// Decides how transfers of `agency` are judged from a day on.
    ///
    /// - Parameters:
    ///   - agency: by its full name; empty: all that have no scheme of their own.
    ///   - scheme: `nil` gives the agency's own scheme up.
    ///   - seen: the agency's latest version when the decision was made up; `nil` asks for nothing.
    package func decide(
        _ scheme: CheckScheme?, for agency: String, from day: Day, reason: String, seen: Int64? = nil, by agent: Agent
    ) async throws -> DecidedScheme {
        guard agent.role == .archivist else { throw SchemeProblem.mayNotDecide(agent.role) }
        let agency = NumberText.trimmed(agency)
        guard agency.unicodeScalars.count <= 200, !agency.hasControls else { throw SchemeProblem.badAgency }
        let reason = NumberText.trimmed(reason)
        guard (1...1000).contains(reason.unicodeScalars.count) else { throw SchemeProblem.reasonMissing }
        guard day >= clock.today else { throw SchemeProblem.dayPassed(day, today: clock.today) }
        let valid = try scheme?.validated()
        // The version is part of the act, and given inside the transaction: proposed first, and again if it was taken.
        while true {
            let last = try await database.read { tx in try DecidedScheme.versions(of: agency, in: tx).first }
            if let seen, seen != last?.version ?? 0 { throw SchemeProblem.changedMeanwhile }
            if valid == nil, last?.scheme == nil { throw SchemeProblem.noSuchScheme }
            if let last, last.scheme == valid, last.from <= day { throw SchemeProblem.nothingChanged }
            let decided = DecidedScheme(
                agency: agency, version: (last?.version ?? 0) + 1, from: day, scheme: valid, reason: reason,
                at: clock.now, by: agent)
            let act = decided.act(before: last?.scheme)
            let event = ledger.event(
                kind: .settingsChanged, subject: "check-scheme", agent: agent, act: try await ledger.write(act: act),
                facts: ["version": .int(decided.version)])
            let isEntered = try await database.write { [ledger] tx -> Bool in
                guard try DecidedScheme.versions(of: agency, in: tx).first?.version == last?.version else {
                    return false
                }
                try ReceivingDesk.replay(event, act, in: tx)
                ledger.append(event, in: tx)
                return true
            }
            if isEntered { return decided }
        }
    }

    /// The schemes that hold on `day`.
    package func schemes(on day: Day) async throws -> SchemesInForce {
        try await database.read { tx in
            SchemesInForce(
                on: day,
                among: try DecidedScheme.rows("effective <= \(day.text)", order: "agency, version", in: tx))
        }
    }

    /// Every version that was decided for an agency, the latest first.
    package func schemeHistory(of agency: String) async throws -> [DecidedScheme] {
        try await database.read { tx in try DecidedScheme.versions(of: agency, in: tx) }
    }

    /// The agencies that have sent something, or have a scheme, by name.
    package func agencies() async throws -> [String] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT agency FROM accession WHERE agency <> '' UNION SELECT agency FROM check_scheme WHERE agency <> ''
                ORDER BY agency LIMIT 1000
                """
            ).map { $0.text("agency") }
        }
    }

    static func enterScheme(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        guard let agency = act["agency"]?.string, let version = act["version"]?.int, let from = act["from"]?.string,
            let reason = act["reason"]?.string
        else { throw ActProblem.unreadable("lantai.check-scheme/1") }
        let document = act["after"].flatMap { $0 == .null ? nil : $0.text }
        try tx.run(
            """
            INSERT INTO check_scheme (agency, version, effective, document, reason, at, agent, role)
            VALUES (\(agency), \(version), \(from), \(document), \(reason), \(event.at), \(event.agent.id),
              \(event.agent.role.rawValue))
            """)
    }
}

extension DecidedScheme {
    fileprivate func act(before: CheckScheme?) -> JSON {
        [
            "schema": "lantai.check-scheme/1", "agency": .string(agency), "version": .int(version),
            "from": .string(from.text), "at": .string(at.text), "reason": .string(reason),
            "before": before?.json ?? .null, "after": scheme?.json ?? .null,
        ]
    }

    fileprivate static func versions(of agency: String, in tx: any Transaction) throws -> [DecidedScheme] {
        try rows("agency = \(agency)", order: "version DESC", in: tx)
    }

    fileprivate static func rows(_ condition: Query, order: Query, in tx: any Transaction) throws -> [DecidedScheme] {
        try tx.rows(
            """
            SELECT agency, version, effective, document, reason, at, agent, role FROM check_scheme
            WHERE \(sql: condition) ORDER BY \(sql: order)
            """
        ).map { row in
            guard let from = Day(text: row.text("effective")), let at = Instant(text: row.text("at")),
                let role = Role(rawValue: row.text("role"))
            else { throw ActProblem.unreadable("lantai.check-scheme/1") }
            return DecidedScheme(
                agency: row.text("agency"), version: row.int("version"), from: from,
                scheme: try row.optionalText("document").map { try CheckScheme(json: try JSON(parsing: $0.utf8)) },
                reason: row.text("reason"), at: at, by: Agent(id: row.text("agent"), role: role))
        }
    }
}
