import Archive
import Tables

/// The act behind an event `preserved`: which objects a package became, and by which inventories.
struct Preserved {
    static let schema = "lantai/act/preserved/1"

    struct Object: Equatable {
        let unit: UnitID
        let sequence: Int64
        let code: String
        let inventory: Digest
    }

    let accession: AccessionID
    /// The package as a whole is the one with sequence 0.
    let objects: [Object]

    var json: JSON {
        [
            "schema": .string(Preserved.schema), "accession": .string(accession.text),
            "columns": ["unit", "sequence", "code", "inventory"],
            "objects": .array(
                objects.map { [.string($0.unit.text), .int($0.sequence), .string($0.code), .string($0.inventory.hex)] }),
        ]
    }

    init(accession: AccessionID, objects: [Object]) {
        (self.accession, self.objects) = (accession, objects)
    }

    init?(_ json: JSON) {
        guard json["schema"]?.string == Preserved.schema,
            let accession = json["accession"]?.string.flatMap(AccessionID.init(text:)),
            let objects = json["objects"]?.array
        else { return nil }
        self.accession = accession
        self.objects = objects.compactMap { object in
            guard let values = object.array, values.count == 4, let unit = values[0].string.flatMap(UnitID.init(text:)),
                let sequence = values[1].int, let code = values[2].string,
                let inventory = values[3].string.flatMap({ Digest(.sha512, hex: $0) })
            else { return nil }
            return Object(unit: unit, sequence: sequence, code: code, inventory: inventory)
        }
        guard self.objects.count == objects.count else { return nil }
    }

    /// Makes the objects holdings, as of `at`. An object that the store no longer has keeps a row that says so, so that no
    /// loss goes unseen after a rebuild.
    func apply(at: Instant, in tx: any Transaction) throws {
        let known = try tx.run("UPDATE holding SET preserved_at = \(at) WHERE accession = \(accession)")
        guard known != objects.count else { return }
        for object in objects {
            let kind = object.sequence == 0 ? HoldingRow.Kind.package : .item
            try tx.run(
                """
                INSERT INTO holding (unit, kind, accession, sequence, code, files, bytes, version, inventory,
                  preserved_at, last_checked, result)
                VALUES (\(object.unit), \(kind.rawValue), \(accession), \(object.sequence), \(object.code), 0, 0, 1,
                  \(object.inventory.hex), \(at), \(at), 'missing')
                ON CONFLICT (unit) DO UPDATE SET preserved_at = excluded.preserved_at
                """)
        }
    }
}
