package import Archive
import Bytes
import Ledger
import Tables

// The rule book (检测依据): decided with a reason and a day, kept as acts, never changed afterwards.

extension ReceivingDesk {
    /// Decides what metadata and images are held against from a day on.
    ///
    /// - Parameter seen: the latest version when the decision was made up; `nil` asks for nothing.
    package func decide(
        _ book: RuleBook, from day: Day, reason: String, seen: Int64? = nil, by agent: Agent
    ) async throws -> DecidedRuleBook {
        guard agent.role == .archivist else { throw RuleBookProblem.mayNotDecide(agent.role) }
        let reason = NumberText.trimmed(reason)
        guard (1...1000).contains(reason.unicodeScalars.count) else { throw RuleBookProblem.reasonMissing }
        guard day >= clock.today else { throw RuleBookProblem.dayPassed(day, today: clock.today) }
        let valid = try book.validated()
        // The version is part of the act, and given inside the transaction: proposed first, and again if it was taken.
        while true {
            let last = try await database.read { tx in try DecidedRuleBook.versions(in: tx).first }
            if let seen, seen != last?.version ?? 0 { throw RuleBookProblem.changedMeanwhile }
            if (last?.book ?? .standard) == valid, last.map({ $0.from <= day }) ?? true {
                throw RuleBookProblem.nothingChanged
            }
            let decided = DecidedRuleBook(
                version: (last?.version ?? 0) + 1, from: day, book: valid, reason: reason, at: clock.now, by: agent)
            let act = decided.act(before: last?.book)
            let event = ledger.event(
                kind: .settingsChanged, subject: "rule-book", agent: agent, act: try await ledger.write(act: act),
                facts: ["version": .int(decided.version)])
            let isEntered = try await database.write { [ledger] tx -> Bool in
                guard try DecidedRuleBook.versions(in: tx).first?.version == last?.version else { return false }
                try ReceivingDesk.replay(event, act, in: tx)
                ledger.append(event, in: tx)
                return true
            }
            if isEntered { return decided }
        }
    }

    /// The edition that holds on `day`.
    package func ruleBook(on day: Day) async throws -> RuleBookInForce {
        try await database.read { tx in RuleBookInForce(on: day, among: try DecidedRuleBook.versions(in: tx)) }
    }

    /// Every edition that was decided, the latest first.
    package func ruleBookHistory() async throws -> [DecidedRuleBook] {
        try await database.read { tx in try DecidedRuleBook.versions(in: tx) }
    }

    static func enterRuleBook(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        guard let version = act["version"]?.int, let from = act["from"]?.string, let reason = act["reason"]?.string,
            let document = act["after"]?.text
        else { throw ActProblem.unreadable("lantai.rule-book/1") }
        try tx.run(
            """
            INSERT INTO rule_book (version, effective, document, reason, at, agent, role)
            VALUES (\(version), \(from), \(document), \(reason), \(event.at), \(event.agent.id),
              \(event.agent.role.rawValue))
            """)
    }
}

extension DecidedRuleBook {
    fileprivate func act(before: RuleBook?) -> JSON {
        [
            "schema": "lantai.rule-book/1", "version": .int(version), "from": .string(from.text),
            "at": .string(at.text), "reason": .string(reason), "before": before?.json ?? .null, "after": book.json,
        ]
    }

    /// The latest first.
    fileprivate static func versions(in tx: any Transaction) throws -> [DecidedRuleBook] {
        try tx.rows(
            "SELECT version, effective, document, reason, at, agent, role FROM rule_book ORDER BY version DESC"
        ).map { row in
            guard let from = Day(text: row.text("effective")), let at = Instant(text: row.text("at")),
                let role = Role(rawValue: row.text("role"))
            else { throw ActProblem.unreadable("lantai.rule-book/1") }
            return DecidedRuleBook(
                version: row.int("version"), from: from,
                book: try RuleBook(json: try JSON(parsing: row.text("document").utf8)),
                reason: row.text("reason"), at: at, by: Agent(id: row.text("agent"), role: role))
        }
    }
}
