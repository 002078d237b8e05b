package import Archive

/// What a worker found in one file.
package struct DocumentFacts: Hashable, Sendable {
    package var identification: Identification
    /// Pages of a document, frames of a picture; `nil` where the format has none or they could not be counted.
    package var pages: Int?
    package var encryption: Encryption
    /// `nil`: the whole file could be read.
    package var damage: Damage?
    /// The text by page; `nil` where the format holds none or it was not asked for.
    package var text: [String]?
    package var picture: Picture?
    package var container: Container?
    /// What it carries beside its content, in a fixed order.
    package var carries: [Carried]
    /// What was left out because a limit was reached, in the order it happened.
    package var limitsHit: [Limit]

    package init(
        identification: Identification, pages: Int? = nil, encryption: Encryption = .none, damage: Damage? = nil,
        text: [String]? = nil, picture: Picture? = nil, container: Container? = nil, carries: [Carried] = [],
        limitsHit: [Limit] = []
    ) {
        self.identification = identification
        self.pages = pages
        self.encryption = encryption
        self.damage = damage
        self.text = text
        self.picture = picture
        self.container = container
        self.carries = carries
        self.limitsHit = limitsHit
    }

    /// Locked by a password, or carrying restrictions: either way not fit to be kept for long.
    package var encrypted: Bool { encryption != .none }
}

extension DocumentFacts {
    package enum Encryption: String, Hashable, Sendable, CaseIterable {
        case none
        /// It opens without a password, and its use is restricted (PDF owner password).
        case restricted
        /// It does not open without a password.
        case locked
    }

    /// Why a file cannot be read whole.
    package struct Damage: Hashable, Sendable {
        /// Stable. The end is missing: `truncated`; no library can open it: `broken`; one page cannot be read:
        /// `unreadable-page`; readers must mend it first: `rebuilt`; unpacks to too much: `bomb`; refers outside itself:
        /// `unsafe-reference`; more processor time than its size may need: `exhausted`; the worker ended or hung: `crash`, `timeout`; XML: `not-well-formed`, `document-type`,
        /// `entity`, `encoding`, `unknown-encoding`, `too-large`, `too-deep`, `too-many-elements`, `too-many-attributes`.
        package let code: String
        package let what: Words
        /// The line, where the file has lines.
        package let line: Int?

        package init(code: String, what: Words, line: Int? = nil) {
            self.code = code
            self.what = what
            self.line = line
        }
    }

    package struct Picture: Hashable, Sendable {
        package var width: Int
        package var height: Int
        package var bands: Int
        /// Dots per inch, the fewer of both directions; `nil` where the file does not say.
        package var dpi: Int?
        /// Bits of each sample, and how they are packed (the number of TIFF 6.0); `nil` where the format is no TIFF.
        package var bits: Int?
        package var compression: Int?
        /// `nil` where nobody asked for it.
        package var looks: Looks?
        /// What it says of itself; `nil` where nobody asked for it, or it says nothing.
        package var photo: PhotoFacts?

        package init(
            width: Int, height: Int, bands: Int, dpi: Int?, bits: Int? = nil, compression: Int? = nil,
            looks: Looks? = nil, photo: PhotoFacts? = nil
        ) {
            self.width = width
            self.height = height
            self.bands = bands
            self.dpi = dpi
            self.bits = bits
            self.compression = compression
            self.looks = looks
            self.photo = photo
        }
    }

    /// How the first page of a picture looks from afar: hints for a person, no verdict.
    package struct Looks: Hashable, Sendable {
        package enum Lines: String, Hashable, Sendable, CaseIterable {
            case across, down
            /// No lines, or none that can be told.
            case none
        }

        /// Points that are not paper, inside the margins, of a hundred thousand.
        package var ink: Int
        /// Between its darkest and lightest points, 0 to 255.
        package var contrast: Int
        package var lines: Lines
        /// Hundredths of a degree by which its lines lean.
        package var lean: Int
        /// Its lines begin short where they should end short.
        package var isOnItsHead: Bool

        package init(ink: Int, contrast: Int, lines: Lines, lean: Int, isOnItsHead: Bool) {
            self.ink = ink
            self.contrast = contrast
            self.lines = lines
            self.lean = lean
            self.isOnItsHead = isOnItsHead
        }
    }

    /// What a ZIP or TAR lists.
    package struct Container: Hashable, Sendable {
        /// Names kept; the count goes on.
        package static let mostNames = 10_000

        package var entries: Int
        package var encryptedEntries: Int
        /// Packed files inside the packed file, by extension.
        package var nested: Int
        /// What the entries say they unpack to, in bytes.
        package var unpackedBytes: Int64
        /// The first names.
        package var names: [FileName]

        package init(
            entries: Int, encryptedEntries: Int, nested: Int, unpackedBytes: Int64, names: [FileName]
        ) {
            self.entries = entries
            self.encryptedEntries = encryptedEntries
            self.nested = nested
            self.unpackedBytes = unpackedBytes
            self.names = names
        }
    }

    /// A limit of reading, reached.
    package enum Limit: String, Hashable, Sendable, CaseIterable {
        case textBytes, textPages, containerNames
    }
}
