package import Archive

/// A unit that may be used (开放), with the decision that opened it. Opened is not published (公布). Never stored: ask again.
///
/// Only `Appraisal` can make one (internal initialiser), from the latest decision by ledger index. What is
/// published is made from this and nothing else, so no forgotten `if` can leak a closed record.
package struct OpenRecord: Hashable, Sendable {
    package let unit: UnitID
    package let decision: OpeningDecision

    init?(_ unit: UnitID, _ decision: OpeningDecision, on today: Day) {
        guard decision.verdict == .open, decision.effective <= today else { return nil }
        (self.unit, self.decision) = (unit, decision)
    }
}
