/// What all checks of one package came to (检测报告).
package struct CheckReport: Hashable, Sendable {
    /// What one check came to.
    package struct Outcome: Hashable, Sendable {
        package enum Result: String, Hashable, Sendable, Codable {
            case passed, warned, failed
            /// 待人工复核: what the check needs is absent here (a virus scanner, the archive's own catalogue).
            case review
            /// Nothing of the kind was in the package.
            case notApplicable = "not-applicable"
            /// 不检: the scheme (检测方案) leaves it out.
            case off
        }

        package let check: String
        package let label: String
        package let property: Finding.Property
        package let result: Result
        package let findings: Int
    }

    package let package: String
    package let kind: PackageKind
    package let verdict: Verdict
    package let records: Int64
    package let files: Int64
    package let bytes: Int64
    package let seconds: Int64
    package let findings: [Finding]
    /// Every check in the order it stands in the report, passed ones too.
    package let outcomes: [Outcome]
    /// The schemes (检测方案) it was judged by, one for each of its 门类 that has another; empty in reports that are older than
    /// schemes. Of several the strictest of each check was taken.
    package var schemes: [AppliedScheme] = []
    /// The edition of the rule book (检测依据) it was judged by; `nil` in reports that are older than editions.
    package var rules: AppliedRuleBook?
    /// The 门类 its records say they are of, by code, once each; empty text for records that say none. `nil` in older reports.
    package var categories: [String]?
    /// The virus scanner that was asked: engine, number and day of its signatures, as it tells them.
    package var scanner: String?
    /// Where in its life the package was checked (检测环节).
    package var stage = CheckStage.transfer
    /// What was fetched from configured sources, as fetch.txt of a bag wanted it.
    package var fetched: [FetchedFile] = []
    /// What its signatures and seals came to, valid ones too.
    package var signatures = ToldSignatures()
}

/// The signatures and seals of a package: some told one by one, all counted.
package struct ToldSignatures: Hashable, Sendable {
    package var told: [ToldSignature] = []
    package var count: Int64 = 0
}
