import Archive
import Tables

/// `metadata/premis-events.xml` of an object that was damaged once: what was found where and when, and how it was made whole.
///
/// Source: PREMIS 3.0, event types `fixity check` and `replication`.
struct RepairHistory {
    static let path = "metadata/premis-events.xml"

    let unit: UnitID
    /// Oldest first.
    let cases: [DamageCase]

    var bytes: [UInt8] {
        let entity = StorageLayout.identifier(of: unit)
        var xml = PremisWriter()
        xml.open(
            "premis",
            " xmlns=\"http://www.loc.gov/premis/v3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                + " version=\"3.0\"")
        xml.open("object", " xsi:type=\"intellectualEntity\"")
        xml.identifier("object", "URI", entity)
        xml.close("object")
        var agents: Set<String> = [Agent.steward.id]
        for one in cases {
            for (number, file) in one.files.enumerated() {
                write(
                    &xml, entity, "\(one.id.text)/\(number + 1)/found", "fixity check", file.foundAt,
                    "\(file.path) on \(one.copy): \(file.what.en)", outcome: "fail: \(file.kind.rawValue)",
                    agent: Agent.steward.id)
                guard let at = file.repairedAt else { continue }
                let agent = file.agent ?? Agent.steward.id
                agents.insert(agent)
                write(
                    &xml, entity, "\(one.id.text)/\(number + 1)/repaired", "replication", at,
                    "\(file.path) on \(one.copy) made whole from \(file.source ?? DamagedFile.outside); what was there is set aside.",
                    outcome: "success", agent: agent)
            }
        }
        for agent in agents.sorted() {
            let isProgram = agent == Agent.steward.id
            xml.open("agent")
            xml.identifier("agent", "local", agent)
            xml.element("agentName", isProgram ? "Lantai" : agent)
            xml.element("agentType", isProgram ? "software" : "person")
            xml.close("agent")
        }
        xml.close("premis")
        return xml.bytes
    }

    private func write(
        _ xml: inout PremisWriter, _ entity: String, _ name: String, _ type: String, _ at: Instant, _ detail: String,
        outcome: String, agent: String
    ) {
        xml.open("event")
        xml.identifier("event", "URI", "\(entity)/events/\(name)")
        xml.element("eventType", type)
        xml.element("eventDateTime", at.text)
        xml.open("eventDetailInformation")
        xml.element("eventDetail", detail)
        xml.close("eventDetailInformation")
        xml.open("eventOutcomeInformation")
        xml.element("eventOutcome", outcome)
        xml.close("eventOutcomeInformation")
        xml.identifier("linkingAgent", "local", agent)
        xml.identifier("linkingObject", "URI", entity)
        xml.close("event")
    }
}

extension Stacks {
    /// Keeps the history of an object's damage with the object, as a version of its own. Where its head is still damaged, the
    /// next repair writes all of it.
    func keepHistory(of unit: UnitID) async throws {
        let cases = try await database.read { tx in
            try DamageCase.list(where: "c.unit = \(unit)", limit: 1000, in: tx)
        }
        guard !cases.isEmpty else { return }
        let bytes = RepairHistory(unit: unit, cases: cases.reversed()).bytes
        do {
            try await putDescriptions([
                DescriptionToKeep(unit: unit, json: bytes, path: RepairHistory.path, message: "damage repaired")
            ])
        } catch PreservationProblem.damaged {
            return
        }
        try await database.write { tx in
            try tx.run("UPDATE damage_case SET told = 1 WHERE unit = \(unit) AND closed_at IS NOT NULL")
        }
    }

    /// Keeps the histories that a run before this one could not keep any more. What an object tells already is not written again.
    func keepLeftHistories() async throws {
        let units = try await database.read { tx in
            try tx.rows(
                "SELECT DISTINCT unit FROM damage_case WHERE closed_at IS NOT NULL AND told = 0 ORDER BY unit LIMIT 1000"
            ).map { UnitID(trusted: $0.text("unit")) }
        }
        for unit in units { try await keepHistory(of: unit) }
    }
}
