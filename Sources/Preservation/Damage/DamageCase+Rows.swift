import Archive
import Tables

extension DamageCase {
    init(row: Row, files: [DamagedFile]) {
        id = DamageCaseID(trusted: row.text("id"))
        unit = UnitID(trusted: row.text("unit"))
        code = row.optionalText("code") ?? ""
        copy = row.text("copy")
        foundAt = Instant(text: row.text("found_at")) ?? Instant(microseconds: 0)
        closedAt = row.optionalText("closed_at").flatMap(Instant.init(text:))
        proven = row.text("proven").split(separator: " ").map(String.init)
        self.files = files
    }

    static let columns: Query =
        "c.id, c.unit, c.copy, c.found_at, c.closed_at, c.proven, h.code FROM damage_case c LEFT JOIN holding h ON h.unit = c.unit"

    static func one(_ id: DamageCaseID, in tx: any Transaction) throws -> DamageCase? {
        try tx.row("SELECT \(sql: columns) WHERE c.id = \(id)").map {
            DamageCase(row: $0, files: try DamagedFile.all(of: id, in: tx))
        }
    }

    /// The open case of `unit` in one place.
    static func open(_ unit: UnitID, on copy: String, in tx: any Transaction) throws -> DamageCase? {
        try list(where: "c.unit = \(unit) AND c.copy = \(copy) AND c.closed_at IS NULL", limit: 1, in: tx).first
    }

    /// The newest first.
    static func list(where condition: Query, limit: Int, in tx: any Transaction) throws -> [DamageCase] {
        try tx.rows("SELECT \(sql: columns) WHERE \(sql: condition) ORDER BY c.id DESC LIMIT \(limit)").map { row in
            DamageCase(row: row, files: try DamagedFile.all(of: DamageCaseID(trusted: row.text("id")), in: tx))
        }
    }
}

extension DamagedFile {
    init(row: Row) {
        path = row.text("path")
        kind = DamageKind(rawValue: row.text("kind")) ?? .altered
        what = Words(zh: row.text("what_zh"), en: row.text("what_en"))
        foundAt = Instant(text: row.text("found_at")) ?? Instant(microseconds: 0)
        repairedAt = row.optionalText("repaired_at").flatMap(Instant.init(text:))
        source = row.optionalText("source")
        agent = row.optionalText("agent")
    }

    static func all(of id: DamageCaseID, in tx: any Transaction) throws -> [DamagedFile] {
        try tx.rows("SELECT * FROM damage_file WHERE damage_case = \(id) ORDER BY path").map(DamagedFile.init(row:))
    }
}

/// Marks the rows of an object, or of one file of it, with what a check came to.
enum CheckedRows {
    /// All rows of `unit` on `copy` are whole as of `now`.
    static func intact(_ unit: UnitID, on copy: String, at now: Instant, in tx: any Transaction) throws {
        if copy == CopyName.primary {
            for table in ["holding", "holding_file"] {
                try tx.run(
                    """
                    UPDATE \(sql: Query(stringLiteral: table)) SET result = 'intact', last_checked = \(now)
                    WHERE unit = \(unit) AND result <> 'intact'
                    """)
            }
        } else {
            try tx.run(
                """
                UPDATE replica_object SET result = 'intact', last_checked = \(now)
                WHERE replica = \(copy) AND unit = \(unit) AND result <> 'absent'
                """)
        }
    }

    static func damaged(
        _ unit: UnitID, path: String, on copy: String, _ kind: DamageKind, in tx: any Transaction
    ) throws {
        guard copy == CopyName.primary else {
            try tx.run(
                """
                UPDATE replica_object SET result = \(kind.rawValue)
                WHERE replica = \(copy) AND unit = \(unit) AND result <> 'absent'
                """)
            return
        }
        let files = try tx.run(
            "UPDATE holding_file SET result = \(kind.rawValue) WHERE unit = \(unit) AND content = \(path)")
        if files == 0 { try tx.run("UPDATE holding SET result = \(kind.rawValue) WHERE unit = \(unit)") }
    }
}
