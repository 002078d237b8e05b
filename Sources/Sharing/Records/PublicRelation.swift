import Appraisal
package import Archive
package import Catalogue
import Tables

/// A published document that repealed or amended another one that is published too, or was by it.
package struct PublicRelation: Hashable, Sendable {
    package let relation: Relation
    package let publicID: String
    package let code: String
    package let title: String
    /// Whether the other one holds today; `nil` where nothing is said.
    package let validity: Validity?
}

extension PublicRelation {
    /// Only what the public may see of today: what is closed is not told of, and cannot be counted.
    static func all(of unit: ArchivalUnit, room: ReadingRoom, on today: Day, in tx: any Transaction) throws
        -> [PublicRelation]
    {
        let reach = Reach.public(on: today).predicate(unitColumn: "unit.id")
        return try FindingAids.related(to: unit, in: tx).prefix(50).compactMap { relation, id in
            let row = try tx.row(
                "SELECT \(sql: ArchivalUnit.columns()) FROM unit WHERE id = \(id) AND \(sql: reach)")
            guard let row, let right = try room.board.right(id, on: today, in: tx) else { return nil }
            let other = try ArchivalUnit(row: row)
            return PublicRelation(
                relation: relation, publicID: other.publicID, code: other.code, title: other.title,
                validity: Validity(other, at: right.level))
        }
    }
}

extension Validity {
    /// What readers may know of it at this level of publication.
    init?(_ unit: ArchivalUnit, at level: PublicationLevel) {
        guard let text = unit.description.shown(at: level)["validity"] else { return nil }
        self.init(text: text)
    }
}
