package import Archive
package import Tables

extension AppraisalBoard {
    /// How many times access has changed: caches and indexes are as good as the epoch they were made at.
    package func accessEpoch() async throws -> Int64 { try await database.read(Self.accessEpoch(in:)) }

    package static func accessEpoch(in tx: any Transaction) throws -> Int64 {
        try tx.row("SELECT epoch FROM access_epoch")?.int("epoch") ?? 0
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

    /// The unit's right to be used on `day`, from the latest decision by ledger index.
    package func openRecord(_ unit: UnitID, on day: Day, in tx: any Transaction) throws -> OpenRecord? {
        guard let decision = try OpeningDecision.latest(of: unit, in: tx) else { return nil }
        return OpenRecord(unit, decision, on: day)
    }

    /// The right to show the unit to the public on `day`.
    package func right(_ unit: UnitID, on day: Day, in tx: any Transaction) throws -> PublicationRight? {
        guard let access = try AccessRow.decided(unit, in: tx), access.isPublished(at: .catalogue, on: day),
            let record = try openRecord(unit, on: day, in: tx),
            let publication = try tx.row("SELECT publication FROM access WHERE unit = \(unit)")?
                .optionalText("publication")
        else { return nil }
        return PublicationRight(record, DecisionID(trusted: publication), access, on: day)
    }

    /// All decisions about a unit, latest first.
    package func decisions(of unit: UnitID) async throws -> [OpeningDecision] {
        try await database.read { try OpeningDecision.all(of: unit, in: $0) }
    }
}
