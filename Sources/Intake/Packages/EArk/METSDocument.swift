import Archive
import Formats
import Synchronization

/// What a METS file says, as far as E-ARK has rules for it. Files and sections, of which there may be a million, are laid aside on
/// disk; the rest is small by nature and bounded.
struct METSDocument: Sendable {
    struct Agent: Sendable {
        struct Note: Sendable {
            let type: String?
            var text = ""
        }

        let node: XMLNode
        var names: [String] = []
        var notes: [Note] = []

        var role: String? { node[attribute: "ROLE"] }
        var type: String? { node[attribute: "TYPE"] }
        var otherType: String? { node[attribute: "OTHERTYPE"] }
        var name: String { names.first { !$0.isEmpty } ?? "" }
    }

    /// `altRecordID`
    struct Alternative: Sendable {
        let node: XMLNode
        var text = ""

        var type: String? { node[attribute: "TYPE"] }
    }

    /// A `fileGrp`; those inside others name the outer one.
    struct Group: Sendable {
        let node: XMLNode
        let outer: Int?
        /// Files in it and in the groups inside it.
        var files = 0

        var id: String? { node[attribute: "ID"] }
        var use: String? { node[attribute: "USE"] }
    }

    /// A `div` of a structural map.
    struct Division: Sendable {
        let node: XMLNode
        let outer: Int?
        /// FILEID of its `fptr`; `nil` for one without.
        var files: [(id: String?, line: Int)] = []
        var documents: [XMLNode] = []

        var label: String? { node[attribute: "LABEL"] }
    }

    struct Map: Sendable {
        let node: XMLNode
        var divisions: [Division] = []

        /// The divisions right inside `place`, `nil`: inside the map.
        func inside(_ place: Int?) -> [Int] { divisions.indices.filter { divisions[$0].outer == place } }
    }

    /// An identifier that stood before.
    struct Repeated: Sendable {
        let id: String
        /// The rule of the element that bears it the second time.
        let rule: String
        let line: Int
    }

    let file: Int64
    /// The folder it stands in; `nil`: the root of all.
    let folder: FileName?
    /// The name of the representation it describes; `nil` for that of the package.
    let representation: String?

    var root = XMLNode(name: "mets", line: 1)
    var header: XMLNode?
    var agents: [Agent] = []
    var alternatives: [Alternative] = []
    let sections: RowsOnDisk<METSSection>
    var sectionCounts = [Int](repeating: 0, count: METSSection.Kind.allCases.count)
    /// The first `amdSec`.
    var administrative: XMLNode?
    /// Identifiers of descriptive sections, and of administrative ones of every kind.
    let descriptiveIDs: METSIdentifiers
    let administrativeIDs: METSIdentifiers
    var fileSection: XMLNode?
    var groups: [Group] = []
    let files: RowsOnDisk<METSFile>
    var maps: [Map] = []
    var repeated: [Repeated] = []

    init(file: Int64, folder: FileName?, representation: String?, area: String?) {
        (self.file, self.folder, self.representation) = (file, folder, representation)
        sections = RowsOnDisk(in: area)
        files = RowsOnDisk(in: area)
        descriptiveIDs = METSIdentifiers(in: area)
        administrativeIDs = METSIdentifiers(in: area)
    }

    /// `mets/@OBJID`, empty where there is none.
    var objectID: String { NumberText.trimmed(root[attribute: "OBJID"] ?? "") }

    /// The map by E-ARK: labelled so, else a physical one.
    var map: Map? {
        maps.first { $0.node[attribute: "LABEL"] == "CSIP" }
            ?? maps.first { $0.node[attribute: "LABEL"]?.uppercased() == "CSIP" }
            ?? maps.first { $0.node[attribute: "TYPE"]?.uppercased() == "PHYSICAL" } ?? maps.first
    }

    func count(_ kind: METSSection.Kind) -> Int { sectionCounts[kind.rawValue] }

    /// - Throws: `BytesProblem` if what was laid aside could not be read again.
    func check() throws {
        try sections.check()
        try files.check()
    }
}

/// A set of identifiers that takes no memory to speak of.
final class METSIdentifiers: Sendable {
    private let rows: RowsOnDisk<METSIdentifier>
    private let firsts = Mutex(FirstPlaces())

    init(in area: String?) { rows = RowsOnDisk(in: area) }

    /// Answers whether it is new.
    func insert(_ id: String) throws -> Bool {
        try firsts.withLock { firsts in
            guard firsts.add(id, at: rows.count, keyAt: { rows[$0].text }) == nil else { return false }
            try rows.append(METSIdentifier(id))
            return true
        }
    }

    func contains(_ id: String) -> Bool {
        firsts.withLock { $0.place(of: id) { rows[$0].text } != nil }
    }
}
