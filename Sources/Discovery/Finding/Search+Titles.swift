import Appraisal
import Archive
import GRDB

extension Search {
    /// The facets, each 全宗 with its title where the fonds itself is within reach.
    func titled(_ facets: [Facet]) throws -> [Facet] {
        try facets.map { facet in
            guard facet.field == .fonds else { return facet }
            let values = try facet.values.map {
                Facet.Value(text: $0.text, count: $0.count, title: try title(fonds: $0.text))
            }
            return Facet(field: facet.field, values: values, more: facet.more)
        }
    }

    private func title(fonds code: String) throws -> String? {
        let statement = try db.cachedStatement(
            sql: "SELECT rowid, unit, title FROM doc WHERE live = 1 AND code_key = ? AND level = ? LIMIT 1")
        let arguments: StatementArguments = [ReferenceCode.key(of: code), Level.fonds.rawValue]
        guard let row = try Row.fetchOne(statement, arguments: arguments),
            let facts = shelf.facts(at: (row[0] as Int) - 1),
            reach.admits(facts.row(of: UnitID(trusted: row[1])))
        else { return nil }
        return row[2]
    }
}
