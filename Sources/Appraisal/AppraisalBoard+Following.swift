package import Archive
import Tables

extension AppraisalBoard {
    /// A page of the units that become public on a day after `day`, `last` included, by identifier.
    package func becomingPublic(after day: Day, through last: Day, limit: Int) async throws -> [UnitID] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT unit FROM access WHERE level > 0 AND status = 'open' AND effective <= \(last)
                  AND published_from <= \(last) AND (published_from > \(day) OR effective > \(day))
                ORDER BY unit LIMIT \(limit)
                """
            ).map { UnitID(trusted: $0.text("unit")) }
        }
    }
}
