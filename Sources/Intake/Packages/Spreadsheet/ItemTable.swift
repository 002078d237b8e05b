import Archive
import Formats

/// An item catalogue (归档文件目录) as a table: where its headings are, what its columns say, its rows as entries.
struct ItemTable: Sendable {
    let mapping: ColumnMapping
    /// The row of the headings.
    let row: Int
    var list: ItemList

    /// Rows in which headings are looked for: titles and notes may stand above them.
    private static let search = 20

    /// Reads the first sheet that has headings.
    /// - Throws: what the file system says; whatever the file itself lacks is in the answer.
    static func read(_ n: Int64, in package: UnpackedPackage, kept: KeptMappings) throws -> Described<ItemTable> {
        guard package.listing.bytes(n) > 0 else { return .unreadable(file: n, .empty) }
        let path = package.path(n)
        do {
            var nearest: UnreadableReason = .empty
            let table = try OpenTable(path: path)
            for place in table.sheets.indices {
                switch try read(table, sheet: place, kept: kept, area: package.area) {
                case .success(let table): return .read(file: n, table)
                case .failure(let reason): if case .empty = nearest { nearest = reason }
                }
            }
            return .unreadable(file: n, nearest)
        } catch let problem as TableProblem {
            if case .unreadable = problem { throw problem }
            return .unreadable(file: n, .table(problem))
        }
    }

    private static func read(
        _ table: OpenTable, sheet: Int, kept: KeptMappings, area: String?
    ) throws -> Result<ItemTable, UnreadableReason> {
        guard let (mapping, row) = try headings(table, sheet: sheet, kept: kept) else {
            var isEmpty = true
            try table.rows(of: sheet) { _ in isEmpty = false }
            return .failure(isEmpty ? .empty : .headings)
        }
        guard mapping.isUsable else { return .failure(.column(.code, row: row, headings: mapping.headings)) }
        var read = ItemTable(mapping: mapping, row: row, list: ItemList(in: area))
        read.list.columns = mapping.columns.compactMap { $0?.rawValue }
        try table.rows(of: sheet) { line in
            guard line.number > row, let item = ItemList.Item(line, mapping) else { return }
            try read.list.items.append(item)
        }
        return .success(read)
    }

    /// The row that looks most like headings among the first; a kept mapping counts before all others.
    static func headings(_ table: OpenTable, sheet: Int, kept: KeptMappings) throws -> (ColumnMapping, row: Int)? {
        var best: (mapping: ColumnMapping, row: Int)?
        var seen = 0
        struct Enough: Error {}
        do {
            try table.rows(of: sheet) { row in
                seen += 1
                guard seen <= search else { throw Enough() }
                let mapping = ColumnMapping(headings: row.cells)
                if let chosen = kept[mapping.fingerprint] {
                    best = (ColumnMapping(headings: row.cells, columns: chosen.columns), row.number)
                    throw Enough()
                }
                if mapping.known >= 2, mapping.known > best?.mapping.known ?? 0 { best = (mapping, row.number) }
            }
        } catch is Enough {}
        return best.map { ($0.mapping, $0.row) }
    }
}

extension ItemList.Item {
    /// The entry in a row; `nil` for a repeated heading, or a line below or between entries that is none (合计, 填表人 …).
    init?(_ row: TableRow, _ mapping: ColumnMapping) {
        func value(_ column: ItemColumn) -> String { mapping[column].map { row[$0] } ?? "" }
        let named = value(.code)
        guard ItemColumn(heading: named) != .code else { return nil }
        let filled = row.cells.count { !$0.isEmpty }
        if named.isEmpty, value(.title).isEmpty, filled <= 2 { return nil }
        if TableFooter.holds(row, title: value(.title)) { return nil }
        number = value(.number)
        code = named
        author = value(.author)
        title = value(.title)
        date = value(.date)
        retention = value(.retention)
        secrecy = value(.secrecy)
        pages = value(.pages)
        files = ItemList.Item.names(in: value(.files)).flatMap(FilesByCode.names)
        let own: Set<ItemColumn> = [.number, .code, .author, .title, .date, .retention, .secrecy, .pages, .files]
        others = zip(mapping.headings.indices, mapping.columns).compactMap { place, column in
            if let column, own.contains(column) { return nil }
            let text = row[place]
            let name = column?.rawValue ?? mapping.headings[place]
            return text.isEmpty || name.isEmpty ? nil : (name, text)
        }
        line = row.number
    }
}
