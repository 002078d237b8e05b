import Archive
import Formats

/// The list of records (目录文件.XML): one `文件` each.
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
        /// Everything else that is not empty: 备注, 到期开放意见 …
        let others: [(name: String, value: String)]
        /// Elements the standard names that this entry does not have at all.
        let absent: [String]
        let line: Int
    }

    var items: [Item] = []

    static let names = ["顺序号", "档号", "责任者", "题名", "日期", "保管期限", "密级", "页数", "备注"]

    static func read(_ n: Int64, in package: UnpackedPackage) throws -> Described<ItemList> {
        guard package.listing.bytes(n) > 0 else { return .unreadable(file: n, .empty) }
        var list = ItemList()
        do {
            try SafeXML.elements("文件", path: package.path(n)) { node in list.items.append(Item(node)) }
        } catch let problem as XMLProblem {
            if case .unreadable = problem { throw problem }
            return .unreadable(file: n, .xml(problem))
        }
        return .read(file: n, list)
    }
}

extension ItemList.Item {
    init(_ node: XMLNode) {
        func value(_ name: String) -> String { node.first(name)?.value ?? "" }
        number = value("顺序号")
        code = value("档号")
        author = value("责任者")
        title = value("题名")
        date = value("日期")
        retention = value("保管期限")
        secrecy = value("密级")
        pages = value("页数")
        let known = Set(ItemList.names.dropLast())
        others = node.children.filter { !known.contains($0.name) && !$0.value.isEmpty }.map { ($0.name, $0.value) }
        absent = ItemList.names.filter { node.first($0) == nil }
        line = node.line
    }

    func other(_ name: String) -> String? { others.first { $0.name == name }?.value }
}
