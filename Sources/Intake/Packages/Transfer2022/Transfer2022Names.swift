import Archive

/// The fixed names of the layout, found whatever the capitals of their extension.
struct Transfer2022Names: PackageNames {
    let prefix: FileName?
    let notes: Int64?
    let list: Int64?

    init(_ listing: Listing, prefix: FileName?) {
        // A package whose only folder is the 全宗号 is not wrapped.
        self.prefix = listing.wrapper(prefix) { Transfer2022Names.isNotes($0) || Transfer2022Names.isList($0) }
        notes = listing.atRoot(self.prefix, Transfer2022Names.isNotes)
        list = listing.atRoot(self.prefix, Transfer2022Names.isList)
    }

    var own: Set<Int64> { Set([notes, list].compactMap(\.self)) }

    /// Any folder but 其他 is a 全宗号.
    func holdsRecords(_ folder: FileName) -> Bool { true }

    /// `电子档案元数据.XML`, `电子档案封装元数据.xml` …
    func isMetadata(_ name: FileName) -> Bool {
        guard let stem = name.stem(ending: "xml") else { return false }
        return stem.hasPrefix("电子档案") && stem.hasSuffix("元数据")
    }

    private static func isNotes(_ name: FileName) -> Bool { name.stem(ending: "txt") == "说明文件" }
    private static func isList(_ name: FileName) -> Bool { name.stem(ending: "xml") == "目录文件" }
}
