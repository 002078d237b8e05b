import Archive

/// The tables at the root of a package that is a catalogue with files named by 档号.
struct SpreadsheetNames {
    /// The folder around everything; `nil` if there is none.
    let prefix: FileName?
    /// The item catalogue: a spreadsheet before a text file, 归档文件目录 before other names.
    let list: Int64?
    /// A second copy of it in another form.
    let copy: Int64?

    init(_ listing: Listing, prefix: FileName?) {
        self.init(listing, in: listing.wrapper(prefix, SpreadsheetNames.isTable))
    }

    /// The tables right inside a folder; `nil`: at the root.
    init(_ listing: Listing, in folder: FileName?) {
        prefix = folder
        let tables = listing.files(under: folder).filter { n in
            let parts = listing.path(n).components.dropFirst(folder?.components.count ?? 0)
            return parts.count == 1 && SpreadsheetNames.isTable(parts[parts.startIndex])
        }.sorted { SpreadsheetNames.rank(listing.path($0)) < SpreadsheetNames.rank(listing.path($1)) }
        list = tables.first
        copy = tables.dropFirst().first { n in
            SpreadsheetNames.stem(listing.path(n)) == tables.first.map { SpreadsheetNames.stem(listing.path($0)) }
        }
    }

    var own: Set<Int64> { Set([list, copy].compactMap(\.self)) }

    static let extensions = ["xlsx", "csv", "xls", "et"]

    static func isTable(_ name: FileName) -> Bool {
        extensions.contains(name.pathExtension) && !Leftovers.contains(name)
    }

    private static func stem(_ path: FileName) -> String {
        let name = path.lastComponent
        return String(name.display.dropLast(name.pathExtension.count + 1))
    }

    private static func rank(_ path: FileName) -> Int {
        let form = extensions.firstIndex(of: path.lastComponent.pathExtension) ?? extensions.count
        let usual = ["归档文件目录", "元数据"] + MediaReader.photographs.tables + MediaReader.recordings.tables
        return (usual.contains(stem(path)) ? 0 : 10) + form
    }
}
