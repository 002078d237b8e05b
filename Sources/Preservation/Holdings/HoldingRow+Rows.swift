import Archive
import Intake
import Tables

extension HoldingRow {
    init(row: Row) {
        unit = UnitID(trusted: row.text("unit"))
        kind = Kind(rawValue: row.text("kind")) ?? .node
        accession = row.optionalText("accession").map(AccessionID.init(trusted:))
        sequence = row.int("sequence")
        code = row.text("code")
        files = row.int("files")
        bytes = row.int("bytes")
        version = row.int("version")
        inventory = Digest(.sha512, hex: row.text("inventory")) ?? Digest(.sha512, [])
        preservedAt = row.optionalText("preserved_at").flatMap(Instant.init(text:))
    }

    static let columns: Query =
        "unit, kind, accession, sequence, code, files, bytes, version, inventory, preserved_at"

    /// One more than any object has: who follows the objects finds this one after all others.
    static let nextTouched: Query = "(SELECT coalesce(max(touched), 0) + 1 FROM holding)"

    static func one(_ unit: UnitID, in tx: any Transaction) throws -> HoldingRow? {
        try tx.row("SELECT \(sql: columns) FROM holding WHERE unit = \(unit)").map(HoldingRow.init(row:))
    }

    /// Writes the row; what the object says replaces what was known, what the ledger says of it (`preserved_at`) stays.
    func write(checked: Instant, in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO holding (unit, kind, accession, sequence, code, files, bytes, version, inventory, preserved_at,
              last_checked, result, touched, touched_at)
            VALUES (\(unit), \(kind.rawValue), \(accession), \(sequence), \(code), \(files), \(bytes), \(version),
              \(inventory.hex), \(preservedAt), \(checked), 'intact', \(sql: HoldingRow.nextTouched), \(checked))
            ON CONFLICT (unit) DO UPDATE SET kind = excluded.kind, accession = excluded.accession,
              sequence = excluded.sequence, code = excluded.code, files = excluded.files, bytes = excluded.bytes,
              version = excluded.version, inventory = excluded.inventory, last_checked = excluded.last_checked,
              result = excluded.result, touched = excluded.touched, touched_at = excluded.touched_at
            """)
    }
}

extension KeptFile {
    init(row: Row) {
        func digest(_ algorithm: Digest.Algorithm) -> Digest {
            Digest(algorithm, hex: row.text(algorithm.rawValue)) ?? Digest(algorithm, [])
        }
        unit = UnitID(trusted: row.text("unit"))
        n = row.int("n")
        content = row.text("content")
        name = FileName(bytes: row.blob("name"))
        role = FileRole(rawValue: row.text("role")) ?? .other
        bytes = row.int("bytes")
        digests = FileDigests(sha512: digest(.sha512), sha256: digest(.sha256), sm3: digest(.sm3))
        format = row.optionalText("format").map { name in
            FileFormat(
                puid: row.optionalText("puid"), name: name, version: row.optionalText("format_version"),
                mime: row.optionalText("mime") ?? "application/octet-stream",
                basis: row.optionalText("basis") ?? "extension", signatures: row.optionalText("signatures"))
        }
        pages = row.optionalInt("pages")
    }

    static let columns: Query =
        """
        unit, n, content, name, role, bytes, sha512, sha256, sm3, puid, format, format_version, mime, basis, pages,
        signatures
        """

    static func all(of unit: UnitID, in tx: any Transaction) throws -> [KeptFile] {
        try tx.rows("SELECT \(sql: columns) FROM holding_file WHERE unit = \(unit) ORDER BY n").map(KeptFile.init(row:))
    }

    static func one(_ n: Int64, of unit: UnitID, in tx: any Transaction) throws -> KeptFile? {
        try tx.row("SELECT \(sql: columns) FROM holding_file WHERE unit = \(unit) AND n = \(n)")
            .map(KeptFile.init(row:))
    }

    func write(checked: Instant, in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO holding_file (unit, n, content, name, role, bytes, sha512, sha256, sm3, puid, format,
              format_version, mime, basis, pages, signatures, last_checked, result)
            VALUES (\(unit), \(n), \(content), \(name.bytes), \(role.rawValue), \(bytes), \(digests.sha512.hex),
              \(digests.sha256.hex), \(digests.sm3.hex), \(format?.puid), \(format?.name), \(format?.version),
              \(format?.mime), \(format?.basis), \(pages), \(format?.signatures), \(checked), 'intact')
            ON CONFLICT (unit, n) DO UPDATE SET content = excluded.content, name = excluded.name,
              role = excluded.role, bytes = excluded.bytes, sha512 = excluded.sha512, sha256 = excluded.sha256,
              sm3 = excluded.sm3, puid = excluded.puid, format = excluded.format,
              format_version = excluded.format_version, mime = excluded.mime, basis = excluded.basis,
              pages = excluded.pages, signatures = excluded.signatures, last_checked = excluded.last_checked, result = excluded.result
            """)
    }
}

/// One page of text, extracted from a content file (全文): for search and reading, never the truth.
package struct TextPage: Sendable, Hashable {
    package let file: Int64
    /// From 1.
    package let page: Int64
    package let text: String

    static func all(of unit: UnitID, in tx: any Transaction) throws -> [TextPage] {
        try tx.rows("SELECT file, page, text FROM holding_text WHERE unit = \(unit) ORDER BY file, page").map {
            TextPage(file: $0.int("file"), page: $0.int("page"), text: $0.text("text"))
        }
    }

    static func one(of unit: UnitID, file: Int64, page: Int64, in tx: any Transaction) throws -> TextPage? {
        try tx.row(
            "SELECT text FROM holding_text WHERE unit = \(unit) AND file = \(file) AND page = \(page)"
        ).map { TextPage(file: file, page: page, text: $0.text("text")) }
    }

    func write(of unit: UnitID, in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO holding_text (unit, file, page, text) VALUES (\(unit), \(file), \(page), \(text))
            ON CONFLICT (unit, file, page) DO UPDATE SET text = excluded.text
            """)
    }
}
