import Archive
import Formats

/// Reads a database written out as CSV: a description of tables, columns and keys, and a file for each table.
///
/// `数据库说明.xlsx` with the sheets 数据库, 表, 字段, or `数据库.csv`, `表.csv`, `字段.csv`, or `metadata.xml` with the names of SIARD; `数据/表名.csv`.
/// The database is one record, its tables are its files. Source: SIARD 2.2 (what is said of tables), RFC 4180 (CSV).
struct DatabaseReader: PackageReader {
    let kind = PackageKind.database

    private static let endings: Set<String> = ["csv", "tsv", "txt"]

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        KnownLayouts.kind(of: listing, prefix: prefix) == kind
    }

    /// Whether names at a root, in small letters, are those of a database.
    static func isRoot(_ roots: Set<String>, _ listing: Listing, dropping outside: Int) -> Bool {
        func root(_ stems: Set<String>, _ endings: String...) -> Bool {
            stems.contains { stem in endings.contains { roots.contains("\(stem).\($0)") } }
        }
        if root(DatabaseWords.whole, "xlsx", "xml") { return true }
        if root(DatabaseWords.ofTables, "csv"), root(DatabaseWords.ofColumns, "csv") { return true }
        guard roots.contains("metadata.xml") else { return false }
        return listing.numbers.contains { listing.path($0).pathExtension == "csv" }
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        let listing = package.listing
        let root = prefix.flatMap { prefix -> FileName? in
            let files = DatabaseDescription.Files(listing, in: prefix)
            return files.whole != nil || files.tables != nil ? prefix : nil
        }
        let files = DatabaseDescription.Files(listing, in: root)
        var contents = PackageContents(kind: kind, layout: .database, of: package)
        contents.describing = Set(files.all)
        var export = DatabaseExport()
        export.sources = files.all
        do {
            let description = try DatabaseDescription.read(files, in: package)
            export = description.export
            var faults = description.faults
            let source = files.all.first.map(listing.path) ?? FileName("数据库说明.xlsx")
            find(in: root, &export, &faults, source, listing)
            var scan = DatabaseScan(export, faults, source: source, in: package)
            try scan.run()
            export = scan.export
            if let n = files.all.first {
                let list = ItemList(in: package.area)
                try list.items.append(item(export, root, settings))
                contents.list = .read(file: n, list)
            }
        } catch let unreadable as DatabaseDescription.Unreadable {
            contents.list = .unreadable(file: unreadable.file, unreadable.reason)
        }
        let code = contents.list.value?.items.first?.code ?? root?.lastComponent.display ?? "数据库"
        let all = sorted(export, root, package, &contents)
        try contents.folders.append(
            RecordFolder(path: root ?? FileName(code), metadata: [], contents: all, code: code))
        contents.database = export
        return contents
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? { nil }
}

extension DatabaseReader {
    /// Finds the file of each table: where the description says, else by the table's name.
    private func find(
        in root: FileName?, _ export: inout DatabaseExport, _ faults: inout DatabaseFaults, _ source: FileName,
        _ listing: Listing
    ) {
        let depth = root?.components.count ?? 0
        var byPath: [String: Int64] = [:]
        var byStem: [String: [Int64]] = [:]
        let own = Set(export.sources)
        for n in listing.files(under: root) where !own.contains(n) {
            let path = listing.path(n)
            guard DatabaseReader.endings.contains(path.pathExtension), !Leftovers.contains(path) else { continue }
            let inside = path.components.dropFirst(depth).map(\.display).joined(separator: "/").lowercased()
            byPath[inside] = n
            byStem[path.stem.lowercased(), default: []].append(n)
        }
        var used: Set<Int64> = []
        for place in export.tables.indices {
            let table = export.tables[place]
            let said = table.place.replacing("\\", with: "/").lowercased()
            let last = said.split(separator: "/").last.map { String($0) } ?? ""
            let stems = [last.split(separator: ".").first.map { String($0) } ?? "", table.name.lowercased()]
            let exact: Int64? = ["", "数据/", "data/", "content/"].compactMap { byPath[$0 + said] }.first
            let named: [Int64]? = stems.compactMap { byStem[$0] }.first { $0.count == 1 }
            // SIARD names a folder for each table.
            let inside: Int64? =
                said.isEmpty
                ? nil
                : byPath.filter { $0.key.contains(said + "/") && $0.key.hasSuffix(".csv") }.min { $0.key < $1.key }?
                    .value
            let found = exact ?? named?.first ?? inside
            export.tables[place].file = found
            if let found, used.insert(found).inserted { continue }
            export.tables[place].file = nil
            faults.add(
                DatabaseFault(
                    part: .tables, file: source, element: table.name, line: table.line,
                    what: Words(
                        zh: "表“\(table.name)”的数据文件\(said.isEmpty ? "" : "“\(table.place)”")不在包里。",
                        en:
                            "The file of the table \(table.name) \(said.isEmpty ? "" : "(\(table.place)) ")is not in the package."
                    )),
                kind: "absent")
        }
        for n in byStem.values.flatMap(\.self).sorted()
        where !used.contains(n) && listing.path(n).pathExtension == "csv" {
            export.undescribed.append(n)
            faults.add(
                DatabaseFault(
                    part: .tables, file: listing.path(n), element: listing.path(n).stem, line: nil,
                    what: Words(zh: "表清单里没有这个表文件。", en: "The list of tables does not have this file.")),
                kind: "undescribed")
        }
        described(export, &faults, source, listing)
    }

    /// What the description must say of every table and column.
    private func described(
        _ export: DatabaseExport, _ faults: inout DatabaseFaults, _ source: FileName, _ listing: Listing
    ) {
        func add(
            _ element: String, _ line: Int?, _ what: Words, _ severity: Finding.Severity = .blocking, in n: Int64? = nil
        ) {
            faults.add(
                DatabaseFault(
                    part: .described, severity: severity, file: n.map(listing.path) ?? source, element: element,
                    line: line, what: what),
                kind: "described")
        }
        if export.tables.isEmpty {
            add("表", 1, Words(zh: "说明里没有列出一个表。", en: "The description lists no table."))
        }
        if let said = export.facts["表数"], let number = NumberText(said.value), number.whole != export.tables.count {
            add(
                "表数", said.line,
                Words(
                    zh: "说明写有 \(number.whole) 个表，实际列出 \(export.tables.count) 个。",
                    en: "The description says \(number.whole) tables and lists \(export.tables.count)."), in: said.file)
        }
        for table in export.tables {
            if table.columns.isEmpty {
                add(
                    table.name, table.line,
                    Words(
                        zh: "表“\(table.name)”没有写明字段。", en: "The columns of the table \(table.name) are not described."))
            }
            if table.rows.isEmpty {
                add(
                    table.name, table.line,
                    Words(
                        zh: "表“\(table.name)”没有写明行数，少交多交都看不出来。",
                        en: "The number of rows of \(table.name) is not said: nobody could tell if some were missing."),
                    .warning)
            }
            if table.primaryKey.isEmpty {
                add(
                    table.name, table.line,
                    Words(zh: "表“\(table.name)”没有写明主键。", en: "The primary key of \(table.name) is not said."),
                    .warning)
            }
            for column in table.columns where DatabaseType(column.type) == nil {
                let isMissing = column.type.isEmpty
                add(
                    "\(table.name).\(column.name)", column.line,
                    isMissing
                        ? Words(
                            zh: "字段“\(column.name)”没有写明类型。", en: "The type of the column \(column.name) is not said.")
                        : Words(
                            zh: "字段“\(column.name)”的类型“\(column.type)”在本机不认识，它的值没有核对。",
                            en:
                                "The type \(column.type) of the column \(column.name) is not known here: its values were not compared."
                        ),
                    isMissing ? .blocking : .warning, in: column.file)
            }
        }
        if ["题名", "数据库名称"].allSatisfy({ export.value($0).isEmpty }) {
            add("数据库名称", nil, Words(zh: "说明里没有数据库名称。", en: "The description does not name the database."))
        }
    }
}

extension DatabaseReader {
    private func item(_ export: DatabaseExport, _ root: FileName?, _ settings: IntakeSettings) -> ItemList.Item {
        let name = export.value("数据库名称")
        let title = export.value("题名")
        let given = export.value("档号")
        let isCode = (try? ReferenceCode(parsing: given, rules: settings.codeRules)) != nil
        let names = [isCode ? given : "", name, title, root?.lastComponent.display ?? ""]
        let code = names.first { !$0.isEmpty } ?? "数据库"
        let period = export.value("起止日期")
        let day = [period, export.value("导出日期")].first { (try? ArchivalDate(parsing: $0)) != nil } ?? ""
        let tables = export.tables.map { table in
            table.note.isEmpty ? "\(table.name)（\(table.counted) 行）" : "\(table.name)（\(table.note)，\(table.counted) 行）"
        }
        let summary = "\(export.tables.count) 个表，共 \(export.rows) 行：\(tables.joined(separator: "、"))"
        let about = export.value("说明")
        let others: [(name: String, value: String)] = [
            ("摘要", EArkDescription.cut(about.isEmpty ? summary : about + "\n" + summary, 4000)),
            // A code says its own year.
            (
                "年度",
                isCode ? "" : export.value("年度").isEmpty ? EArkDescription.year(in: period) ?? "" : export.value("年度")
            ),
            ("全宗号", isCode ? "" : export.value("全宗号")), ("起止日期", period), ("导出日期", export.value("导出日期")),
            ("数据库名称", name), ("数据库产品", export.value("数据库产品")), ("表数", "\(export.tables.count)"),
            ("总行数", "\(export.rows)"),
        ]
        return ItemList.Item(
            code: code, title: EArkDescription.cut(title.isEmpty ? name.isEmpty ? code : name : title, 1000),
            author: EArkDescription.cut(export.value("责任者"), 500), date: day, retention: export.value("保管期限"),
            secrecy: export.value("密级"), others: others.filter { !$0.value.isEmpty },
            line: export.tables.first?.line ?? 1)
    }

    /// The files of the record: tables in the order of the description, what came with them, the description.
    private func sorted(
        _ export: DatabaseExport, _ root: FileName?, _ package: UnpackedPackage, _ contents: inout PackageContents
    ) -> [Int64] {
        let tables = export.tables.compactMap(\.file)
        let known = Set(tables + export.sources)
        var rest: [Int64] = []
        for n in package.listing.files(under: root) where !known.contains(n) {
            if Leftovers.contains(package.listing.path(n)) { contents.strays.append(n) } else { rest.append(n) }
        }
        let all = tables + rest + export.sources
        for n in tables { contents.roles[n] = .main }
        for n in rest { contents.roles[n] = .attachment }
        for n in export.sources { contents.roles[n] = .other }
        contents.recordBytes = all.reduce(0) { $0 + package.listing.bytes($1) }
        return all
    }
}
