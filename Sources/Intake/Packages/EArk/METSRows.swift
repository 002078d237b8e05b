/// How METS points to a file: `FLocat`, `mptr`, or that part of `mdRef`.
struct METSLink: Hashable, Sendable {
    var loctype: String?
    var linkType: String?
    var href: String?
    var line = 0
}

/// One metadata section of METS that E-ARK has rules for, with its reference to a file.
struct METSSection: Hashable, Sendable {
    enum Kind: Int, Hashable, Sendable, CaseIterable {
        /// dmdSec
        case descriptive
        /// digiprovMD
        case provenance
        /// rightsMD
        case rights
    }

    struct Reference: Hashable, Sendable {
        var link = METSLink()
        var mdtype: String?
        var described = METSDescribed()
    }

    var kind = Kind.descriptive
    var id: String?
    var created: String?
    var status: String?
    var reference: Reference?
    /// How many `mdRef` it has.
    var references = 0
    var line = 0
}

/// What METS promises of a file.
struct METSDescribed: Hashable, Sendable {
    var mimetype: String?
    var size: String?
    var created: String?
    var checksum: String?
    var checksumType: String?
}

/// One `file` of the file section.
struct METSFile: Hashable, Sendable {
    var id: String?
    /// The place of its group among those of the document.
    var group = 0
    var described = METSDescribed()
    var admid: String?
    var dmdid: String?
    var formatName: String?
    var formatRegistry: String?
    /// The first two of its locations.
    var links: [METSLink] = []
    /// How many it has.
    var locations = 0
    var line = 0
}

/// An identifier that was met.
struct METSIdentifier: DiskRow {
    var text = ""

    init(_ text: String) { self.text = text }
    init() {}
    func write(to bytes: inout RowWriter) { bytes.put(text) }
    init(from bytes: inout RowReader) { text = bytes.text() }
}

extension METSLink {
    fileprivate func put(_ bytes: inout RowWriter) {
        bytes.put(loctype)
        bytes.put(linkType)
        bytes.put(href)
        bytes.put(line)
    }

    fileprivate init(_ bytes: inout RowReader) {
        loctype = bytes.optionalText()
        linkType = bytes.optionalText()
        href = bytes.optionalText()
        line = bytes.int()
    }
}

extension METSDescribed {
    fileprivate func put(_ bytes: inout RowWriter) {
        for text in [mimetype, size, created, checksum, checksumType] { bytes.put(text) }
    }

    fileprivate init(_ bytes: inout RowReader) {
        mimetype = bytes.optionalText()
        size = bytes.optionalText()
        created = bytes.optionalText()
        checksum = bytes.optionalText()
        checksumType = bytes.optionalText()
    }
}

extension METSSection: DiskRow {
    func write(to bytes: inout RowWriter) {
        bytes.put(kind.rawValue)
        for text in [id, created, status] { bytes.put(text) }
        bytes.put(references)
        bytes.put(line)
        bytes.put(reference.map { [$0] } ?? []) { out, reference in
            reference.link.put(&out)
            out.put(reference.mdtype)
            reference.described.put(&out)
        }
    }

    init(from bytes: inout RowReader) {
        kind = Kind(rawValue: bytes.int()) ?? .descriptive
        id = bytes.optionalText()
        created = bytes.optionalText()
        status = bytes.optionalText()
        references = bytes.int()
        line = bytes.int()
        reference =
            bytes.array { reader in
                let link = METSLink(&reader)
                let mdtype = reader.optionalText()
                return Reference(link: link, mdtype: mdtype, described: METSDescribed(&reader))
            }.first
    }
}

extension METSFile: DiskRow {
    func write(to bytes: inout RowWriter) {
        bytes.put(id)
        bytes.put(group)
        described.put(&bytes)
        for text in [admid, dmdid, formatName, formatRegistry] { bytes.put(text) }
        bytes.put(links) { $1.put(&$0) }
        bytes.put(locations)
        bytes.put(line)
    }

    init(from bytes: inout RowReader) {
        id = bytes.optionalText()
        group = bytes.int()
        described = METSDescribed(&bytes)
        admid = bytes.optionalText()
        dmdid = bytes.optionalText()
        formatName = bytes.optionalText()
        formatRegistry = bytes.optionalText()
        links = bytes.array { METSLink(&$0) }
        locations = bytes.int()
        line = bytes.int()
    }
}
