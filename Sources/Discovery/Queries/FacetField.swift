package import Archive

/// What hits are counted and narrowed by.
package enum FacetField: String, Hashable, Sendable, CaseIterable {
    /// 全宗, by its number.
    case fonds
    case year
    /// 门类, by its code.
    case category
    /// 责任者: each that a record names.
    case author
    /// 保管期限, as written.
    case retention

    package var words: Words {
        switch self {
        case .fonds: Words(zh: "全宗", en: "Fonds")
        case .year: Words(zh: "年度", en: "Year")
        case .category: Words(zh: "门类", en: "Category")
        case .author: Words(zh: "责任者", en: "Author")
        case .retention: Words(zh: "保管期限", en: "Retention")
        }
    }
}

/// How many hits have each value of a field.
package struct Facet: Hashable, Sendable {
    package struct Value: Hashable, Sendable {
        package let text: String
        package let count: Int
        /// What a 全宗 is called, if that is within reach.
        package var title: String?
    }

    package let field: FacetField
    /// Most hits first; years latest first. Those without a value are in none.
    package let values: [Value]
    /// How many values more there are than are given.
    package let more: Int

    /// Values given of each field.
    package static let most = 50
}

/// A part of a record that words can be looked for in alone, in the order of the index's columns.
enum SearchedField: String, Hashable, Sendable, CaseIterable {
    case title, author, number, meta, text

    /// Its number. How much a word found there counts for the order by relevance: `csearch_columns`.
    var column: Int {
        switch self {
        case .title: 0
        case .author: 1
        case .number: 2
        case .meta: 3
        case .text: 4
        }
    }
}
