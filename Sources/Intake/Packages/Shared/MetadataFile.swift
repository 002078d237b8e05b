import Archive
import Formats

/// The metadata of one record (电子档案元数据.XML, 档号元数据.XML), by DA/T 46-2009 with 数字摘要 and 页数 among the electronic attributes.
///
/// Elements are found by name and place among their neighbours, in any order; what is not known is kept all the same.
enum MetadataFile {
    /// One record's metadata is some kilobytes; far more is something else under this name.
    private static let limits = XMLLimits(bytes: 16 << 20, depth: 64, elements: 100_000)

    /// - Throws: `UnreadableReason` if it cannot be read as such.
    static func read(_ n: Int64, in package: UnpackedPackage) throws -> RecordMetadata {
        guard package.listing.bytes(n) > 0 else { throw UnreadableReason.empty }
        do {
            return metadata(try SafeXML.tree(path: package.path(n), limits: limits))
        } catch let problem as XMLProblem {
            if case .unreadable = problem { throw problem }
            throw UnreadableReason.xml(problem)
        }
    }

    /// What stands below one 文档, by path.
    static func values(of document: XMLNode) -> [String: String] { Walk.values(below: document) }

    /// What stands below `root`.
    static func metadata(_ root: XMLNode) -> RecordMetadata {
        var walk = Walk()
        walk.visit(root, path: "")
        return RecordMetadata(
            elements: walk.elements, documents: walk.documents, actions: walk.actions, isSigned: walk.isSigned)
    }
}

private struct Walk {
    var elements: [RecordMetadata.Element] = []
    var documents: [RecordMetadata.Document] = []
    var actions: [RecordMetadata.Action] = []
    var isSigned = false

    /// Containers that say nothing themselves: left out of paths.
    private static let wrappers: Set<String> = [
        "文件实体块", "文件实体", "业务实体块", "机构人员实体块", "文档数据", "编码",
    ]
    /// What capsules say of how they pack files.
    private static let packing: Set<String> = ["编码数据", "编码描述", "反编码关键字"]
    private static let seals: Set<String> = ["电子签名", "电子印章", "时间戳", "签名结果", "数字签名"]

    /// What stands below one 文档, the first of each path.
    static func values(below node: XMLNode) -> [String: String] {
        var walk = Walk()
        walk.visit(node, path: RuleBook.documents)
        return Dictionary(walk.elements.map { ($0.path, $0.value) }) { first, _ in first }
    }

    mutating func visit(_ node: XMLNode, path: String) {
        for child in node.children where !Walk.packing.contains(child.name) {
            let inner =
                Walk.wrappers.contains(child.name) ? path : path.isEmpty ? child.name : path + "/" + child.name
            if Walk.seals.contains(child.name) { isSigned = true }
            switch child.name {
            case "文档": documents.append(RecordMetadata.Document(child))
            case "业务实体":
                let action = RecordMetadata.Action(
                    name: child.first("业务行为")?.value ?? "", time: child.first("行为时间")?.value ?? "", line: child.line)
                actions.append(action)
            default: break
            }
            // 档号 may hold text beside its parts.
            if child.children.isEmpty || !child.value.isEmpty {
                let element = RecordMetadata.Element(
                    path: inner, name: child.name, value: child.value, line: child.line)
                elements.append(element)
            }
            visit(child, path: inner)
        }
    }
}

extension RecordMetadata.Document {
    init(_ node: XMLNode) {
        let electronic = node.first("电子属性") ?? node
        func value(_ name: String) -> String { electronic.first(name)?.value ?? node.first(name)?.value ?? "" }
        title = node.first("题名")?.value ?? ""
        manuscript = node.first("稿本")?.value ?? ""
        isMain = node.first("文档主从声明")?.value == "主文档"
        fileName = value("计算机文件名")
        size = value("计算机文件大小")
        format = value("格式信息")
        pages = value("页数")
        digests = electronic.all("数字摘要").map { ($0[attribute: "算法"] ?? "", $0.value, $0.line) }
        line = node.line
        values = Walk.values(below: node)
    }

    /// What the file is for, by 稿本 first, then by its name.
    var role: FileRole {
        if manuscript.contains("处理单") || manuscript.contains("稿纸") { return .processing }
        if manuscript.contains("附件") { return .attachment }
        if ["草稿", "定稿", "修订本", "试行本"].contains(manuscript) { return .draft }
        if isMain || manuscript == "正本" { return .main }
        return FileRole(named: fileName)
    }
}

extension FileRole {
    /// By the words agencies put into file names.
    init(named name: String) {
        self =
            if name.contains("处理单") || name.contains("稿纸") {
                .processing
            } else if name.contains("附件") {
                .attachment
            } else if name.contains("定稿") || name.contains("草稿") {
                .draft
            } else if name.contains("正文") {
                .main
            } else {
                .other
            }
    }
}
