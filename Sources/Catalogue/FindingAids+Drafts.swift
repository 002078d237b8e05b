package import Archive
import Tables

extension FindingAids {
    /// The transfers that have items whose drafts nobody confirmed, the newest first, each with how many. Only drafts are read.
    package func drafts(limit: Int) async throws -> [(accession: AccessionID, count: Int64)] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT accession, count(*) AS c FROM unit
                WHERE state = 'draft' AND level = 'item' AND accession IS NOT NULL
                GROUP BY accession ORDER BY accession DESC LIMIT \(limit)
                """
            ).map { (AccessionID(trusted: $0.text("accession")), $0.int("c")) }
        }
    }
}
