import Archive
import Formats

/// A capsule has the elements it must have, in every layer, and they hang together.
///
/// Check: integrity (完整性), YJ-2-10. Finds: elements that are missing, empty, too many or out of order, a type that is none,
/// identifiers that stand twice or lead nowhere, files that cannot be taken out. Source: DA/T 48-2009.
struct CapsuleElements: Check {
    let key = "capsule-elements"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .capsules }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let n = record.metadataFile else { return [] }
        var telling = Telling(
            check: self, book: package.rules.book, file: package.path(n), record: record.code)
        if record.folder.metadata.count > 1 {
            telling.tell(
                nil, 0,
                Words(
                    zh: "文件夹“\(record.folder.path.display)”里有 \(record.folder.metadata.count) 个封装包，一个档号只能有一个。",
                    en:
                        "There are \(record.folder.metadata.count) capsules in \(record.folder.path.display); a record has one."
                ))
        }
        guard let capsule = record.metadata?.capsule else { return telling.findings }
        CapsuleElements.look(capsule.root, &telling)
        for layer in capsule.layers { CapsuleElements.look(layer, &telling) }
        if let first = capsule.layers.first { CapsuleElements.look(first, of: capsule.root, &telling) }
        CapsuleElements.lookAtData(capsule, &telling)
        CapsuleElements.lookAtNames(capsule.root, &telling)
        return telling.findings
    }

    /// Findings about one capsule; one in the same words is told once.
    struct Telling {
        let check: CapsuleElements
        let book: RuleBook
        let file: FileName
        let record: String
        private(set) var findings: [Finding] = []
        private var known: Set<String> = []

        init(check: CapsuleElements, book: RuleBook, file: FileName, record: String) {
            (self.check, self.book, self.file, self.record) = (check, book, file, record)
        }

        mutating func tell(_ element: String?, _ line: Int, as severity: Finding.Severity = .blocking, _ what: Words) {
            guard known.insert(what.en).inserted, findings.count < 50 else { return }
            findings.append(
                check.finding(
                    severity, file: file, element: element, line: line > 0 ? line : nil, record: record, what,
                    severity == .blocking
                        ? Words(
                            zh: "请移交单位按 DA/T 48-2009 重新封装（已签名的须重新签名）后提交。",
                            en: "The agency makes the capsule again by DA/T 48-2009, signs it again and submits.")
                        : Words(zh: "请移交单位下次改正；不影响接收。", en: "The agency corrects it next time; it may be accepted.")))
        }
    }

    /// The children of an element, and theirs.
    private static func look(_ node: XMLNode, _ telling: inout Telling) {
        guard let rules = CapsuleScheme.inside[node.name] else {
            if node.value.isEmpty, node.children.isEmpty, CapsuleScheme.filled.contains(node.name) {
                telling.tell(
                    node.name, node.line,
                    Words(zh: "“\(node.name)”是空的。", en: "\(node.name) is empty."))
            }
            return
        }
        // 档号 may be written whole instead of in parts.
        if node.name == "档号", node.children.isEmpty, !node.value.isEmpty { return }
        for rule in rules {
            let count = node.children.count { $0.name == rule.name }
            let number = CapsuleScheme.numbers[rule.name].map { "（\($0)）" } ?? ""
            if count < rule.least {
                telling.tell(
                    rule.name, node.line,
                    Words(
                        zh: "“\(node.name)”里缺少必选元素“\(rule.name)”\(number)。",
                        en: "\(node.name) lacks the element \(rule.name), which must be there."))
            } else if count > rule.most {
                telling.tell(
                    rule.name, node.line,
                    Words(
                        zh: "“\(node.name)”里有 \(count) 个“\(rule.name)”，只许 \(rule.most) 个。",
                        en: "\(node.name) has \(count) elements \(rule.name); \(rule.most) may be there."))
            }
        }
        order(of: node, rules, &telling)
        for child in node.children { look(child, &telling) }
    }

    /// Elements out of order, or of another house, say what they say all the same.
    private static func order(of node: XMLNode, _ rules: [CapsuleScheme.Child], _ telling: inout Telling) {
        var last = 0
        for child in node.children {
            guard let place = rules.firstIndex(where: { $0.name == child.name }) else {
                // Some systems add 稿本, 页数 and 数字摘要 to what DA/T 48 has.
                guard
                    telling.book.element(named: child.name) != nil
                        || child.name == "数字摘要" || child.name == "完整档号"
                else {
                    telling.tell(
                        child.name, child.line, as: .warning,
                        Words(
                            zh: "“\(node.name)”里的“\(child.name)”不是 DA/T 48 的元素。",
                            en: "\(child.name) in \(node.name) is no element of DA/T 48."))
                    continue
                }
                continue
            }
            if place < last {
                telling.tell(
                    child.name, child.line, as: .warning,
                    Words(
                        zh: "“\(node.name)”里的“\(child.name)”次序不对。", en: "\(child.name) in \(node.name) is out of order."
                    ))
            }
            last = max(last, place)
        }
    }

    /// What one layer says of itself.
    private static func look(_ layer: Capsule.Layer, _ telling: inout Telling) {
        let kind = layer.object.first("封装包类型")
        let said = kind?.value ?? ""
        if !said.isEmpty, !CapsuleScheme.kinds.contains(said) {
            telling.tell(
                "封装包类型", kind?.line ?? 0,
                Words(zh: "封装包类型“\(said)”不是原始型或修改型。", en: "The type \(said) is neither 原始型 nor 修改型."))
        } else if !said.isEmpty, (said == "修改型") != layer.isModification {
            telling.tell(
                "封装包类型", kind?.line ?? 0,
                Words(
                    zh: "封装包类型是“\(said)”，里面却是\(layer.isModification ? "修改封装内容" : "封装内容")。",
                    en: "The type is \(said), but \(layer.isModification ? "修改封装内容" : "封装内容") is in it."))
        }
        let contents = layer.object.children.count { $0.name == "封装内容" || $0.name == "修改封装内容" }
        if contents != 1 {
            telling.tell(
                "封装内容", layer.object.line,
                Words(
                    zh: "“被签名对象”应有封装内容或修改封装内容之一，实有 \(contents) 个。",
                    en: "被签名对象 must hold either 封装内容 or 修改封装内容; it holds \(contents) of them."))
        }
        if let time = layer.object.first("封装包创建时间"), !time.value.isEmpty, MomentText(time.value) == nil {
            telling.tell(
                "封装包创建时间", time.line,
                Words(
                    zh: "封装包创建时间“\(time.value)”不是日期时间，如 2019-07-26T09:12:30。",
                    en: "The time of making, \(time.value), is no date and time as 2019-07-26T09:12:30."))
        }
    }

    /// What the outermost layer and the capsule around it say of each other.
    private static func look(_ layer: Capsule.Layer, of root: XMLNode, _ telling: inout Telling) {
        let (version, signed) = (root.first("版本"), layer.object[attribute: "eep版本"])
        if let version, !version.value.isEmpty, version.value != CapsuleScheme.version {
            telling.tell(
                "版本", version.line,
                Words(zh: "版本是“\(version.value)”，只认识 2009。", en: "The version is \(version.value); only 2009 is known.")
            )
        } else if let version, signed != version.value {
            telling.tell(
                "eep版本", layer.object.line,
                Words(
                    zh: "被签名对象的 eep版本 是“\(signed ?? "")”，与版本“\(version.value)”不同。",
                    en: "eep版本 of 被签名对象 is \(signed ?? ""), and the version \(version.value)."))
        }
        if layer.signatures.isEmpty != (layer.lock == nil) {
            telling.tell(
                layer.lock == nil ? "锁定签名" : "电子签名块", root.line,
                layer.lock == nil
                    ? Words(zh: "有电子签名块而没有锁定签名，两者应成对。", en: "There is 电子签名块 without 锁定签名; they come together.")
                    : Words(zh: "有锁定签名而没有电子签名块，两者应成对。", en: "There is 锁定签名 without 电子签名块; they come together."))
        }
        if let locked = layer.lock?.first("被锁定签名标识符"), !locked.value.isEmpty,
            !layer.signatures.contains(where: { $0.first("签名标识符")?.value == locked.value })
        {
            telling.tell(
                "被锁定签名标识符", locked.line,
                Words(
                    zh: "锁定签名锁的是“\(locked.value)”，没有这个签名。",
                    en: "锁定签名 locks \(locked.value); there is no such signature."))
        }
    }
}
