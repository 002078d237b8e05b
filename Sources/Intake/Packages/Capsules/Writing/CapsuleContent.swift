/// What one layer of a capsule says: 文件实体块, 业务实体块, 机构人员实体块, put together from the names of DA/T 46 in the order of DA/T 48.
struct CapsuleContent {
    /// An element to be written.
    struct Element {
        let name: String
        var text = ""
        var attributes: [(String, String)] = []
        var children: [Element] = []
        /// The file whose bytes stand in it.
        var file: Int?

        func write(_ out: CapsuleWriter.Output, data: (Int) throws -> Void) throws {
            try out.write("<\(name)\(attributes.map { " \($0)=\"\($1.escaped)\"" }.joined())>\(text.escaped)")
            for child in children { try child.write(out, data: data) }
            if let file { try data(file) }
            try out.write("</\(name)>")
        }

        /// The child of this name, made if need be.
        mutating func change(_ name: String, _ body: (inout Element) -> Void) {
            if let place = children.lastIndex(where: { $0.name == name }) {
                body(&children[place])
            } else {
                var child = Element(name: name)
                body(&child)
                children.append(child)
            }
        }

        /// Adds the text at the end of a path.
        mutating func put(_ text: String, at path: ArraySlice<String>) {
            guard let name = path.first else { return }
            if path.count == 1 {
                children.append(Element(name: name, text: text))
            } else {
                change(name) { $0.put(text, at: path.dropFirst()) }
            }
        }

        mutating func fill(_ name: String, _ text: String) {
            if !children.contains(where: { $0.name == name && !($0.text.isEmpty && $0.children.isEmpty) }) {
                children.removeAll { $0.name == name }
                children.append(Element(name: name, text: text))
            }
        }

        /// Puts what is inside in order; what the standard does not know there is handed out.
        mutating func arrange(_ strange: inout [(String, String)]) {
            guard let rules = CapsuleScheme.inside[name] else { return }
            var known: [Element] = []
            for rule in rules {
                var found = children.filter { $0.name == rule.name }
                // Of what may stand once, the first does; the rest is not lost.
                if rule.most == 1, found.count > 1 {
                    strange += found.dropFirst().map { ($0.name, $0.text) }
                    found = Array(found.prefix(1))
                }
                known += found
            }
            strange += children.filter { child in !rules.contains { $0.name == child.name } }.map { ($0.name, $0.text) }
            children = known
            for place in children.indices { children[place].arrange(&strange) }
        }

        /// Names of what must be there and is not.
        var missing: [String] {
            let own = (CapsuleScheme.inside[name] ?? []).filter { rule in
                rule.least > 0 && !children.contains { $0.name == rule.name }
            }.map(\.name)
            return own + children.flatMap(\.missing)
        }
    }

    let blocks: [Element]

    /// - Parameters:
    ///   - layer: 0 for an original, one more for each modification.
    ///   - refersTo: identifiers of packed data by the names of their files.
    /// - Throws: `CapsuleProblem.lacks`
    init(
        _ elements: [PackagedRecord.Element], _ files: [CapsuleWriter.File], layer: Int, maker: String,
        refersTo: [String: String]
    ) throws {
        var record = Element(name: "文件实体")
        var acts: [Element] = []
        var agents: [Element] = []
        var relations: [Element] = []
        for element in elements where !element.value.isEmpty {
            let path = element.name.split(separator: "/").map { String($0) }
            switch path.first {
            case "业务实体": Self.add(element.value, path, to: &acts)
            case "机构人员实体": Self.add(element.value, path, to: &agents)
            case "机构人员实体关系": Self.add(element.value, path, to: &relations)
            // What the new capsule says of itself and of its files.
            case "封装包", "文件数据": continue
            default: record.put(element.value, at: path[...])
            }
        }
        Self.complete(&record, files, layer, refersTo)
        var strange: [(String, String)] = []
        record.arrange(&strange)
        record.children.insert(
            contentsOf: strange.filter { !$0.1.isEmpty }.map { Element(name: "附注", text: "\($0.0)：\($0.1)") },
            at: record.children.lastIndex { $0.name == "文件数据" } ?? record.children.count)
        if agents.isEmpty {
            agents = [
                Element(
                    name: "机构人员实体",
                    children: [
                        Element(name: "机构人员标识符", text: "机构人员1"), Element(name: "机构人员类型", text: "单位"),
                        Element(name: "机构人员名称", text: maker),
                    ])
            ]
        }
        let number = record.children.first { $0.name == "电子文件号" }?.text ?? ""
        let agent = agents[0].children.first { $0.name == "机构人员标识符" }?.text ?? "机构人员1"
        for place in acts.indices {
            acts[place].fill("业务标识符", "业务\(place + 1)")
            acts[place].fill("机构人员标识符", agent)
            acts[place].fill("文件标识符", number)
            acts[place].fill("业务状态", "历史行为")
        }
        var rest: [(String, String)] = []
        var blocks = [
            Element(name: "文件实体块", children: [record]), Element(name: "业务实体块", children: acts),
            Element(name: "机构人员实体块", children: agents + relations),
        ]
        for place in blocks.indices.dropFirst() { blocks[place].arrange(&rest) }
        let missing = blocks.flatMap(\.missing)
        guard missing.isEmpty else { throw CapsuleProblem.lacks(Array(Set(missing)).sorted()) }
        self.blocks = blocks
    }

    /// Elements of one path come in a row, and begin anew where one of them comes again.
    private static func add(_ value: String, _ path: [String], to list: inout [Element]) {
        guard path.count == 2 else { return }
        if list.isEmpty || list[list.count - 1].children.contains(where: { $0.name == path[1] }) {
            list.append(Element(name: path[0]))
        }
        list[list.count - 1].children.append(Element(name: path[1], text: value))
    }

    /// What follows from the files, and what stands for what nobody knows.
    private static func complete(
        _ record: inout Element, _ files: [CapsuleWriter.File], _ layer: Int, _ refersTo: [String: String]
    ) {
        record.fill("聚合层次", "文件")
        record.change("形式特征") { $0.fill("文件组合类型", files.count == 1 ? "单件" : "组合文件") }
        record.change("存储位置") { $0.fill("脱机载体编号", "无") }
        record.change("权限管理") { _ in }
        let documents = files.enumerated().map { place, file -> Element in
            let id = "修改\(layer)-文档\(place + 1)"
            let ending = file.name.split(separator: ".").last.map { $0.lowercased() } ?? ""
            var data = Element(name: "编码数据", attributes: [("编码数据ID", "\(id)-文档数据1-编码1-编码数据")], file: place)
            if file.path == nil, let target = refersTo[file.name] { data.attributes.append(("引用编码数据ID", target)) }
            let electronic = Element(
                name: "电子属性",
                children: [
                    Element(name: "格式信息", text: file.format), Element(name: "计算机文件名", text: file.name),
                    Element(name: "计算机文件大小", text: "\(file.bytes)"),
                ])
            let encoding = Element(
                name: "编码", attributes: [("编码ID", "\(id)-文档数据1-编码1")],
                children: [
                    electronic, Element(name: "编码描述", text: CapsuleScheme.coding),
                    Element(name: "反编码关键字", text: "base64-\(ending)"), data,
                ])
            return Element(
                name: "文档",
                children: [
                    Element(name: "文档标识符", text: id), Element(name: "文档序号", text: "\(place + 1)"),
                    Element(name: "文档主从声明", text: file.isMain ? "主文档" : "附属文档"),
                    Element(name: "文档数据", attributes: [("文档数据ID", "\(id)-文档数据1")], children: [encoding]),
                ])
        }
        record.children.removeAll { $0.name == "文件数据" }
        record.children.append(Element(name: "文件数据", children: documents))
    }
}
