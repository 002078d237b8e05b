package import Archive
import Tables

/// A secrecy mark was found on a node that may not hold it (涉密事件): for the security officer, without titles or names.
package struct Incident: Hashable, Sendable {
    package let id: String
    package let accession: AccessionID
    package let number: String
    package let openedAt: Instant
    /// How many marks were found.
    package let marks: Int64
    package let closedAt: Instant?
}

extension ReceivingDesk {
    package func incidents(limit: Int = 200) async throws -> [Incident] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT incident.id AS id, accession, number, opened_at, marks, closed_at FROM incident
                JOIN accession ON accession.id = incident.accession ORDER BY incident.id DESC LIMIT \(limit)
                """
            ).map { row in
                Incident(
                    id: row.text("id"), accession: AccessionID(trusted: row.text("accession")),
                    number: row.text("number"), openedAt: Instant(text: row.text("opened_at"))!,
                    marks: row.int("marks"), closedAt: row.optionalText("closed_at").flatMap(Instant.init(text:)))
            }
        }
    }
}
