package import Archive
package import Intake
import Ledger
import Tables

extension Stacks {
    /// Units looked at in one read.
    private static let page = 500

    /// Counts the formats of every content file that is kept. Goes through all records; memory is that of the formats.
    package func formatCensus() async throws -> FormatCensus {
        var census = FormatCensus()
        var last: UnitID?
        while true {
            try Task.checkCancellation()
            let (end, found) = try await database.read { [last] tx -> (UnitID?, FormatCensus) in
                try Stacks.census(after: last, in: tx)
            }
            for (group, amount) in found.groups { census.add(group, files: amount.files, bytes: amount.bytes) }
            guard let end else { return census }
            last = end
        }
    }

    private static func census(after last: UnitID?, in tx: any Transaction) throws -> (UnitID?, FormatCensus) {
        let units = try tx.rows(
            """
            SELECT unit, code FROM holding
            WHERE unit > \(last?.text ?? "") AND kind = 'item' AND preserved_at IS NOT NULL
            ORDER BY unit LIMIT \(page)
            """)
        var census = FormatCensus()
        guard let first = units.first, let end = units.last else { return (nil, census) }
        let categories = Dictionary(
            uniqueKeysWithValues: units.map { ($0.text("unit"), category(of: $0.text("code"))) })
        let rows = try tx.rows(
            """
            SELECT unit, puid, format, mime, count(*) AS files, CAST(sum(bytes) AS BIGINT) AS bytes
            FROM holding_file
            WHERE unit >= \(first.text("unit")) AND unit <= \(end.text("unit")) AND n > 0
            GROUP BY unit, puid, format, mime
            """)
        for row in rows {
            // Objects of packages and nodes may lie between.
            guard let category = categories[row.text("unit")] else { continue }
            census.add(group(row, category), files: row.int("files"), bytes: row.int("bytes"))
        }
        return (UnitID(trusted: end.text("unit")), census)
    }

    private static func group(_ row: Row, _ category: String) -> FormatCensus.Group {
        FormatCensus.Group(
            puid: row.optionalText("puid"), name: row.optionalText("format") ?? "",
            mime: row.optionalText("mime") ?? "application/octet-stream", category: category)
    }

    /// The 门类 that a reference code names, by code; empty if it names none.
    private static func category(of code: String) -> String {
        if let said = (try? ReferenceCode(parsing: code))?.category {
            return CategoryName.code(of: said) ?? ReferenceCode.key(of: said)
        }
        // What no rule reads still has its 门类 behind the fonds.
        let second = ReferenceCode.key(of: code).split { "-·".contains($0) }.dropFirst().first
        return second.flatMap { CategoryName.code(of: String($0)) } ?? ""
    }

    /// Holds every kept file against `policy`, and says in the ledger what came of it.
    package func formatRound(by policy: PolicyInForce, agent: Agent) async throws -> FormatRound {
        let round = FormatRound(at: clock.now, by: agent, policy: policy, census: try await formatCensus())
        let act = round.act
        let event = ledger.event(
            kind: .formatsReviewed, subject: "stacks", agent: agent, act: try await ledger.write(act: act),
            facts: [
                "checked": .int(round.files), "atRisk": .int(round.filesAtRisk), "version": .int(round.policy),
            ])
        try await database.write { [ledger] tx in
            try Stacks.replay(event, act, in: tx)
            ledger.append(event, in: tx)
        }
        return round
    }

    /// The last round; `nil` if there was none.
    package func lastFormatRound() async throws -> FormatRound? {
        try await database.read { tx in
            guard let row = try tx.row("SELECT document, agent, role FROM format_round WHERE id = 1") else {
                return nil
            }
            let agent = Agent(id: row.text("agent"), role: Role(rawValue: row.text("role")) ?? .program)
            return FormatRound(act: try JSON(parsing: row.text("document").utf8), by: agent)
        }
    }

    /// Only the last round is looked at; all of them are in the ledger.
    static func enterFormatRound(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO format_round (id, at, agent, role, document)
            VALUES (1, \(event.at), \(event.agent.id), \(event.agent.role.rawValue), \(act.text))
            ON CONFLICT (id) DO UPDATE SET at = excluded.at, agent = excluded.agent, role = excluded.role,
              document = excluded.document
            """)
    }
}

/// A kept file of some format, in its record.
package struct FileOfFormat: Sendable, Hashable {
    package let unit: UnitID
    package let n: Int64
    package let code: String
    package let name: FileName
    package let bytes: Int64
}

extension Stacks {
    /// Kept files of one format and 门类, in the order of their units, after the given one.
    ///
    /// - Returns: at most `limit`, and whether there may be more.
    package func files(
        of group: FormatCensus.Group, after place: (unit: UnitID, n: Int64)? = nil, limit: Int
    ) async throws -> (files: [FileOfFormat], isMore: Bool) {
        var found: [FileOfFormat] = []
        var last = place
        while true {
            let rows = try await database.read { [last] tx in try Stacks.files(of: group, after: last, in: tx) }
            for row in rows {
                let file = FileOfFormat(
                    unit: UnitID(trusted: row.text("unit")), n: row.int("n"), code: row.text("code"),
                    name: FileName(bytes: row.blob("name")), bytes: row.int("bytes"))
                last = (file.unit, file.n)
                guard Stacks.category(of: file.code) == group.category else { continue }
                if found.count == limit { return (found, true) }
                found.append(file)
            }
            if rows.count < Stacks.page { return (found, false) }
        }
    }

    private static func files(
        of group: FormatCensus.Group, after last: (unit: UnitID, n: Int64)?, in tx: any Transaction
    ) throws -> [Row] {
        let puid: Query = group.puid.map { "f.puid = \($0)" } ?? "f.puid IS NULL"
        let format: Query = group.name.isEmpty ? "f.format IS NULL" : "f.format = \(group.name)"
        return try tx.rows(
            """
            SELECT f.unit, f.n, f.name, f.bytes, h.code FROM holding_file f JOIN holding h ON h.unit = f.unit
            WHERE h.kind = 'item' AND h.preserved_at IS NOT NULL AND f.n > 0 AND \(sql: puid) AND \(sql: format)
              AND (f.unit > \(last?.unit.text ?? "") OR f.unit = \(last?.unit.text ?? "") AND f.n > \(last?.n ?? 0))
            ORDER BY f.unit, f.n LIMIT \(page)
            """)
    }
}
