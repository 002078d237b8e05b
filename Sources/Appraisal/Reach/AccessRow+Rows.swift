package import Archive
package import Tables

extension AccessRow {
    /// The columns `init(row:)` reads, of the table `access`.
    package static let columns: Query =
        "unit, status, effective, level, published_from, fonds_code, category, agency, epoch"

    package init(row: Row) {
        self.init(
            unit: UnitID(trusted: row.text("unit")), status: AccessStatus(rawValue: row.text("status"))!,
            effective: row.optionalText("effective").flatMap(Day.init(text:)), level: Int(row.int("level")),
            publishedFrom: row.optionalText("published_from").flatMap(Day.init(text:)),
            fondsCode: row.text("fonds_code"), category: row.text("category"), agency: row.text("agency"),
            epoch: row.int("epoch"))
    }

    /// The row of a unit somebody decided about; `nil` for any other.
    static func decided(_ unit: UnitID, in tx: any Transaction) throws -> AccessRow? {
        try tx.row("SELECT \(sql: columns) FROM access WHERE unit = \(unit)").map(AccessRow.init(row:))
    }

    /// How any unit of the catalogue stands; `nil` if it has none such.
    package static func of(_ unit: UnitID, in tx: any Transaction) throws -> AccessRow? {
        if let decided = try decided(unit, in: tx) { return decided }
        guard let facts = try tx.row("SELECT fonds_code, category, agency FROM unit WHERE id = \(unit)") else {
            return nil
        }
        return AccessRow(
            unit: unit, status: .unreviewed, effective: nil, level: 0, publishedFrom: nil,
            fondsCode: facts.text("fonds_code"), category: facts.text("category"), agency: facts.text("agency"),
            epoch: 0)
    }
}

/// A unit's access row with the decision and the publication it stands on.
struct Standing: Hashable, Sendable {
    let row: AccessRow
    let decision: DecisionID
    let publication: DecisionID?

    static func of(_ unit: UnitID, in tx: any Transaction) throws -> Standing? {
        try tx.row("SELECT \(sql: AccessRow.columns), decision, publication FROM access WHERE unit = \(unit)").map {
            Standing(
                row: AccessRow(row: $0), decision: DecisionID(trusted: $0.text("decision")),
                publication: $0.optionalText("publication").map(DecisionID.init(trusted:)))
        }
    }
}
