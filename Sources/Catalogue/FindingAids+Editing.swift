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
        let later = try await history(id).filter { $0.version > version }
        let earlier = later.reduce(unit.description) { $0.undoing($1.changes) }
        return try await describe(unit, ElementChange.between(unit.description, earlier), by: agent)
    }

    /// All changes of a unit since it was drafted (version 1), latest first.
    package func history(_ id: UnitID) async throws -> [UnitChange] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT version, at, agent, role, event, state, changes FROM unit_history
                WHERE unit = \(id) ORDER BY version DESC
                """
            ).map(UnitChange.init(row:))
        }
    }

    private func current(_ id: UnitID, expecting version: Int64) async throws -> ArchivalUnit {
        guard let unit = try await unit(id) else { throw CatalogueProblem.noSuchUnit(id.text) }
        guard unit.version == version else {
            throw CatalogueProblem.changedMeanwhile(code: unit.code, expected: version, found: unit.version)
        }
        return unit
    }

    private func describe(_ unit: ArchivalUnit, _ changes: [ElementChange], by agent: Agent) async throws
        -> ArchivalUnit
    {
        guard !changes.isEmpty else { throw CatalogueProblem.nothingToChange(code: unit.code) }
        let act: JSON = [
            "schema": "lantai.described/1", "unit": .string(unit.id.text), "version": .int(unit.version + 1),
            "changes": .array(changes.map(\.json)),
        ]
        let digest = try await ledger.write(act: act)
        let event = ledger.event(
            kind: .described, subject: unit.id.text, agent: agent, act: digest,
            facts: ["version": .int(unit.version + 1)])
        return try await database.write { [ledger] tx in
            guard let now = try ArchivalUnit.unit(unit.id, in: tx) else {
                throw CatalogueProblem.noSuchUnit(unit.id.text)
            }
            guard now.version == unit.version else {
                throw CatalogueProblem.changedMeanwhile(
                    code: unit.code, expected: unit.version, found: now.version)
            }
            try FindingAids.replay(event, act, in: tx)
            ledger.append(event, in: tx)
            return try ArchivalUnit.unit(unit.id, in: tx)!
        }
    }
}

extension UnitChange {
    fileprivate init(row: Row) throws {
        let changes = try JSON(parsing: row.text("changes").utf8).array ?? []
        self.init(
            version: row.int("version"), at: Instant(text: row.text("at"))!,
            agent: Agent(id: row.text("agent"), role: Role(rawValue: row.text("role"))!),
            event: EventID(trusted: row.text("event")), state: ArchivalUnit.State(rawValue: row.text("state"))!,
            changes: changes.compactMap(ElementChange.init(json:)))
    }
}
