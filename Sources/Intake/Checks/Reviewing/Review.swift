package import Archive

/// What a person found where a check could not judge by itself (人工复核): the form of DA/T 70-2018 for one item.
package struct Review: Hashable, Sendable {
    package enum Opinion: String, Hashable, Sendable, CaseIterable {
        case passed, failed
        case notApplicable = "not-applicable"

        package var words: Words {
            switch self {
            case .passed: Words(zh: "通过", en: "passed")
            case .failed: Words(zh: "不通过", en: "failed")
            case .notApplicable: Words(zh: "不适用", en: "not applicable")
            }
        }
    }

    /// The key of the check, or of the item that no check stands for.
    package let check: String
    package let opinion: Opinion
    /// How it was looked at, or what is wrong.
    package let note: String
    /// The person's name, as on the form.
    package let name: String
    package let at: Instant
    package let by: Agent
}

/// One line of the form as a person fills it in.
package struct ReviewEntry: Hashable, Sendable {
    package let check: String
    package let opinion: Review.Opinion
    package let note: String

    package init(check: String, opinion: Review.Opinion, note: String) {
        (self.check, self.opinion, self.note) = (check, opinion, note)
    }

    static let longestNote = 1000

    /// - Throws: `ReviewProblem` if something is missing.
    func validated() throws(ReviewProblem) -> ReviewEntry {
        let note = NumberText.trimmed(note)
        // Who says that all is well need not say how; who says otherwise must.
        guard opinion == .passed || !note.isEmpty else { throw .noteMissing(check) }
        guard note.unicodeScalars.count <= Self.longestNote else { throw .noteTooLong(check) }
        return ReviewEntry(check: check, opinion: opinion, note: note)
    }
}

extension CheckReport {
    /// What waits for a person's opinion: checks that left something to look at, in the order of the report, then the items of
    /// the standard that no check stands for.
    package var toReview: [Outcome] {
        let named = toReviewByFinding
        return outcomes.filter { named.contains($0.check) } + forms
    }

    /// The checks that left something to look at.
    var toReviewByFinding: Set<String> {
        Set(findings.lazy.filter { $0.severity == .review }.map(\.check))
            .union(outcomes.lazy.filter { $0.result == .review }.map(\.check))
    }
}
