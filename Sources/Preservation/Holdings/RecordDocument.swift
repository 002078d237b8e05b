import Archive
import Foundation
import Intake

/// `metadata/record.json` of a kept record (件): everything Lantai knew of it when it was kept, names byte by byte, so that
/// the rows can be made again from the object alone.
struct RecordDocument: Sendable, Equatable {
    static let path = "metadata/record.json"
    static let schema = "lantai/record/1"

    let unit: UnitID
    let accession: AccessionID
    /// The receipt number of the accession.
    let number: String
    let sequence: Int64
    let code: String
    /// What the record says of itself, as the sender wrote it.
    let values: [String: String]
    let elements: [PackagedRecord.Element]
    /// File 0 (the metadata of the transfer), then the content files.
    let files: [KeptFile]

    init(_ record: PackagedRecord, of accession: Accession, unit: UnitID, files: [KeptFile]) {
        self.unit = unit
        self.accession = accession.id
        number = accession.number
        sequence = record.sequence
        code = record.code
        self.files = files
        elements = record.elements
        let values: [String: String?] = [
            "fondsCode": record.fondsCode, "category": record.category, "year": record.year, "office": record.office,
            "title": record.title, "author": record.author, "date": record.date,
            "documentNumber": record.documentNumber, "retention": record.retention, "secrecy": record.secrecy,
            "pages": record.pages.map(String.init), "recordNumber": record.recordNumber,
            "fondsName": record.fondsName, "openingOpinion": record.openingOpinion, "disclosure": record.disclosure,
            "secrecyChange": record.secrecyChange, "volumeTitle": record.volumeTitle,
        ]
        self.values = values.compactMapValues(\.self)
    }

    var bytes: [UInt8] {
        let json: JSON = [
            "schema": .string(RecordDocument.schema), "unit": .string(unit.text),
            "accession": ["id": .string(accession.text), "number": .string(number)], "sequence": .int(sequence),
            "code": .string(code), "values": .object(values.mapValues(JSON.string)),
            "elements": .array(elements.map { [.string($0.name), .string($0.value)] }),
            "files": .array(files.map(\.json)),
        ]
        return json.canonical + [UInt8(ascii: "\n")]
    }

    /// Reads what `bytes` writes; unknown members are left alone. `nil` for anything else.
    init?(bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), json["schema"]?.string == RecordDocument.schema,
            let unit = json["unit"]?.string.flatMap(UnitID.init(text:)),
            let accession = json["accession"]?["id"]?.string.flatMap(AccessionID.init(text:)),
            let number = json["accession"]?["number"]?.string, let sequence = json["sequence"]?.int,
            let code = json["code"]?.string, let values = json["values"]?.object,
            let elements = json["elements"]?.array, let files = json["files"]?.array
        else { return nil }
        let kept = files.compactMap { KeptFile(json: $0, of: unit) }
        guard kept.count == files.count else { return nil }
        (self.unit, self.accession, self.number, self.sequence) = (unit, accession, number, sequence)
        self.code = code
        self.values = values.compactMapValues(\.string)
        self.elements = elements.compactMap { element in
            guard let pair = element.array, pair.count == 2, let name = pair[0].string, let value = pair[1].string
            else { return nil }
            return PackagedRecord.Element(name: name, value: value)
        }
        self.files = kept
    }
}

extension KeptFile {
    /// Its lines in `record.json`: the name as bytes (base64) beside the name for people.
    var json: JSON {
        var members: [String: JSON] = [
            "n": .int(n), "content": .string(content),
            "name": [
                "base64": .string(Data(name.bytes).base64EncodedString()), "display": .string(name.display),
            ],
            "role": .string(role.rawValue), "bytes": .int(bytes),
            "digests": [
                "sha512": .string(digests.sha512.hex), "sha256": .string(digests.sha256.hex),
                "sm3": .string(digests.sm3.hex),
            ],
        ]
        if let format { members["format"] = format.json }
        if let pages { members["pages"] = .int(pages) }
        return .object(members)
    }

    init?(json: JSON, of unit: UnitID) {
        func digest(_ algorithm: Digest.Algorithm) -> Digest? {
            json["digests"]?[algorithm.rawValue]?.string.flatMap { Digest(algorithm, hex: $0) }
        }
        guard let n = json["n"]?.int, let content = json["content"]?.string,
            let name = json["name"]?["base64"]?.string.flatMap({ Data(base64Encoded: $0) }),
            let role = json["role"]?.string.flatMap(FileRole.init(rawValue:)), let bytes = json["bytes"]?.int,
            let sha512 = digest(.sha512), let sha256 = digest(.sha256), let sm3 = digest(.sm3)
        else { return nil }
        self.unit = unit
        self.n = n
        self.content = content
        self.name = FileName(bytes: Array(name))
        self.role = role
        self.bytes = bytes
        digests = FileDigests(sha512: sha512, sha256: sha256, sm3: sm3)
        pages = json["pages"]?.int
        format = json["format"].flatMap { FileFormat(json: $0) }
    }
}
