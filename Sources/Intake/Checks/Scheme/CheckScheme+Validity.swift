import Archive
import Formats

extension CheckScheme {
    /// The same with what persons write put in order: names trimmed, codes in the usual form.
    /// - Parameter book: the rule book that holds when the scheme begins.
    /// - Throws: `SchemeProblem` for whatever cannot hold.
    func validated(for scope: SchemeScope, by book: RuleBook = .standard) throws(SchemeProblem) -> CheckScheme {
        let title = NumberText.trimmed(name)
        guard !title.isEmpty, title.unicodeScalars.count <= 100, !title.hasControls else { throw .nameMissing }
        let keys = Set(Checks.all.map(\.key))
        for check in choices.keys.sorted() {
            guard keys.contains(check) else { throw .noSuchCheck(check) }
            guard LockedChecks.reason(of: check) == nil else { throw .locked(check) }
        }
        var valid = CheckScheme(name: title, choices: choices, terms: terms)
        for format in terms.formats.sorted(by: { $0.rawValue < $1.rawValue })
        where !SchemeTerms.offered.contains(format) {
            throw .noSuchFormat(format.rawValue)
        }
        // What an older edition left open may still be required: it is asked of the agency all the same.
        let own = SchemeTerms.elements(of: book)
        let known = own + SchemeTerms.elements(of: .standard).filter { !own.contains($0) }
        for path in terms.required where !known.contains(path) { throw .noSuchElement(path) }
        valid.terms.required = known.filter(terms.required.contains)
        var fonds: Set<String> = []
        for text in terms.fonds {
            let key = ReferenceCode.key(of: text)
            guard !key.isEmpty, key.unicodeScalars.count <= 20,
                key.unicodeScalars.allSatisfy({ ("A"..."Z").contains($0) || ("0"..."9").contains($0) })
            else { throw .badFonds(text) }
            fonds.insert(key)
        }
        valid.terms.fonds = fonds.sorted()
        guard scope.category.isEmpty || terms.categories.isEmpty else { throw .categoriesSaid }
        var categories: Set<String> = []
        for text in terms.categories {
            guard let code = CategoryName.code(of: text) else { throw .badCategory(text) }
            categories.insert(code)
        }
        valid.terms.categories = categories.sorted()
        if let largest = terms.largest, !SchemeTerms.sizes.contains(largest) { throw .badSize }
        if let resolution = terms.resolution, !SchemeTerms.resolutions.contains(resolution) { throw .badResolution }
        return valid
    }
}

extension String {
    /// Line ends, tabs and other characters that no name has.
    var hasControls: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}
