import Archive
import Formats

/// The catalogue of published information (信息公开目录), as XML with an element 政府信息 for each entry or as a table with a row for each.
enum DisclosureList {
    /// The words of this catalogue for what every list says: by our names of the columns.
    private static let headings: [ItemColumn: Set<String>] = [
        .code: ["索引号", "信息索引号"], .title: ["名称", "信息名称", "标题", "题名", "文件名称"],
        .author: ["发布机构", "发文机关", "发文机构", "公开机构", "发布单位", "公开责任部门"],
        .date: ["成文日期", "生成日期", "发文日期"], .files: ["文件名", "电子文件名", "附件名"], .documentNumber: ["文号", "发文字号"],
    ]
    private static let sizes: Set<String> = ["字节数", "文件大小", "大小"]
    private static let digests: Set<String> = ["SM3", "SHA-256", "SHA256", "SHA-512", "SHA512", "MD5", "SHA1", "SHA-1"]

    static func xml(_ n: Int64, in package: UnpackedPackage, _ head: inout DisclosureHead?) throws -> Described<
        ItemList
    > {
        let list = ItemList(in: package.area)
        var found: DisclosureHead?
        do {
            var builder = TreeBuilder(root: "政府信息", limit: XMLLimits().kept)
            try SafeXML.events(path: package.path(n)) { event in
                if case .start(let node) = event, node.name.hasSuffix("目录"), found == nil {
                    func value(_ name: String) -> String { node[attribute: name] ?? "" }
                    found = DisclosureHead(agency: value("提供单位"), count: value("数量"), line: node.line)
                }
                guard let node = try builder.take(event) else { return }
                let values = node.children.map { (name: $0.name, value: NumberText.trimmed($0.value)) }
                try list.items.append(ItemList.Item(values, line: node.line))
            }
        } catch let problem as XMLProblem {
            if case .unreadable = problem { throw problem }
            return .unreadable(file: n, .xml(problem))
        }
        head = found
        return .read(file: n, list)
    }

    static func table(_ n: Int64, in package: UnpackedPackage, kept: KeptMappings) throws -> Described<ItemList> {
        do {
            let table = try OpenTable(path: package.path(n))
            for sheet in table.sheets.indices {
                guard let (found, row) = try ItemTable.headings(table, sheet: sheet, kept: kept) else { continue }
                let names = found.headings
                guard names.map(ItemColumn.plain).contains(where: { headings[.code]?.contains($0) == true }) else {
                    return .unreadable(file: n, .column(.code, row: row, headings: names))
                }
                let list = ItemList(in: package.area)
                try table.rows(of: sheet) { line in
                    guard line.number > row else { return }
                    let values = names.indices.map { (name: names[$0], value: line[$0]) }
                    let item = ItemList.Item(values, line: line.number)
                    // A sum or a signature below the entries.
                    let title = IndexNumber(item.code) == nil ? "" : item.title
                    if item.code.isEmpty && item.title.isEmpty || TableFooter.holds(line, title: title) { return }
                    try list.items.append(item)
                }
                return .read(file: n, list)
            }
            return .unreadable(file: n, .headings)
        } catch let problem as TableProblem {
            if case .unreadable = problem { throw problem }
            return .unreadable(file: n, .table(problem))
        }
    }

    static func column(_ name: String) -> ItemColumn? {
        let plain = ItemColumn.plain(name)
        return headings.first { $0.value.contains(plain) }?.key
    }

    static func isSize(_ name: String) -> Bool { sizes.contains(ItemColumn.plain(name)) }
    static func isDigest(_ name: String) -> Bool {
        let plain = NumberText.plain(name).uppercased()
        return digests.contains(plain)
    }
}

extension ItemList.Item {
    /// An entry of a catalogue of published information, as named values.
    fileprivate init(_ values: [(name: String, value: String)], line: Int) {
        func first(_ column: ItemColumn) -> String {
            values.first { DisclosureList.column($0.name) == column && !$0.value.isEmpty }?.value ?? ""
        }
        number = values.first { ["序号", "顺序号"].contains(ItemColumn.plain($0.name)) }?.value ?? ""
        code = first(.code)
        author = first(.author)
        title = first(.title)
        date = first(.date)
        (retention, pages) = ("", "")
        secrecy = values.first { ItemColumn.plain($0.name) == "密级" }?.value ?? ""
        files = ItemList.Item.names(in: first(.files)).flatMap(FilesByCode.names)
        func parts(_ text: String) -> [String] { ItemList.Item.names(in: text) }
        let sizes = values.first { DisclosureList.isSize($0.name) }.map { parts($0.value) } ?? []
        let digests = values.filter { DisclosureList.isDigest($0.name) }.map { ($0.name, parts($0.value)) }
        // One size and one digest are those of the main file, the first.
        listed = files.enumerated().map { place, name in
            ListedFile(
                name: name, title: "", pages: "", format: "", size: sizes.indices.contains(place) ? sizes[place] : "",
                digests: digests.compactMap { algorithm, values in
                    values.indices.contains(place)
                        ? PackagedRecord.Element(name: algorithm, value: values[place]) : nil
                }, line: line)
        }
        let told: Set<ItemColumn> = [.title, .author, .date, .files]
        others = values.compactMap { name, value in
            guard !value.isEmpty, !DisclosureList.isSize(name), !DisclosureList.isDigest(name) else { return nil }
            switch DisclosureList.column(name) {
            case .documentNumber?: return (ItemColumn.documentNumber.rawValue, value)
            case .code?: return ("索引号", value)
            case let column? where told.contains(column): return nil
            default:
                let plain = ItemColumn.plain(name)
                return ["序号", "顺序号", "密级"].contains(plain) ? nil : (plain, value)
            }
        }
        self.line = line
    }
}
