import Archive
import Formats

// What is packed in a capsule, and the identifiers that hold it together.

extension CapsuleElements {
    /// Each document of the outermost layer has its file, in the capsule or by reference.
    static func lookAtData(_ capsule: Capsule, _ telling: inout Telling) {
        for encoding in capsule.encodings {
            let name = encoding.document.fileName
            if encoding.isBroken {
                telling.tell(
                    "编码数据", encoding.line,
                    Words(
                        zh: "“\(name)”的编码数据不是 Base64，取不出来。",
                        en: "The data of \(name) is no Base64: it cannot be taken out."))
            } else if encoding.isEmpty, encoding.refersTo.isEmpty {
                telling.tell(
                    "编码数据", encoding.line,
                    Words(zh: "“\(name)”没有编码数据，也没有引用。", en: "\(name) has no data and refers to none."))
            } else if encoding.isEmpty, capsule.source(of: encoding) == nil {
                telling.tell(
                    "引用编码数据ID", encoding.line,
                    Words(
                        zh: "“\(name)”引用的编码数据“\(encoding.refersTo)”不在内层。",
                        en: "\(name) refers to \(encoding.refersTo), which no inner layer has."))
            } else if !encoding.isEmpty, !encoding.refersTo.isEmpty {
                telling.tell(
                    "引用编码数据ID", encoding.line, as: .warning,
                    Words(
                        zh: "“\(name)”既有编码数据，又引用“\(encoding.refersTo)”；以自己的为准。",
                        en: "\(name) has data and refers to \(encoding.refersTo) too; its own counts."))
            }
            lookAtKeyword(of: encoding, &telling)
        }
    }

    /// `base64-pdf`
    private static func lookAtKeyword(of encoding: Capsule.Encoding, _ telling: inout Telling) {
        guard !encoding.keyword.isEmpty else { return }
        let name = encoding.document.fileName
        let parts = encoding.keyword.lowercased().split(separator: "-", maxSplits: 1).map { String($0) }
        guard parts.count == 2, parts[0] == "base64" else {
            telling.tell(
                "反编码关键字", encoding.line,
                Words(
                    zh: "“\(name)”的反编码关键字“\(encoding.keyword)”不是 base64-扩展名，不知怎样还原。",
                    en:
                        "The keyword \(encoding.keyword) of \(name) is not base64 with an extension: how to decode it is unknown."
                ))
            return
        }
        let ending = FileName(name).pathExtension
        guard !ending.isEmpty, ending != parts[1], Set([ending, parts[1]]) != ["tif", "tiff"],
            Set([ending, parts[1]]) != ["jpg", "jpeg"]
        else { return }
        telling.tell(
            "反编码关键字", encoding.line,
            Words(
                zh: "“\(name)”的反编码关键字是“\(encoding.keyword)”，与扩展名不同。",
                en: "The keyword of \(name) is \(encoding.keyword), another extension than its own."))
    }

    /// Identifiers stand once; references lead somewhere.
    static func lookAtNames(_ root: XMLNode, _ telling: inout Telling) {
        var names = Identifiers()
        names.collect(root)
        for (id, line) in names.doubles.prefix(10) {
            telling.tell(
                "标识符", line,
                Words(zh: "标识符“\(id)”在封装包里出现不止一次。", en: "The identifier \(id) stands more than once in the capsule."))
        }
        for (name, id, line) in names.loose.prefix(10) {
            telling.tell(
                name, line,
                Words(zh: "“\(name)”写的是“\(id)”，封装包里没有它。", en: "\(name) says \(id), which the capsule does not have."))
        }
    }

    private struct Identifiers {
        private(set) var doubles: [(id: String, line: Int)] = []
        /// References of one layer that name nobody of that layer.
        private(set) var loose: [(name: String, id: String, line: Int)] = []
        private var known: Set<String> = []

        private static let unique: Set<String> = ["文档标识符", "签名标识符", "修改标识符"]
        private static let attributes: Set<String> = ["文档数据ID", "编码ID", "编码数据ID"]

        mutating func collect(_ node: XMLNode) {
            if Identifiers.unique.contains(node.name), !node.value.isEmpty { add(node.value, node.line) }
            for attribute in node.attributes where Identifiers.attributes.contains(attribute.name) {
                add(attribute.value, node.line)
            }
            if node.name == "封装内容" || node.name == "修订内容" { relate(node) }
            for child in node.children { collect(child) }
        }

        private mutating func add(_ id: String, _ line: Int) {
            if !known.insert(id).inserted { doubles.append((id, line)) }
        }

        /// Who acted is among the agents; what was done was done to this record.
        private mutating func relate(_ content: XMLNode) {
            let agents = Set(
                (content.first("机构人员实体块")?.all("机构人员实体") ?? []).compactMap { $0.first("机构人员标识符")?.value })
            let record = content.first("文件实体块")?.first("文件实体")?.first("电子文件号")?.value
            for action in content.first("业务实体块")?.all("业务实体") ?? [] {
                if let agent = action.first("机构人员标识符"), !agent.value.isEmpty, !agents.contains(agent.value) {
                    loose.append(("机构人员标识符", agent.value, agent.line))
                }
                if let file = action.first("文件标识符"), let record, !record.isEmpty, !file.value.isEmpty,
                    file.value != record
                {
                    loose.append(("文件标识符", file.value, file.line))
                }
            }
        }
    }
}
