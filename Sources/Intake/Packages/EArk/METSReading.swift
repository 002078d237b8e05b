import Archive
import Formats

/// Reads a METS file event by event.
struct METSReading {
    private var document: METSDocument
    private var path: [String] = []
    private let identifiers: METSIdentifiers
    private var section: METSSection?
    private var file: METSFile?
    private var openGroups: [Int] = []
    private var openDivisions: [Int] = []
    /// Character data of the small elements whose text counts.
    private var text = ""

    /// Elements of the kinds that are held in memory; far more than packages have.
    private static let most = 100_000
    private static let longestText = 65_536
    private static let repeats = 200

    private init(_ document: METSDocument, area: String?) {
        self.document = document
        identifiers = METSIdentifiers(in: area)
    }

    /// The METS file `n`.
    static func read(
        _ n: Int64, in package: UnpackedPackage, folder: FileName?, representation: String?
    ) throws -> Described<METSDocument> {
        guard package.listing.bytes(n) > 0 else { return .unreadable(file: n, .empty) }
        var reading = METSReading(
            METSDocument(file: n, folder: folder, representation: representation, area: package.area),
            area: package.area)
        do {
            try SafeXML.events(path: package.path(n)) { try reading.take($0) }
        } catch let problem as XMLProblem {
            if case .unreadable = problem { throw problem }
            return .unreadable(file: n, .xml(problem))
        } catch let reason as UnreadableReason {
            return .unreadable(file: n, reason)
        }
        return .read(file: n, reading.document)
    }

    private mutating func take(_ event: XMLEvent) throws {
        switch event {
        case .start(let node):
            if path.isEmpty, node.name != "mets" { throw UnreadableReason.unexpected(root: node.name) }
            try start(node)
            path.append(node.name)
            text = ""
        case .text(let piece):
            if ["name", "note", "altRecordID"].contains(path.last), text.utf8.count < METSReading.longestText {
                text += piece
            }
        case .end(let name):
            path.removeLast()
            try end(name)
        case .instruction: break
        }
    }

    /// The section of METS that is open.
    private var area: String { path.count > 1 ? path[1] : "" }

    private mutating func start(_ node: XMLNode) throws {
        switch (path.count, area, node.name) {
        case (0, _, _): document.root = node
        case (1, _, "metsHdr"): document.header = document.header ?? node
        case (1, _, "dmdSec"): try begin(.descriptive, node)
        case (1, _, "amdSec"): document.administrative = document.administrative ?? node
        case (1, _, "fileSec"):
            document.fileSection = document.fileSection ?? node
            try know(node, rule: "CSIP59")
        case (1, _, "structMap"):
            try bound(document.maps.count)
            document.maps.append(METSDocument.Map(node: node))
            try know(node, rule: "CSIP83")
        case (2, "metsHdr", "agent"):
            try bound(document.agents.count)
            document.agents.append(METSDocument.Agent(node: node))
        case (2, "metsHdr", "altRecordID"):
            try bound(document.alternatives.count)
            document.alternatives.append(METSDocument.Alternative(node: node))
        case (3, "metsHdr", "note") where !document.agents.isEmpty:
            let last = document.agents.count - 1
            try bound(document.agents[last].notes.count)
            document.agents[last].notes.append(METSDocument.Agent.Note(type: node[attribute: "NOTETYPE"]))
        case (2, "amdSec", "digiprovMD"): try begin(.provenance, node)
        case (2, "amdSec", "rightsMD"): try begin(.rights, node)
        case (2, "amdSec", "techMD"), (2, "amdSec", "sourceMD"):
            if let id = node[attribute: "ID"], !id.isEmpty { _ = try document.administrativeIDs.insert(id) }
            try know(node, rule: "CSIP31")
        case (_, "dmdSec", "mdRef"), (_, "amdSec", "mdRef"): refer(node)
        case (_, "fileSec", "fileGrp"): try group(node)
        case (_, "fileSec", "file"): try begin(file: node)
        case (_, "fileSec", "FLocat"): locate(node)
        case (_, "structMap", "div"): try divide(node)
        case (_, "structMap", "fptr"): point(node)
        case (_, "structMap", "mptr"):
            guard let last = document.maps.indices.last, let place = openDivisions.last else { break }
            try bound(document.maps[last].divisions[place].documents.count)
            document.maps[last].divisions[place].documents.append(node)
        default: break
        }
    }

    /// After the element `name` inside `path` has ended.
    private mutating func end(_ name: String) throws {
        let value = NumberText.trimmed(text)
        switch (path.count, path.count > 1 ? path[1] : "", name) {
        case (3, "metsHdr", "name"):
            guard let last = document.agents.indices.last else { break }
            document.agents[last].names.append(value)
        case (3, "metsHdr", "note"):
            guard let last = document.agents.indices.last, let note = document.agents[last].notes.indices.last
            else { break }
            document.agents[last].notes[note].text = value
        case (2, "metsHdr", "altRecordID"):
            guard let last = document.alternatives.indices.last else { break }
            document.alternatives[last].text = value
        case (1, _, "dmdSec"), (2, "amdSec", "digiprovMD"), (2, "amdSec", "rightsMD"):
            guard let done = section else { break }
            document.sectionCounts[done.kind.rawValue] += 1
            try document.sections.append(done)
            section = nil
        case (_, "fileSec", "file"):
            guard let done = file else { break }
            try document.files.append(done)
            file = nil
        case (_, "fileSec", "fileGrp"): openGroups.removeLast()
        case (_, "structMap", "div"): openDivisions.removeLast()
        default: break
        }
        text = ""
    }

    private func bound(_ count: Int) throws {
        guard count < METSReading.most else { throw UnreadableReason.tooMany(METSReading.most) }
    }

    /// Notes the identifier of an element, and whether another has it.
    private mutating func know(_ node: XMLNode, rule: String) throws {
        guard let id = node[attribute: "ID"], !id.isEmpty, try !identifiers.insert(id),
            document.repeated.count < METSReading.repeats
        else { return }
        document.repeated.append(METSDocument.Repeated(id: id, rule: rule, line: node.line))
    }
}

extension METSReading {
    private mutating func begin(_ kind: METSSection.Kind, _ node: XMLNode) throws {
        var begun = METSSection()
        begun.kind = kind
        begun.id = node[attribute: "ID"]
        begun.created = node[attribute: "CREATED"]
        begun.status = node[attribute: "STATUS"]
        begun.line = node.line
        section = begun
        let ids = kind == .descriptive ? document.descriptiveIDs : document.administrativeIDs
        if let id = begun.id, !id.isEmpty { _ = try ids.insert(id) }
        try know(node, rule: kind == .descriptive ? "CSIP18" : kind == .provenance ? "CSIP33" : "CSIP46")
    }

    private mutating func refer(_ node: XMLNode) {
        guard section != nil else { return }
        section?.references += 1
        guard section?.reference == nil else { return }
        section?.reference = METSSection.Reference(
            link: METSLink(node), mdtype: node[attribute: "MDTYPE"], described: METSDescribed(node))
    }

    private mutating func group(_ node: XMLNode) throws {
        try bound(document.groups.count)
        document.groups.append(METSDocument.Group(node: node, outer: openGroups.last))
        openGroups.append(document.groups.count - 1)
        try know(node, rule: "CSIP65")
    }

    private mutating func begin(file node: XMLNode) throws {
        // A file inside a file is a part of it.
        guard file == nil else { return }
        var begun = METSFile()
        begun.id = node[attribute: "ID"]
        begun.group = openGroups.last ?? -1
        begun.described = METSDescribed(node)
        begun.admid = node[attribute: "ADMID"]
        begun.dmdid = node[attribute: "DMDID"]
        begun.formatName = node[attribute: "FILEFORMATNAME"]
        begun.formatRegistry = node[attribute: "FILEFORMATREGISTRY"] ?? node[attribute: "FORMATREGISTRY"]
        begun.line = node.line
        file = begun
        for place in openGroups { document.groups[place].files += 1 }
        try know(node, rule: "CSIP67")
    }

    private mutating func locate(_ node: XMLNode) {
        guard file != nil else { return }
        file?.locations += 1
        if file?.links.count ?? 2 < 2 { file?.links.append(METSLink(node)) }
    }

    private mutating func divide(_ node: XMLNode) throws {
        guard let last = document.maps.indices.last else { return }
        try bound(document.maps[last].divisions.count)
        document.maps[last].divisions.append(METSDocument.Division(node: node, outer: openDivisions.last))
        openDivisions.append(document.maps[last].divisions.count - 1)
        try know(node, rule: "CSIP85")
    }

    /// A pointer to a file or a group. Of a map with a pointer for each of very many files the first are enough.
    private mutating func point(_ node: XMLNode) {
        guard let last = document.maps.indices.last, let place = openDivisions.last,
            document.maps[last].divisions[place].files.count < METSReading.most
        else { return }
        document.maps[last].divisions[place].files.append((node[attribute: "FILEID"], node.line))
    }
}

extension METSLink {
    init(_ node: XMLNode) {
        loctype = node[attribute: "LOCTYPE"]
        linkType = node[attribute: "type"]
        href = node[attribute: "href"]
        line = node.line
    }
}

extension METSDescribed {
    init(_ node: XMLNode) {
        mimetype = node[attribute: "MIMETYPE"]
        size = node[attribute: "SIZE"]
        created = node[attribute: "CREATED"]
        checksum = node[attribute: "CHECKSUM"]
        checksumType = node[attribute: "CHECKSUMTYPE"]
    }
}
