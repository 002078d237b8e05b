package import Archive
package import Tables

/// How one published document bears on another (废止、修改): an element of the description that names the other by its document number,
/// index number or reference code.
package enum Relation: String, Hashable, Sendable, CaseIterable {
    case repealedBy, amendedBy, repeals, amends

    /// The same seen from the other document.
    package var reversed: Relation {
        switch self {
        case .repealedBy: .repeals
        case .amendedBy: .amends
        case .repeals: .repealedBy
        case .amends: .amendedBy
        }
    }

    /// The heading over the documents it leads to.
    package var words: Words {
        switch self {
        case .repealedBy: Words(zh: "废止本件的文件", en: "Repealed by")
        case .amendedBy: Words(zh: "修改本件的文件", en: "Amended by")
        case .repeals: Words(zh: "本件废止的文件", en: "Repeals")
        case .amends: Words(zh: "本件修改的文件", en: "Amends")
        }
    }

    /// What a document is known by where others name it: its code, its document number, its index number.
    package static func keys(of unit: ArchivalUnit) -> Set<String> {
        Set(
            [unit.code, unit.documentNumber ?? "", unit.description["indexNumber"] ?? ""].map(key).filter {
                !$0.isEmpty
            })
    }

    /// One key for all writings of a document number or a code. A title in front of the number is no matter: `《…》（国办发〔2018〕5号）`.
    package static func key(of text: String) -> String {
        var rest = text.trimmed
        if let end = rest.lastIndex(of: "》") {
            let behind = String(rest[rest.index(after: end)...]).trimmed
            if !behind.isEmpty { rest = behind }
        }
        if let first = rest.first, let last = rest.last, "（(".contains(first), "）)".contains(last) {
            rest = String(rest.dropFirst().dropLast())
        }
        let number = DocumentNumber.key(of: rest)
        return number.isEmpty ? ReferenceCode.key(of: rest) : number
    }

    /// Writes what a description says of other documents; what it said before goes.
    static func write(_ description: Description, of unit: UnitID, isNew: Bool, in tx: any Transaction) throws {
        if !isNew { try tx.run("DELETE FROM unit_relation WHERE unit = \(unit)") }
        for relation in allCases {
            let keys = Set(description.all(relation.rawValue).map { key(of: $0.value) }).filter { !$0.isEmpty }
            for key in keys.sorted() {
                try tx.run(
                    "INSERT INTO unit_relation (unit, kind, target) VALUES (\(unit), \(relation.rawValue), \(key))")
            }
        }
    }
}

extension FindingAids {
    /// The units that bear on `unit`, or it on them, told by either of both; each once.
    package static func related(to unit: ArchivalUnit, in tx: any Transaction) throws -> [(Relation, UnitID)] {
        var found: [(Relation, UnitID)] = []
        func add(_ relation: Relation, _ id: UnitID) {
            guard id != unit.id, !found.contains(where: { $0.0 == relation && $0.1 == id }) else { return }
            found.append((relation, id))
        }
        let told = try tx.rows(
            "SELECT kind, target FROM unit_relation WHERE unit = \(unit.id) ORDER BY kind, target LIMIT 100")
        for row in told {
            guard let relation = Relation(rawValue: row.text("kind")) else { continue }
            let target = row.text("target")
            for other in try tx.rows(
                """
                SELECT id FROM unit WHERE code_key = \(target) OR document_number_key = \(target)
                ORDER BY id LIMIT 20
                """)
            { add(relation, UnitID(trusted: other.text("id"))) }
        }
        let keys = Relation.keys(of: unit).sorted().map { "\($0)" as Query }
        guard !keys.isEmpty else { return found }
        let naming = try tx.rows(
            """
            SELECT kind, unit FROM unit_relation WHERE target IN (\(sql: .joined(keys, by: ", ")))
            ORDER BY kind, unit LIMIT 100
            """)
        for row in naming {
            guard let relation = Relation(rawValue: row.text("kind"))?.reversed else { continue }
            add(relation, UnitID(trusted: row.text("unit")))
        }
        return found
    }

    /// Whether some published documents hold (效力状态): only those of which something is said.
    package func validities(of units: [UnitID]) async throws -> [UnitID: Validity] {
        guard !units.isEmpty else { return [:] }
        let ids = units.prefix(500).map { "\($0)" as Query }
        return try await database.read { tx in
            let rows = try tx.rows(
                "SELECT id, validity FROM unit WHERE id IN (\(sql: .joined(ids, by: ", "))) AND validity IS NOT NULL")
            return rows.reduce(into: [:]) { all, row in
                all[UnitID(trusted: row.text("id"))] = Validity(text: row.text("validity"))
            }
        }
    }
}
