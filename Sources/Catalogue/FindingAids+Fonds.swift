package import Archive
import Tables

extension FindingAids {
    /// Whether anything is described under this 全宗号.
    package func hasFonds(_ code: String) async throws -> Bool {
        try await database.read { try $0.row("SELECT id FROM unit WHERE fonds_code = \(code) LIMIT 1") != nil }
    }

    /// Which of these kept objects belong to one of the 全宗: what describes them does.
    package func holdings(ofFonds codes: [String], among ids: [UnitID]) async throws -> Set<UnitID> {
        guard !codes.isEmpty, !ids.isEmpty else { return [] }
        return try await database.read { tx in
            let (fonds, some) = (Self.list(codes), Self.list(ids.map(\.text)))
            let rows = try tx.rows(
                """
                SELECT id AS held FROM unit WHERE id IN (\(sql: some)) AND fonds_code IN (\(sql: fonds))
                UNION
                SELECT holding AS held FROM unit WHERE holding IN (\(sql: some)) AND fonds_code IN (\(sql: fonds))
                """)
            return Set(rows.map { UnitID(trusted: $0.text("held")) })
        }
    }

    /// Which of these packages brought something of one of the 全宗.
    package func accessions(ofFonds codes: [String], among ids: [AccessionID]) async throws -> Set<AccessionID> {
        guard !codes.isEmpty, !ids.isEmpty else { return [] }
        return try await database.read { tx in
            let rows = try tx.rows(
                """
                SELECT DISTINCT accession FROM unit
                WHERE accession IN (\(sql: Self.list(ids.map(\.text)))) AND fonds_code IN (\(sql: Self.list(codes)))
                """)
            return Set(rows.map { AccessionID(trusted: $0.text("accession")) })
        }
    }

    private static func list(_ texts: [String]) -> Query { .joined(texts.map { "\($0)" as Query }, by: ", ") }
}
