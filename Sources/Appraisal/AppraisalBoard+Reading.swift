package import Archive
package import Tables

extension AppraisalBoard {
    /// How many times access has changed: caches and indexes are as good as the epoch they were made at.
    package func accessEpoch() async throws -> Int64 { try await database.read(Self.accessEpoch(in:)) }

    package static func accessEpoch(in tx: any Transaction) throws -> Int64 {
        try tx.row("SELECT epoch FROM access_epoch")?.int("epoch") ?? 0
    }

    /// The access epoch of the last change to a row, as `accessRows` would give it last; 0 before the first.
    package static func lastChange(in tx: any Transaction) throws -> Int64 {
        try tx.row("SELECT epoch FROM access ORDER BY epoch DESC, unit DESC LIMIT 1")?.int("epoch") ?? 0
    }

    /// A page of the access rows that changed after `epoch`, by (epoch, unit): hand the last one back for the next.
    package func accessRows(changedSince epoch: Int64, after last: AccessRow? = nil, limit: Int = 1000) async throws
        -> [AccessRow]
    {
        try await database.read { tx in
            let from = last.map { ($0.epoch, $0.unit.text) } ?? (epoch, "~")
            return try tx.rows(
                """
                SELECT \(sql: AccessRow.columns) FROM access WHERE (epoch, unit) > (\(from.0), \(from.1))
                ORDER BY epoch, unit LIMIT \(limit)
                """
            ).map(AccessRow.init(row:))
        }
    }

    /// How these units stand; those nobody decided about are unreviewed, those that are not there are left out.
    package func status(of units: [UnitID]) async throws -> [UnitID: AccessRow] {
        try await database.read { tx in
            var answer: [UnitID: AccessRow] = [:]
            for unit in units { answer[unit] = try AccessRow.of(unit, in: tx) }
            return answer
        }
    }

    /// The unit's right to be used on `day`, from the latest decision by ledger index. The row of `access` must say the
    /// same; if the two disagree (a decision is being committed), there is no right.
    package func openRecord(_ unit: UnitID, on day: Day, in tx: any Transaction) throws -> OpenRecord? {
        guard let standing = try Standing.of(unit, in: tx), standing.row.isOpen(on: day) else { return nil }
        return try openRecord(standing, on: day, in: tx)
    }

    /// The right to show the unit to the public on `day`.
    package func right(_ unit: UnitID, on day: Day, in tx: any Transaction) throws -> PublicationRight? {
        guard let standing = try Standing.of(unit, in: tx), standing.row.isPublished(at: .catalogue, on: day),
            let publication = standing.publication, let record = try openRecord(standing, on: day, in: tx)
        else { return nil }
        return PublicationRight(record, publication, standing.row, on: day)
    }

    private func openRecord(_ standing: Standing, on day: Day, in tx: any Transaction) throws -> OpenRecord? {
        guard let latest = try OpeningDecision.latest(of: standing.row.unit, in: tx), latest.id == standing.decision
        else { return nil }
        return OpenRecord(standing.row.unit, latest, on: day)
    }

    /// A page of the units one decision or publication was about, by identifier.
    package func units(of decision: DecisionID, after unit: UnitID? = nil, limit: Int = 1000) async throws -> [UnitID] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT unit FROM decision_unit WHERE decision = \(decision) AND unit > \(unit?.text ?? "")
                UNION ALL
                SELECT unit FROM publication_unit WHERE publication = \(decision) AND unit > \(unit?.text ?? "")
                ORDER BY unit LIMIT \(limit)
                """
            ).map { UnitID(trusted: $0.text("unit")) }
        }
    }

    /// A page of how every unit of the catalogue stands, decided about or not, by identifier.
    package func allRows(after unit: UnitID? = nil, limit: Int = 1000) async throws -> [AccessRow] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT unit.id AS unit, coalesce(access.status, 'unreviewed') AS status, access.effective,
                  coalesce(access.level, 0) AS level, access.published_from, unit.fonds_code, unit.category,
                  unit.agency, coalesce(access.epoch, 0) AS epoch
                FROM unit LEFT JOIN access ON access.unit = unit.id
                WHERE unit.id > \(unit?.text ?? "") ORDER BY unit.id LIMIT \(limit)
                """
            ).map(AccessRow.init(row:))
        }
    }

    /// All decisions about a unit, latest first.
    package func decisions(of unit: UnitID) async throws -> [OpeningDecision] {
        try await database.read { [self] in try decisions(of: unit, in: $0) }
    }

    package func decisions(of unit: UnitID, in tx: any Transaction) throws -> [OpeningDecision] {
        try OpeningDecision.all(of: unit, in: tx)
    }
}
