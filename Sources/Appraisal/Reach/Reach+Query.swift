import Archive
package import Tables

extension Reach {
    /// The condition that the unit whose identifier stands in `unitColumn` (`unit.id`) is within reach: to be embedded
    /// in a WHERE. Knows of no other column of the statement around it.
    package func predicate(unitColumn: String) -> Query {
        term.predicate(Query(stringLiteral: unitColumn))
    }
}

extension Reach.Term {
    func predicate(_ unit: Query) -> Query {
        switch self {
        case .nothing: "1 = 0"
        case .everything: "1 = 1"
        case .opened(let day):
            """
            EXISTS (SELECT 1 FROM access reach_a WHERE reach_a.unit = \(sql: unit) AND \(sql: Self.open(on: day)))
            """
        case .published(let level, let day):
            """
            EXISTS (SELECT 1 FROM access reach_a WHERE reach_a.unit = \(sql: unit) AND \(sql: Self.open(on: day)) \
            AND reach_a.level >= \(level.rawValue) AND reach_a.published_from <= \(day))
            """
        case .fonds(let codes): inUnit(unit, "reach_u.fonds_code", codes.sorted())
        case .categories(let codes): inUnit(unit, "reach_u.category", codes.sorted())
        case .units(let ids): Self.within(unit, ids.map(\.text).sorted())
        case .agency(let name): inUnit(unit, "reach_u.agency", [name])
        case .all(let parts): joined(parts, unit, by: " AND ", empty: "1 = 1")
        case .any(let parts): joined(parts, unit, by: " OR ", empty: "1 = 0")
        }
    }

    private static func open(on day: Day) -> Query { "reach_a.status = 'open' AND reach_a.effective <= \(day)" }

    private static func within(_ column: Query, _ values: [String]) -> Query {
        values.isEmpty ? "1 = 0" : "\(sql: column) IN (\(sql: .joined(values.map { "\($0)" }, by: ", ")))"
    }

    private func inUnit(_ unit: Query, _ column: Query, _ values: [String]) -> Query {
        """
        EXISTS (SELECT 1 FROM unit reach_u WHERE reach_u.id = \(sql: unit) AND \(sql: Self.within(column, values)))
        """
    }

    private func joined(_ parts: [Reach.Term], _ unit: Query, by word: Query, empty: Query) -> Query {
        parts.isEmpty ? empty : "(\(sql: .joined(parts.map { $0.predicate(unit) }, by: word)))"
    }
}
