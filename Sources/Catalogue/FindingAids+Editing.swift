package import Archive
import Ledger
import Tables

extension FindingAids {
    /// Corrects a description: element → new value, `nil` removes it. Repeatable elements take one value a line.
    ///
    /// - Parameter version: The version the person saw; if there is a newer one, nothing is changed.
    /// - Throws: `CatalogueProblem`, naming every value that cannot be and why.
    @discardableResult
    package func edit(_ id: UnitID, changes: [String: String?], expecting version: Int64, by agent: Agent) async throws
        -> ArchivalUnit
    {
        try Self.mayDescribe(agent)
        let unit = try await current(id, expecting: version)
        let revised = try Revision(unit: unit, classified: classified).description(with: changes)
        return try await describe(unit, ElementChange.between(unit.description, revised), by: agent)
    }

    /// Undoes everything after `version`: the description becomes what it was then, as a new version.
    @discardableResult
    package func revert(_ id: UnitID, to version: Int64, expecting current: Int64, by agent: Agent) async throws
        -> ArchivalUnit
    {
        try Self.mayDescribe(agent)
        let unit = try await self.current(id, expecting: current)
        guard version >= 1, version < current else {
            throw CatalogueProblem.noSuchVersion(code: unit.code, version: version)
        }
        let history = try await history(id)
        var earlier = unit.description.before(history, since: version)
        // A code that came with another place goes back with the place, by undoing the move.
        if history.contains(where: { $0.version > version && $0.isMove }) {
            earlier = earlier.replacing("referenceCode", with: unit.description.all("referenceCode"))
        }
        return try await describe(unit, ElementChange.between(unit.description, earlier), by: agent)
    }

    /// All changes of a unit since it was drafted (version 1), latest first.
    package func history(_ id: UnitID) async throws -> [UnitChange] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT version, at, agent, role, event, state, changes, undoes FROM unit_history
                WHERE unit = \(id) ORDER BY version DESC
                """
            ).map(UnitChange.init(row:))
        }
    }

    /// What is wrong with `changes`, as `edit` would refuse them; nothing is changed.
    package func faults(of changes: [String: String?], in unit: ArchivalUnit) throws(CatalogueProblem) -> [InvalidValue]
    {
        do {
            _ = try Revision(unit: unit, classified: classified).description(with: changes)
            return []
        } catch .invalid(let faults) {
            return faults
        }
    }

    func current(_ id: UnitID, expecting version: Int64) async throws -> ArchivalUnit {
        guard let unit = try await unit(id) else { throw CatalogueProblem.noSuchUnit(id.text) }
        guard unit.version == version else {
            throw CatalogueProblem.changedMeanwhile(code: unit.code, expected: version, found: unit.version)
        }
        return unit
    }

    /// - Parameter undoes: The version whose edit the changes take back.
    func describe(_ unit: ArchivalUnit, _ changes: [ElementChange], undoes: Int64? = nil, by agent: Agent) async throws
        -> ArchivalUnit
    {
        guard !changes.isEmpty else { throw CatalogueProblem.nothingToChange(code: unit.code) }
        var act: [String: JSON] = [
            "schema": "lantai.described/1", "unit": .string(unit.id.text), "version": .int(unit.version + 1),
            "changes": .array(changes.map(\.json)),
        ]
        var facts: [String: JSON] = ["version": .int(unit.version + 1)]
        if let undoes {
            act["undoes"] = .int(undoes)
            facts["undoes"] = .int(undoes)
        }
        let document = JSON.object(act)
        let digest = try await ledger.write(act: document)
        let event = ledger.event(
            kind: .described, subject: unit.id.text, agent: agent, act: digest, facts: facts)
        return try await database.write { [ledger] tx in
            guard let now = try ArchivalUnit.unit(unit.id, in: tx) else {
                throw CatalogueProblem.noSuchUnit(unit.id.text)
            }
            guard now.version == unit.version else {
                throw CatalogueProblem.changedMeanwhile(
                    code: unit.code, expected: unit.version, found: now.version)
            }
            try FindingAids.replay(event, document, in: tx)
            // What this person had not saved is in it, or was given up for it.
            try UnsavedEdit.drop(of: unit.id, account: agent.id, in: tx)
            ledger.append(event, in: tx)
            return try ArchivalUnit.unit(unit.id, in: tx)!
        }
    }
}

extension UnitChange {
    init(row: Row) throws {
        let changes = try JSON(parsing: row.text("changes").utf8).array ?? []
        self.init(
            version: row.int("version"), at: Instant(text: row.text("at"))!,
            agent: Agent(id: row.text("agent"), role: Role(rawValue: row.text("role"))!),
            event: EventID(trusted: row.text("event")), state: ArchivalUnit.State(rawValue: row.text("state"))!,
            changes: changes.compactMap(ElementChange.init(json:)), undoes: row.optionalInt("undoes"))
    }
}
