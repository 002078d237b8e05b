import Archive
import Formats

/// Reads what an agency published by the regulations on open government information (政府信息公开), handed over with its catalogue.
///
/// `信息公开目录.xml` or `.xlsx`, or both; 文件/索引号.pdf, the slash of the number as `_`. Source: 政府信息公开条例 (2019), 第 25 条.
struct DisclosureReader: PackageReader {
    let kind = PackageKind.disclosure

    /// The collection that such records stand in until they have a code of their own (档号), and what it is called.
    static let collection = (code: "GK", title: "政府公开信息")

    private static let names: Set<String> = ["信息公开目录", "政府信息公开目录"]

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        KnownLayouts.kind(of: listing, prefix: prefix) == kind
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        let listing = package.listing
        let isList = { (name: FileName) in
            Self.names.contains(name.stem) && (name.pathExtension == "xml" || SpreadsheetNames.isTable(name))
        }
        let inside = listing.wrapper(prefix, isList)
        let depth = inside?.components.count ?? 0
        let lists = listing.files(under: inside).filter { n in
            let parts = listing.path(n).components.dropFirst(depth)
            return parts.count == 1 && parts.last.map(isList) == true
        }.sorted { listing.path($0).pathExtension == "xml" && listing.path($1).pathExtension != "xml" }
        var contents = PackageContents(kind: kind, layout: .disclosure, of: package)
        if let n = lists.first { contents.list = try list(n, in: package, settings, &contents.disclosure) }
        var other: DisclosureHead?
        if lists.count > 1 { contents.copy = try list(lists[1], in: package, settings, &other) }
        contents.describing = Set(lists.prefix(2))
        try sort(package, prefix: inside, own: contents.describing, into: &contents)
        return contents
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? { nil }

    private func list(
        _ n: Int64, in package: UnpackedPackage, _ settings: IntakeSettings, _ head: inout DisclosureHead?
    ) throws -> Described<ItemList> {
        guard package.listing.bytes(n) > 0 else { return .unreadable(file: n, .empty) }
        return package.listing.path(n).pathExtension == "xml"
            ? try DisclosureList.xml(n, in: package, &head)
            : try DisclosureList.table(n, in: package, kept: settings.mappings)
    }

    /// Files belong to the entry that names them, or to the one whose number their name begins with.
    private func sort(
        _ package: UnpackedPackage, prefix: FileName?, own: Set<Int64>, into contents: inout PackageContents
    ) throws {
        let listing = package.listing
        let items = contents.list.value?.items ?? RowsOnDisk()
        var named: [String: Int] = [:]
        var numbered: [String: Int] = [:]
        for (place, item) in items.enumerated() where !item.code.isEmpty {
            for file in item.files {
                let name = FilesByCode.lastPart(of: file).lowercased()
                if named[name] == nil { named[name] = place }
            }
            let stem = Self.stem(of: item.code)
            if numbered[stem] == nil { numbered[stem] = place }
        }
        var groups: [Int: (folder: FileName?, files: [Int64])] = [:]
        let depth = prefix?.components.count ?? 0
        for n in listing.files(under: prefix) where !own.contains(n) {
            let path = listing.path(n)
            if path.components.count > depth + 1, path.components[depth].display == "其他" {
                contents.others.append(n)
                continue
            }
            guard !Leftovers.contains(path),
                let place = named[path.lastComponent.display.lowercased()] ?? Self.numbered(path.stem, numbered)
            else {
                contents.strays.append(n)
                continue
            }
            contents.recordBytes += listing.bytes(n)
            groups[
                place, default: (path.components.count > 1 ? path.prefix(parts: path.components.count - 1) : nil, [])
            ]
            .files.append(n)
        }
        for place in groups.keys.sorted() {
            guard let group = groups[place] else { continue }
            let code = items[place].code
            let name = FileName(Self.stem(of: code))
            let files = group.files.sorted { left, right in
                Self.rank(listing.path(left)) < Self.rank(listing.path(right))
            }
            try contents.folders.append(
                RecordFolder(
                    path: group.folder.map { $0 / name } ?? name, metadata: [], contents: files, code: code))
        }
    }

    /// A number as it stands in names of files: without slashes.
    private static func stem(of code: String) -> String {
        String(ReferenceCode.key(of: code).map { "/\\:".contains($0) ? "_" : $0 })
    }

    private static func numbered(_ stem: String, _ numbered: [String: Int]) -> Int? {
        let key = ReferenceCode.key(of: stem)
        if let whole = numbered[key] { return whole }
        var rest = Substring(key)
        while let cut = rest.lastIndex(where: { "-_".contains($0) }) {
            rest = rest[..<cut]
            if let place = numbered[String(rest)] { return place }
        }
        return nil
    }

    private static func rank(_ path: FileName) -> Int { FileRole(named: path.stem) == .attachment ? 1 : 0 }
}

/// What the head of a catalogue of published information says: who sent it, and how many entries it has.
struct DisclosureHead: Sendable {
    let agency: String
    let count: String
    let line: Int
}
