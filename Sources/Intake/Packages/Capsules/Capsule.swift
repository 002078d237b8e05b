import Archive
import Formats

/// A capsule (封装包, EEP) as its XML says it, without the bytes packed in it. Source: DA/T 48-2009.
struct Capsule: Sendable {
    /// One 编码: a computer file packed in it, or a reference to one of an inner layer.
    struct Encoding: Sendable {
        /// Its place among all 编码数据 of the capsule, from 0.
        let place: Int
        /// 0 is the outermost layer, the one that counts.
        let layer: Int
        let id: String
        let refersTo: String
        let keyword: String
        /// Holds no data.
        let isEmpty: Bool
        /// Holds something that is no Base64.
        let isBroken: Bool
        let document: RecordMetadata.Document
        let line: Int
    }

    /// One 被签名对象 with what was signed over it.
    struct Layer: Sendable {
        let object: XMLNode
        let signatures: [XMLNode]
        let lock: XMLNode?

        /// 封装内容, or what a modification says instead (修订内容).
        var content: XMLNode? { object.first("封装内容") ?? object.first("修改封装内容")?.first("修订内容") }
        var isModification: Bool { object.first("修改封装内容") != nil }
    }

    let root: XMLNode
    /// The outermost first.
    let layers: [Layer]
    let encodings: [Encoding]

    /// Modifications of modifications that are followed.
    static let deepest = 20

    /// What the outermost layer holds, in the order of its documents: the files of the record.
    var files: [Encoding] { encodings.filter { $0.layer == 0 } }

    /// Where the bytes of `encoding` stand: its own, or those it refers to.
    func source(of encoding: Encoding) -> Encoding? {
        var found = encoding
        for _ in 0...Capsule.deepest {
            guard found.isEmpty, !found.refersTo.isEmpty else { break }
            guard let next = encodings.first(where: { $0.id == found.refersTo && $0.layer > found.layer }) else {
                return nil
            }
            found = next
        }
        return found.isEmpty ? nil : found
    }

    static let name = "电子文件封装包"

    init(_ root: XMLNode, _ data: [CapsuleReading.DataBlock]) {
        self.root = root
        var layers: [Layer] = []
        var holder: XMLNode? = root
        while let outer = holder, let object = outer.first("被签名对象"), layers.count < Capsule.deepest {
            layers.append(
                Layer(
                    object: object, signatures: outer.first("电子签名块")?.all("电子签名") ?? [], lock: outer.first("锁定签名")))
            holder = object.first("修改封装内容")?.first("原封装包")
        }
        self.layers = layers
        var walk = Walk(data: data)
        walk.visit(root, layer: 0, document: nil)
        encodings = walk.encodings
    }

    private struct Walk {
        let data: [CapsuleReading.DataBlock]
        var encodings: [Encoding] = []
        var place = 0

        mutating func visit(_ node: XMLNode, layer: Int, document: XMLNode?) {
            for child in node.children {
                if child.name == "编码数据" {
                    if data.indices.contains(place) {
                        encodings.append(Encoding(child, of: node, in: document, layer, place, data[place]))
                    }
                    place += 1
                } else {
                    visit(
                        child, layer: child.name == "原封装包" ? layer + 1 : layer,
                        document: child.name == "文档" ? child : document)
                }
            }
        }
    }
}

extension Capsule.Encoding {
    fileprivate init(
        _ node: XMLNode, of encoding: XMLNode, in document: XMLNode?, _ layer: Int, _ place: Int,
        _ data: CapsuleReading.DataBlock
    ) {
        (self.layer, self.place) = (layer, place)
        id = node[attribute: "编码数据ID"] ?? ""
        refersTo = node[attribute: "引用编码数据ID"] ?? ""
        keyword = encoding.first("反编码关键字")?.value ?? ""
        (isEmpty, isBroken) = (data.isEmpty, data.isBroken)
        line = encoding.line
        let electronic = encoding.first("电子属性")
        func value(_ name: String) -> String { electronic?.first(name)?.value ?? "" }
        let title = document?.first("题名")?.value ?? ""
        let manuscript = document?.first("稿本")?.value ?? ""
        self.document = RecordMetadata.Document(
            title: title,
            // Without 稿本 the title of a sheet says what it is.
            manuscript: manuscript.isEmpty && title.hasSuffix("处理单") ? "处理单" : manuscript,
            isMain: document?.first("文档主从声明")?.value == "主文档", fileName: value("计算机文件名"),
            size: value("计算机文件大小"), format: value("格式信息"), pages: value("页数"),
            digests: (electronic?.all("数字摘要") ?? []).map { ($0[attribute: "算法"] ?? "", $0.value, $0.line) },
            line: encoding.line, values: document.map(MetadataFile.values) ?? [:])
    }
}

extension RecordMetadata {
    /// What the outermost layer of a capsule says.
    /// - Parameter taken: the numbers of the files that were taken out of it, in order.
    init(_ capsule: Capsule, taken: [Int64?]) {
        let own = capsule.layers.first
        let about = ["封装包类型", "封装包创建时间", "封装包创建单位"].compactMap { name in
            own?.object.first(name).map { Element(path: "封装包/" + name, name: name, value: $0.value, line: $0.line) }
        }
        let said = own?.content.map(MetadataFile.metadata)
        let documents = capsule.files.enumerated().map { place, encoding in
            var document = encoding.document
            document.taken = taken.indices.contains(place) ? taken[place] : nil
            return document
        }
        self.init(
            elements: (said?.elements ?? []) + about, documents: documents, actions: said?.actions ?? [],
            isSigned: capsule.layers.contains { !$0.signatures.isEmpty }, capsule: capsule)
    }
}
