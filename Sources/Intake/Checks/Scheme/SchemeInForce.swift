package import Archive

/// A version of a scheme, as it was decided.
package struct DecidedScheme: Hashable, Sendable {
    package let scope: SchemeScope
    /// Counted from 1 for each scope.
    package let version: Int64
    /// The first day whose transfers it judges.
    package let from: Day
    /// `nil`: what is in the scope goes back to what holds for the next wider one.
    package let scheme: CheckScheme?
    package let reason: String
    package let at: Instant
    package let by: Agent
}

/// The scheme a package was judged by, as its report names it.
package struct AppliedScheme: Hashable, Sendable {
    /// What it was decided for.
    package let scope: SchemeScope
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
    private var latest: [SchemeScope: DecidedScheme] = [:]

    /// - Parameter decided: any versions; those that do not hold on `day` are passed over. Of two for the same day the
    ///   later version holds.
    package init(on day: Day, among decided: [DecidedScheme] = []) {
        self.day = day
        for each in decided where each.from <= day {
            guard let other = latest[each.scope] else {
                latest[each.scope] = each
                continue
            }
            if (other.from, other.version) < (each.from, each.version) { latest[each.scope] = each }
        }
    }

    /// What judges that which lies in `scope`: its own scheme, else that of the next wider scope (`SchemeScope.widening`),
    /// else every check as usual.
    package func scheme(for scope: SchemeScope) -> (scheme: CheckScheme, applied: AppliedScheme) {
        for each in scope.widening {
            guard let decided = latest[each], let scheme = decided.scheme else { continue }
            return (
                scheme,
                AppliedScheme(
                    scope: each, name: scheme.name, version: decided.version, from: decided.from, day: day)
            )
        }
        let general = CheckScheme.general
        return (general, AppliedScheme(scope: SchemeScope(), name: general.name, version: 0, from: nil, day: day))
    }

    /// What judges a package: of the schemes of its 门类 the strictest, check by check.
    package func judging(_ categories: PackageCategories, of agency: String, at stage: CheckStage) -> JudgingScheme {
        let named = self.categories(of: agency, at: stage)
        var codes = categories.codes
        // What nobody can tell yet may be anything: no scheme is escaped by leaving the 门类 out.
        if categories.hasUnknown { codes.formUnion(named.union([""])) }
        if codes.isEmpty { codes = [""] }
        var (schemes, applied): ([CheckScheme], [AppliedScheme]) = ([], [])
        var terms: [String: SchemeTerms] = [:]
        for code in codes.union(named).sorted() {
            let (scheme, by) = scheme(for: SchemeScope(agency: agency, category: code, stage: stage))
            terms[code] = scheme.terms
            guard codes.contains(code), !applied.contains(by) else { continue }
            schemes.append(scheme)
            applied.append(by)
        }
        return JudgingScheme(scheme: .strictest(of: schemes), applied: applied, terms: terms)
    }

    /// The codes of the 门类 that have a scheme for transfers of `agency`, its own or that of all agencies.
    package func categories(of agency: String, at stage: CheckStage) -> Set<String> {
        Set(
            latest.filter { scope, decided in
                decided.scheme != nil && !scope.category.isEmpty && [agency, ""].contains(scope.agency)
                    && [stage, nil].contains(scope.stage)
            }.keys.map(\.category))
    }

    /// The version of this very scope that holds; `nil` too where it was given up.
    package func decided(for scope: SchemeScope) -> DecidedScheme? {
        latest[scope].flatMap { $0.scheme == nil ? nil : $0 }
    }

    /// Every version that can judge something of `agency`, by scope.
    package func holding(for agency: String) -> [DecidedScheme] {
        latest.values.filter { $0.scheme != nil && [agency, ""].contains($0.scope.agency) }
            .sorted { $0.scope < $1.scope }
    }

    /// The same with `scheme` for `scope`, for trial.
    package func trying(
        _ scheme: CheckScheme, for scope: SchemeScope, by agent: Agent, at now: Instant
    ) -> SchemesInForce {
        var schemes = self
        schemes.latest[scope] = DecidedScheme(
            scope: scope, version: (latest[scope]?.version ?? 0) + 1, from: day, scheme: scheme, reason: "", at: now,
            by: agent)
        return schemes
    }
}

/// What judges one package, and which schemes that came from.
package struct JudgingScheme: Sendable {
    /// Of several the strictest of each check.
    package let scheme: CheckScheme
    /// The schemes it was made of, by the codes of their 门类.
    package let applied: [AppliedScheme]
    /// What was agreed on for the records of each 门类, by its code.
    let terms: [String: SchemeTerms]
}
