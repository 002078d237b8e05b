import Archive
import Bytes
import Foundation
import Intake

/// `metadata/accession.json` of the object that keeps a package as a whole (移交包): what of it belongs to no record, and
/// `metadata/listing.jsonl`, one line for each of its files, from which the package can be put together again.
struct PackageDocument: Sendable {
    static let path = "metadata/accession.json"
    static let listing = "metadata/listing.jsonl"
    static let schema = "lantai/package/1"

    let accession: AccessionID
    /// The receipt number.
    let number: String
    /// The package's own files: notes, lists, registration form.
    let files: [KeptFile]
    private let facts: [String: JSON]

    init(_ accession: Accession, files: [KeptFile]) {
        self.accession = accession.id
        number = accession.number
        self.files = files
        var facts: [String: JSON] = [
            "name": [
                "base64": .string(Data(accession.name.bytes).base64EncodedString()),
                "display": .string(accession.name.display),
            ],
            "bytes": .int(accession.bytes), "sha256": .string(accession.sha256.hex),
            "agency": .string(accession.agency), "receivedAt": .string(accession.receivedAt.text),
            "records": .int(accession.records), "fileCount": .int(accession.files),
            "contentBytes": .int(accession.contentBytes),
        ]
        facts["kind"] = accession.kind.map { .string($0.text) }
        facts["verdict"] = accession.verdict.map { .string($0.rawValue) }
        facts["acceptedAt"] = accession.acceptedAt.map { .string($0.text) }
        facts["reportSHA256"] = accession.reportDigest.map { .string($0.hex) }
        facts["listingSHA256"] = accession.listingDigest.map { .string($0.hex) }
        self.facts = facts
    }

    var bytes: [UInt8] {
        var members = facts
        members["schema"] = .string(PackageDocument.schema)
        members["accession"] = ["id": .string(accession.text), "number": .string(number)]
        members["files"] = .array(files.map(\.json))
        return JSON.object(members).canonical + [UInt8(ascii: "\n")]
    }

    /// Reads what `bytes` writes; `nil` for anything else.
    init?(bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), json["schema"]?.string == PackageDocument.schema,
            let accession = json["accession"]?["id"]?.string.flatMap(AccessionID.init(text:)),
            let number = json["accession"]?["number"]?.string, let files = json["files"]?.array
        else { return nil }
        let kept = files.compactMap { KeptFile(json: $0, of: .of(package: accession)) }
        guard kept.count == files.count else { return nil }
        (self.accession, self.number, self.files) = (accession, number, kept)
        facts = (json.object ?? [:]).filter { !["schema", "accession", "files"].contains($0.key) }
    }
}

/// Writes the listing of a package: for each file its path, its bytes and digest, and the object that keeps it.
struct PackageListing {
    /// Where a file of the package went, by its number there: the record's sequence (0: the package itself) and the file's
    /// number in that object.
    private var places: [Int64: (sequence: Int64, n: Int64)] = [:]

    mutating func add(_ record: PackagedRecord) {
        if let metadata = record.metadata { places[metadata.n] = (record.sequence, 0) }
        for (place, file) in record.contents.enumerated() { places[file.n] = (record.sequence, Int64(place + 1)) }
    }

    /// Whether `file` belongs to no record.
    func isOwn(_ file: PackagedFile) -> Bool { places[file.n] == nil || places[file.n]?.sequence == 0 }

    mutating func addOwn(_ file: PackagedFile, as n: Int64) { places[file.n] = (0, n) }

    func line(_ file: PackagedFile, of accession: Accession) -> [UInt8] {
        let place = places[file.n] ?? (0, 0)
        let unit = place.sequence == 0 ? UnitID.of(package: accession.id) : .of(record: place.sequence, in: accession)
        var members: [String: JSON] = [
            "path": [
                "base64": .string(Data(file.path.bytes).base64EncodedString()), "display": .string(file.path.display),
            ],
            "bytes": .int(file.bytes), "sha512": .string(file.digests.sha512.hex), "role": .string(file.role.rawValue),
            "object": .string(unit.text), "file": .int(place.n),
        ]
        if file.rawPath != file.path {
            members["rawPath"] = .string(Data(file.rawPath.bytes).base64EncodedString())
        }
        return JSON.object(members).canonical + [UInt8(ascii: "\n")]
    }
}
