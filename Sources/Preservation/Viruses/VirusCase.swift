package import Archive
import Tables

/// One kept file in which one virus was found (染毒个案).
package struct VirusCaseID: Identifier {
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// What was found in a kept file, and what became of it. The file itself stays as it is: preserved bytes are never rewritten.
package struct VirusCase: Sendable, Hashable {
    package let id: VirusCaseID
    package let unit: UnitID
    /// The reference code (档号); empty where the object has none.
    package let code: String
    package let n: Int64
    package let name: FileName
    /// What the scanner calls it, and the scanner with its signatures.
    package let virus: String
    package let engine: String
    package let foundAt: Instant
    /// `nil` while somebody is to look at it.
    package let settled: Settlement?

    package struct Settlement: Sendable, Hashable {
        package let at: Instant
        package let by: Agent
        /// The signatures that found the file clean; `nil` where a person said what it is.
        package let cleanBy: String?
        package let said: String
    }

    init(row: Row) {
        id = VirusCaseID(trusted: row.text("id"))
        unit = UnitID(trusted: row.text("unit"))
        code = row.text("code")
        n = row.int("n")
        name = FileName(bytes: row.blob("name"))
        virus = row.text("virus")
        engine = row.text("engine")
        foundAt = Instant(text: row.text("found_at")) ?? Instant(microseconds: 0)
        settled = row.optionalText("settled_at").flatMap(Instant.init(text:)).map { at in
            Settlement(
                at: at,
                by: Agent(
                    id: row.optionalText("agent") ?? "",
                    role: Role(rawValue: row.optionalText("role") ?? "") ?? .program),
                cleanBy: row.optionalText("clean_by"), said: row.optionalText("said") ?? "")
        }
    }

    static func list(where condition: Query, limit: Int, in tx: any Transaction) throws -> [VirusCase] {
        try tx.rows(
            """
            SELECT c.*, h.code AS code, f.name AS name FROM virus_case c
            JOIN holding h ON h.unit = c.unit JOIN holding_file f ON f.unit = c.unit AND f.n = c.n
            WHERE \(sql: condition) ORDER BY c.id DESC LIMIT \(limit)
            """
        ).map(VirusCase.init(row:))
    }
}

/// The act behind an event `virus-found`: what was found in the files of one object.
struct VirusFound: Sendable {
    static let schema = "lantai.virus-found/1"

    struct Item: Sendable {
        let id: VirusCaseID
        let n: Int64
        let sha512: String
        let virus: String
    }

    let unit: UnitID
    let engine: String
    let items: [Item]

    init(_ unit: UnitID, engine: String, _ items: [Item]) {
        (self.unit, self.engine, self.items) = (unit, engine, items)
    }

    var json: JSON {
        [
            "schema": .string(Self.schema), "unit": .string(unit.text), "engine": .string(engine),
            "files": .array(
                items.map {
                    [
                        "case": .string($0.id.text), "n": .int($0.n), "sha512": .string($0.sha512),
                        "virus": .string($0.virus),
                    ]
                }),
        ]
    }

    init?(_ json: JSON) {
        guard json["schema"]?.string == Self.schema, let unit = json["unit"]?.string.flatMap(UnitID.init(text:)),
            let engine = json["engine"]?.string, let files = json["files"]?.array
        else { return nil }
        (self.unit, self.engine) = (unit, engine)
        items = files.compactMap { file in
            guard let id = file["case"]?.string.flatMap(VirusCaseID.init(text:)), let n = file["n"]?.int,
                let sha512 = file["sha512"]?.string, let virus = file["virus"]?.string
            else { return nil }
            return Item(id: id, n: n, sha512: sha512, virus: virus)
        }
    }

    func apply(at: Instant, in tx: any Transaction) throws {
        for item in items {
            try tx.run(
                """
                INSERT INTO virus_case (id, unit, n, virus, engine, found_at)
                VALUES (\(item.id), \(unit), \(item.n), \(item.virus), \(engine), \(at)) ON CONFLICT (id) DO NOTHING
                """)
        }
    }
}

/// The act behind an event `virus-settled`: what a person says of cases of one object, or that newer signatures find the file clean.
struct VirusSettled: Sendable {
    static let schema = "lantai.virus-settled/1"

    let ids: [VirusCaseID]
    let cleanBy: String?
    let said: String

    init(_ ids: [VirusCaseID], cleanBy: String? = nil, said: String = "") {
        (self.ids, self.cleanBy, self.said) = (ids, cleanBy, said)
    }

    var json: JSON {
        [
            "schema": .string(Self.schema), "cases": .array(ids.map { .string($0.text) }), "cleanBy": JSON(cleanBy),
            "said": .string(said),
        ]
    }

    init?(_ json: JSON) {
        guard json["schema"]?.string == Self.schema, let cases = json["cases"]?.array, let said = json["said"]?.string
        else { return nil }
        self.init(
            cases.compactMap { $0.string.flatMap(VirusCaseID.init(text:)) }, cleanBy: json["cleanBy"]?.string,
            said: said)
    }

    func apply(_ event: Event, in tx: any Transaction) throws {
        for id in ids {
            try tx.run(
                """
                UPDATE virus_case SET settled_at = \(event.at), agent = \(event.agent.id),
                  role = \(event.agent.role.rawValue), clean_by = \(cleanBy), said = \(said)
                WHERE id = \(id) AND settled_at IS NULL
                """)
        }
    }
}
