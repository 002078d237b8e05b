import Archive
import Formats

/// The tables of a package of digitised paper: the list of records (卷内文件目录, 文件目录) and, if there is one, the list of volumes (案卷目录),
/// as sheets of one file or as files of their own.
struct DigitisedTables {
    /// The folder around everything; `nil` if there is none.
    let prefix: FileName?
    private(set) var items: Described<ItemList> = .missing
    private(set) var volumes: Described<VolumeList> = .missing
    private(set) var own: Set<Int64> = []

    /// Names the tables have by the usage of DA/T 31 and DA/T 22, and what only a list of volumes has for headings.
    private static let names: Set<String> = ["档案目录", "案卷目录", "卷内文件目录", "卷内目录", "文件目录", "归档文件目录", "数字化目录"]
    private static let volumeHeadings: Set<String> = ["案卷题名", "案卷号", "案卷档号", "卷内件数", "件数", "起止日期"]
    private static let codeHeadings: Set<String> = ["案卷档号", "案卷号", "档号"]
    private static let titleHeadings: Set<String> = ["案卷题名", "题名", "案卷标题"]

    init(_ package: UnpackedPackage, prefix: FileName?, kept: KeptMappings) throws {
        let listing = package.listing
        let isTable = { (name: FileName) in
            SpreadsheetNames.isTable(name) && DigitisedTables.names.contains(name.stem)
        }
        self.prefix = listing.wrapper(prefix, isTable)
        let depth = self.prefix?.components.count ?? 0
        let tables = listing.files(under: self.prefix).filter { n in
            let parts = listing.path(n).components.dropFirst(depth)
            return parts.count == 1 && parts.last.map(isTable) == true
        }
        var byVolume: Described<ItemList> = .missing
        for n in tables {
            own.insert(n)
            try read(n, in: package, kept: kept, &byVolume)
        }
        // Scanned by volume: the volumes are what there is.
        if case .missing = items, case .read = byVolume { (items, volumes) = (byVolume, .missing) }
    }

    private mutating func read(
        _ n: Int64, in package: UnpackedPackage, kept: KeptMappings, _ byVolume: inout Described<ItemList>
    ) throws {
        guard package.listing.bytes(n) > 0 else { return fail(n, .empty) }
        do {
            let table = try OpenTable(path: package.path(n))
            var nearest: UnreadableReason?
            var isUsed = false
            for (sheet, name) in table.sheets.enumerated() {
                guard let (found, row) = try ItemTable.headings(table, sheet: sheet, kept: kept) else { continue }
                let headings = Set(found.headings.map(ItemColumn.plain))
                let isOfVolumes =
                    name.contains("案卷") || package.listing.path(n).stem == "案卷目录" || headings.contains("案卷题名")
                    || found[.code] == nil && !headings.isDisjoint(with: Self.volumeHeadings)
                let mapping = isOfVolumes ? Self.volumeMapping(found) : found
                guard mapping.isUsable else {
                    nearest = .column(.code, row: row, headings: found.headings)
                    continue
                }
                isUsed = true
                var list = ItemList(in: package.area)
                list.columns = mapping.columns.compactMap { $0?.rawValue }
                try table.rows(of: sheet) { line in
                    guard line.number > row, let item = ItemList.Item(line, mapping) else { return }
                    try list.items.append(item)
                }
                if isOfVolumes {
                    guard case .missing = volumes else { continue }
                    volumes = .read(file: n, VolumeList(list))
                    byVolume = .read(file: n, list)
                } else if case .missing = items {
                    items = .read(file: n, list)
                }
            }
            if !isUsed { fail(n, nearest ?? .headings) }
        } catch let problem as TableProblem {
            if case .unreadable = problem { throw problem }
            fail(n, .table(problem))
        }
    }

    private mutating func fail(_ n: Int64, _ reason: UnreadableReason) {
        if case .missing = items { items = .unreadable(file: n, reason) }
    }

    /// The same columns with the volume's code and title where an item has its own.
    private static func volumeMapping(_ found: ColumnMapping) -> ColumnMapping {
        let plain = found.headings.map(ItemColumn.plain)
        var mapping = found
        for (column, names) in [(ItemColumn.code, codeHeadings), (.title, titleHeadings)] {
            guard mapping[column] == nil, let place = plain.firstIndex(where: names.contains) else { continue }
            mapping.columns[place] = column
        }
        if mapping[.date] == nil, let place = plain.firstIndex(of: "起止日期") { mapping.columns[place] = .date }
        return mapping
    }
}

extension VolumeList {
    /// The volumes a table lists.
    init(_ list: ItemList) {
        self.init()
        for item in list.items {
            let count = (item.other("件数") ?? item.other("卷内件数")).flatMap { NumberText($0)?.whole }
            add(
                Volume(
                    code: item.code, title: item.title, dates: item.date, note: count.map { "\($0)件" } ?? "",
                    line: item.line, retention: item.retention, pages: item.pages))
        }
    }
}
