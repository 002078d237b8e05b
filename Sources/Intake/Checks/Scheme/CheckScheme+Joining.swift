import Archive
import Formats

extension CheckScheme.Choice {
    /// How much a check asks for by it, the mildest first: what is only warned of is milder than as usual.
    private static let byStrictness: [CheckScheme.Choice] = [.off, .warning, .usual, .blocking]

    static func strictest(_ choices: some Sequence<CheckScheme.Choice>) -> CheckScheme.Choice {
        byStrictness.last(where: Set(choices).contains) ?? .usual
    }
}

extension CheckScheme {
    /// One scheme for a package to which several apply, one for each of its 门类: of each check the strictest choice, and
    /// all that was agreed on.
    static func strictest(of schemes: [CheckScheme]) -> CheckScheme {
        guard schemes.count > 1 else { return schemes.first ?? .general }
        let checks = Set(schemes.flatMap(\.choices.keys))
        let choices = checks.map { check in (check, Choice.strictest(schemes.map { $0.choice(of: check) })) }
        return CheckScheme(
            name: schemes.map(\.name).joined(separator: "、"), choices: Dictionary(uniqueKeysWithValues: choices),
            terms: SchemeTerms(joining: schemes.map(\.terms)))
    }
}

extension SchemeTerms {
    /// What is required by any of them is required; what is allowed is allowed by each that names it. Where those have nothing in
    /// common, what any allows. This is for records whose 门类 nobody can tell: others are held to what was agreed on for their own
    /// (`PackageUnderCheck.terms`).
    init(joining terms: [SchemeTerms]) {
        self.init()
        formats = SchemeTerms.allowed(terms.map(\.formats))
        fonds = SchemeTerms.allowed(terms.map { Set($0.fonds) }).sorted()
        categories = SchemeTerms.allowed(terms.map { Set($0.categories) }).sorted()
        largest = terms.compactMap(\.largest).min()
        var asked: Set<String> = []
        required = terms.flatMap(\.required).filter { asked.insert($0).inserted }
        countsPaper = terms.contains(where: \.countsPaper)
        resolution = terms.compactMap(\.resolution).max()
    }

    /// - Parameter sets: an empty one sets no limit.
    private static func allowed<T: Hashable>(_ sets: [Set<T>]) -> Set<T> {
        let limits = sets.filter { !$0.isEmpty }
        guard let first = limits.first else { return [] }
        let common = limits.dropFirst().reduce(first) { $0.intersection($1) }
        return common.isEmpty ? limits.reduce(into: []) { $0.formUnion($1) } : common
    }
}
