/// What hits must pass: within reach, of these years, with these values. By number, so that a value is compared once and not
/// for each record.
struct Sieve {
    /// By number of access facts: 1 if within reach.
    let admitted: [UInt8]
    /// By number of access facts: 1 if of the fonds and category asked for.
    let placed: [UInt8]?
    let authors: [UInt8]?
    let terms: [UInt8]?
    let years: Years?

    init(_ asked: Search.Asked, _ shelf: Shelf.Snapshot, admitted: [UInt8]) {
        func values(_ field: FacetField) -> [String]? {
            let values = asked.facts.filter { $0.field == field }.map(\.value)
            return values.isEmpty ? nil : values
        }
        func flags(_ texts: [String], _ field: FacetField, _ has: (String, String) -> Bool) -> [UInt8]? {
            values(field).map { values in
                texts.map { text in !text.isEmpty && values.allSatisfy { has(text, $0) } ? 1 : 0 }
            }
        }
        let (fonds, categories) = (values(.fonds), values(.category))
        if fonds != nil || categories != nil {
            placed = shelf.facts.map { facts in
                let isOfFonds = fonds?.allSatisfy { $0 == facts.fondsCode } ?? true
                let isOfCategory = categories?.allSatisfy { $0 == facts.category } ?? true
                return isOfFonds && isOfCategory ? 1 : 0
            }
        } else {
            placed = nil
        }
        authors = flags(shelf.authors.texts, .author, NamesTogether.has)
        terms = flags(shelf.terms.texts, .retention, ==)
        years = asked.years
        self.admitted = admitted
    }

    /// Within reach, and of the fonds and category asked for.
    func passing(_ admitted: [UInt8]) -> [UInt8] {
        guard let placed else { return admitted }
        return admitted.indices.map { $0 < placed.count ? admitted[$0] & placed[$0] : 0 }
    }
}
