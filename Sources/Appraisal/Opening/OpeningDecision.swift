package import Archive

/// What was decided about one unit's opening (开放审核决定): the verdict, its ground, who decided, and from which day.
package struct OpeningDecision: Hashable, Sendable {
    package let id: DecisionID
    package let verdict: AccessStatus
    package let ground: StatedGround
    /// The first day on which the verdict holds.
    package let effective: Day
    /// When a delay or control is looked at again (复审日).
    package let reviewOn: Day?
    package let decidedBy: Agent
    package let decidedAt: Instant
    /// What held before.
    package let before: AccessStatus
}

/// Why: a code of the list of grounds (`Ground.all`), and what the decision maker adds in words.
package struct StatedGround: Hashable, Sendable {
    package let code: String
    package let text: String

    package init(code: String, text: String = "") {
        self.code = code
        self.text = text
    }
}
