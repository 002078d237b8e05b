import Archive

/// The fixed names of the layout, found whatever the capitals of their extension.
struct Transfer2012Names: PackageNames {
    let prefix: FileName?
    let notes: Int64?
    let list: Int64?
    let volumes: Int64?

    init(_ listing: Listing, prefix: FileName?) {
        let isNotes = { (name: FileName) in name.stem(ending: "txt") == "说明文件" }
        let isList = { (name: FileName) in name.stem(ending: "xml") == "文件目录" }
        let isVolumes = { (name: FileName) in name.stem(ending: "xml") == "案卷目录" }
        self.prefix = listing.wrapper(prefix) { isNotes($0) || isList($0) || isVolumes($0) }
        notes = listing.atRoot(self.prefix, isNotes)
        list = listing.atRoot(self.prefix, isList)
        volumes = listing.atRoot(self.prefix, isVolumes)
    }

    var own: Set<Int64> { Set([notes, list, volumes].compactMap(\.self)) }

    func holdsRecords(_ folder: FileName) -> Bool { folder.display == "电子档案" }

    /// `X013-WS·2020-Y-BGS-0001元数据.XML`, `电子档案元数据.xml` …
    func isMetadata(_ name: FileName) -> Bool { name.stem(ending: "xml")?.hasSuffix("元数据") == true }
}
