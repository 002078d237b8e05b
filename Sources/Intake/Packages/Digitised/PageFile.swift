import Archive

/// A page image of a record, and the number its name gives it: `0001.jpg`, `档号-0001.tif`, `第1页.jpg`.
struct PageFile: Sendable {
    let n: Int64
    let name: FileName
    /// `nil`: the name gives no number.
    let number: Int?

    /// - Parameter key: the key of the record's code.
    init(_ n: Int64, _ path: FileName, key: String) {
        (self.n, name) = (n, path.lastComponent)
        number = PageFile.number(in: path.stem, key: key)
    }

    /// What has its place without a number, before and behind the pages.
    private static let before = ["封面", "卷皮", "目录"]
    private static let behind = ["备考表", "封底"]

    var isBeforePages: Bool { PageFile.before.contains { name.stem.contains($0) } }
    var isBehindPages: Bool { PageFile.behind.contains { name.stem.contains($0) } }

    /// A number of at most six digits that stands alone, or behind the record's code or a part of it.
    static func number(in stem: String, key: String) -> Int? {
        var rest = Substring(ReferenceCode.key(of: stem))
        if rest.hasPrefix(key) {
            rest = rest.dropFirst(key.count)
            // The code alone: a file of all pages.
            if rest.isEmpty { return nil }
        } else if let cut = rest.lastIndex(where: { "-_".contains($0) }), key.hasPrefix(rest[..<cut]) {
            rest = rest[cut...]
        }
        rest = rest.drop { "-_ ".contains($0) }
        if rest.hasPrefix("第") { rest = rest.dropFirst() }
        if rest.hasSuffix("页") { rest = rest.dropLast() }
        if rest.hasPrefix("P") { rest = rest.dropFirst() }
        guard (1...6).contains(rest.count), rest.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(rest)
    }

    /// Pages in their order: by number, covers before and notes behind, other names between.
    static func inOrder(_ files: [Int64], _ listing: Listing, key: String) -> [Int64] {
        guard files.count > 1 else { return files }
        let pages = files.map { PageFile($0, listing.path($0), key: key) }
        return pages.enumerated().sorted { left, right in
            (left.element.rank, left.element.number ?? Int.max, left.offset)
                < (right.element.rank, right.element.number ?? Int.max, right.offset)
        }.map(\.element.n)
    }

    private var rank: Int { number != nil ? 1 : isBeforePages ? 0 : isBehindPages ? 3 : 2 }

    /// The pages of a record that is checked.
    static func pages(of record: RecordUnderCheck, in package: PackageUnderCheck) -> [PageFile] {
        let key = ReferenceCode.key(of: record.code)
        return record.folder.contents.map { PageFile($0, package.path($0), key: key) }
    }
}
