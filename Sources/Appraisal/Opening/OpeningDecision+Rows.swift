import Archive
import Tables

extension OpeningDecision {
    private static let columns: Query =
        """
        decision.id, decision.at, decision.agent, decision.role, decision.verdict, decision.ground,
        decision.ground_text, decision.effective, decision.review_on, decision_unit.before
        """

    /// What was decided last about a unit: the highest ledger index, not the latest clock.
    static func latest(of unit: UnitID, in tx: any Transaction) throws -> OpeningDecision? {
        try of(unit, limit: 1, in: tx).first
    }

    /// All decisions about a unit, latest first.
    static func all(of unit: UnitID, in tx: any Transaction) throws -> [OpeningDecision] {
        try of(unit, limit: 1000, in: tx)
    }

    private static func of(_ unit: UnitID, limit: Int, in tx: any Transaction) throws -> [OpeningDecision] {
        try tx.rows(
            """
            SELECT \(sql: columns) FROM decision_unit JOIN decision ON decision.id = decision_unit.decision
            JOIN event ON event.subject = decision.id AND event.kind = 'decided'
            WHERE decision_unit.unit = \(unit) ORDER BY event.idx DESC LIMIT \(limit)
            """
        ).map(OpeningDecision.init(row:))
    }

    private init(row: Row) {
        self.init(
            id: DecisionID(trusted: row.text("id")), verdict: AccessStatus(rawValue: row.text("verdict"))!,
            ground: StatedGround(code: row.text("ground"), text: row.text("ground_text")),
            effective: Day(text: row.text("effective"))!,
            reviewOn: row.optionalText("review_on").flatMap(Day.init(text:)),
            decidedBy: Agent(id: row.text("agent"), role: Role(rawValue: row.text("role"))!),
            decidedAt: Instant(text: row.text("at"))!, before: AccessStatus(rawValue: row.text("before"))!)
    }
}
