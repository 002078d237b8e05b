package import Archive
import Tables

/// A list along which somebody walks from unit to unit.
package enum UnitList: Hashable, Sendable {
    /// All below the same node, in shelf order.
    case siblings
    /// What one transfer brought, in shelf order.
    case accession(AccessionID)
    /// What the files of one transfer were attached to, in shelf order.
    case linked(AccessionID)
    /// Entries that wait for their files, by code.
    case waiting
}

extension FindingAids {
    /// The units before and after `unit` in `list`: an index range each, however long the list is.
    package func neighbours(of unit: ArchivalUnit, in list: UnitList) async throws -> (
        previous: ArchivalUnit?, next: ArchivalUnit?
    ) {
        let (place, condition, before, after): (Query, Query, Query, Query)
        switch list {
        case .siblings:
            guard let parent = unit.parent else { return (nil, nil) }
            (place, condition) = ("(position, id)", "parent = \(parent)")
            (before, after) = ("position DESC, id DESC", "position, id")
        case .accession(let accession):
            (place, condition) = ("(position, id)", "accession = \(accession)")
            (before, after) = ("position DESC, id DESC", "position, id")
        case .linked(let accession):
            (place, condition) = ("(position, id)", "linked_by = \(accession)")
            (before, after) = ("position DESC, id DESC", "position, id")
        case .waiting:
            // The words of the partial index `unit_waiting`, so that it is used.
            (place, condition) = ("(code_key, id)", "holding IS NULL AND level = 'item'")
            (before, after) = ("code_key DESC, id DESC", "code_key, id")
        }
        let here: Query = list == .waiting ? "(\(unit.codeKey), \(unit.id))" : "(\(unit.position), \(unit.id))"
        return try await database.read { tx in
            func one(_ side: Query, _ order: Query) throws -> ArchivalUnit? {
                try tx.row(
                    """
                    SELECT \(sql: ArchivalUnit.columns()) FROM unit
                    WHERE \(sql: condition) AND \(sql: place) \(sql: side) \(sql: here)
                    ORDER BY \(sql: order) LIMIT 1
                    """
                ).map(ArchivalUnit.init(row:))
            }
            return (try one("<", before), try one(">", after))
        }
    }
}
