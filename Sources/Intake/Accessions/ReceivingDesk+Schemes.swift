package import Archive
import Ledger
import Tables

// Schemes of checks (检测方案): decided with a reason and a day, kept as acts, never changed afterwards.

extension ReceivingDesk {
    /// Decides how what lies in `scope` is judged from a day on.
    ///
    /// - Parameters:
    ///   - scheme: `nil` gives the scheme of this very scope up.
    ///   - seen: the scope's latest version when the decision was made up; `nil` asks for nothing.
    package func decide(
        _ scheme: CheckScheme?, for scope: SchemeScope, from day: Day, reason: String, seen: Int64? = nil,
        by agent: Agent
    ) async throws -> DecidedScheme {
        guard agent.role == .archivist else { throw SchemeProblem.mayNotDecide(agent.role) }
        let scope = try scope.validated()
        let reason = NumberText.trimmed(reason)
        guard (1...1000).contains(reason.unicodeScalars.count) else { throw SchemeProblem.reasonMissing }
        guard day >= clock.today else { throw SchemeProblem.dayPassed(day, today: clock.today) }
        let book = try await ruleBook(on: day).book
        let valid = try scheme?.validated(for: scope, by: book)
        // The version is part of the act, and given inside the transaction: proposed first, and again if it was taken.
        while true {
            let last = try await database.read { tx in try DecidedScheme.versions(of: scope, in: tx).first }
            if let seen, seen != last?.version ?? 0 { throw SchemeProblem.changedMeanwhile }
            if valid == nil, last?.scheme == nil { throw SchemeProblem.noSuchScheme }
            if let last, last.scheme == valid, last.from <= day { throw SchemeProblem.nothingChanged }
            let decided = DecidedScheme(
                scope: scope, version: (last?.version ?? 0) + 1, from: day, scheme: valid, reason: reason,
                at: clock.now, by: agent)
            let act = decided.act(before: last?.scheme)
            let event = ledger.event(
                kind: .settingsChanged, subject: "check-scheme", agent: agent, act: try await ledger.write(act: act),
                facts: ["version": .int(decided.version)])
            let isEntered = try await database.write { [ledger] tx -> Bool in
                guard try DecidedScheme.versions(of: scope, in: tx).first?.version == last?.version else {
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
                among: try DecidedScheme.rows(
                    "effective <= \(day.text)", order: "agency, category, stage, version", in: tx))
        }
    }

    /// Every version that was decided for this very scope, the latest first.
    package func schemeHistory(of scope: SchemeScope) async throws -> [DecidedScheme] {
        try await database.read { tx in try DecidedScheme.versions(of: scope, in: tx) }
    }

    /// Every scope for which a scheme was ever decided, also one that holds only later or was given up.
    package func schemeScopes() async throws -> [SchemeScope] {
        try await database.read { tx in
            try tx.rows("SELECT DISTINCT agency, category, stage FROM check_scheme").map(SchemeScope.init(row:))
                .sorted()
        }
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
        guard let scope = SchemeScope(json: act), let version = act["version"]?.int, let from = act["from"]?.string,
            let reason = act["reason"]?.string
        else { throw ActProblem.unreadable(act["schema"]?.string ?? "lantai.check-scheme") }
        let document = act["after"].flatMap { $0 == .null ? nil : $0.text }
        try tx.run(
            """
            INSERT INTO check_scheme (agency, category, stage, version, effective, document, reason, at, agent, role)
            VALUES (\(scope.agency), \(scope.category), \(scope.stage?.rawValue ?? ""), \(version), \(from), \(document), \(reason), \(event.at), \(event.agent.id),
              \(event.agent.role.rawValue))
            """)
    }
}

extension DecidedScheme {
    fileprivate func act(before: CheckScheme?) -> JSON {
        // One for an agency alone is written as ever; who knows agencies only must not take another for one of those.
        let schema = scope.isNarrow ? "lantai.check-scheme/2" : "lantai.check-scheme/1"
        let decided: [String: JSON] = [
            "schema": .string(schema), "version": .int(version), "from": .string(from.text), "at": .string(at.text),
            "reason": .string(reason), "before": before?.json ?? .null, "after": scheme?.json ?? .null,
        ]
        return .object(decided.merging(scope.members) { $1 })
    }

    fileprivate static func versions(of scope: SchemeScope, in tx: any Transaction) throws -> [DecidedScheme] {
        try rows(
            "agency = \(scope.agency) AND category = \(scope.category) AND stage = \(scope.stage?.rawValue ?? "")",
            order: "version DESC", in: tx)
    }

    fileprivate static func rows(_ condition: Query, order: Query, in tx: any Transaction) throws -> [DecidedScheme] {
        try tx.rows(
            """
            SELECT agency, category, stage, version, effective, document, reason, at, agent, role FROM check_scheme
            WHERE \(sql: condition) ORDER BY \(sql: order)
            """
        ).map { row in
            guard let from = Day(text: row.text("effective")), let at = Instant(text: row.text("at")),
                let role = Role(rawValue: row.text("role"))
            else { throw ActProblem.unreadable("lantai.check-scheme") }
            return DecidedScheme(
                scope: SchemeScope(row: row), version: row.int("version"), from: from,
                scheme: try row.optionalText("document").map { try CheckScheme(json: try JSON(parsing: $0.utf8)) },
                reason: row.text("reason"), at: at, by: Agent(id: row.text("agent"), role: role))
        }
    }
}

extension SchemeScope {
    fileprivate init(row: Row) {
        self.init(
            agency: row.text("agency"), category: row.text("category"), stage: CheckStage(rawValue: row.text("stage")))
    }
}
