import Archive
import Formats

/// The list of records (目录文件.XML, 文件目录.XML): one `文件` each.
struct ItemList: Sendable {
    struct Item: Sendable {
        /// 顺序号 as written.
        let number: String
        let code: String
        let author: String
        let title: String
        let date: String
        let retention: String
        let secrecy: String
        let pages: String
        /// The content files the list names (电子档案名称), where the layout has them there.
        let files: [String]
        /// What a table with a line for each file says of them.
        var listed: [ListedFile] = []
        /// Everything else that is not empty: 备注, 到期开放意见 …
        let others: [(name: String, value: String)]
        let line: Int
    }

    /// In the order of the list.
    let items: RowsOnDisk<Item>
    /// The columns of a table, as `ItemColumn` names them; empty where the list is no table.
    var columns: [String] = []

    /// An empty list, whose items are laid aside in `area`.
    init(in area: String?) { items = RowsOnDisk(in: area) }

    static func read(_ n: Int64, in package: UnpackedPackage, as layout: Layout) throws -> Described<ItemList> {
        guard package.listing.bytes(n) > 0 else { return .unreadable(file: n, .empty) }
        let list = ItemList(in: package.area)
        do {
            try SafeXML.elements("文件", path: package.path(n)) { node in try list.items.append(Item(node, layout)) }
        } catch let problem as XMLProblem {
            if case .unreadable = problem { throw problem }
            return .unreadable(file: n, .xml(problem))
        }
        return .read(file: n, list)
    }
}

extension ItemList.Item {
    init(_ node: XMLNode, _ layout: Layout) {
        func value(_ name: String) -> String { node.first(name)?.value ?? "" }
        number = value("顺序号")
        code = value("档号")
        author = value("责任者")
        title = value("题名")
        date = value("日期")
        retention = value("保管期限")
        secrecy = value("密级")
        pages = value("页数")
        files =
            layout.columns.contains("电子档案名称") ? ItemList.Item.names(in: value("电子档案名称")) : []
        let known = Set(layout.columns.filter { $0 != "备注" })
        others = node.children.filter { !known.contains($0.name) && !$0.value.isEmpty }.map { ($0.name, $0.value) }
        line = node.line
    }

    /// The file names in a value that holds several.
    static func names(in text: String) -> [String] {
        text.split { "；;\n".contains($0) }.map { NumberText.trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    /// What the element 档号 says, equal for all spellings of one code.
    var key: String { ReferenceCode.key(of: code) }

    func other(_ name: String) -> String? { others.first { $0.name == name }?.value }

    /// The element of this name as written; empty if it is absent.
    func value(_ name: String) -> String {
        switch name {
        case "顺序号": number
        case "档号": code
        case "责任者": author
        case "题名": title
        case "日期": date
        case "保管期限": retention
        case "密级": secrecy
        case "页数": pages
        case "电子档案名称": files.joined(separator: "；")
        default: other(name) ?? ""
        }
    }
}

extension ItemList.Item {
    /// All it says, by name, in the usual order of the columns.
    var elements: [PackagedRecord.Element] {
        let own = ["档号", "题名", "责任者", "日期", "保管期限", "密级", "页数"].map { ($0, value($0)) }
        return (own + others).filter { !$0.1.isEmpty }.map { PackagedRecord.Element(name: $0.0, value: $0.1) }
    }
}

extension ItemList.Item: DiskRow {
    func write(to bytes: inout RowWriter) {
        for text in [number, code, author, title, date, retention, secrecy, pages] { bytes.put(text) }
        bytes.put(files) { $0.put($1) }
        bytes.put(others) { out, other in
            out.put(other.name)
            out.put(other.value)
        }
        bytes.put(listed) { $1.write(to: &$0) }
        bytes.put(line)
    }

    init(from bytes: inout RowReader) {
        number = bytes.text()
        code = bytes.text()
        author = bytes.text()
        title = bytes.text()
        date = bytes.text()
        retention = bytes.text()
        secrecy = bytes.text()
        pages = bytes.text()
        files = bytes.array { $0.text() }
        others = bytes.array { (name: $0.text(), value: $0.text()) }
        listed = bytes.array { ListedFile(from: &$0) }
        line = bytes.int()
    }

    init() {
        (number, code, author, title, date, retention, secrecy, pages) = ("", "", "", "", "", "", "", "")
        (files, others, line) = ([], [], 0)
    }
}
