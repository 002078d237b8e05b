import Archive
import Bytes

/// One check (检测项): looks at each record while it is read, then at the whole package. What it dislikes it answers as
/// findings; it throws only if it could not look.
protocol Check: Sendable {
    /// Stable, in words: `digests-match`. `RuleBook` has its number and name.
    var key: String { get }

    /// Whether there is anything to look at in this package; if not, the report says "not applicable", never "passed".
    func applies(to package: PackageUnderCheck) -> Bool

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) throws -> [Finding]

    /// Called after all records.
    func findings(in package: PackageUnderCheck) throws -> [Finding]

    /// The same, told one by one: for checks that go through entries or files, of which there may be a million with a fault each.
    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) throws
}

extension Check {
    func applies(to package: PackageUnderCheck) -> Bool { package.contents != nil }
    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) throws -> [Finding] { [] }
    func findings(in package: PackageUnderCheck) throws -> [Finding] { [] }
    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) throws {
        for finding in try findings(in: package) { tell(finding) }
    }

    /// A finding of this check, under the label that comes with the program; the report gives it that of its edition.
    func finding(
        _ severity: Finding.Severity, file: FileName? = nil, element: String? = nil, line: Int? = nil,
        record: String? = nil, _ what: Words, _ next: Words
    ) -> Finding {
        let label = CheckLabels.label(key)
        return Finding(
            check: key, label: label.text, property: label.property, severity: severity, file: file, element: element,
            line: line, record: record, what: what, next: next)
    }
}

/// A package while it is checked: everything but its records.
struct PackageUnderCheck: Sendable {
    /// The name it came under.
    let name: FileName
    let package: UnpackedPackage
    /// `nil` if no reader understands it, or unpacking had to stop.
    let contents: PackageContents?
    let facts: FileFactsTable
    let settings: IntakeSettings
    let today: Day
    /// What a virus scanner said of its files; `nil` where none is connected.
    var scan: VirusScan?
    /// How it is judged: where its 门类 have several schemes, by the strictest of each check.
    var scheme = CheckScheme.general
    /// What was agreed on for the records of a 门类, by its code.
    var termsByCategory: [String: SchemeTerms] = [:]
    /// Which formats are taken.
    var formats = PolicyInForce.standard
    /// What metadata and images are held against.
    var rules = RuleBookInForce.standard
    /// Known once all records were read, in the order of the list.
    let records: RowsOnDisk<RecordLine>
    /// Reference codes (档号 keys) the archive holds already; `nil` where there is no archive to ask.
    var held: Set<String>?
    /// Records whose main text, byte for byte, the archive holds already, by their place in `records`.
    var heldContents: [Int: HeldContent] = [:]
    /// Who may have signed its records.
    var trust = TrustStore()
    /// What its signatures came to so far.
    let signatures = SignatureBook()
    /// Which of its codes are entries of the catalogue without files; `nil` where there is no catalogue to ask.
    var waiting: WaitingEntries?

    /// The checks that are run and have anything to look at.
    var checks: [any Check] { Checks.all.filter { scheme.choice(of: $0.key) != .off && $0.applies(to: self) } }

    /// What was agreed on for a record of this 门类; `nil`, or none that has a scheme: for the whole package.
    func terms(of category: String?) -> SchemeTerms { category.flatMap { termsByCategory[$0] } ?? scheme.terms }

    var listing: Listing { package.listing }
    func path(_ n: Int64) -> FileName { listing.path(n) }
    /// Files that lie with no record.
    var loose: [Int64] { (contents?.others ?? []) + (contents?.strays ?? []) }
    /// Whether its records have metadata files of their own, by the rules of its layout.
    var hasMetadata: Bool { contents?.layout.metadata != nil }
    /// Whether metadata or list can say what bytes a file has.
    var describesFiles: Bool { hasMetadata || contents?.bag != nil || contents?.kind == .disclosure }
}

/// A record while it is checked.
struct RecordUnderCheck: Sendable {
    let folder: RecordFolder
    /// Its entry in the list; `nil` if the list does not name it.
    let item: ItemList.Item?
    /// `nil` if it has none, or it could not be read.
    let metadata: RecordMetadata?
    let unreadable: UnreadableReason?
    /// Its reference code: of the list, else of the metadata, else the folder's name.
    let code: String
    /// The files its metadata names, where they are.
    let documents: [(document: RecordMetadata.Document, file: Int64?)]

    var metadataFile: Int64? { folder.metadata.first }
}
