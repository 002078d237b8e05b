package import Archive
import Ledger
import Tables

/// A mapping somebody chose and kept, as it is listed.
package struct KeptMapping: Hashable, Sendable {
    package let fingerprint: String
    /// What they called it: 农业局老目录.
    package let name: String
    package let mapping: ColumnMapping
    package let at: Instant
    package let by: Agent
}

extension ReceivingDesk {
    /// Keeps how the columns of tables with these headings are to be read, from now on and for everybody; the same headings
    /// again replace it. An act of the ledger, since it decides what later transfers are taken to say.
    package func keep(_ mapping: ColumnMapping, name: String, by agent: Agent) async throws {
        guard mapping.isUsable else { throw IntakeProblem.mappingWithoutCode }
        let title = NumberText.trimmed(name)
        guard !title.isEmpty, title.unicodeScalars.count <= 100 else { throw IntakeProblem.nameMissing }
        try await change(mapping.fingerprint, ["name": .string(title), "columns": mapping.json], by: agent)
    }

    /// Forgets a kept mapping; transfers received before keep what they were taken to say.
    package func forgetMapping(_ fingerprint: String, by agent: Agent) async throws {
        try await change(fingerprint, [:], by: agent)
    }

    private func change(_ fingerprint: String, _ said: [String: JSON], by agent: Agent) async throws {
        var act = said
        act["schema"] = "lantai.column-mapping/1"
        act["fingerprint"] = .string(fingerprint)
        act["at"] = .string(clock.now.text)
        let json = JSON.object(act)
        let event = ledger.event(
            kind: .settingsChanged, subject: "column-mapping", agent: agent, act: try await ledger.write(act: json))
        try await database.write { [ledger] tx in
            try ReceivingDesk.replay(event, json, in: tx)
            ledger.append(event, in: tx)
        }
    }

    static func enterMapping(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        guard let fingerprint = act["fingerprint"]?.string else { return }
        try tx.run("DELETE FROM column_mapping WHERE fingerprint = \(fingerprint)")
        guard let name = act["name"]?.string, let columns = act["columns"] else { return }
        try tx.run(
            """
            INSERT INTO column_mapping (fingerprint, name, columns, at, agent, role)
            VALUES (\(fingerprint), \(name), \(columns.text), \(event.at), \(event.agent.id), \(event.agent.role.rawValue))
            """)
    }

    /// All that are kept, the newest first.
    package func mappings() async throws -> [KeptMapping] {
        try await database.read { tx in
            try tx.rows("SELECT * FROM column_mapping ORDER BY at DESC, fingerprint LIMIT 500").compactMap { row in
                guard let mapping = ColumnMapping(json: try JSON(parsing: row.text("columns").utf8)),
                    let at = Instant(text: row.text("at")), let role = Role(rawValue: row.text("role"))
                else { return nil }
                return KeptMapping(
                    fingerprint: row.text("fingerprint"), name: row.text("name"), mapping: mapping, at: at,
                    by: Agent(id: row.text("agent"), role: role))
            }
        }
    }

    func keptMappings() async throws -> KeptMappings {
        Dictionary(try await mappings().map { ($0.fingerprint, $0.mapping) }, uniquingKeysWith: { first, _ in first })
    }
}
