import Archive
import Tables

extension ReceivingDesk {
    /// So many codes are compared in memory; a larger archive is asked by its catalogue (待人工复核 until then).
    private static let comparable: Int64 = 200_000

    /// Keys of the reference codes (档号) of all accepted transfers; `nil` if they are too many to compare here.
    func heldCodes() async throws -> Set<String>? {
        try await database.read { tx in
            let held: Query =
                """
                FROM package_record JOIN accession ON accession.id = package_record.accession
                WHERE accession.state IN ('accepted', 'preserved', 'described')
                """
            guard try tx.row("SELECT count(*) AS c \(sql: held)")!.int("c") <= ReceivingDesk.comparable else {
                return nil
            }
            var codes: Set<String> = []
            try tx.each("SELECT code_key \(sql: held)") { codes.insert($0.text("code_key")) }
            return codes
        }
    }
}
