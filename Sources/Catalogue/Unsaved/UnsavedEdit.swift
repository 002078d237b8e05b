package import Archive
import Tables

/// What somebody typed into a description and has not saved (未保存的改动): kept for that person alone, so that a crash, a
/// closed window or a lost session costs nothing.
///
/// It is no version of the description and no event; it goes when it is saved or thrown away, and a rebuild does not bring it back.
package struct UnsavedEdit: Hashable, Sendable {
    package let unit: UnitID
    /// The version it was begun on.
    package let version: Int64
    /// What was typed, by element: only what differs from that version.
    package let texts: [String: String]
    package let at: Instant
}

extension UnsavedEdit {
    init(row: Row) throws {
        let texts = try JSON(parsing: row.text("texts").utf8).object ?? [:]
        self.init(
            unit: UnitID(trusted: row.text("unit")), version: row.int("version"),
            texts: texts.compactMapValues(\.string), at: Instant(text: row.text("at"))!)
    }

    static func drop(of unit: UnitID, account: String, in tx: any Transaction) throws {
        try tx.run("DELETE FROM unsaved_edit WHERE account = \(account) AND unit = \(unit)")
    }

    static func of(_ unit: UnitID, account: String, in tx: any Transaction) throws -> UnsavedEdit? {
        try tx.row("SELECT unit, version, texts, at FROM unsaved_edit WHERE account = \(account) AND unit = \(unit)")
            .map(UnsavedEdit.init(row:))
    }
}
