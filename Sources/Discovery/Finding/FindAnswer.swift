package import Archive

/// What was found: how many in all, and one page of them.
package struct FindAnswer: Hashable, Sendable {
    /// Exactly how many records within reach answer the query.
    package let total: Int
    package let hits: [Hit]
    /// Where the next page begins; `nil` on the last one.
    package let next: FindCursor?
    /// What was understood otherwise than typed.
    package let notes: [Words]
    /// How many of all hits have which value; empty if not asked for.
    package let facets: [Facet]

    package init(total: Int, hits: [Hit], next: FindCursor?, notes: [Words], facets: [Facet] = []) {
        self.total = total
        self.hits = hits
        self.next = next
        self.notes = notes
        self.facets = facets
    }
}

/// One record found.
package struct Hit: Hashable, Sendable {
    package let unit: UnitID
    package let publicID: String
    package let code: String
    package let title: String
    /// The title, with what was searched for marked.
    package let markedTitle: [Segment]
    /// As written; empty where there is none.
    package let date: String
    package let level: Level
    package let fondsCode: String
    package let category: String
    package let status: AccessStatus
    /// The neighbourhood of the first match in its text or description; empty if it was not found by words in them.
    package let snippet: [Segment]
}

extension FindAnswer {
    /// As `lantai find --json` prints it. The public is told the public address of a record, staff its identifier.
    /// `next` is there while there is more: what `--after` takes.
    package func json(publicly: Bool) -> JSON {
        var members: [String: JSON] = [
            "total": .int(Int64(total)), "hits": .array(hits.map { $0.json(publicly: publicly) }),
        ]
        if let next { members["next"] = .string(next.text) }
        if !notes.isEmpty { members["notes"] = .array(notes.map { ["zh": .string($0.zh), "en": .string($0.en)] }) }
        if !facets.isEmpty {
            members["facets"] = .object(
                facets.reduce(into: [:]) { all, facet in
                    all[facet.field.rawValue] = .array(
                        facet.values.map { value in
                            var members: [String: JSON] = [
                                "value": .string(value.text), "count": .int(Int64(value.count)),
                            ]
                            if let title = value.title { members["title"] = .string(title) }
                            return .object(members)
                        })
                })
        }
        return .object(members)
    }
}

extension Hit {
    fileprivate func json(publicly: Bool) -> JSON {
        [
            "id": .string(publicly ? publicID : unit.text), "code": .string(code), "title": .string(title),
            "date": .string(date), "level": .string(level.rawValue), "fonds": .string(fondsCode),
            "snippet": .string(snippet.plain),
        ]
    }
}
