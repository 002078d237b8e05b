package import Archive

/// What somebody asks for: all terms must hold. Made from what was typed; no typing is an error.
package struct FindQuery: Hashable, Sendable {
    /// One thing that must hold.
    indirect enum Term: Hashable, Sendable {
        case phrase(Phrase)
        /// The phrase, in one part of the record (题名:防汛).
        case field(SearchedField, Phrase)
        /// Has this value to the letter; of any field but the year.
        case fact(FacetField, String)
        /// Is of these years, beside those of `years`.
        case years(Years)
        /// Whatever the term holds for is left out.
        case not(Term)
        /// The reference code begins so (档号前缀), as a key.
        case code(prefix: String)
        /// Looks like the beginning of a reference code: taken as one if any record within reach has such a code, otherwise
        /// as words.
        case codeOrPhrase(prefix: String, Phrase)
    }

    var terms: [Term] = []
    /// Years asked for; `nil`: any. An empty one was asked for by two ranges that do not meet.
    var years: Years?
    /// The order asked for inside the query.
    package internal(set) var sort: FindSort?
    /// Nothing that was typed can be found (only marks and signs).
    var isUnsearchable = false
    /// The pieces it was typed in.
    package internal(set) var pieces: [String] = []
    /// What was understood otherwise than typed, for the reader.
    package internal(set) var notes: [Words] = []

    init() {}

    /// Everything within reach.
    package static let everything = FindQuery()

    /// Whether nothing is asked for but an order.
    package var isEmpty: Bool { terms.isEmpty && years == nil && !isUnsearchable }

    /// Whether there are words by which hits differ in relevance.
    package var hasWords: Bool { !phrases.isEmpty }

    /// What is marked in titles and texts.
    var phrases: [Phrase] {
        terms.compactMap { term in
            switch term {
            case .phrase(let phrase), .codeOrPhrase(_, let phrase), .field(_, let phrase): phrase
            case .code, .fact, .years, .not: nil
            }
        }.flatMap(\.forms)
    }
}

/// Years from…to, both included; `from` after `to` holds for nothing.
struct Years: Hashable, Sendable {
    var from: Int
    var to: Int

    /// What is in both.
    func and(_ other: Years) -> Years { Years(from: max(from, other.from), to: min(to, other.to)) }
}

/// The order of hits.
package enum FindSort: String, Hashable, Sendable, CaseIterable {
    /// By how much of what was asked for is in the record (BM25); latest first if nothing was asked for by words.
    case relevance
    /// Latest first; records without a date last.
    case date
    /// Earliest first; records without a date last.
    case dateAscending = "date-ascending"
    /// By reference code (档号).
    case code

    package var words: Words {
        switch self {
        case .date: Words(zh: "日期（新→旧）", en: "date, latest first")
        case .dateAscending: Words(zh: "日期（旧→新）", en: "date, earliest first")
        case .code: Words(zh: "档号", en: "reference code")
        case .relevance: Words(zh: "相关度", en: "relevance")
        }
    }

    /// As typed in a query or an address: `日期`, `date`, `档号`, `code`, `相关度` …
    package init?(typed: String) {
        switch typed.lowercased() {
        case "date", "日期", "时间", "date-descending", "newest", "最新": self = .date
        case "date-ascending", "oldest", "最早", "日期升序": self = .dateAscending
        case "code", "档号": self = .code
        case "relevance", "相关", "相关度": self = .relevance
        default: return nil
        }
    }
}
