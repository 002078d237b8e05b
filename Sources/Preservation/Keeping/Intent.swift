import Archive
import Bytes
import Intake
import Tables

/// What is about to be written into the store (写入意向): a row that precedes content, so that whoever finds a half-written
/// object knows what it was to become. It goes in the transaction that makes the finished object known.
struct Intent: Sendable {
    let unit: UnitID
    /// The package the object is made from; `nil` for a description.
    let accession: AccessionID?
    let sequence: Int64
    let version: Int64
    /// The time written into the object: the same each time the work is done again.
    let at: Instant
    let message: String
    /// The description to be written.
    let content: [UInt8]?
    /// Where the object shows it.
    let path: String

    init(
        unit: UnitID, accession: AccessionID? = nil, sequence: Int64 = 0, version: Int64, at: Instant, message: String,
        content: [UInt8]? = nil, path: String = Stacks.descriptionPath
    ) {
        (self.unit, self.accession, self.sequence, self.version) = (unit, accession, sequence, version)
        (self.at, self.message, self.content) = (at, message, content)
        self.path = path
    }

    init(row: Row) {
        unit = UnitID(trusted: row.text("unit"))
        accession = row.optionalText("accession").map(AccessionID.init(trusted:))
        sequence = row.int("sequence")
        version = row.int("version")
        at = Instant(text: row.text("at")) ?? Instant(microseconds: 0)
        message = row.text("message")
        content = row["content"] == .null ? nil : row.blob("content")
        path = row.optionalText("path") ?? Stacks.descriptionPath
    }

    /// Writes the row unless one is there, and answers with what is there.
    func write(in tx: any Transaction) throws -> Intent {
        try tx.run(
            """
            INSERT INTO intent (unit, accession, sequence, version, at, message, content, path)
            VALUES (\(unit), \(accession), \(sequence), \(version), \(at), \(message), \(content), \(path))
            ON CONFLICT (unit) DO NOTHING
            """)
        return try tx.row("SELECT * FROM intent WHERE unit = \(unit)").map(Intent.init(row:)) ?? self
    }

    func remove(in tx: any Transaction) throws { try tx.run("DELETE FROM intent WHERE unit = \(unit)") }

    static func all(in tx: any Transaction) throws -> [Intent] {
        try tx.rows("SELECT * FROM intent ORDER BY accession, sequence, unit").map(Intent.init(row:))
    }
}

extension UnitID {
    /// The identifier of the record at `sequence` of `accession`: a UUID of version 7 of the time of custody, whose random
    /// bits come from the accession's own. So the same record has the same identifier, whenever and however often its
    /// work is done, even if all rows were lost in between.
    static func of(record sequence: Int64, in accession: Accession) -> UnitID {
        let time = max(0, (accession.acceptedAt ?? accession.receivedAt).microseconds / 1000)
        var bytes = (0..<6).map { UInt8(truncatingIfNeeded: time >> (40 - 8 * Int64($0))) }
        bytes += sha256(Array("\(accession.id.text)/\(sequence)".utf8)).bytes.prefix(10)
        bytes[6] = 0x70 | (bytes[6] & 0x0F)
        bytes[8] = 0x80 | (bytes[8] & 0x3F)
        let hex = bytes.hex
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { range in
            hex.utf8.dropFirst(range.lowerBound).prefix(range.count)
        }
        return UnitID(trusted: parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-"))
    }

    /// The object that keeps what of a package belongs to no record, and the listing of all its files.
    static func of(package accession: AccessionID) -> UnitID { UnitID(trusted: accession.text) }
}
