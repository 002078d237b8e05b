import Appraisal
import Archive
import GRDB

extension Search {
    /// The facets, each 全宗 with its title where the fonds itself is within reach.
    func titled(_ facets: [Facet]) throws -> [Facet] {
        try facets.map { facet in
            guard facet.field == .fonds, !facet.values.isEmpty else { return facet }
            let keys = facet.values.map { shelf.fonds.keys[$0.text] ?? ReferenceCode.key(of: $0.text) }
            let titles = try titles(fonds: keys)
            let values = zip(facet.values, keys).map { value, key in
                Facet.Value(text: value.text, count: value.count, title: titles[key])
            }
            return Facet(field: facet.field, values: values, more: facet.more)
        }
    }

    /// Titles of the fonds with these codes, by code, all read at once.
    private func titles(fonds keys: [String]) throws -> [String: String] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT code_key, doc.rowid, unit, title FROM json_each(?) AS wanted CROSS JOIN doc
                ON live = 1 AND level = 'fonds' AND code_key = wanted.value ORDER BY code_key, public_id
                """)
        let rows = try Row.fetchCursor(statement, arguments: [JSON.array(keys.map(JSON.string)).text])
        var titles: [String: String] = [:]
        var seen: Set<String> = []
        while let row = try rows.next() {
            guard seen.insert(row[0]).inserted, let facts = shelf.facts(at: (row[1] as Int) - 1),
                reach.admits(facts.row(of: UnitID(trusted: row[2])))
            else { continue }
            titles[row[0]] = row[3]
        }
        return titles
    }
}
