import Archive
import Bytes
import Intake

/// An object about to be kept: its bytes, and the rows that will tell of it.
struct KeptObject: Sendable {
    let intent: Intent
    let version: ObjectVersion
    let row: HoldingRow
    let files: [KeptFile]
    let text: [TextPage]
    /// Whether it was there already, whole and valid, so that nothing is to be written.
    private(set) var isAdopted = false

    init(intent: Intent, version: ObjectVersion, row: HoldingRow, files: [KeptFile], text: [TextPage] = []) {
        (self.intent, self.version, self.row, self.files, self.text) = (intent, version, row, files, text)
    }

    /// The same object as it was found in the store.
    func adopting(_ found: FoundObject) -> KeptObject {
        var object = KeptObject(intent: intent, version: version, row: found.row, files: found.files, text: text)
        object.isAdopted = true
        return object
    }

    /// What it must be when it is read back.
    var readBack: ReadBack {
        ReadBack(
            version: version,
            sm3: Dictionary(files.map { ($0.content, $0.digests.sm3) }, uniquingKeysWith: { first, _ in first }))
    }
}

extension KeptObject {
    /// Version 1 of the object that keeps `record`.
    init(_ record: PackagedRecord, of package: AcceptedPackage, intent: Intent) throws {
        var content = ContentPaths()
        let metadata = record.metadata.map { file in
            (file: file, n: Int64(0), path: "metadata/original." + (file.path.pathExtension == "xml" ? "xml" : "bin"))
        }
        let sources =
            [metadata].compactMap(\.self)
            + record.contents.enumerated().map { (file: $1, n: Int64($0 + 1), path: "data/\($0 + 1)") }
        let files = sources.map { source, n, path in
            KeptFile(source, n: n, of: intent.unit, content: content.path(of: source.digests.sha512, shownAt: path))
        }
        let document = RecordDocument(record, of: package.accession, unit: intent.unit, files: files)
        let premis = PremisDocument(
            unit: intent.unit, code: record.code, files: files, accession: package.accession, ingested: intent.at)
        let kept =
            sources.map { source, _, path in FileToKeep(path: path, source, in: package) } + [
                FileToKeep(path: RecordDocument.path, bytes: document.bytes),
                FileToKeep(path: PremisDocument.path, bytes: premis.bytes),
            ]
        self.intent = intent
        self.files = files
        version = ObjectVersion(first: kept, of: intent.unit, intent.note)
        row = HoldingRow(
            unit: intent.unit, kind: .item, accession: package.accession.id, sequence: record.sequence,
            code: record.code, files: Int64(record.contents.count), bytes: files.reduce(0) { $0 + $1.bytes },
            version: 1, inventory: version.inventoryDigest, preservedAt: nil)
        text = try record.contents.enumerated().flatMap { place, file in
            TextPage.pages(try package.text(of: file) ?? [], of: Int64(place + 1))
        }
    }
}

extension Intent {
    /// Descriptions and objects are written by Lantai itself; who decided is in the ledger.
    var note: VersionNote { VersionNote(created: at, message: message, agent: .steward) }
}

extension TextPage {
    /// Extracted text as rows. A NUL cannot be stored by every engine and means nothing to a reader.
    static func pages(_ pages: [String], of file: Int64) -> [TextPage] {
        pages.enumerated().map { place, text in
            let clean = text.utf8.contains(0) ? text.replacing("\0", with: "") : text
            return TextPage(file: file, page: Int64(place + 1), text: clean)
        }
    }
}

extension KeptFile {
    init(_ file: PackagedFile, n: Int64, of unit: UnitID, content: String) {
        self.unit = unit
        self.n = n
        self.content = content
        name = file.path
        role = file.role
        bytes = file.bytes
        digests = file.digests
        format = file.format
        pages = file.pages
    }
}

extension FileToKeep {
    init(path: String, _ file: PackagedFile, in package: AcceptedPackage) {
        self.init(
            path: path, source: .file(package.path(of: file)), sha512: file.digests.sha512,
            sha256: file.digests.sha256)
    }
}

/// Where content of version 1 lies: two files of the same bytes are kept once.
struct ContentPaths {
    private var known: [Digest: String] = [:]

    mutating func path(of digest: Digest, shownAt path: String) -> String {
        if let known = known[digest] { return known }
        known[digest] = "v1/content/\(path)"
        return "v1/content/\(path)"
    }
}
