import Archive
import Tables

/// A unit as it enters the catalogue, in an act document and then in the table: the same words for both.
struct DraftedUnit: Hashable, Sendable {
    let id: UnitID
    let publicID: String
    let parent: UnitID?
    let position: Int64
    let level: Level
    let fonds: UnitID
    let fondsCode: String
    let category: String
    let hasHolding: Bool
    let description: Description
}

extension DraftedUnit {
    var json: JSON {
        [
            "id": .string(id.text), "public": .string(publicID), "parent": JSON(parent?.text),
            "position": .int(position),
            "level": .string(level.rawValue), "fonds": .string(fonds.text), "fondsCode": .string(fondsCode),
            "category": .string(category), "holding": .bool(hasHolding), "description": description.json,
        ]
    }

    init?(json: JSON) {
        guard let id = json["id"]?.string.flatMap(UnitID.init(text:)), let publicID = json["public"]?.string,
            let position = json["position"]?.int, let level = json["level"]?.string.flatMap(Level.init(rawValue:)),
            let fonds = json["fonds"]?.string.flatMap(UnitID.init(text:)), let fondsCode = json["fondsCode"]?.string,
            let category = json["category"]?.string, let hasHolding = json["holding"]?.bool,
            let description = json["description"].flatMap(Description.init(json:))
        else { return nil }
        self.init(
            id: id, publicID: publicID, parent: json["parent"]?.string.flatMap(UnitID.init(text:)), position: position,
            level: level, fonds: fonds, fondsCode: fondsCode, category: category, hasHolding: hasHolding,
            description: description)
    }

    /// Enters the unit unless it is there already.
    func insert(accession: AccessionID, agency: String, at: Instant, in tx: any Transaction) throws {
        let columns = DerivedColumns(description)
        let fromTransfer = level == .item
        let entered = try tx.run(
            """
            INSERT INTO unit (
              id, public_id, parent, position, level, code, code_key, code_conflict, title, fonds, fonds_code, category,
              year, date_text, date_from, date_to, author, document_number, document_number_key, retention, secrecy,
              state, version, holding, accession, agency, description, changed_at, validity)
            VALUES (
              \(id), \(publicID), \(parent), \(position), \(level.rawValue), \(columns.code), \(columns.codeKey), 0,
              \(columns.title), \(fonds), \(fondsCode), \(category), \(columns.year), \(columns.date?.original),
              \(columns.date?.from), \(columns.date?.to), \(columns.author), \(columns.documentNumber),
              \(columns.documentNumberKey), \(columns.retention), \(columns.secrecy), 'draft', 1, \(hasHolding ? id : nil),
              \(fromTransfer ? accession.text : nil), \(fromTransfer ? agency : ""), \(description.json.text), \(at),
              \(columns.validity))
            ON CONFLICT (id) DO NOTHING
            """)
        if entered > 0 {
            try CodeConflict.mark(key: columns.codeKey, in: tx)
            try Relation.write(description, of: id, isNew: true, in: tx)
        }
    }
}

/// Two units with one reference code (档号重复): both are flagged and shown until one is corrected.
enum CodeConflict {
    /// Flags the units with this key if they are several, and takes the flag off if it is one.
    static func mark(key: String, in tx: any Transaction) throws {
        let holders = try tx.rows("SELECT id FROM unit WHERE code_key = \(key) LIMIT 2").count
        let conflict = holders > 1
        try tx.run(
            "UPDATE unit SET code_conflict = \(conflict) WHERE code_key = \(key) AND code_conflict <> \(conflict)")
    }
}
