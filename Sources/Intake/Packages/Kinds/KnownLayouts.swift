import Archive

/// Tells the layouts that are known, read or not, by the names of their files alone.
enum KnownLayouts {
    static func kind(of package: UnpackedPackage) -> PackageKind {
        kind(of: package.listing, prefix: package.wrapper)
    }

    static func kind(of listing: Listing, prefix: FileName?) -> PackageKind {
        if let known = kind(listing, dropping: 0) ?? (prefix == nil ? nil : kind(listing, dropping: 1)) { return known }
        return areNamedByCode(listing) ? .files : .unknown
    }

    /// What the names at the root say, and those of the folders there; `dropping` the folder around everything.
    private static func kind(_ listing: Listing, dropping outside: Int) -> PackageKind? {
        var roots: Set<String> = []
        var folders: Set<FileName> = []
        for n in listing.numbers {
            let parts = listing.path(n).components.dropFirst(outside)
            if parts.count == 1, let name = parts.first { roots.insert(name.display.lowercased()) }
            if parts.count > 1, let folder = parts.first { folders.insert(folder) }
        }
        let records = FileName("电子档案")
        func root(_ stem: String, _ endings: [String]) -> Bool { endings.contains { roots.contains("\(stem).\($0)") } }
        let tables = ["xlsx", "xls", "csv", "et"]
        if Bag.isRoot(roots, folders: folders) { return .bagIt }
        if isEArk(roots, folders) { return .eArk }
        if DatabaseReader.isRoot(roots, listing, dropping: outside) { return .database }
        if ["信息公开目录", "政府信息公开目录"].contains(where: { root($0, tables + ["xml"]) }) { return .disclosure }
        if MediaReader.photographs.tables.contains(where: { root($0, tables) }) { return .photographs }
        if MediaReader.recordings.tables.contains(where: { root($0, tables) }) { return .recordings }
        if root("归档文件目录", tables) { return .catalogue }
        if ["档案目录", "案卷目录", "卷内文件目录", "卷内目录"].contains(where: { root($0, tables) }) { return .digitised }
        if root("文件目录", ["xml"]) || root("案卷目录", ["xml"]) || folders.contains(records) {
            return areCapsules(listing, in: records, dropping: outside) ? .capsules : .transfer2012
        }
        // Any one table, if nothing at the root speaks of another layout.
        if roots.contains(where: { SpreadsheetNames.isTable(FileName($0)) }), !root("目录文件", ["xml"]) {
            return .catalogue
        }
        return nil
    }

    /// METS at the root, or two folders of the specification, one of them that of the representations or of the metadata.
    private static func isEArk(_ roots: Set<String>, _ folders: Set<FileName>) -> Bool {
        if roots.contains("mets.xml") { return true }
        let names = Set(folders.map { $0.display.lowercased() }).intersection(EArkPackage.folders)
        return names.count >= 2 && (names.contains("representations") || names.contains("metadata"))
    }

    /// A capsule holds metadata and content in one XML: then hardly anything lies beside it, and no metadata.
    private static func areCapsules(_ listing: Listing, in folder: FileName, dropping outside: Int) -> Bool {
        var (capsules, others) = (0, 0)
        for n in listing.numbers where listing.source(n) == nil {
            let parts = listing.path(n).components.dropFirst(outside)
            guard parts.first == folder, let name = parts.last?.display.lowercased() else { continue }
            if name.hasSuffix("元数据.xml") { return false }
            if name.hasSuffix(".xml") || name.hasSuffix(".eep") { capsules += 1 } else { others += 1 }
        }
        return capsules > 0 && capsules >= others
    }

    /// Whether most of some files, or the folders they lie in, are named by 档号.
    private static func areNamedByCode(_ listing: Listing) -> Bool {
        let some = listing.numbers.lazy.map(listing.path).filter { !Leftovers.contains($0) }.prefix(200)
        let sorter = FilesByCode(rules: CodeRule.standard)
        var (all, named) = (0, 0)
        for path in some {
            all += 1
            if sorter.namesRecord(path) { named += 1 }
        }
        return all > 0 && named * 2 > all
    }
}
