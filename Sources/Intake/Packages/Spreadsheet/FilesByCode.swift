import Archive

/// Sorts files to records by the 档号 in their names, or in the names of the folders they lie in.
///
/// `档号.pdf`, `档号-附件1.pdf`, `档号_处理单.pdf`, `档号/0001.jpg`, in any folder; several places of one code are one record.
struct FilesByCode {
    let rules: [CodeRule]
    /// Whether a key is that of a code that is expected, from the catalogue.
    var isListed: (String) -> Bool = { _ in false }
    /// Names that the catalogue gives to files of its own accord, in small letters, and the code each belongs to.
    var names: [String: String] = [:]
    /// A folder named by a code says more than the name of a file in it, which many records give.
    var isNamedByFolderFirst = false

    /// What files of one code have in common: its key, and the first path that names it.
    private struct Group: DiskRow {
        var key = ""
        var path = FileName("")

        init(key: String, path: FileName) { (self.key, self.path) = (key, path) }
        init() {}
        init(from bytes: inout RowReader) { (key, path) = (bytes.text(), FileName(bytes: bytes.run())) }

        func write(to bytes: inout RowWriter) {
            bytes.put(key)
            bytes.put(path.bytes)
        }
    }

    /// - Parameter own: files that describe the package.
    func sort(
        _ package: UnpackedPackage, prefix: FileName?, own: Set<Int64>, into contents: inout PackageContents
    ) throws {
        let listing = package.listing
        let groups = RowsOnDisk<Group>(in: package.area)
        var places = FirstPlaces()
        // Neighbours mostly are of one record.
        var last = (key: "", place: 0)
        var members: [(group: Int32, n: Int32)] = []
        for n in listing.files(under: prefix) where !own.contains(n) {
            let path = listing.path(n)
            let parts = path.components.dropFirst(prefix?.components.count ?? 0)
            if parts.count > 1, parts.first?.display == "其他" {
                contents.others.append(n)
            } else if Leftovers.contains(path) {
                contents.strays.append(n)
            } else if let (key, place) = group(of: path, outside: path.components.count - parts.count) {
                contents.recordBytes += listing.bytes(n)
                if key != last.key {
                    let next = groups.count
                    last = (key, places.add(key, at: next, keyAt: { groups[$0].key }) ?? next)
                    if last.place == next { try groups.append(Group(key: key, path: place)) }
                }
                members.append((Int32(last.place), Int32(n)))
            } else {
                contents.strays.append(n)
            }
        }
        try groups.check()
        // What came in the order of paths stays in it inside a group.
        members.sort { $0 < $1 }
        var rest = members[...]
        for (place, group) in groups.enumerated() {
            let own = rest.prefix { $0.group == Int32(place) }.map { Int64($0.n) }
            rest = rest.dropFirst(own.count)
            let sorted =
                own.count < 2
                ? own : own.sorted { FilesByCode.precedes(listing.path($0), listing.path($1), group.key) }
            try contents.folders.append(RecordFolder(path: group.path, metadata: [], contents: sorted))
        }
    }

    /// Whether a path says by itself which record it belongs to.
    func namesRecord(_ path: FileName) -> Bool { group(of: path, outside: 0) != nil }

    /// The first part of the path, from the top, that names a record.
    private func group(of path: FileName, outside: Int) -> (key: String, place: FileName)? {
        let parts = path.components
        if isNamedByFolderFirst, let folder = place(of: parts, path, in: outside..<parts.count - 1) { return folder }
        if !names.isEmpty {
            let last = path.lastComponent
            for name in [last.display, last.stem] {
                guard let code = names[name.lowercased()] else { continue }
                let above = parts.count > 1 ? path.prefix(parts: parts.count - 1) : nil
                return (ReferenceCode.key(of: code), above.map { $0 / FileName(code) } ?? FileName(code))
            }
        }
        return place(of: parts, path, in: outside..<parts.count)
    }

    /// The first of some parts of a path that names a record.
    private func place(of parts: [FileName], _ path: FileName, in depths: Range<Int>) -> (key: String, place: FileName)?
    {
        for depth in depths {
            let isFile = depth == parts.count - 1
            let name = parts[depth]
            let stem = isFile ? name.stem : name.display
            guard let code = code(in: stem) else { continue }
            let place = FileName(code)
            let above = depth == 0 ? nil : path.prefix(parts: depth)
            return (ReferenceCode.key(of: code), above.map { $0 / place } ?? place)
        }
        return nil
    }

    /// The longest beginning of a name that is an expected code; else one that reads as a code by the rules.
    private func code(in name: String) -> String? {
        let scalars = Array(name.unicodeScalars)
        guard scalars.count <= ReferenceCode.longest + 60 else { return nil }
        let ends = (1...max(1, scalars.count)).reversed().filter { end in
            end <= scalars.count && (end == scalars.count || !FilesByCode.continues(scalars[end - 1], scalars[end]))
        }
        func text(_ end: Int) -> String { String(String.UnicodeScalarView(scalars[..<end])) }
        if let end = ends.first(where: { isListed(ReferenceCode.key(of: text($0))) }) { return text(end) }
        guard let end = ends.first(where: { (try? ReferenceCode(parsing: text($0), rules: rules)) != nil }) else {
            return nil
        }
        return text(end)
    }

    /// The name at the end of a way to a file, with slashes of either kind.
    static func lastPart(of way: String) -> String {
        way.split { $0 == "/" || $0 == "\\" }.last.map { String($0) } ?? way
    }

    /// The names in a cell that holds several between commas; a name may hold a comma itself, so each part must end like one.
    static func names(_ text: String) -> [String] {
        let parts = text.split { "、,，".contains($0) }.map { NumberText.trimmed(String($0)) }
        return parts.count > 1 && parts.allSatisfy { !FileName($0).pathExtension.isEmpty } ? parts : [text]
    }

    /// Whether two characters are parts of one word or number, so that a code cannot end between them.
    private static func continues(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
        func isWord(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isASCII && scalar.properties.isAlphabetic || isDigit(scalar)
        }
        func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
        return isWord(left) && isWord(right)
    }

    /// Main text first, then attachments, processing sheets, drafts; pages by their numbers.
    private static func precedes(_ left: FileName, _ right: FileName, _ key: String) -> Bool {
        let ranks = [left, right].map { RecordMetadata.Document(named: $0, code: key).role.rank }
        return ranks[0] == ranks[1] ? natural(left) < natural(right) : ranks[0] < ranks[1]
    }

    /// A name whose numbers compare as numbers: 附件2 before 附件10.
    private static func natural(_ path: FileName) -> String {
        var out = ""
        var digits = ""
        func close() {
            out += String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
            digits = ""
        }
        for character in path.display {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                if !digits.isEmpty { close() }
                out.append(character)
            }
        }
        if !digits.isEmpty { close() }
        return out
    }
}

extension FileName {
    /// Its last part without the extension, if it has one.
    var stem: String {
        let name = lastComponent
        let ending = name.pathExtension
        return ending.isEmpty ? name.display : String(name.display.dropLast(ending.count + 1))
    }
}

extension FileRole {
    /// Its place among the files of a record.
    fileprivate var rank: Int {
        switch self {
        case .main: 0
        case .attachment: 1
        case .other: 2
        case .processing: 3
        case .draft: 4
        case .metadata, .package: 5
        }
    }
}

extension RecordMetadata.Document {
    /// What a file's name says of it, where no metadata does: `档号.pdf` and numbered pages are the main text.
    /// - Parameters:
    ///   - code: the key of the record's code.
    ///   - given: what the layout says the file is for.
    init(named path: FileName, code: String, role given: FileRole? = nil) {
        let stem = path.stem
        let key = ReferenceCode.key(of: stem)
        let role = FileRole(named: stem)
        let rest = key.hasPrefix(code) ? String(key.dropFirst(code.count)) : key
        let isPage = rest.allSatisfy { $0.isASCII && $0.isNumber || "-·_ ()P.".contains($0) }
        let isMain = given.map { $0 == .main } ?? (role == .main || role == .other && (key == code || isPage))
        self.init(
            title: "", manuscript: FilesByCode.manuscript(isMain ? .main : given ?? role), isMain: isMain,
            fileName: path.lastComponent.display, size: "", format: "", pages: "", digests: [], line: 0)
    }
}

extension FilesByCode {
    /// The word (稿本) that means a role.
    fileprivate static func manuscript(_ role: FileRole) -> String {
        switch role {
        case .main: "正本"
        case .attachment: "附件"
        case .processing: "处理单"
        case .draft: "定稿"
        case .metadata, .package, .other: ""
        }
    }
}
