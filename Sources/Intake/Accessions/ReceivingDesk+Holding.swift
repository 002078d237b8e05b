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

    /// Which of these contents (SHA-256 in hexadecimal digits) are main texts of transfers that were accepted or wait for their
    /// handover, `own` left out. Where and as what is said only of a transfer of the same agency.
    func heldContents(among digests: [String], but own: Accession) async throws -> [String: HeldContent] {
        guard !digests.isEmpty else { return [:] }
        let wanted = Query.joined(digests.map { "\($0)" as Query }, by: ", ")
        return try await database.read { tx in
            var held: [String: HeldContent] = [:]
            let rows = try tx.rows(
                """
                SELECT file.sha256 AS digest, file.n AS n, accession.id AS id, accession.number AS number,
                  accession.agency AS agency, accession.state AS state
                FROM package_file AS file JOIN accession ON accession.id = file.accession
                WHERE file.sha256 IN (\(sql: wanted)) AND file.role = 'main' AND accession.id <> \(own.id)
                  AND accession.state IN ('awaiting', 'accepted', 'preserved', 'described')
                ORDER BY file.sha256, accession.id, file.n
                """)
            for row in rows {
                let digest = row.text("digest")
                let isOwn = !own.agency.isEmpty && row.text("agency") == own.agency
                // The first in the register counts, but one of the same agency, which can be named, before all others.
                guard held[digest] == nil || isOwn && held[digest]?.number == nil else { continue }
                let code =
                    try isOwn && held.count < ReceivingDesk.named
                    ? ReceivingDesk.code(ofMain: row.int("n"), in: row.text("id"), tx) : nil
                held[digest] = HeldContent(
                    isHeld: row.text("state") != AccessionState.awaiting.rawValue,
                    number: isOwn ? row.text("number") : nil, code: code)
            }
            return held
        }
    }

    /// Codes looked up in a batch; of further ones the receipt is named.
    private static let named = 50

    /// The code of the record a file is the main text of.
    private static func code(ofMain n: Int64, in accession: String, _ tx: any Transaction) throws -> String? {
        // As the act document writes it: canonical JSON, members in order and no spaces.
        let content = "%{\"file\":\(n),\"role\":\"main\"}%"
        let line = try tx.row(
            "SELECT line FROM package_record WHERE accession = \(accession) AND line LIKE \(content) LIMIT 1"
        )?.text("line")
        return try line.flatMap { try JSON(parsing: $0.utf8)["code"]?.string }
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
