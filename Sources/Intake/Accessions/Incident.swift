package import Archive
import Ledger
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

    /// Writes down how an incident ended (处置结果): by the security officer, with what was done.
    package func closeIncident(_ id: String, by agent: Agent, note: String) async throws {
        guard agent.role == .securityOfficer else { throw IntakeProblem.mayNotClose(agent.role) }
        guard note.contains(where: { !$0.isWhitespace }) else { throw IntakeProblem.reasonMissing }
        let accession = try await database.read { tx in
            try tx.row("SELECT accession FROM incident WHERE id = \(id) AND closed_at IS NULL")?.text("accession")
        }
        guard let accession else { throw IntakeProblem.unknown(id) }
        let act: JSON = [
            "schema": "lantai.incident-closed/1", "incident": .string(id), "at": .string(clock.now.text),
            "note": .string(note),
        ]
        let event = ledger.event(
            kind: .incidentClosed, subject: accession, agent: agent, act: try await ledger.write(act: act))
        try await database.write { [ledger] tx in
            guard try tx.row("SELECT id FROM incident WHERE id = \(id) AND closed_at IS NULL") != nil else {
                throw IntakeProblem.unknown(id)
            }
            try ReceivingDesk.replay(event, act, in: tx)
            ledger.append(event, in: tx)
        }
    }
}

extension EventKind {
    /// An incident was dealt with.
    package static let incidentClosed = EventKind("incident-closed")
}
