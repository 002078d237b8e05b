package import Archive
import Bytes
import Formats
import Ledger
import Tables

// The format policy (格式策略): decided with a reason and a day, kept as acts, never changed afterwards.

extension ReceivingDesk {
    /// Decides what becomes of formats from a day on.
    ///
    /// - Parameter seen: the latest version when the decision was made up; `nil` asks for nothing.
    package func decide(
        _ policy: FormatPolicy, from day: Day, reason: String, seen: Int64? = nil, by agent: Agent
    ) async throws -> DecidedPolicy {
        guard agent.role == .archivist else { throw FormatPolicyProblem.mayNotDecide(agent.role) }
        let reason = NumberText.trimmed(reason)
        guard (1...1000).contains(reason.unicodeScalars.count) else { throw FormatPolicyProblem.reasonMissing }
        guard day >= clock.today else { throw FormatPolicyProblem.dayPassed(day, today: clock.today) }
        let valid = try policy.validated()
        // The version is part of the act, and given inside the transaction: proposed first, and again if it was taken.
        while true {
            let last = try await database.read { tx in try DecidedPolicy.versions(in: tx).first }
            if let seen, seen != last?.version ?? 0 { throw FormatPolicyProblem.changedMeanwhile }
            if (last?.policy ?? .standard) == valid, last.map({ $0.from <= day }) ?? true {
                throw FormatPolicyProblem.nothingChanged
            }
            let decided = DecidedPolicy(
                version: (last?.version ?? 0) + 1, from: day, policy: valid, reason: reason, at: clock.now, by: agent)
            let act = decided.act(before: last?.policy)
            let event = ledger.event(
                kind: .settingsChanged, subject: "format-policy", agent: agent, act: try await ledger.write(act: act),
                facts: ["version": .int(decided.version)])
            let isEntered = try await database.write { [ledger] tx -> Bool in
                guard try DecidedPolicy.versions(in: tx).first?.version == last?.version else { return false }
                try ReceivingDesk.replay(event, act, in: tx)
                ledger.append(event, in: tx)
                return true
            }
            if isEntered { return decided }
        }
    }

    /// The policy that holds on `day`.
    package func formatPolicy(on day: Day) async throws -> PolicyInForce {
        try await database.read { tx in PolicyInForce(on: day, among: try DecidedPolicy.versions(in: tx)) }
    }

    /// Every version that was decided, the latest first.
    package func policyHistory() async throws -> [DecidedPolicy] {
        try await database.read { tx in try DecidedPolicy.versions(in: tx) }
    }

    static func enterPolicy(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        guard let version = act["version"]?.int, let from = act["from"]?.string, let reason = act["reason"]?.string,
            let document = act["after"]?.text
        else { throw ActProblem.unreadable("lantai.format-policy/1") }
        try tx.run(
            """
            INSERT INTO format_policy (version, effective, document, reason, at, agent, role)
            VALUES (\(version), \(from), \(document), \(reason), \(event.at), \(event.agent.id),
              \(event.agent.role.rawValue))
            """)
    }

    /// What PRONOM calls each format, by PUID; nothing where its signatures are not there. Read when first asked for.
    package func formatNames() async throws -> [String: String] {
        guard let shelf = settings.signatures else { return [:] }
        return try await onFileThread { try? shelf.signatures()?.names } ?? [:]
    }
}

extension DecidedPolicy {
    fileprivate func act(before: FormatPolicy?) -> JSON {
        [
            "schema": "lantai.format-policy/1", "version": .int(version), "from": .string(from.text),
            "at": .string(at.text), "reason": .string(reason), "before": before?.json ?? .null, "after": policy.json,
        ]
    }

    /// The latest first.
    fileprivate static func versions(in tx: any Transaction) throws -> [DecidedPolicy] {
        try tx.rows(
            """
            SELECT version, effective, document, reason, at, agent, role FROM format_policy ORDER BY version DESC
            """
        ).map { row in
            guard let from = Day(text: row.text("effective")), let at = Instant(text: row.text("at")),
                let role = Role(rawValue: row.text("role"))
            else { throw ActProblem.unreadable("lantai.format-policy/1") }
            return DecidedPolicy(
                version: row.int("version"), from: from,
                policy: try FormatPolicy(json: try JSON(parsing: row.text("document").utf8)),
                reason: row.text("reason"), at: at, by: Agent(id: row.text("agent"), role: role))
        }
    }
}
