import Archive
package import Tables

extension ArchivalUnit {
    /// The columns `init(row:)` reads, of the table `unit` (or an alias for it).
    package static func columns(_ table: String = "unit") -> Query {
        Query(stringLiteral: names.map { "\(table).\($0)" }.joined(separator: ", "))
    }

    private static let names = [
        "id", "public_id", "parent", "position", "level", "code", "code_key", "code_conflict", "title", "fonds",
        "fonds_code", "category", "year", "date_text", "date_from", "date_to", "author", "document_number", "retention",
        "secrecy", "state", "version", "holding", "accession", "agency", "description", "changed_at",
    ]

    /// Reads a row with `columns`.
    package init(row: Row) throws {
        id = UnitID(trusted: row.text("id"))
        publicID = row.text("public_id")
        parent = row.optionalText("parent").map(UnitID.init(trusted:))
        position = row.int("position")
        level = Level(rawValue: row.text("level"))!
        code = row.text("code")
        codeKey = row.text("code_key")
        codeConflict = row.bool("code_conflict")
        title = row.text("title")
        fonds = UnitID(trusted: row.text("fonds"))
        fondsCode = row.text("fonds_code")
        category = row.text("category")
        year = row.optionalInt("year").map(Int.init)
        if let text = row.optionalText("date_text"), let from = row.optionalText("date_from").flatMap(Day.init(text:)),
            let to = row.optionalText("date_to").flatMap(Day.init(text:))
        {
            dates = UnitDates(text: text, from: from, to: to)
        } else {
            dates = nil
        }
        author = row.optionalText("author")
        documentNumber = row.optionalText("document_number")
        retention = row.optionalText("retention")
        secrecy = row.optionalText("secrecy")
        state = State(rawValue: row.text("state"))!
        version = row.int("version")
        holding = row.optionalText("holding").map(UnitID.init(trusted:))
        accession = row.optionalText("accession").map(AccessionID.init(trusted:))
        agency = row.text("agency")
        guard let description = Description(json: try JSON(parsing: row.text("description").utf8)),
            let changedAt = Instant(text: row.text("changed_at"))
        else { preconditionFailure("unit \(id) is not as written") }
        self.description = description
        self.changedAt = changedAt
    }
}
