import Archive
import Formats

/// What the descriptive metadata of a package say of it: Dublin Core, EAD or MODS, as found; else what METS itself says.
struct EArkDescription: Sendable {
    private(set) var title = ""
    private(set) var creators: [String] = []
    /// As written; of a period its beginning and end: `1949/1952`.
    private(set) var dates: [String] = []
    private(set) var abstract = ""
    private(set) var subjects: [String] = []
    private(set) var languages: [String] = []
    private(set) var identifiers: [String] = []
    private(set) var rights = ""

    /// Descriptions are some kilobytes, finding aids some megabytes.
    private static let limits = XMLLimits(bytes: 32 << 20, depth: 100, elements: 500_000, kept: 64 << 20)
    /// More of the files below `metadata/descriptive` are not looked at.
    private static let most = 50

    init() {}

    /// From the files that `dmdSec` of the package points to, the first that says a title; else from those that lie where descriptions do.
    init(_ package: EArkPackage, in unpacked: UnpackedPackage) throws {
        guard let document = package.mets.value else { return }
        let names = EArkNames(package, unpacked.listing)
        var candidates: [Int64] = []
        for section in document.sections where section.kind == .descriptive {
            if let href = section.reference?.link.href, case .file(let n, _) = names.find(href, from: document) {
                candidates.append(n)
            }
            if candidates.count >= EArkDescription.most { break }
        }
        candidates += unpacked.listing.files(under: package.path("metadata/descriptive")).prefix(EArkDescription.most)
        for n in candidates {
            guard let root = try EArkDescription.tree(n, unpacked) else { continue }
            let read = EArkDescription(root)
            if !read.title.isEmpty {
                self = read
                return
            }
        }
    }

    /// `nil` for what is no XML that can be read: other checks tell it.
    private static func tree(_ n: Int64, _ package: UnpackedPackage) throws -> XMLNode? {
        let size = package.listing.bytes(n)
        guard size > 0, size <= limits.bytes, package.listing.path(n).pathExtension == "xml" else { return nil }
        do {
            return try SafeXML.tree(path: package.path(n), limits: limits)
        } catch let problem as XMLProblem {
            if case .unreadable = problem { throw problem }
            return nil
        }
    }
}

extension EArkDescription {
    init(_ root: XMLNode) {
        switch root.name {
        case "ead": finding(root)
        case "mods": object(root)
        case "modsCollection":
            if let first = root.first("mods") { object(first) }
        default: elements(root)
        }
    }

    /// EAD 2002 and EAD 3: what the topmost level says of itself.
    private mutating func finding(_ root: XMLNode) {
        guard let description = root.first("archdesc") else { return }
        let identity = description.first("did")
        title = identity?.first("unittitle").map(EArkDescription.words) ?? ""
        if title.isEmpty {
            let header = root.first("eadheader") ?? root.first("control")
            title = header?.at("filedesc", "titlestmt", "titleproper").map(EArkDescription.words) ?? ""
        }
        creators = (identity?.all("origination") ?? []).map(EArkDescription.words).filter { !$0.isEmpty }
        dates = (identity?.all("unitdate") ?? []).flatMap { node in
            [node[attribute: "normal"] ?? "", EArkDescription.words(node)].filter { !$0.isEmpty }
        }
        identifiers = (identity?.all("unitid") ?? []).map(EArkDescription.words).filter { !$0.isEmpty }
        languages = (identity?.first("langmaterial")?.all("language") ?? []).map(EArkDescription.words)
        abstract =
            [identity?.first("abstract"), description.first("scopecontent")].compactMap(\.self)
            .map(EArkDescription.words).first { !$0.isEmpty } ?? ""
        rights = description.first("accessrestrict").map(EArkDescription.words) ?? ""
    }

    private mutating func object(_ root: XMLNode) {
        title = root.first("titleInfo")?.first("title").map(EArkDescription.words) ?? ""
        creators = root.all("name").compactMap { name in
            let parts = name.all("namePart").map(EArkDescription.words).filter { !$0.isEmpty }
            return parts.isEmpty ? nil : parts.joined(separator: " ")
        }
        let origin = root.first("originInfo")
        dates = ["dateCreated", "dateIssued", "copyrightDate"].flatMap { origin?.all($0) ?? [] }.map(
            EArkDescription.words)
        abstract = root.first("abstract").map(EArkDescription.words) ?? ""
        subjects = root.all("subject").map(EArkDescription.words)
        languages = root.all("language").map(EArkDescription.words)
        identifiers = root.all("identifier").map(EArkDescription.words)
    }

    /// Dublin Core, simple or qualified, whatever stands around it.
    private mutating func elements(_ root: XMLNode) {
        var found: [String: [String]] = [:]
        EArkDescription.gather(root, depth: 0, into: &found)
        func all(_ names: String...) -> [String] { names.flatMap { found[$0] ?? [] } }
        title = all("title").first ?? ""
        creators = all("creator")
        dates = all("created", "date", "issued", "temporal")
        abstract = all("abstract", "description").first ?? ""
        subjects = all("subject")
        languages = all("language")
        identifiers = all("identifier")
        rights = all("rights", "accessRights").first ?? ""
    }

    private static func gather(_ node: XMLNode, depth: Int, into found: inout [String: [String]]) {
        if node.namespace?.hasPrefix("http://purl.org/dc/") == true {
            let value = words(node)
            if !value.isEmpty { found[node.name, default: []].append(value) }
        }
        guard depth < 8 else { return }
        for child in node.children { gather(child, depth: depth + 1, into: &found) }
    }

    /// The text in an element and in all that is inside it, in one line.
    static func words(_ node: XMLNode) -> String {
        let parts = [node.text] + node.children.map(words)
        return NumberText.trimmed(
            parts.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
}

extension EArkDescription {
    /// The entry of the record: code, title and what else is known, under the names that our catalogue knows.
    func item(_ package: EArkPackage, code: String, hasCode: Bool, line: Int) -> ItemList.Item {
        let document = package.mets.value
        let label = NumberText.trimmed(document?.root[attribute: "LABEL"] ?? "")
        let period = dates.first { EArkDescription.year(in: $0) != nil }
        let day = dates.first { (try? ArchivalDate(parsing: $0)) != nil }
        let software = document?.agents.first { $0.role == "CREATOR" && $0.otherType == "SOFTWARE" }?.name ?? ""
        let others: [(name: String, value: String)] = [
            ("摘要", abstract), ("主题词", subjects.joined(separator: "；")),
            ("语种", EArkDescription.cut(languages.joined(separator: "；"), 50)),
            // A code of ours says its own year.
            ("年度", hasCode ? "" : period.flatMap(EArkDescription.year) ?? ""),
            ("起止日期", day == nil ? period ?? "" : ""), ("标识符", identifiers.joined(separator: "；")),
            ("附注", rights), ("内容类别", document?.root[attribute: "TYPE"] ?? ""),
            ("表示形式", package.representations.map(\.name).prefix(100).joined(separator: "；")),
            ("形成信息包的软件", software), ("OBJID", document?.objectID ?? ""),
        ]
        return ItemList.Item(
            code: code, title: EArkDescription.cut(title.isEmpty ? label.isEmpty ? code : label : title, 1000),
            author: EArkDescription.cut(creators.joined(separator: "；"), 500), date: day ?? "",
            others: others.filter { !$0.value.isEmpty }, line: line)
    }

    /// No longer than the catalogue takes; the whole stands in its file.
    static func cut(_ text: String, _ most: Int) -> String {
        guard text.unicodeScalars.count > most else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(most - 1))) + "…"
    }

    /// The first four digits that stand alone.
    static func year(in text: String) -> String? {
        text.split { !($0.isASCII && $0.isNumber) }.first { $0.count == 4 || $0.count == 8 }.map {
            String($0.prefix(4))
        }
    }
}

extension ItemList.Item {
    /// An entry made from what describes a package as a whole.
    init(
        code: String, title: String, author: String, date: String, retention: String = "", secrecy: String = "",
        others: [(name: String, value: String)], line: Int
    ) {
        (number, self.code, self.author, self.title) = ("", code, author, title)
        (self.date, self.retention, self.secrecy, pages) = (date, retention, secrecy, "")
        (files, self.others, self.line) = ([], others, line)
    }
}
