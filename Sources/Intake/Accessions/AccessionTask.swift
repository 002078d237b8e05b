package import Archive
import Tables

/// What of the register waits for somebody, so that a count on the desk and the list behind it are one question.
package enum AccessionTask: Hashable, Sendable {
    /// Forms that this account can sign for one of the sides: checked, that side open, the other not signed by itself.
    case signing(Set<HandoverSide>, by: String)
    /// Returned transfers in whose place nothing was sent yet.
    case correcting
    /// Those of these transfers whose units are drafted: which of them still have drafts is for the catalogue to say.
    case describing([AccessionID])

    var condition: Query {
        switch self {
        case .signing(let sides, let account):
            let open = HandoverSide.allCases.filter(sides.contains).map { side -> Query in
                // Nobody signs for the sending side where nothing changes custody.
                let own: Query =
                    side == .sending ? " AND carries <> 'entries' AND NOT (carries = 'files' AND agency = '')" : ""
                return """
                    (NOT EXISTS (SELECT 1 FROM handover_signature AS own
                      WHERE own.accession = accession.id AND own.side = \(side.rawValue))\(sql: own))
                    """
            }
            let anySide: Query = open.isEmpty ? "1 = 0" : .joined(open, by: " OR ")
            // As the act document writes it: canonical JSON, no spaces.
            let signed = Query.holds("\"by\":\(JSON.string(account).text)", in: "other.document")
            return """
                state = 'awaiting' AND NOT EXISTS (SELECT 1 FROM handover_signature AS other
                  WHERE other.accession = accession.id AND \(sql: signed))
                  AND (\(sql: anySide))
                """
        case .describing(let ids):
            guard !ids.isEmpty else { return "1 = 0" }
            return "state = 'described' AND id IN (\(sql: .joined(ids.map { "\($0)" as Query }, by: ", ")))"
        case .correcting:
            return """
                state = 'returned' AND NOT EXISTS (
                  SELECT 1 FROM accession AS later WHERE later.supersedes = accession.id)
                """
        }
    }
}

extension ReceivingDesk {
    /// How many transfers wait so.
    package func count(_ task: AccessionTask, agency: String? = nil) async throws -> Int64 {
        let own: Query = agency.map { " AND agency = \($0)" } ?? ""
        return try await database.read { tx in
            try tx.row("SELECT count(*) AS c FROM accession WHERE (\(sql: task.condition))\(sql: own)")?.int("c") ?? 0
        }
    }
}
