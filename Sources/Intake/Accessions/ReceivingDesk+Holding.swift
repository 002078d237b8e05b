import Archive
import Tables

extension ReceivingDesk {
    /// Which of `keys` are reference codes (档号) of accepted transfers; entries without files hold nothing.
    func heldCodes(among keys: [String]) async throws -> Set<String> {
        try await database.read { tx in
            var held: Set<String> = []
            for start in stride(from: 0, to: keys.count, by: 500) {
                let some = keys[start..<min(start + 500, keys.count)].map { "\($0)" as Query }
                try tx.each(
                    """
                    SELECT code_key FROM package_record JOIN accession ON accession.id = package_record.accession
                    WHERE code_key IN (\(sql: .joined(some, by: ", ")))
                      AND accession.state IN ('accepted', 'preserved', 'described') AND accession.carries <> 'entries'
                    """
                ) { held.insert($0.text("code_key")) }
            }
            return held
        }
    }

    /// Codes of this package that another one brought into custody since it was checked.
    static func codesTaken(from id: AccessionID, in tx: any Transaction) throws -> [String] {
        try tx.rows(
            """
            SELECT mine.code_key AS code FROM package_record AS mine
            JOIN package_record AS other ON other.code_key = mine.code_key AND other.accession <> mine.accession
            JOIN accession ON accession.id = other.accession
            WHERE mine.accession = \(id) AND accession.state IN ('accepted', 'preserved', 'described')
              AND accession.carries <> 'entries'
            ORDER BY mine.sequence LIMIT 20
            """
        ).map { $0.text("code") }
    }
}
