import Archive
import Tables

/// The act behind an event `damage-found`: which files of which objects, and where.
struct DamageFound: Sendable {
    static let schema = "lantai/act/damage/1"

    struct Case: Sendable {
        let id: DamageCaseID
        let unit: UnitID
        let copy: String
        let faults: [Examination.Fault]
    }

    let cases: [Case]

    init(cases: [Case]) { self.cases = cases }

    var json: JSON {
        [
            "schema": .string(DamageFound.schema),
            "cases": .array(
                cases.map { one in
                    [
                        "id": .string(one.id.text), "unit": .string(one.unit.text), "copy": .string(one.copy),
                        "files": .array(
                            one.faults.map {
                                [
                                    "path": .string($0.path), "kind": .string($0.kind.rawValue), "what": JSON($0.what),
                                ]
                            }),
                    ]
                }),
        ]
    }

    init?(_ json: JSON) {
        guard json["schema"]?.string == DamageFound.schema, let cases = json["cases"]?.array else { return nil }
        self.cases = cases.compactMap { one in
            guard let id = one["id"]?.string.flatMap(DamageCaseID.init(text:)),
                let unit = one["unit"]?.string.flatMap(UnitID.init(text:)), let copy = one["copy"]?.string,
                let files = one["files"]?.array
            else { return nil }
            return Case(
                id: id, unit: unit, copy: copy,
                faults: files.compactMap { file in
                    guard let path = file["path"]?.string, let what = file["what"]?.words,
                        let kind = file["kind"]?.string.flatMap(DamageKind.init(rawValue:))
                    else { return nil }
                    return Examination.Fault(path, kind, said: what)
                })
        }
    }

    func apply(at: Instant, in tx: any Transaction) throws {
        for one in cases {
            try tx.run(
                """
                INSERT INTO damage_case (id, unit, copy, found_at) VALUES (\(one.id), \(one.unit), \(one.copy), \(at))
                ON CONFLICT (id) DO UPDATE SET closed_at = NULL
                """)
            for fault in one.faults {
                try tx.run(
                    """
                    INSERT INTO damage_file (damage_case, path, kind, what_zh, what_en, found_at)
                    VALUES (\(one.id), \(fault.path), \(fault.kind.rawValue), \(fault.what.zh), \(fault.what.en), \(at))
                    ON CONFLICT (damage_case, path) DO UPDATE SET kind = excluded.kind, what_zh = excluded.what_zh,
                      what_en = excluded.what_en, found_at = excluded.found_at, mending = NULL, repaired_at = NULL,
                      source = NULL, agent = NULL
                    """)
                try CheckedRows.damaged(one.unit, path: fault.path, on: one.copy, fault.kind, in: tx)
            }
        }
    }
}

/// The act behind an event `repaired`: which files of one case are whole again, and where their bytes came from.
struct DamageRepaired: Sendable {
    static let schema = "lantai/act/repair/1"

    struct File: Sendable {
        let path: String
        let source: String
        /// SHA-512 of what is there now; `nil` where the file was moved away.
        let sha512: Digest?
    }

    let id: DamageCaseID
    let unit: UnitID
    let copy: String
    let files: [File]
    /// Whether nothing of the case is left.
    let closes: Bool

    init(id: DamageCaseID, unit: UnitID, copy: String, files: [File], closes: Bool) {
        (self.id, self.unit, self.copy, self.files, self.closes) = (id, unit, copy, files, closes)
    }

    var json: JSON {
        [
            "schema": .string(DamageRepaired.schema), "case": .string(id.text), "unit": .string(unit.text),
            "copy": .string(copy), "closes": .bool(closes),
            "files": .array(
                files.map {
                    ["path": .string($0.path), "source": .string($0.source), "sha512": JSON($0.sha512?.hex)]
                }),
        ]
    }

    init?(_ json: JSON) {
        guard json["schema"]?.string == DamageRepaired.schema,
            let id = json["case"]?.string.flatMap(DamageCaseID.init(text:)),
            let unit = json["unit"]?.string.flatMap(UnitID.init(text:)), let copy = json["copy"]?.string,
            let closes = json["closes"]?.bool, let files = json["files"]?.array
        else { return nil }
        (self.id, self.unit, self.copy, self.closes) = (id, unit, copy, closes)
        self.files = files.compactMap { file in
            guard let path = file["path"]?.string, let source = file["source"]?.string else { return nil }
            return File(
                path: path, source: source, sha512: file["sha512"]?.string.flatMap { Digest(.sha512, hex: $0) })
        }
    }

    func apply(at: Instant, by agent: Agent, in tx: any Transaction) throws {
        for file in files {
            try tx.run(
                """
                UPDATE damage_file SET repaired_at = \(at), source = \(file.source), agent = \(agent.id), mending = NULL
                WHERE damage_case = \(id) AND path = \(file.path)
                """)
        }
        guard closes else { return }
        try tx.run("UPDATE damage_case SET closed_at = \(at) WHERE id = \(id)")
        try CheckedRows.intact(unit, on: copy, at: at, in: tx)
    }
}
