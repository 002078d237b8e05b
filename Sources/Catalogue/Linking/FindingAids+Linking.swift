package import Archive
import Tables

extension FindingAids {
    /// What the history of a unit calls the arrival of its files.
    package static let linkedElement = "holding"

    /// Attaches what a drafting found entries for. An entry that has its files keeps them.
    static func link(_ event: Event, _ part: DraftPart, in tx: any Transaction) throws {
        for link in part.links {
            guard let unit = try ArchivalUnit.unit(link.unit, in: tx), unit.holding == nil else { continue }
            let version = unit.version + 1
            try tx.run(
                """
                UPDATE unit SET holding = \(link.holding), linked_by = \(part.accession), version = \(version),
                  changed_at = \(event.at)
                WHERE id = \(link.unit)
                """)
            let arrival = ElementChange(element: linkedElement, before: [], after: [])
            try remember(link.unit, version, event, unit.state, [arrival], in: tx)
        }
    }

    /// A page of the units whose files came with a transfer, though it did not bring the units, in shelf order.
    package func unitsLinked(by accession: AccessionID, after place: ShelfPlace? = nil, limit: Int) async throws
        -> [ArchivalUnit]
    {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit
                WHERE linked_by = \(accession)
                  AND (position, id) > (\(place?.position ?? -1), \(place?.id.text ?? ""))
                ORDER BY position, id LIMIT \(limit)
                """
            ).map(ArchivalUnit.init(row:))
        }
    }

    /// A page of the entries that wait for their files (待挂接), by code, after the entry `last`; and how many there are.
    package func waiting(after last: UnitID? = nil, limit: Int) async throws -> (units: [ArchivalUnit], count: Int64) {
        let condition = Self.waiting(of: nil)
        return try await database.read { tx in
            let place = try last.flatMap { try ArchivalUnit.unit($0, in: tx) }
            let units = try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit
                WHERE \(sql: condition) AND (code_key, id) > (\(place?.codeKey ?? ""), \(place?.id.text ?? ""))
                ORDER BY code_key, id LIMIT \(limit)
                """
            ).map(ArchivalUnit.init(row:))
            let count = try tx.row("SELECT count(*) AS units FROM unit WHERE \(sql: condition)")?.int("units") ?? 0
            return (units, count)
        }
    }

    /// Which of `keys` are entries that wait for files; and what of the catalogues these came with waits too and was not asked
    /// about: the first hundred by code, and how many in all.
    package func waiting(among keys: [String]) async throws -> (
        found: [ArchivalUnit], absent: [ArchivalUnit], count: Int64
    ) {
        let asked = Set(keys)
        return try await database.read { tx in
            var found: [ArchivalUnit] = []
            for start in stride(from: 0, to: keys.count, by: 500) {
                let some = keys[start..<min(start + 500, keys.count)].map { "\($0)" as Query }
                found += try tx.rows(
                    """
                    SELECT \(sql: ArchivalUnit.columns()) FROM unit
                    WHERE code_key IN (\(sql: .joined(some, by: ", "))) AND level = 'item' AND holding IS NULL
                    ORDER BY code_key, id
                    """
                ).map(ArchivalUnit.init(row:))
            }
            var absent: [ArchivalUnit] = []
            var count: Int64 = 0
            for catalogue in Set(found.compactMap(\.accession)).sorted() {
                let condition = Self.waiting(of: catalogue)
                try tx.each("SELECT id, code_key FROM unit WHERE \(sql: condition) ORDER BY code_key, id") { row in
                    guard !asked.contains(row.text("code_key")) else { return }
                    count += 1
                    guard absent.count < 100 else { return }
                    try ArchivalUnit.unit(UnitID(trusted: row.text("id")), in: tx).map { absent.append($0) }
                }
            }
            return (found, absent, count)
        }
    }

    private static func waiting(of accession: AccessionID?) -> Query {
        // The words of the partial index `unit_waiting`, so that it is used.
        accession.map { "holding IS NULL AND level = 'item' AND accession = \($0)" }
            ?? "holding IS NULL AND level = 'item'"
    }
}
