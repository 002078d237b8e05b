import Archive
import Tables

extension Accession {
    static let columns: Query =
        """
        id, number, state, name, bytes, sha256, agency, received_at, received_by, received_role, supersedes, note, kind,
        verdict, records, files, content_bytes, report_digest, listing_digest, checked_at, accepted_at, purged_at,
        carries
        """

    init(row: Row) {
        id = AccessionID(trusted: row.text("id"))
        number = row.text("number")
        state = AccessionState(rawValue: row.text("state"))!
        name = FileName(bytes: row.blob("name"))
        bytes = row.int("bytes")
        sha256 = Digest(.sha256, hex: row.text("sha256"))!
        agency = row.text("agency")
        receivedAt = Instant(text: row.text("received_at"))!
        receivedBy = Agent(id: row.text("received_by"), role: Role(rawValue: row.text("received_role"))!)
        supersedes = row.optionalText("supersedes").map(AccessionID.init(trusted:))
        note = row.optionalText("note")
        kind = row.optionalText("kind").map { PackageKind($0) }
        verdict = row.optionalText("verdict").flatMap(Verdict.init(rawValue:))
        carries = Carried(rawValue: row.text("carries")) ?? .records
        records = row.int("records")
        files = row.int("files")
        contentBytes = row.int("content_bytes")
        reportDigest = row.optionalText("report_digest").flatMap { Digest(.sha256, hex: $0) }
        listingDigest = row.optionalText("listing_digest").flatMap { Digest(.sha256, hex: $0) }
        checkedAt = row.optionalText("checked_at").flatMap(Instant.init(text:))
        acceptedAt = row.optionalText("accepted_at").flatMap(Instant.init(text:))
        purgedAt = row.optionalText("purged_at").flatMap(Instant.init(text:))
    }

    static func one(_ condition: Query, in tx: any Transaction) throws -> Accession? {
        try tx.row("SELECT \(sql: columns) FROM accession WHERE \(sql: condition)").map(Accession.init(row:))
    }

    static func named(_ id: AccessionID, in tx: any Transaction) throws -> Accession {
        guard let accession = try one("id = \(id)", in: tx) else { throw IntakeProblem.unknown(id.text) }
        return accession
    }
}
