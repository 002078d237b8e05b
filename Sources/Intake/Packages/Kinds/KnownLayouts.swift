import Archive

/// Tells the layouts that are known, read or not, by the names of their files alone.
enum KnownLayouts {
    static func kind(of package: UnpackedPackage) -> PackageKind {
        kind(of: package.listing, prefix: package.wrapper)
    }

    static func kind(of listing: Listing, prefix: FileName?) -> PackageKind {
        let names = listing.numbers.map { n in listing.path(n).components.map(\.display) }
        if let known = kind(names) ?? (prefix == nil ? nil : kind(names.map { Array($0.dropFirst()) })) { return known }
        return areNamedByCode(names) ? .files : .unknown
    }

    private static func kind(_ names: [[String]]) -> PackageKind? {
        let roots = Set(names.filter { $0.count == 1 }.map { $0[0].lowercased() })
        let folders = Set(names.filter { $0.count > 1 }.map { $0[0] })
        func root(_ stem: String, _ endings: [String]) -> Bool { endings.contains { roots.contains("\(stem).\($0)") } }
        let tables = ["xlsx", "xls", "csv", "et"]
        if roots.contains("bagit.txt") { return .bagIt }
        if root("信息公开目录", tables + ["xml"]) { return .disclosure }
        if root("归档文件目录", tables) { return .catalogue }
        if root("档案目录", tables) || root("案卷目录", tables) { return .digitised }
        if root("文件目录", ["xml"]) || root("案卷目录", ["xml"]) || folders.contains("电子档案") {
            // A capsule holds metadata and content in one XML: then nothing else lies beside it.
            let records = names.filter { $0.first == "电子档案" }.compactMap(\.last)
            let areCapsules =
                !records.isEmpty
                && records.allSatisfy { name in
                    let lower = name.lowercased()
                    return lower.hasSuffix(".xml") && !lower.contains("元数据") || lower.hasSuffix(".eep")
                }
            return areCapsules ? .capsules : .transfer2012
        }
        // Any one table, if nothing at the root speaks of another layout.
        if roots.contains(where: { SpreadsheetNames.isTable(FileName($0)) }), !root("目录文件", ["xml"]) {
            return .catalogue
        }
        return nil
    }

    /// Whether most of some files, or the folders they lie in, are named by 档号.
    private static func areNamedByCode(_ names: [[String]]) -> Bool {
        let some = names.filter { !Leftovers.contains(FileName($0.joined(separator: "/"))) }.prefix(200)
        guard !some.isEmpty else { return false }
        let sorter = FilesByCode(codes: [], rules: CodeRule.standard)
        return some.count { sorter.namesRecord(FileName($0.joined(separator: "/"))) } * 2 > some.count
    }
}
