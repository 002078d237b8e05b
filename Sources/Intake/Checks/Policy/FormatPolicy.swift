package import Archive
package import Formats

/// What becomes of files of each format, by 门类 (格式策略): taken, taken and to be migrated, or returned. Data, with a reason for
/// each row; versions of it are decided at the desk.
///
/// Of the rows that fit a file one holds: those of its 门类 before those of all, then the row that names its PUID before one that
/// names the beginning of it (the longest), then its family, then any format.
package struct FormatPolicy: Hashable, Sendable {
    package enum Treatment: String, Hashable, Sendable, CaseIterable {
        /// 接收: a format that lasts.
        case accept
        /// 接收并转换: it is taken, and will have to be migrated.
        case migrate
        /// 退回: it is not taken.
        case `return`

        package var words: Words {
            switch self {
            case .accept: Words(zh: "接收", en: "accept")
            case .migrate: Words(zh: "接收并转换", en: "accept and migrate")
            case .return: Words(zh: "退回", en: "return")
            }
        }
    }

    /// One line of it.
    package struct Row: Hashable, Sendable {
        package var target: FormatTarget
        /// The code of a 门类, `ZP`; empty: of all.
        package var category: String
        package var treatment: Treatment
        package var reason: Words

        package init(_ target: FormatTarget, _ category: String = "", _ treatment: Treatment, _ reason: Words) {
            (self.target, self.category, self.treatment, self.reason) = (target, category, treatment, reason)
        }

        /// `fmt/40 · WS`: how findings name it.
        package var label: String { category.isEmpty ? target.text : "\(target.text) · \(category)" }
    }

    package let rows: [Row]
    /// The rows of a 门类, of all under the empty code: a package may have 100,000 files.
    private let shelves: [String: Shelf]

    /// - Parameter rows: of two for the same the first holds; `validated` refuses them.
    package init(rows: [Row]) {
        self.rows = rows
        var shelves: [String: Shelf] = [:]
        for row in rows { shelves[row.category, default: Shelf()].add(row) }
        self.shelves = shelves
    }

    /// The row that holds for a file; `nil` if none says anything of it.
    package func row(puid: String?, kind: FormatKind, category: String?) -> Row? {
        for code in [category ?? "", ""] {
            if let row = shelves[code]?.row(puid: puid, kind: kind) { return row }
        }
        return nil
    }

    private struct Shelf: Hashable, Sendable {
        private var puids: [String: Row] = [:]
        /// The longest first.
        private var prefixes: [Row] = []
        private var families: [FormatKind: Row] = [:]
        private var any: Row?

        mutating func add(_ row: Row) {
            switch row.target {
            case .puid(let puid): puids[puid] = puids[puid] ?? row
            case .prefix:
                let place = prefixes.firstIndex { $0.target.text.utf8.count < row.target.text.utf8.count }
                prefixes.insert(row, at: place ?? prefixes.count)
            case .family(let kind): families[kind] = families[kind] ?? row
            case .any: any = any ?? row
            }
        }

        func row(puid: String?, kind: FormatKind) -> Row? {
            if let puid {
                if let row = puids[puid] { return row }
                if let row = prefixes.first(where: { $0.target.begins(puid) }) { return row }
            }
            return families[kind] ?? any
        }
    }
}

/// Which formats a row of the policy speaks of, as one types it: `fmt/95`, `fmt/70*`, a family such as `pdf` or `audio`, or `*`.
package enum FormatTarget: Hashable, Sendable {
    case puid(String)
    /// What the PUID begins with, without the star.
    case prefix(String)
    case family(FormatKind)
    case any

    /// The families there are, in the order they are offered.
    package static let families: [FormatKind] =
        SchemeTerms.offered + [.zip, .tar, .packed, .executable, .empty, .other]

    package init?(text: String) {
        let plain = NumberText.plain(text).lowercased()
        if plain == "*" {
            self = .any
        } else if let kind = FormatKind(rawValue: plain), FormatTarget.families.contains(kind) {
            self = .family(kind)
        } else {
            let isPrefix = plain.hasSuffix("*")
            let puid = isPrefix ? String(plain.dropLast()) : plain
            guard let slash = puid.firstIndex(of: "/"), ["fmt", "x-fmt"].contains(puid[..<slash]) else { return nil }
            let number = puid[puid.index(after: slash)...]
            guard number.utf8.allSatisfy({ (48...57).contains($0) }), number.utf8.count <= 6,
                isPrefix || !number.isEmpty
            else { return nil }
            self = isPrefix ? .prefix(puid) : .puid(puid)
        }
    }

    package var text: String {
        switch self {
        case .puid(let puid): puid
        case .prefix(let prefix): prefix + "*"
        case .family(let kind): kind.rawValue
        case .any: "*"
        }
    }

    /// What it is called beside its text.
    package var name: Words {
        switch self {
        case .puid, .prefix: Words(zh: text, en: text)
        case .family(let kind): kind.name
        case .any: Words(zh: "任何格式", en: "any format")
        }
    }

    fileprivate func begins(_ puid: String) -> Bool {
        guard case .prefix(let prefix) = self else { return false }
        return puid.utf8.starts(with: prefix.utf8)
    }
}
