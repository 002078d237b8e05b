package import Archive

/// How transfers of one agency, 门类 or stage are judged (检测方案; `SchemeScope`): which checks block, warn or are left out, and what was
/// agreed beside.
package struct CheckScheme: Hashable, Sendable {
    /// What the archive says of one check.
    package enum Choice: String, Hashable, Sendable, CaseIterable {
        /// 照常: each finding is as severe as the check itself says.
        case usual
        /// 阻断: its warnings block too.
        case blocking
        /// 提醒: what would block is a warning.
        case warning
        /// 不检: it is not run, and the report says so.
        case off

        package var words: Words {
            switch self {
            case .usual: Words(zh: "照常", en: "as usual")
            case .blocking: Words(zh: "都作阻断", en: "always blocking")
            case .warning: Words(zh: "都作提醒", en: "always a warning")
            case .off: Words(zh: "不检", en: "not run")
            }
        }
    }

    /// What the archive calls it: 水利局方案.
    package var name: String
    /// By the key of the check; those that are as usual are left out.
    package private(set) var choices: [String: Choice]
    package var terms: SchemeTerms

    package init(name: String, choices: [String: Choice] = [:], terms: SchemeTerms = SchemeTerms()) {
        self.name = name
        self.choices = choices.filter { $0.value != .usual }
        self.terms = terms
    }

    /// Of a check that is always run as it is, `usual` whatever was written down.
    package func choice(of check: String) -> Choice {
        LockedChecks.reason(of: check) == nil ? choices[check] ?? .usual : .usual
    }

    /// Where the archive has decided nothing: every check as it is.
    package static let general = CheckScheme(name: "通用方案")
}

extension CheckScheme {
    /// A finding as this scheme weighs it; `nil` if its check is not run. What nobody can judge yet stays for review.
    func weighed(_ finding: Finding) -> Finding? {
        switch (choice(of: finding.check), finding.severity) {
        case (.off, _): return nil
        case (.blocking, .warning): return finding.weighed(.blocking)
        case (.warning, .blocking): return finding.weighed(.warning)
        default: return finding
        }
    }
}

extension Finding {
    /// The same with another severity; it remembers its own.
    fileprivate func weighed(_ severity: Severity) -> Finding {
        var weighed = self
        weighed.usual = self.severity
        weighed.severity = severity
        return weighed
    }

    /// As the check itself said it, before any scheme.
    var unweighed: Finding {
        var plain = self
        plain.severity = usual ?? severity
        plain.usual = nil
        return plain
    }
}
