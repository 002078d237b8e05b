package import Archive
package import Tables

extension FindingAids {
    /// Makes the rows of one event from its act, in the order of the ledger: for `rebuild`, and what the acts themselves
    /// do. A drafting has its units in parts: replay all acts of the event (`Ledger.acts(of:)`), each with the same event.
    package static func replay(_ event: Event, _ act: JSON?, in tx: any Transaction) throws {
        guard let act else { return }
        switch act["schema"]?.string {
        case DraftPart.schema:
            try enter(act, in: tx)
            if let part = DraftPart(json: act) { try link(event, part, in: tx) }
        case "lantai.described/1": try describe(event, act, in: tx)
        case "lantai.confirmed/1": _ = try confirm(event, act, in: tx)
        case Moving.schema: _ = try move(event, act, in: tx)
        case Unconfirming.schema: _ = try unconfirm(event, act, in: tx)
        default: break
        }
    }

    /// Enters the units of one part of a drafting that are not there yet.
    /// - Returns: How many 件 the part has.
    @discardableResult
    static func enter(_ act: JSON, in tx: any Transaction) throws -> Int {
        guard let part = DraftPart(json: act) else { throw unreadable(act) }
        for unit in part.units {
            try unit.insert(accession: part.accession, agency: part.agency, at: part.at, in: tx)
        }
        return part.units.count { $0.level == .item }
    }

    private static func describe(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        guard let id = act["unit"]?.string.map(UnitID.init(trusted:)), let version = act["version"]?.int,
            let changes = act["changes"]?.array?.compactMap(ElementChange.init(json:)),
            let unit = try ArchivalUnit.unit(id, in: tx)
        else { throw unreadable(act) }
        try write(unit.description.applying(changes), of: unit, version: version, at: event.at, in: tx)
        try remember(id, version, event, unit.state, changes, undoes: act["undoes"]?.int, in: tx)
    }

    /// Writes a description and the columns that follow from it.
    static func write(
        _ description: Description, of unit: ArchivalUnit, version: Int64, at moment: Instant, in tx: any Transaction
    ) throws {
        let columns = DerivedColumns(description)
        try tx.run(
            """
            UPDATE unit SET code = \(columns.code), code_key = \(columns.codeKey), title = \(columns.title),
              year = \(columns.year), date_text = \(columns.date?.original), date_from = \(columns.date?.from),
              date_to = \(columns.date?.to), author = \(columns.author), document_number = \(columns.documentNumber),
              document_number_key = \(columns.documentNumberKey), retention = \(columns.retention),
              secrecy = \(columns.secrecy), validity = \(columns.validity), version = \(version), description = \(description.json.text),
              changed_at = \(moment)
            WHERE id = \(unit.id)
            """)
        try Relation.write(description, of: unit.id, isNew: false, in: tx)
        if columns.codeKey != unit.codeKey {
            try CodeConflict.mark(key: unit.codeKey, in: tx)
            try tx.run("UPDATE unit SET code_conflict = 0 WHERE id = \(unit.id)")
            try CodeConflict.mark(key: columns.codeKey, in: tx)
        }
    }

    /// Confirms those units of the act that are still at the version seen.
    static func confirm(_ event: Event, _ act: JSON, in tx: any Transaction) throws -> Int {
        try turn(event, act, from: .draft, to: .confirmed, in: tx)
    }

    /// Makes drafts again of those units of the act that are still at the version seen.
    static func unconfirm(_ event: Event, _ act: JSON, in tx: any Transaction) throws -> Int {
        try turn(event, act, from: .confirmed, to: .draft, in: tx)
    }

    private static func turn(
        _ event: Event, _ act: JSON, from old: ArchivalUnit.State, to new: ArchivalUnit.State, in tx: any Transaction
    ) throws -> Int {
        guard let units = act["units"]?.array else { throw unreadable(act) }
        var turned = 0
        for pair in units {
            guard let parts = pair.array, parts.count == 2, let id = parts[0].string, let version = parts[1].int else {
                throw unreadable(act)
            }
            let changed = try tx.run(
                """
                UPDATE unit SET state = \(new.rawValue), version = \(version), changed_at = \(event.at)
                WHERE id = \(id) AND version = \(version - 1) AND state = \(old.rawValue)
                """)
            guard changed > 0 else { continue }
            turned += 1
            try remember(UnitID(trusted: id), version, event, new, [], in: tx)
        }
        return turned
    }

    static func remember(
        _ unit: UnitID, _ version: Int64, _ event: Event, _ state: ArchivalUnit.State, _ changes: [ElementChange],
        undoes: Int64? = nil, in tx: any Transaction
    ) throws {
        try tx.run(
            """
            INSERT INTO unit_history (unit, version, at, agent, role, event, state, changes, undoes)
            VALUES (\(unit), \(version), \(event.at), \(event.agent.id), \(event.agent.role.rawValue), \(event.id),
              \(state.rawValue), \(JSON.array(changes.map(\.json)).text), \(undoes))
            """)
    }

    static func unreadable(_ act: JSON) -> CatalogueProblem {
        .actUnreadable(schema: act["schema"]?.string ?? "")
    }
}
