import CSearch

/// Counts hits by what they have, block by block.
final class Tally {
    private let shelf: Shelf.Snapshot
    private var byFacts: [Int64]
    private var byAuthor: [Int64]
    private var byTerm: [Int64]
    private var steps = [Int64](repeating: 0, count: 10_001)

    init(_ shelf: Shelf.Snapshot) {
        self.shelf = shelf
        byFacts = [Int64](repeating: 0, count: shelf.facts.count)
        byAuthor = [Int64](repeating: 0, count: shelf.authors.texts.count)
        byTerm = [Int64](repeating: 0, count: shelf.terms.texts.count)
    }

    /// Adds the hits of a block.
    func add(_ block: ColumnBlock, _ words: UnsafePointer<UInt64>, _ count: Int) {
        byFacts.withUnsafeMutableBufferPointer { byFacts in
            byAuthor.withUnsafeMutableBufferPointer { byAuthor in
                byTerm.withUnsafeMutableBufferPointer { byTerm in
                    steps.withUnsafeMutableBufferPointer { steps in
                        var tally = csearch_tally(
                            rows: block.rows, by_facts: byFacts.baseAddress, by_author: byAuthor.baseAddress,
                            by_term: byTerm.baseAddress, facts_count: UInt32(byFacts.count),
                            author_count: UInt32(byAuthor.count), term_count: UInt32(byTerm.count),
                            year_steps: steps.baseAddress)
                        csearch_count(words, Int64(count), &tally)
                    }
                }
            }
        }
    }

    /// How many hits reach into each year, earliest first; years without any are left out.
    func years() -> [Facet.Value] {
        var (years, hits): ([Facet.Value], Int64) = ([], 0)
        steps.withUnsafeBufferPointer { steps in
            for year in 0..<10_000 {
                hits += steps[year]
                if hits > 0 { years.append(Facet.Value(text: String(year), count: Int(hits))) }
            }
        }
        return years
    }

    /// How many hits have each value, of every field.
    func facets() -> [Facet] {
        let names = shelf.fonds
        var fonds = [Int64](repeating: 0, count: names.fonds.texts.count)
        var categories = [Int64](repeating: 0, count: names.categories.texts.count)
        for (number, count) in byFacts.enumerated() where count > 0 && number != Int(Shelf.hidden) {
            fonds[Int(names.fondsOf[number])] += count
            categories[Int(names.categoryOf[number])] += count
        }
        return FacetField.allCases.map { field in
            switch field {
            case .fonds: Facet(field, names.fonds.texts, fonds)
            case .year: Facet(field, years().reversed())
            case .category: Facet(field, names.categories.texts, categories)
            case .author: Facet(field, mostFirst: NamesTogether.counts(shelf.authors.texts, byAuthor))
            case .retention: Facet(field, shelf.terms.texts, byTerm)
            }
        }
    }
}

extension Facet {
    fileprivate init(_ field: FacetField, _ texts: [String], _ counts: [Int64]) {
        self.init(
            field,
            mostFirst: counts.indices.filter { counts[$0] > 0 }.map { Value(text: texts[$0], count: Int(counts[$0])) })
    }

    fileprivate init(_ field: FacetField, mostFirst values: [Value]) {
        self.init(field, values.sorted { ($1.count, $0.text) < ($0.count, $1.text) })
    }

    fileprivate init(_ field: FacetField, _ values: [Value]) {
        let named = values.filter { !$0.text.isEmpty }
        self.init(field: field, values: Array(named.prefix(Facet.most)), more: max(0, named.count - Facet.most))
    }
}
