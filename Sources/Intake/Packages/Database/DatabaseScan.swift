import Archive
import Formats

/// Reads the tables of a database row by row and holds them against their description: columns, types, empty values, numbers of rows,
/// primary and foreign keys. Memory does not grow with the rows.
struct DatabaseScan {
    private let package: UnpackedPackage
    private let source: FileName
    private(set) var export: DatabaseExport
    private(set) var faults: DatabaseFaults
    private let spill: KeySpill
    /// Keys of columns of a table that are asked for, by the table's place and the columns' names.
    private var stores: [StoreName: KeyStore] = [:]

    private struct StoreName: Hashable {
        let table: Int
        let columns: [Int]
    }

    /// Rows of one table; what is more is no database that is handed over as CSV.
    private static let limits: TableLimits = {
        var limits = TableLimits(rows: 1_000_000_000, columns: 10_000, cellBytes: 16 << 20)
        limits.keepsEmptyRows = true
        return limits
    }()

    init(_ export: DatabaseExport, _ faults: DatabaseFaults, source: FileName, in package: UnpackedPackage) {
        (self.export, self.faults, self.source, self.package) = (export, faults, source, package)
        spill = KeySpill(in: package.area)
    }

    mutating func run() throws {
        let keys = wanted()
        for place in export.tables.indices {
            guard let n = export.tables[place].file else { continue }
            do {
                try scan(place, n)
            } catch let problem as TableProblem {
                if case .unreadable = problem { throw problem }
                faults.add(
                    DatabaseFault(
                        part: .tables, file: package.listing.path(n), element: export.tables[place].name,
                        line: problem.row,
                        what: Words(
                            zh: "表文件读不下去：\(problem.what.zh)",
                            en: "The file of the table cannot be read on: \(problem.what.en)")),
                    kind: "unreadable")
            }
            for (name, store) in stores where name.table == place { try store.flush() }
            count(place, n)
        }
        for place in export.tables.indices { try primary(place) }
        for key in keys { try foreign(key) }
        export.faults = faults.all
    }
}

extension DatabaseScan {
    /// A foreign key whose both ends are there.
    private struct Key {
        let key: DatabaseExport.ForeignKey
        let from: StoreName
        let to: StoreName
    }

    /// Makes a store for each key that is to be looked at. What a key names and is not there is told.
    private mutating func wanted() -> [Key] {
        var keys: [Key] = []
        for (place, table) in export.tables.enumerated() {
            let (primary, missing) = columns(table.primaryKey, of: place)
            for name in missing { lacks(name, table, "主键", "primary key", source, table.line) }
            if let primary, !primary.isEmpty { want(place, primary) }
            for key in table.foreignKeys {
                guard let other = export.table(key.table) else {
                    faults.add(
                        DatabaseFault(
                            part: .described, file: package.listing.path(key.file),
                            element: "\(table.name).\(key.columns.joined(separator: "+"))", line: key.line,
                            what: Words(
                                zh: "外键指向表“\(key.table)”，表清单里没有这个表。",
                                en: "The foreign key refers to the table \(key.table), which is not described.")),
                        kind: "foreign")
                    continue
                }
                let referred = key.referred.isEmpty ? export.tables[other].primaryKey : key.referred
                let (from, absent) = columns(key.columns, of: place)
                let (to, unknown) = columns(referred, of: other)
                let file = package.listing.path(key.file)
                for name in absent { lacks(name, table, "外键", "foreign key", file, key.line) }
                for name in unknown { lacks(name, export.tables[other], "外键", "foreign key", file, key.line) }
                guard let from, let to else { continue }
                guard !from.isEmpty, from.count == to.count else {
                    faults.add(
                        DatabaseFault(
                            part: .described, file: package.listing.path(key.file),
                            element: "\(table.name).\(key.columns.joined(separator: "+"))", line: key.line,
                            what: Words(
                                zh: "外键有 \(from.count) 个字段，它所指的表“\(key.table)”的键有 \(to.count) 个。",
                                en:
                                    "The foreign key has \(from.count) columns; the key of \(key.table) it refers to has \(to.count)."
                            )),
                        kind: "foreign")
                    continue
                }
                want(place, from)
                want(other, to)
                keys.append(
                    Key(
                        key: key, from: StoreName(table: place, columns: from),
                        to: StoreName(table: other, columns: to)))
            }
        }
        return keys
    }

    private mutating func want(_ table: Int, _ columns: [Int]) {
        let name = StoreName(table: table, columns: columns)
        if stores[name] == nil { stores[name] = KeyStore(spill) }
    }

    private func columns(_ names: [String], of table: Int) -> (places: [Int]?, missing: [String]) {
        let found = names.map { ($0, export.tables[table].column($0)) }
        let missing = found.filter { $0.1 == nil }.map(\.0)
        return (missing.isEmpty ? found.compactMap(\.1) : nil, missing)
    }

    private mutating func lacks(
        _ name: String, _ table: DatabaseExport.Table, _ zh: String, _ en: String, _ file: FileName, _ line: Int
    ) {
        faults.add(
            DatabaseFault(
                part: .described, file: file, element: "\(table.name).\(name)", line: line,
                what: Words(
                    zh: "\(zh)用到字段“\(name)”，表“\(table.name)”没有这个字段。",
                    en: "A \(en) names the column \(name), which the table \(table.name) does not have.")), kind: "key")
    }
}

extension DatabaseScan {
    /// A column while rows are read: where it stands in the file, what is asked of its values.
    private struct Reading {
        let name: String
        let place: Int?
        let type: DatabaseType?
        let typeName: String
        let mustBeFilled: Bool
    }

    private mutating func scan(_ place: Int, _ n: Int64) throws {
        let table = export.tables[place]
        let file = package.listing.path(n)
        let open = try OpenTable(path: package.path(n), mostText: .max)
        var reading: [Reading]?
        var width = 0
        var rows: Int64 = 0
        let stores = stores.filter { $0.key.table == place }
        try open.rows(of: 0, limits: DatabaseScan.limits) { row in
            guard let columns = reading else {
                let (found, isHeadings) = headings(row, table, file)
                reading = found
                width = row.width
                if isHeadings { return }
                rows += 1
                judge(row, found, width, table, file)
                try keep(row, found, stores)
                return
            }
            rows += 1
            judge(row, columns, width, table, file)
            try keep(row, columns, stores)
        }
        export.tables[place].counted = rows
        if reading == nil {
            faults.add(
                DatabaseFault(
                    part: .tables, file: file, element: table.name, line: 1,
                    what: Words(zh: "文件里没有一行，连字段名也没有。", en: "The file has no row, not even names of columns.")),
                kind: "headings")
        }
    }

    /// The columns as the first row names them; without names in the order of the description.
    private mutating func headings(
        _ row: TableRow, _ table: DatabaseExport.Table, _ file: FileName
    ) -> (columns: [Reading], isHeadings: Bool) {
        let names = row.cells
        func find(_ name: String) -> Int? {
            names.firstIndex(of: name) ?? names.firstIndex { $0.lowercased() == name.lowercased() }
        }
        let isHeadings = table.columns.isEmpty || table.columns.contains { find($0.name) != nil }
        if !isHeadings {
            faults.add(
                DatabaseFault(
                    part: .tables, file: file, element: table.name, line: row.number,
                    what: Words(
                        zh:
                            "第一行应是字段名（\(table.columns.prefix(5).map(\.name).joined(separator: "、"))…），实际是“\(names.prefix(5).joined(separator: "、"))”。",
                        en:
                            "The first row must name the columns (\(table.columns.prefix(5).map(\.name).joined(separator: ", ")) …); it says \(names.prefix(5).joined(separator: ", "))."
                    )), kind: "headings")
        } else {
            compare(names, table, file, row.number)
        }
        let columns = table.columns.enumerated().map { place, column in
            Reading(
                name: column.name, place: isHeadings ? find(column.name) : place,
                type: DatabaseType(column.type), typeName: column.type,
                mustBeFilled: column.mayBeEmpty == false || table.primaryKey.contains(column.name))
        }
        return (columns, isHeadings)
    }

    private mutating func compare(_ names: [String], _ table: DatabaseExport.Table, _ file: FileName, _ line: Int) {
        for column in table.columns where !names.contains(where: { $0.lowercased() == column.name.lowercased() }) {
            faults.add(
                DatabaseFault(
                    part: .tables, file: file, element: "\(table.name).\(column.name)", line: line,
                    what: Words(
                        zh: "说明里有字段“\(column.name)”，表文件第一行没有。",
                        en: "The description has the column \(column.name); the first row of the file does not.")),
                kind: "missing")
        }
        var seen: Set<String> = []
        for name in names {
            if table.column(name) == nil {
                faults.add(
                    DatabaseFault(
                        part: .tables, file: file, element: "\(table.name).\(name)", line: line,
                        what: Words(
                            zh: "表文件有字段“\(name)”，说明里没有。",
                            en: "The file has the column \(name), which is not described.")), kind: "surplus")
            } else if !seen.insert(name.lowercased()).inserted {
                faults.add(
                    DatabaseFault(
                        part: .tables, file: file, element: "\(table.name).\(name)", line: line,
                        what: Words(
                            zh: "字段“\(name)”在第一行出现了两次。", en: "The column \(name) stands twice in the first row.")),
                    kind: "twice")
            }
        }
    }

    private mutating func judge(
        _ row: TableRow, _ columns: [Reading], _ width: Int, _ table: DatabaseExport.Table, _ file: FileName
    ) {
        if row.width != width {
            faults.add(
                DatabaseFault(
                    part: .tables, file: file, element: table.name, line: row.number,
                    what: Words(
                        zh: "第 \(row.number) 行有 \(row.width) 列，第一行有 \(width) 列。",
                        en: "Line \(row.number) has \(row.width) columns, the first row \(width).")), kind: "width")
        }
        for column in columns {
            guard let place = column.place else { continue }
            let value = row[place]
            if DatabaseScan.isEmpty(value) {
                guard column.mustBeFilled else { continue }
                faults.add(
                    DatabaseFault(
                        part: .values, file: file, element: "\(table.name).\(column.name)", line: row.number,
                        what: Words(
                            zh: "第 \(row.number) 行的“\(column.name)”是空的，说明里不许为空。",
                            en: "\(column.name) is empty on line \(row.number); by the description it must not be.")),
                    kind: "empty")
            } else if let type = column.type, !type.admits(value) {
                let shown = value.prefix(60)
                faults.add(
                    DatabaseFault(
                        part: .values, file: file, element: "\(table.name).\(column.name)", line: row.number,
                        what: Words(
                            zh: "第 \(row.number) 行的“\(column.name)”是“\(shown)”，不是 \(column.typeName)。",
                            en: "\(column.name) on line \(row.number) is \"\(shown)\", which is no \(column.typeName).")
                    ),
                    kind: "type")
            }
        }
    }

    /// `\N`: how some programs write that there is no value.
    private static func isEmpty(_ value: String) -> Bool { value.isEmpty || value == "\\N" }

    private func keep(_ row: TableRow, _ columns: [Reading], _ stores: [StoreName: KeyStore]) throws {
        for (name, store) in stores {
            let values = name.columns.map { columns[$0].place.map { row[$0] } ?? "" }
            // A key of which a part is empty refers to nothing.
            guard !values.contains(where: DatabaseScan.isEmpty) else { continue }
            try store.add(KeyStore.key(values), line: row.number)
        }
    }
}

extension DatabaseScan {
    private mutating func count(_ place: Int, _ n: Int64) {
        let table = export.tables[place]
        guard !table.rows.isEmpty else { return }
        guard let said = NumberText(table.rows), said.decimals.isEmpty else {
            return faults.add(
                DatabaseFault(
                    part: .described, file: source, element: table.name, line: table.line,
                    what: Words(
                        zh: "表“\(table.name)”的行数“\(table.rows)”不是数。",
                        en: "The number of rows of \(table.name), \(table.rows), is no number.")),
                kind: "rows")
        }
        guard said.whole != table.counted else { return }
        faults.add(
            DatabaseFault(
                part: .tables, file: package.listing.path(n), element: table.name, line: nil,
                what: Words(
                    zh: "说明里表“\(table.name)”有 \(said.whole) 行（说明第 \(table.line) 行），表文件实有 \(table.counted) 行。",
                    en:
                        "The description (line \(table.line)) says that \(table.name) has \(said.whole) rows; the file has \(table.counted)."
                )), kind: "rows")
    }

    private mutating func primary(_ place: Int) throws {
        let table = export.tables[place]
        guard let n = table.file, let columns = columns(table.primaryKey, of: place).places, !columns.isEmpty,
            let store = stores[StoreName(table: place, columns: columns)]
        else { return }
        let element = "\(table.name).\(table.primaryKey.joined(separator: "+"))"
        var found: [(line: Int, earlier: Int)] = []
        try store.repeated { line, earlier in if found.count < 100_000 { found.append((line, earlier)) } }
        for (line, earlier) in found.sorted(by: { $0.line < $1.line }) {
            faults.add(
                DatabaseFault(
                    part: .keys, file: package.listing.path(n), element: element, line: line,
                    what: Words(
                        zh: "第 \(line) 行的主键与第 \(earlier) 行的相同。",
                        en: "The primary key on line \(line) is that of line \(earlier).")),
                kind: "primary")
        }
    }

    private mutating func foreign(_ key: Key) throws {
        let table = export.tables[key.from.table]
        guard let n = table.file, export.tables[key.to.table].file != nil, let from = stores[key.from],
            let to = stores[key.to]
        else { return }
        var lines: [Int] = []
        try from.missing(in: to) { line in if lines.count < 100_000 { lines.append(line) } }
        let other = export.tables[key.to.table]
        let referred = (key.key.referred.isEmpty ? other.primaryKey : key.key.referred).joined(separator: "+")
        for line in lines.sorted() {
            faults.add(
                DatabaseFault(
                    part: .keys, file: package.listing.path(n),
                    element: "\(table.name).\(key.key.columns.joined(separator: "+"))", line: line,
                    what: Words(
                        zh: "第 \(line) 行的外键在表“\(other.name)”的“\(referred)”里找不到。",
                        en: "The foreign key on line \(line) is not found in \(referred) of the table \(other.name).")),
                kind: "foreign \(other.name)")
        }
    }
}
