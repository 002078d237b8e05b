package import Archive

/// One check as schemes and pages list it.
package struct ListedCheck: Hashable, Sendable {
    /// `digests-match`: stable.
    package let key: String
    /// Number and name in DA/T 70: `YJ-1-1 固化信息有效性`.
    package let label: String
    /// What is looked at, in both languages.
    package let name: Words
    package let property: Finding.Property
    /// Why it is always run; `nil` where a scheme may say otherwise.
    package let locked: Words?

    /// What the check of this key looks at; `nil` for a key that is none.
    package static func name(of key: String) -> Words? { CheckLabels.name(of: key) }

    /// Every check, in the order of the report.
    package static let all: [ListedCheck] = Checks.all.map { check in
        let label = CheckLabels.label(check.key)
        return ListedCheck(
            key: check.key, label: label.text, name: label.name, property: label.property,
            locked: LockedChecks.reason(of: check.key))
    }
}
