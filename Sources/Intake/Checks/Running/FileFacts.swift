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
    /// Holds the EICAR test string.
    var isTestVirus = false
    /// Not opened: no worker was there.
    var isUnopened = false
}

/// The facts of the files of a package that were looked into, by number.
struct FileFactsTable: Sendable {
    private var rows: [FileFacts?] = []

    subscript(n: Int64) -> FileFacts? {
        get { Int(n) <= rows.count ? rows[Int(n) - 1] : nil }
        set {
            while rows.count < Int(n) { rows.append(nil) }
            rows[Int(n) - 1] = newValue
        }
    }

    /// Numbers and facts of all files looked into.
    var all: [(n: Int64, facts: FileFacts)] {
        rows.enumerated().compactMap { place, facts in facts.map { (Int64(place) + 1, $0) } }
    }
}

extension FileFormat {
    init(_ identification: Identification) {
        self.init(
            puid: identification.puid, name: identification.name, version: identification.version,
            mime: identification.mime, basis: identification.basis.rawValue)
    }
}
