import Archive
import Formats

/// What is known of one file's content.
struct FileFacts: Sendable {
    var format: FileFormat
    var kind: FormatKind
    /// Extensions such a content may have; empty if nothing is known.
    var extensions: [String]
    var pages: Int64?
    var encryption: DocumentFacts.Encryption = .none
    var damage: DocumentFacts.Damage?
    var hasText = false
    /// Secrecy marks in its text.
    var marks: [SecrecyMark] = []
    /// 附件： lines of its text, and whether a page of it begins as an attachment does.
    var namesAttachments = false
    var holdsAttachment = false
    /// Identity and mobile numbers in its text, masked.
    var personal: [PersonalNumber] = []
    /// What it carries beside its content, or is beside what it calls itself.
    var carries: [DocumentFacts.Carried] = []
    /// Size, resolution and looks of a scanned page; `nil` where nobody asked for it.
    var picture: DocumentFacts.Picture?
    /// Holds the EICAR test string.
    var isTestVirus = false
    /// Not opened: no worker was there.
    var isUnopened = false
    /// A signature or a seal over it is inside it.
    var isSigned = false
    /// What sound or film is, technically; `nil` for all else, and where mediainfo is not there.
    var media: MediaFacts?
    /// Sound or film that was not decoded: ffmpeg is not there, or does not know it.
    var isUndecoded = false
    /// What its text says of itself; the table lays it aside.
    var identity: DocumentIdentity?
}

/// The facts of the files of a package that were looked into, by number: some ten bytes for an ordinary file, of which a
/// package may have 100,000; what is out of the ordinary is kept as it is.
struct FileFactsTable: Sendable {
    /// What files of one format have in common.
    private struct Form: Hashable {
        let format: FileFormat
        let kind: FormatKind
        let extensions: [String]
    }

    private var forms: [Form] = []
    private var formPlaces: [Form: Int16] = [:]
    /// By place: the form, -1 where nothing is known, -2 where the facts stand in `others`.
    private var formOf: [Int16] = []
    /// Pages, -1 where they are not known.
    private var pagesOf: [Int32] = []
    private var flagsOf: [UInt8] = []
    private var others: [Int: FileFacts] = [:]
    /// Whether any of the files is signed.
    private(set) var holdSignatures = false
    private var pictures: [Int: DocumentFacts.Picture] = [:]
    /// What documents say of themselves, on disk, and where in it by the file's place: 0 where there is nothing.
    private let identities: RowsOnDisk<DocumentIdentity>
    private var identityOf: [Int32] = []

    /// - Parameter area: the folder for what does not stay in memory; `nil`: the system's temporary one.
    init(in area: String? = nil) { identities = RowsOnDisk(in: area) }

    /// Keeps the facts of file `n`, what its text says laid aside.
    mutating func keep(_ facts: FileFacts, of n: Int64) throws {
        var plain = facts
        plain.identity = nil
        self[n] = plain
        guard let identity = facts.identity, !identity.isEmpty, identities.count < Int(Int32.max) else { return }
        try identities.append(identity)
        let place = Int(n) - 1
        while identityOf.count <= place { identityOf.append(0) }
        identityOf[place] = Int32(identities.count)
    }

    var hasIdentities: Bool { !identities.isEmpty }

    /// What file `n` says of itself; `nil` if it was not read, or says nothing.
    func identity(of n: Int64) -> DocumentIdentity? {
        let place = Int(n) - 1
        guard identityOf.indices.contains(place), identityOf[place] > 0 else { return nil }
        return identities[Int(identityOf[place]) - 1]
    }

    /// - Throws: `BytesProblem` if something laid aside could not be read again.
    func check() throws { try identities.check() }

    subscript(n: Int64) -> FileFacts? {
        get {
            let place = Int(n) - 1
            guard formOf.indices.contains(place), formOf[place] != -1 else { return nil }
            guard formOf[place] >= 0 else { return others[place] }
            let form = forms[Int(formOf[place])]
            var facts = FileFacts(format: form.format, kind: form.kind, extensions: form.extensions)
            facts.pages = pagesOf[place] < 0 ? nil : Int64(pagesOf[place])
            facts.picture = pictures[place]
            (facts.hasText, facts.namesAttachments, facts.holdsAttachment, facts.isUnopened, facts.isSigned) =
                (has(0, place), has(1, place), has(2, place), has(3, place), has(4, place))
            return facts
        }
        set {
            let place = Int(n) - 1
            while formOf.count <= place {
                formOf.append(-1)
                pagesOf.append(-1)
                flagsOf.append(0)
            }
            others[place] = nil
            pictures[place] = newValue?.picture
            guard let facts = newValue else {
                formOf[place] = -1
                return
            }
            holdSignatures = holdSignatures || facts.isSigned
            guard facts.isOrdinary, let form = self.form(of: facts) else {
                formOf[place] = -2
                others[place] = facts
                return
            }
            formOf[place] = form
            pagesOf[place] = facts.pages.map { Int32($0) } ?? -1
            let flags = [
                facts.hasText, facts.namesAttachments, facts.holdsAttachment, facts.isUnopened, facts.isSigned,
            ]
            flagsOf[place] = flags.enumerated().reduce(0) { $0 | ($1.element ? 1 << UInt8($1.offset) : 0) }
        }
    }

    private func has(_ flag: UInt8, _ place: Int) -> Bool { flagsOf[place] >> flag & 1 == 1 }

    private mutating func form(of facts: FileFacts) -> Int16? {
        let form = Form(format: facts.format, kind: facts.kind, extensions: facts.extensions)
        if let known = formPlaces[form] { return known }
        guard forms.count < Int(Int16.max) else { return nil }
        forms.append(form)
        formPlaces[form] = Int16(forms.count - 1)
        return Int16(forms.count - 1)
    }

    /// Numbers and facts of all files looked into, made one by one.
    var all: some Sequence<(n: Int64, facts: FileFacts)> {
        formOf.indices.lazy.compactMap { place in self[Int64(place) + 1].map { (Int64(place) + 1, $0) } }
    }
}

extension FileFacts {
    /// Nothing was found in it that has to be told.
    fileprivate var isOrdinary: Bool {
        encryption == .none && damage == nil && marks.isEmpty && personal.isEmpty && carries.isEmpty && !isTestVirus
            && pages ?? 0 <= Int64(Int32.max) && media == nil && !isUndecoded
    }

    /// Sound or film.
    var isMedium: Bool { kind == .audio || kind == .video }
}

extension FileFormat {
    init(_ identification: Identification, by signatures: String? = nil) {
        self.init(
            puid: identification.puid, name: identification.name, version: identification.version,
            mime: identification.mime, basis: identification.basis.rawValue, signatures: signatures)
    }
}
