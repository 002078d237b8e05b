package import Archive

/// What the checks come to. Findings for review do not change it.
package enum Verdict: String, Hashable, Sendable, Codable {
    case accept
    case acceptWithWarnings = "accept-with-warnings"
    case `return`

    package var words: Words {
        switch self {
        case .accept: Words(zh: "可以接收", en: "may be accepted")
        case .acceptWithWarnings: Words(zh: "可以接收，有提醒", en: "may be accepted, with warnings")
        case .return: Words(zh: "退回", en: "return")
        }
    }

    package init(of findings: some Sequence<Finding>) {
        var verdict = Verdict.accept
        for finding in findings {
            if finding.severity == .blocking {
                verdict = .return
                break
            }
            if finding.severity == .warning { verdict = .acceptWithWarnings }
        }
        self = verdict
    }
}
