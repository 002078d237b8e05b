/// What a report would have come to by another scheme.
package struct Reweighed: Hashable, Sendable {
    package let verdict: Verdict
    /// Findings that would be more, or less, severe.
    package let changed: [Finding]
    /// Findings of checks that would not be run.
    package let dropped: [Finding]
    /// Checks that were not run then and would be: what they would find is not known.
    package let unseen: [String]
}

extension CheckReport {
    /// Weighs the findings that are kept anew. What a changed term (formats, size …) would find is not in it: for that the
    /// package would have to be read again.
    package func weighed(by scheme: CheckScheme) -> Reweighed {
        var (kept, changed, dropped): ([Finding], [Finding], [Finding]) = ([], [], [])
        for finding in findings {
            guard let weighed = scheme.weighed(finding.unweighed) else {
                dropped.append(finding)
                continue
            }
            kept.append(weighed)
            if weighed.severity != finding.severity { changed.append(weighed) }
        }
        let unseen = outcomes.filter { $0.result == .off && scheme.choice(of: $0.check) != .off }.map(\.check)
        return Reweighed(verdict: Verdict(of: kept), changed: changed, dropped: dropped, unseen: unseen)
    }
}
