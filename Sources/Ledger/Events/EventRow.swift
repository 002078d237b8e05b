import Archive
import Tables

/// One row of table `event`, read without trusting it: somebody may have changed it.
struct EventRow: Sendable {
    let index: EventIndex
    /// `nil` if the columns no longer make an event.
    let event: Event?
    let leaf: [UInt8]

    static let columns: Query = "idx, id, at, kind, subject, agent, role, act, facts, leaf"

    init(_ row: Row) {
        func text(_ column: String) -> String? { if case .text(let text) = row[column] { text } else { nil } }
        if case .integer(let number) = row["idx"] { index = number } else { index = -1 }
        if case .blob(let bytes) = row["leaf"] { leaf = bytes } else { leaf = [] }
        let act: Digest?? =
            row["act"] == .null ? .some(nil) : text("act").flatMap { Digest(.sha256, hex: $0) }.map { .some($0) }
        guard let id = text("id").flatMap(EventID.init(text:)), let at = text("at").flatMap(Instant.init(text:)),
            let kind = text("kind"), let subject = text("subject"), let agent = text("agent"),
            let role = text("role").flatMap(Role.init(rawValue:)), let act,
            let facts = text("facts").flatMap({ try? JSON(parsing: $0.utf8) })?.object
        else {
            event = nil
            return
        }
        let event = Event(
            id: id, at: at, kind: EventKind(kind), subject: subject, agent: Agent(id: agent, role: role), act: act,
            facts: facts)
        // What reads alike but is written otherwise (a capital digit, a blank) was not written by the ledger.
        let isExact =
            event.at.text == text("at") && event.act?.hex == text("act")
            && JSON.object(event.facts).text == text("facts")
        self.event = isExact ? event : nil
    }

    /// The line of this row; `nil` if it is no event any more.
    var line: [UInt8]? { event.map { EventLine.bytes($0, at: index) } }

    static func insert(_ event: Event, at index: EventIndex, leaf: [UInt8], in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO event (idx, id, at, kind, subject, agent, role, act, facts, leaf)
            VALUES (\(index), \(event.id), \(event.at), \(event.kind.text), \(event.subject), \(event.agent.id),
              \(event.agent.role.rawValue), \(event.act?.hex), \(JSON.object(event.facts).text), \(leaf))
            """)
    }

    /// Rows from `first` up to (not including) `end`, in order.
    static func rows(from first: EventIndex, to end: EventIndex, in tx: any Transaction) throws -> [EventRow] {
        try tx.rows(
            """
            SELECT \(sql: columns) FROM event WHERE idx >= \(first) AND idx < \(end) ORDER BY idx
            """
        ).map(EventRow.init)
    }
}
