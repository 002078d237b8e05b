package import Appraisal
import Archive

/// Something to search for, offered while somebody types.
package struct Suggestion: Hashable, Sendable {
    /// What would be typed.
    package let text: String
    /// How many records within reach it finds; `nil` where they were not counted.
    package let total: Int?
}

extension Finder {
    /// Fewer characters than this are the beginning of too much.
    package static let shortestSuggested = 2

    /// What to offer to one who has typed `typed`: whoever is responsible and has it in their name, then titles with it. All
    /// from records within reach; nothing for fewer than two characters.
    package func suggestions(
        for typed: String, reach: Reach, limit: Int = 8
    ) async throws(DiscoveryProblem) -> [Suggestion] {
        guard typed.unicodeScalars.count <= QueryReader.longest, let phrase = Phrase(typed),
            phrase.units.reduce(0, { $0 + ($1.isHan ? 1 : $1.bytes.count) }) >= Self.shortestSuggested
        else { return [] }
        var query = FindQuery()
        query.terms = [.field(.author, phrase)]
        let byAuthor = try await find(query, reach: reach, limit: 0, facets: true)
        let authors = byAuthor.facets.first { $0.field == .author }?.values ?? []
        // A record may have another author beside the one it is counted by.
        var found = authors.filter { !phrase.forms.marks(in: Array($0.text.utf8), limit: 1).isEmpty }.prefix(limit / 2)
            .map { Suggestion(text: $0.text, total: $0.count) }
        query.terms = [.field(.title, phrase)]
        for hit in try await find(query, reach: reach, sort: .relevance, limit: 4 * limit).hits
        where found.count < limit && !found.contains(where: { $0.text == hit.title }) {
            found.append(Suggestion(text: hit.title, total: nil))
        }
        return found
    }
}

extension Finder {
    /// Questions like `query` that find something: without one of its pieces, or with a long one cut in two. What finds
    /// most comes first; at most `limit`.
    package func alternatives(
        to query: FindQuery, reach: Reach, narrowed: [(field: FacetField, value: String)] = [], limit: Int = 5
    ) async throws(DiscoveryProblem) -> [Suggestion] {
        var typed: [String] = []
        let pieces = query.pieces
        if pieces.count > 1 {
            for left in pieces.indices.prefix(Self.mostTried) {
                typed.append((pieces[..<left] + pieces[(left + 1)...]).joined(separator: " "))
            }
        }
        for place in pieces.indices {
            let scalars = Array(pieces[place].unicodeScalars)
            guard (4...12).contains(scalars.count), Phrase(pieces[place])?.units.count == scalars.count else {
                continue
            }
            for cut in 2...(scalars.count - 2) {
                var whole = pieces
                whole[place] = String.of(scalars[..<cut]) + " " + String.of(scalars[cut...])
                typed.append(whole.joined(separator: " "))
            }
        }
        var found: [Suggestion] = []
        for text in typed.prefix(Self.mostTried) {
            var other = FindQuery(parsing: text)
            guard !other.isEmpty else { continue }
            for (field, value) in narrowed { other = other.narrowed(field, to: value) }
            let total = try await find(other, reach: reach, limit: 0).total
            if total > 0 { found.append(Suggestion(text: text, total: total)) }
        }
        return Array(found.sorted { $0.total ?? 0 > $1.total ?? 0 }.prefix(limit))
    }

    private static let mostTried = 12
}

extension String {
    fileprivate static func of(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
