import Appraisal
import Archive
import Catalogue
import Tables

/// An 案卷 in which something is published, and how much.
///
/// It goes by its code, which its records' own codes begin with: nobody decided that its title may be read.
package struct PublicVolume: Hashable, Sendable {
    package let publicID: String
    package let code: String
    /// How many of its 件 are published.
    package let records: Int64
    /// Hand it back to get the next page.
    package let place: String
    /// The 类别, or the 全宗, it stands in.
    package let parent: PublicPlace
}

extension ReadingRoom {
    /// The 案卷 at this address; `nil` if nothing in it is public.
    package func volume(publicID: String) async throws -> PublicVolume? {
        guard PublicID.isWellFormed(publicID) else { return nil }
        return try await volumes("unit.public_id = \(publicID)", "unit.id", 1).first
    }

    /// A page of the 案卷 below a category in which something is public, in shelf order.
    package func volumes(below category: String, after place: String? = nil, limit: Int = 50) async throws
        -> [PublicVolume]
    {
        let after = place.flatMap(ShelfPlace.init(text:))
        return try await volumes(
            below: category, "(unit.position, unit.id) > (\(after?.position ?? -1), \(after?.id.text ?? ""))",
            "unit.position, unit.id", limit)
    }

    /// The page that begins with the 案卷 at `first`, and whether any stands before it; `nil` if that is none of them.
    package func volumes(below category: String, beginningWith first: String, limit: Int = 50) async throws -> (
        volumes: [PublicVolume], hasEarlier: Bool
    )? {
        guard let volume = try await volume(publicID: first), volume.parent.publicID == category,
            let place = ShelfPlace(text: volume.place)
        else { return nil }
        let page = try await volumes(
            below: category, "(unit.position, unit.id) >= (\(place.position), \(place.id.text))",
            "unit.position, unit.id", limit)
        return (page, try await !volumes(below: category, before: volume.place, limit: 1).isEmpty)
    }

    /// The page that ends before `place`, in shelf order too.
    package func volumes(below category: String, before place: String, limit: Int = 50) async throws -> [PublicVolume] {
        guard let place = ShelfPlace(text: place) else { return [] }
        return try await volumes(
            below: category, "(unit.position, unit.id) < (\(place.position), \(place.id.text))",
            "unit.position DESC, unit.id DESC", limit
        ).reversed()
    }

    private func volumes(below category: String, _ side: Query, _ order: Query, _ limit: Int) async throws
        -> [PublicVolume]
    {
        guard PublicID.isWellFormed(category) else { return [] }
        return try await volumes(
            "unit.parent = (SELECT id FROM unit WHERE public_id = \(category)) AND \(sql: side)", order, limit)
    }

    /// Whether a volume has anything public is a look at one index each, however many stand beside it.
    private func volumes(_ condition: Query, _ order: Query, _ limit: Int) async throws -> [PublicVolume] {
        let within: Query =
            """
            FROM access WHERE access.parent = unit.id AND access.level > 0
            AND \(sql: reach.predicate(unitColumn: "access.unit"))
            """
        return try await database.read { tx in
            // The first condition in the words of the partial index `unit_branch`, so that it is used.
            try tx.rows(
                """
                SELECT unit.id, unit.public_id, unit.code, unit.position, (SELECT count(*) \(sql: within)) AS records,
                  above.public_id AS above_id, above.code AS above_code, above.title AS above_title
                FROM unit JOIN unit AS above ON above.id = unit.parent
                WHERE unit.level <> 'item' AND unit.level = 'file' AND \(sql: condition)
                  AND EXISTS (SELECT 1 \(sql: within))
                ORDER BY \(sql: order) LIMIT \(limit)
                """
            ).map { row in
                PublicVolume(
                    publicID: row.text("public_id"), code: row.text("code"), records: row.int("records"),
                    place: ShelfPlace(position: row.int("position"), id: UnitID(trusted: row.text("id"))).text,
                    parent: PublicPlace(
                        publicID: row.text("above_id"), code: row.text("above_code"), title: row.text("above_title")))
            }
        }
    }
}
