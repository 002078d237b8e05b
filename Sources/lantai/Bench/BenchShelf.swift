import Appraisal
import Archive
import Discovery
import Tables
import TablesSQLite

/// The records of `bench-data` in a database of their own, which shown texts are read from, as they are from an archive's:
/// making them anew for each question would be counted as searching.
struct BenchShelf {
    private let database: SQLiteDatabase

    /// Opens the shelf in `folder`, or fills it with so many records and one more.
    init(folder: String, records: Int, textLength: Int) async throws {
        database = try SQLiteDatabase(path: folder + "/records.sqlite")
        let isThere = try await database.write { tx in
            try tx.run(
                """
                CREATE TABLE IF NOT EXISTS record (
                    unit TEXT PRIMARY KEY, public_id TEXT NOT NULL, code TEXT NOT NULL, code_key TEXT NOT NULL,
                    title TEXT NOT NULL, date TEXT NOT NULL, author TEXT NOT NULL, number TEXT NOT NULL,
                    retention TEXT NOT NULL, fonds TEXT NOT NULL, category TEXT NOT NULL, text TEXT NOT NULL)
                """)
            return try tx.row("SELECT unit FROM record WHERE unit = \(BenchRecord.unit(records))") != nil
        }
        if isThere { return }
        for start in stride(from: 0, through: records, by: 10_000) {
            try await database.write { tx in
                for number in start..<min(start + 10_000, records + 1) {
                    try Self.put(BenchRecord(number, textLength: textLength), in: tx)
                }
            }
        }
    }

    private static func put(_ record: BenchRecord, in tx: any Transaction) throws {
        let unit = record.indexed
        try tx.run(
            """
            INSERT OR REPLACE INTO record VALUES (
                \(unit.unit), \(unit.publicID), \(unit.code), \(unit.codeKey), \(unit.title), \(unit.date),
                \(record.author), \(record.documentNumber), \(unit.retention), \(record.fonds), \(record.category),
                \(record.text))
            """)
    }

    /// Those of the records that are asked for, as an index takes them in.
    func load(_ units: [UnitID]) async throws -> [IndexedUnit] {
        try await database.read { tx in
            try units.compactMap { unit in
                try tx.row("SELECT * FROM record WHERE unit = \(unit)").map { IndexedUnit(unit, $0) }
            }
        }
    }
}

extension IndexedUnit {
    fileprivate init(_ unit: UnitID, _ row: Row) {
        let text = row.text("text")
        self.init(
            access: AccessRow(
                unit: unit, status: .unreviewed, effective: nil, level: 0, publishedFrom: nil,
                fondsCode: row.text("fonds"), category: row.text("category"), agency: row.text("author"), epoch: 0),
            publicID: row.text("public_id"), code: row.text("code"), codeKey: row.text("code_key"),
            title: row.text("title"), date: row.text("date"), level: .item, authors: [row.text("author")],
            numbers: [row.text("number")], retention: row.text("retention"), meta: [row.text("code")],
            text: text.isEmpty ? [] : [text])
    }
}
