import Archive
import Formats

/// Reads the description of a database: a workbook with the sheets 数据库, 表 and 字段, a CSV for each of them, or XML with the names of
/// SIARD's `metadata.xml`.
struct DatabaseDescription {
    private let package: UnpackedPackage
    private(set) var export = DatabaseExport()
    private(set) var faults = DatabaseFaults()

    /// Descriptions of the largest databases have some ten thousand columns.
    private static let most = 200_000
    private static let limits = XMLLimits(bytes: 64 << 20, depth: 40, elements: 2_000_000, kept: 256 << 20)

    private init(_ package: UnpackedPackage) { self.package = package }

    /// What the files of a description say; `nil` if none is there. The faults are not in the export yet.
    /// - Throws: `UnreadableReason` of the file that could not be read.
    static func read(_ files: Files, in package: UnpackedPackage) throws -> DatabaseDescription {
        var reading = DatabaseDescription(package)
        reading.export.sources = files.all
        for n in files.all where package.listing.bytes(n) == 0 { throw Unreadable(file: n, reason: .empty) }
        for n in files.all {
            do {
                if package.listing.path(n).pathExtension == "xml" {
                    try reading.xml(n)
                } else {
                    try reading.table(n, files)
                }
            } catch let problem as XMLProblem {
                if case .unreadable = problem { throw problem }
                throw Unreadable(file: n, reason: .xml(problem))
            } catch let problem as TableProblem {
                if case .unreadable = problem { throw problem }
                throw Unreadable(file: n, reason: .table(problem))
            }
        }
        return reading
    }

    struct Unreadable: Error {
        let file: Int64
        let reason: UnreadableReason
    }

    /// The files of a description.
    struct Files: Sendable {
        var whole: Int64?
        var database: Int64?
        var tables: Int64?
        var columns: Int64?
        var keys: Int64?

        /// What names the tables first.
        var all: [Int64] { [whole, tables, columns, keys, database].compactMap(\.self) }

        init(_ listing: Listing, in root: FileName?) {
            let depth = root?.components.count ?? 0
            for n in listing.files(under: root) {
                let parts = listing.path(n).components.dropFirst(depth)
                guard parts.count == 1, let name = parts.last else { continue }
                let stem = name.stem.lowercased()
                switch name.pathExtension {
                case "xlsx" where DatabaseWords.whole.contains(stem): whole = whole ?? n
                case "xml" where DatabaseWords.whole.contains(stem) || stem == "metadata": whole = whole ?? n
                case "csv" where DatabaseWords.ofTables.contains(stem): tables = tables ?? n
                case "csv" where DatabaseWords.ofColumns.contains(stem): columns = columns ?? n
                case "csv" where DatabaseWords.ofKeys.contains(stem): keys = keys ?? n
                case "csv" where DatabaseWords.ofDatabase.contains(stem): database = database ?? n
                default: break
                }
            }
            // A workbook or XML says it all; tables of that name beside it are tables of the database.
            if whole != nil { (database, tables, columns, keys) = (nil, nil, nil, nil) }
        }
    }
}

extension DatabaseDescription {
    private mutating func table(_ n: Int64, _ files: Files) throws {
        let table = try OpenTable(path: package.path(n))
        for (place, sheet) in table.sheets.enumerated() {
            let name = DatabaseWords.plain(sheet)
            if n == files.tables || DatabaseWords.ofTables.contains(name) {
                try rows(table, place, n, inColumns: false)
            } else if n == files.columns || DatabaseWords.ofColumns.contains(name) {
                try rows(table, place, n, inColumns: true)
            } else if n == files.keys || DatabaseWords.ofKeys.contains(name) {
                try rows(table, place, n, inColumns: true)
            } else if n == files.database || DatabaseWords.ofDatabase.contains(name) {
                try table.rows(of: place, limits: TableLimits(rows: 10_000)) { row in
                    know(row[0], row[1], n, row.number)
                }
            }
        }
    }

    private mutating func know(_ name: String, _ value: String, _ n: Int64, _ line: Int) {
        guard let fact = DatabaseWords.fact(name), !value.isEmpty, export.facts[fact] == nil else { return }
        export.facts[fact] = DatabaseExport.Fact(value: value, file: n, line: line)
    }

    /// The rows of the sheet of tables, or of that of columns: the headings first.
    private mutating func rows(_ table: OpenTable, _ sheet: Int, _ n: Int64, inColumns: Bool) throws {
        var headings: [DatabaseWords.Item?]?
        var lines: [(TableRow, Int)] = []
        try table.rows(of: sheet, limits: TableLimits(rows: DatabaseDescription.most)) { row in
            if headings == nil {
                headings = row.cells.map { DatabaseWords.item($0, inColumns: inColumns) }
            } else {
                lines.append((row, row.number))
            }
        }
        guard let headings, headings.contains(.table), !inColumns || headings.contains(.column) else {
            let wanted =
                inColumns
                ? Words(zh: "“表名”和“字段名”两列", en: "the columns 表名 and 字段名") : Words(zh: "“表名”一列", en: "the column 表名")
            faults.add(
                DatabaseFault(
                    part: .described, file: package.listing.path(n), line: 1,
                    what: Words(zh: "表头里没有\(wanted.zh)。", en: "Its headings lack \(wanted.en).")), kind: "headings")
            return
        }
        for (row, line) in lines {
            var values: [DatabaseWords.Item: String] = [:]
            for (place, item) in headings.enumerated() {
                if let item, values[item] == nil, !row[place].isEmpty { values[item] = row[place] }
            }
            if inColumns { column(values, n, line) } else { describe(values, n, line) }
        }
    }

    private mutating func describe(_ values: [DatabaseWords.Item: String], _ n: Int64, _ line: Int) {
        guard let name = values[.table] else {
            return fault("表名", n, line, Words(zh: "第 \(line) 行没有表名。", en: "Line \(line) names no table."))
        }
        var table = DatabaseExport.Table(
            name: name, place: values[.file] ?? "", rows: values[.rows] ?? "", note: values[.note] ?? "", line: line)
        table.primaryKey = values[.primaryKey].map(DatabaseWords.names) ?? []
        add(table, n)
    }

    private mutating func add(_ table: DatabaseExport.Table, _ n: Int64) {
        guard export.tables.firstIndex(where: { $0.name == table.name }) == nil else {
            return fault(
                table.name, n, table.line,
                Words(zh: "表“\(table.name)”写了两次。", en: "The table \(table.name) is described twice."))
        }
        export.tables.append(table)
    }

    private mutating func column(_ values: [DatabaseWords.Item: String], _ n: Int64, _ line: Int) {
        let name = values[.column] ?? ""
        guard let owner = values[.table], let place = export.table(owner) else {
            return fault(
                (values[.table] ?? "") + "." + name, n, line,
                Words(
                    zh: "第 \(line) 行的字段“\(name)”属于表“\(values[.table] ?? "")”，表清单里没有这个表。",
                    en:
                        "The column \(name) on line \(line) is of the table \(values[.table] ?? ""), which the list of tables lacks."
                ))
        }
        guard !name.isEmpty else {
            return fault(owner, n, line, Words(zh: "第 \(line) 行没有字段名。", en: "Line \(line) names no column."))
        }
        if let said = values[.references] { refer([name], said, place, n, line) }
        let isOfKeys = values[.type] == nil && values[.references] != nil
        // A sheet of foreign keys repeats columns.
        if isOfKeys, DatabaseWords.names(in: name).allSatisfy({ export.tables[place].column($0) != nil }) { return }
        var type = values[.type] ?? ""
        if let length = values[.length], !type.isEmpty, !type.contains("(") { type += "(\(length))" }
        let isKey = values[.primaryKey].flatMap(DatabaseWords.isYes) == true
        if isKey, !export.tables[place].primaryKey.contains(name) { export.tables[place].primaryKey.append(name) }
        add(
            DatabaseExport.Column(
                name: name, type: type, mayBeEmpty: values[.mayBeEmpty].flatMap(DatabaseWords.isYes),
                note: values[.note] ?? "", file: n, line: line), to: place, n)
    }

    private mutating func add(_ column: DatabaseExport.Column, to place: Int, _ n: Int64) {
        guard !export.tables[place].columns.contains(where: { $0.name == column.name }) else {
            return fault(
                export.tables[place].name + "." + column.name, n, column.line,
                Words(zh: "字段“\(column.name)”写了两次。", en: "The column \(column.name) is described twice."))
        }
        export.tables[place].columns.append(column)
    }

    /// `部门.编号`, `部门(编号)`, `部门`.
    private mutating func refer(_ columns: [String], _ said: String, _ place: Int, _ n: Int64, _ line: Int) {
        let plain = NumberText.plain(said)
        var (table, referred) = (plain, [String]())
        if let open = plain.firstIndex(of: "("), plain.hasSuffix(")") {
            table = String(plain[..<open])
            referred = DatabaseWords.names(in: String(plain[plain.index(after: open)...].dropLast()))
        } else if let dot = plain.lastIndex(of: ".") {
            table = String(plain[..<dot])
            referred = [String(plain[plain.index(after: dot)...])]
        }
        export.tables[place].foreignKeys.append(
            DatabaseExport.ForeignKey(
                columns: columns.flatMap(DatabaseWords.names), table: NumberText.trimmed(table), referred: referred,
                file: n, line: line))
    }

    private mutating func fault(_ element: String, _ n: Int64, _ line: Int?, _ what: Words) {
        faults.add(
            DatabaseFault(part: .described, file: package.listing.path(n), element: element, line: line, what: what),
            kind: "described")
    }
}

extension DatabaseDescription {
    /// `metadata.xml` of SIARD, or the same names below any root.
    private mutating func xml(_ n: Int64) throws {
        let root = try SafeXML.tree(path: package.path(n), limits: DatabaseDescription.limits)
        for child in root.children where child.children.isEmpty { know(child.name, child.value, n, child.line) }
        let schemas = root.first("schemas")?.all("schema") ?? [root]
        for schema in schemas {
            for node in schema.first("tables")?.all("table") ?? [] {
                func value(_ name: String) -> String { node.first(name)?.value ?? "" }
                let folders = [schema.first("folder")?.value ?? "", value("folder")].filter { !$0.isEmpty }
                var table = DatabaseExport.Table(
                    name: value("name"), place: value("file").isEmpty ? folders.joined(separator: "/") : value("file"),
                    rows: value("rows"), note: value("description"), line: node.line)
                guard !table.name.isEmpty else {
                    fault(
                        "table", n, node.line,
                        Words(zh: "第 \(node.line) 行的表没有名称。", en: "The table on line \(node.line) has no name."))
                    continue
                }
                table.primaryKey = node.first("primaryKey")?.all("column").map(\.value) ?? []
                add(table, n)
                guard let place = export.tables.indices.last, export.tables[place].name == table.name else { continue }
                for column in node.first("columns")?.all("column") ?? [] {
                    let type = column.first("type") ?? column.first("typeName") ?? column.first("typeOriginal")
                    add(
                        DatabaseExport.Column(
                            name: column.first("name")?.value ?? "", type: type?.value ?? "",
                            mayBeEmpty: column.first("nullable").flatMap { DatabaseWords.isYes($0.value) },
                            note: column.first("description")?.value ?? "", file: n, line: column.line), to: place, n)
                }
                for key in node.first("foreignKeys")?.all("foreignKey") ?? [] {
                    let pairs = key.all("reference")
                    export.tables[place].foreignKeys.append(
                        DatabaseExport.ForeignKey(
                            columns: pairs.compactMap { $0.first("column")?.value },
                            table: key.first("referencedTable")?.value ?? "",
                            referred: pairs.compactMap { $0.first("referenced")?.value }, file: n, line: key.line))
                }
            }
        }
    }
}
