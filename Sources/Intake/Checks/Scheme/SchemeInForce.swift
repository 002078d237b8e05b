package import Archive

/// A version of a scheme, as it was decided.
package struct DecidedScheme: Hashable, Sendable {
    /// The agency (移交单位) by its full name; empty: of every agency that has none of its own.
    package let agency: String
    /// Counted from 1 for each agency.
    package let version: Int64
    /// The first day whose transfers it judges.
    package let from: Day
    /// `nil`: the agency goes back to what holds for all.
    package let scheme: CheckScheme?
    package let reason: String
    package let at: Instant
    package let by: Agent
}

/// The scheme a package was judged by, as its report names it.
package struct AppliedScheme: Hashable, Sendable {
    /// Whose scheme; empty: that of all agencies.
    package let agency: String
    package let name: String
    /// 0: nothing was decided, every check is as usual.
    package let version: Int64
    /// Since when the version is in force; `nil` for version 0.
    package let from: Day?
    /// The day of receipt, for which it was looked up.
    package let day: Day
}

/// The schemes that hold on one day.
package struct SchemesInForce: Sendable {
    package let day: Day
    private let byAgency: [String: DecidedScheme]

    /// - Parameter decided: any versions; those that do not hold on `day` are passed over. Of two for the same day the
    ///   later version holds.
    package init(on day: Day, among decided: [DecidedScheme] = []) {
        self.day = day
        var latest: [String: DecidedScheme] = [:]
        for each in decided where each.from <= day {
            guard let other = latest[each.agency] else {
                latest[each.agency] = each
                continue
            }
            if (other.from, other.version) < (each.from, each.version) { latest[each.agency] = each }
        }
        byAgency = latest
    }

    /// What judges the transfers of `agency`: its own scheme, else that of all, else every check as usual.
    package func scheme(for agency: String) -> (scheme: CheckScheme, applied: AppliedScheme) {
        for name in [agency, ""] {
            guard let decided = byAgency[name], let scheme = decided.scheme else { continue }
            return (
                scheme,
                AppliedScheme(
                    agency: name, name: scheme.name, version: decided.version, from: decided.from, day: day)
            )
        }
        let general = CheckScheme.general
        return (general, AppliedScheme(agency: "", name: general.name, version: 0, from: nil, day: day))
    }

    /// The version of this very agency that holds, also one that gives its scheme up.
    package func decided(for agency: String) -> DecidedScheme? { byAgency[agency] }
}
