import Archive

extension FindQuery {
    /// The same question, of those that have `value` in `field` to the letter, as facets give it.
    package func narrowed(_ field: FacetField, to value: String) -> FindQuery {
        var query = self
        if field == .year {
            guard let year = Int(value) else { return query }
            // A record of several years is of this one and of those asked for before, though the two may not meet.
            query.terms.append(.years(Years(from: year, to: year)))
        } else {
            query.terms.append(.fact(field, value))
        }
        return query
    }

    /// A value typed for a field, as records have it: a category by its name, a period by its code.
    static func value(_ typed: String, of field: FacetField) -> String {
        switch field {
        case .fonds: ReferenceCode.key(of: typed)
        case .category: CategoryName.code(of: typed) ?? typed
        case .retention: Retention(code: typed.uppercased())?.term ?? typed
        case .author, .year: typed
        }
    }
}
