package import Archive
import Tables

/// A piece of work on access copies (利用件): the pyramids of some pages of one file, claimed by one worker at a time.
///
/// A row is there as long as there is something to do. Whoever claims it holds a lease by the database's clock and renews it
/// while he works; if he is killed the lease runs out, and the piece is another's: what it had made stands in the scratch
/// area and is not made twice.
package struct CopyPiece: Sendable, Hashable {
    package let unit: UnitID
    /// The number of the file in the unit.
    package let file: Int64
    /// From 1.
    package let firstPage: Int64
    package let pages: Int64
    /// The transfer whose progress it counts for; empty for a page that a reader asked for.
    package let accession: String
    /// How often it has been claimed.
    let tries: Int64
}

extension CopyPiece {
    /// Pages of one piece: a minute's work at most, and one row for most files.
    static let length: Int64 = 16
    /// Claims before a piece is parked.
    static let mostTries: Int64 = 4

    /// Wished for by somebody who looks, or made because it was kept: in that order.
    enum Rank: Int64 { case wished, kept }

    private static let columns: Query = "unit, file, first_page, pages, accession, tries"

    private init(row: Row) {
        self.init(
            unit: UnitID(trusted: row.text("unit")), file: row.int("file"), firstPage: row.int("first_page"),
            pages: row.int("pages"), accession: row.text("accession"), tries: row.int("tries"))
    }

    /// The pieces of a file of `pages` pages.
    static func all(of unit: UnitID, file: Int64, pages: Int64, accession: String) -> [CopyPiece] {
        stride(from: 1, through: max(pages, 1), by: Int(length)).map { first in
            CopyPiece(
                unit: unit, file: file, firstPage: first, pages: min(length, max(pages, 1) - first + 1),
                accession: accession, tries: 0)
        }
    }

    /// Enters the piece; one that is there already stays as it is.
    func enter(_ rank: Rank, at now: Instant, in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO copy_piece (unit, file, first_page, pages, accession, state, rank, free_at, since)
            VALUES (\(unit), \(file), \(firstPage), \(pages), \(accession), 'waiting', \(rank.rawValue),
              \(sql: tx.dialect.milliseconds), \(now))
            ON CONFLICT (unit, file, first_page) DO NOTHING
            """)
    }

    /// Claims the next piece for `holder` for `lease` milliseconds, of one unit or of all; `nil` if none is free.
    ///
    /// One statement for both engines. The condition stands twice, so that of two who chose the same row at once the second
    /// finds it taken (PostgreSQL looks at the changed row again) instead of claiming it too.
    static func claim(by holder: String, lease: Int64, of unit: UnitID? = nil, in tx: any Transaction) throws
        -> CopyPiece?
    {
        let now = tx.dialect.milliseconds
        let mine: Query = unit.map { " AND unit = \($0)" } ?? ""
        return try tx.row(
            """
            UPDATE copy_piece SET holder = \(holder), free_at = \(sql: now) + \(lease), tries = tries + 1
            WHERE state = 'waiting' AND free_at <= \(sql: now) AND (unit, file, first_page) = (
              SELECT unit, file, first_page FROM copy_piece WHERE state = 'waiting' AND free_at <= \(sql: now)\(sql: mine)
              ORDER BY rank, free_at, unit, file, first_page LIMIT 1)
            RETURNING \(sql: columns)
            """
        ).map(CopyPiece.init(row:))
    }

    /// Whether a piece is free to be claimed.
    static func isAnyFree(of unit: UnitID? = nil, in tx: any Transaction) throws -> Bool {
        let mine: Query = unit.map { " AND unit = \($0)" } ?? ""
        return try tx.row(
            """
            SELECT 1 AS one FROM copy_piece
            WHERE state = 'waiting' AND free_at <= \(sql: tx.dialect.milliseconds)\(sql: mine) LIMIT 1
            """) != nil
    }

    private func held(by holder: String) -> Query {
        "unit = \(unit) AND file = \(file) AND first_page = \(firstPage) AND holder = \(holder) AND state = 'waiting'"
    }

    /// Lengthens the lease; `false` if it was lost.
    func renew(by holder: String, lease: Int64, in tx: any Transaction) throws -> Bool {
        try tx.run(
            """
            UPDATE copy_piece SET free_at = \(sql: tx.dialect.milliseconds) + \(lease) WHERE \(sql: held(by: holder))
            """) > 0
    }

    /// Takes the finished piece away; `false` if another holds it.
    func finish(by holder: String, in tx: any Transaction) throws -> Bool {
        try tx.run("DELETE FROM copy_piece WHERE \(sql: held(by: holder))") > 0
    }

    /// Gives it back, to be claimed after `wait` milliseconds; a try that `counts` brings it nearer to being parked.
    func giveBack(by holder: String, after wait: Int64, counts: Bool, in tx: any Transaction) throws {
        try tx.run(
            """
            UPDATE copy_piece SET holder = '', free_at = \(sql: tx.dialect.milliseconds) + \(wait),
              tries = tries - \(counts ? 0 : 1)
            WHERE \(sql: held(by: holder))
            """)
    }

    /// Sets it aside, with the reason.
    func park(by holder: String, _ reason: any Explained, at now: Instant, in tx: any Transaction) throws {
        try tx.run(
            """
            UPDATE copy_piece SET state = 'parked', holder = '', since = \(now), code = \(reason.code),
              what_zh = \(reason.what.zh), what_en = \(reason.what.en), next_zh = \(reason.next.zh),
              next_en = \(reason.next.en)
            WHERE \(sql: held(by: holder))
            """)
    }

    /// Whether any piece of a transfer is still to be done.
    static func isAnyWaiting(of accession: String, in tx: any Transaction) throws -> Bool {
        try tx.row("SELECT 1 AS one FROM copy_piece WHERE accession = \(accession) AND state = 'waiting' LIMIT 1")
            != nil
    }

    /// Pages of a transfer that are still to be done.
    static func pagesWaiting(of accession: String, in tx: any Transaction) throws -> Int64 {
        try tx.row(
            """
            SELECT CAST(coalesce(sum(pages), 0) AS BIGINT) AS pages FROM copy_piece
            WHERE accession = \(accession) AND state = 'waiting'
            """)?.int("pages") ?? 0
    }
}

/// A piece that was set aside after several tries (搁置的利用件).
package struct ParkedCopy: Sendable, Hashable {
    package let unit: UnitID
    package let code: String
    package let file: Int64
    package let firstPage: Int64
    package let pages: Int64
    package let since: Instant
    /// The stable code of the reason.
    package let reason: String
    package let what: Words
    package let next: Words
}

extension ParkedCopy {
    static func all(limit: Int, in tx: any Transaction) throws -> [ParkedCopy] {
        try tx.rows(
            """
            SELECT piece.unit, file, first_page, pages, since, piece.code AS reason, what_zh, what_en, next_zh, next_en,
              unit.code AS code
            FROM copy_piece piece LEFT JOIN unit ON unit.id = piece.unit
            WHERE piece.state = 'parked' ORDER BY piece.accession, piece.unit, file, first_page LIMIT \(limit)
            """
        ).map { row in
            ParkedCopy(
                unit: UnitID(trusted: row.text("unit")), code: row.optionalText("code") ?? row.text("unit"),
                file: row.int("file"), firstPage: row.int("first_page"), pages: row.int("pages"),
                since: Instant(text: row.text("since")) ?? Instant(microseconds: 0), reason: row.text("reason"),
                what: Words(zh: row.text("what_zh"), en: row.text("what_en")),
                next: Words(zh: row.text("next_zh"), en: row.text("next_en")))
        }
    }
}
