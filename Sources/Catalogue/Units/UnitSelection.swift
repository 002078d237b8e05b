package import Archive
package import Tables

/// Which 件 an act is about: named ones, those of a transfer (or whose files came with it), or those below a node.
package enum UnitSelection: Hashable, Sendable {
    case units([UnitID])
    case accession(AccessionID)
    /// All 件 below a 全宗, 类别 or 案卷.
    case under(UnitID)

    /// The 件 selected, by identifier, at most `limit`.
    package func units(in tx: any Transaction, limit: Int) throws -> [UnitID] {
        switch self {
        case .units(let ids):
            return Array(Set(ids).sorted().prefix(limit))
        case .accession(let id):
            return try tx.rows(
                """
                SELECT id FROM unit WHERE (accession = \(id) OR linked_by = \(id)) AND level = 'item'
                ORDER BY id LIMIT \(limit)
                """
            ).map { UnitID(trusted: $0.text("id")) }
        case .under(let node):
            return try tx.rows(
                """
                WITH RECURSIVE below (id, level) AS (
                  SELECT id, level FROM unit WHERE parent = \(node)
                  UNION ALL SELECT unit.id, unit.level FROM unit JOIN below ON unit.parent = below.id)
                SELECT id FROM below WHERE level = 'item' ORDER BY id LIMIT \(limit)
                """
            ).map { UnitID(trusted: $0.text("id")) }
        }
    }
}
