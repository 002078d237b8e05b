import Appraisal
import Archive
import Catalogue
import Tables

/// What an archive puts on the first page of its portal: a whole 全宗, or one record.
package enum Featured: Hashable, Sendable {
    case fonds(PublicFonds)
    case record(PublicEntry)
}

extension ReadingRoom {
    /// What of these reference codes the public may see, in this order, each with the code as it was given. A code that names
    /// nothing, and one that names what is not public, leave no trace; of several units with one code the first public one counts.
    package func featured(_ codes: [String]) async throws -> [(code: String, featured: Featured)] {
        guard !codes.isEmpty else { return [] }
        let fonds = try await counts().fonds
        let reach = reach
        return try await database.read { tx in
            try codes.compactMap { code -> (code: String, featured: Featured)? in
                let key = ReferenceCode.key(of: code)
                if let found = fonds.first(where: { ReferenceCode.key(of: $0.place.code) == key }) {
                    return (code, .fonds(found))
                }
                return try tx.row(
                    """
                    SELECT \(sql: PublicEntry.columns) FROM unit JOIN access ON access.unit = unit.id
                    WHERE unit.code_key = \(key) AND access.level > 0
                      AND \(sql: reach.predicate(unitColumn: "access.unit"))
                    ORDER BY unit.id LIMIT 1
                    """
                ).map { (code, .record(PublicEntry(row: $0))) }
            }
        }
    }

    /// The codes of these that readers will not see on the first page. Whether there is no such unit, or one that is not public, is
    /// not told apart: whoever looks after the settings has no right to know.
    package func notFeatured(_ codes: [String]) async throws -> [String] {
        let shown = Set(try await featured(codes).map(\.code))
        return codes.filter { !shown.contains($0) }
    }
}
