import Archive

/// The fixed names of the layout, found whatever the capitals of their extension.
struct Transfer2022Names {
    let prefix: FileName?
    let notes: Int64?
    let list: Int64?

    init(_ listing: Listing, prefix: FileName?) {
        // A package whose only folder is the 全宗号 is not wrapped.
        let isWrapped = prefix.map { wrapper in
            listing.files(under: wrapper).contains { n in
                let parts = listing.path(n).components
                return parts.count == 2 && (Transfer2022Names.isNotes(parts[1]) || Transfer2022Names.isList(parts[1]))
            }
        }
        self.prefix = isWrapped == true ? prefix : nil
        var notes: Int64?
        var list: Int64?
        for n in listing.files(under: self.prefix) {
            let parts = listing.path(n).components.dropFirst(self.prefix == nil ? 0 : 1)
            guard parts.count == 1, let name = parts.first else { continue }
            if notes == nil, Transfer2022Names.isNotes(name) { notes = n }
            if list == nil, Transfer2022Names.isList(name) { list = n }
        }
        self.notes = notes
        self.list = list
    }

    /// The parts of a path inside the wrapping folder.
    func inside(_ path: FileName) -> ArraySlice<FileName> {
        path.components.dropFirst(prefix == nil ? 0 : 1)
    }

    static func isNotes(_ name: FileName) -> Bool { stem(name, "txt") == "说明文件" }
    static func isList(_ name: FileName) -> Bool { stem(name, "xml") == "目录文件" }

    /// `电子档案元数据.XML`, `电子档案封装元数据.xml` …
    static func isMetadata(_ name: FileName) -> Bool {
        guard let stem = stem(name, "xml") else { return false }
        return stem.hasPrefix("电子档案") && stem.hasSuffix("元数据")
    }

    private static func stem(_ name: FileName, _ ending: String) -> String? {
        guard name.pathExtension == ending else { return nil }
        return String(name.display.dropLast(ending.count + 1))
    }
}
