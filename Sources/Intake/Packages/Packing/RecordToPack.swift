import Archive
import Bytes

/// One record (件) as it is packed: its entry, its code in the standard's spelling, its files under the names they get.
struct RecordToPack: Sendable {
    struct Document: Sendable {
        /// The agency's file.
        let n: Int64
        /// Its way inside the record's folder.
        let name: FileName
        let said: RecordMetadata.Document
        let isMain: Bool
        let bytes: Int64
        let digests: FileDigests
        let format: FileFormat?
        let pages: Int64?

        /// `格式名称：PDF，格式版本：1.4，MIME媒体类型：application/pdf`
        var formatText: String {
            guard let format else { return "" }
            let version = format.version.map { "，格式版本：\($0)" } ?? ""
            // A slash in the name would be taken for that of the media type.
            return "格式名称：\(format.name.replacing("/", with: " "))\(version)，MIME媒体类型：\(format.mime)"
        }

        /// What the agency wrote down of a digest counts before what was computed now: so that a change since then is found.
        var promised: [(name: String, hex: String)] {
            let own = [digests.sm3, digests.sha256].map { ($0.algorithm.name, $0.hex) }
            let told = said.digests.filter { !$0.value.isEmpty }.map { ($0.algorithm, $0.value) }
            func plain(_ name: String) -> String { name.uppercased().filter { $0.isLetter || $0.isNumber } }
            return told + own.filter { each in !told.contains { plain($0.0) == plain(each.0) } }
        }
    }

    let item: ItemList.Item
    let code: ReferenceCode
    let line: RecordLine
    let documents: [Document]

    /// - Throws: `PackProblem.sameName`; `ReferenceCodeProblem` for a code that the checks let pass and no rule reads.
    init(_ record: RecordUnderCheck, _ item: ItemList.Item, _ line: RecordLine, of package: PackageUnderCheck) throws {
        let code = try ReferenceCode(parsing: record.code, rules: package.settings.codeRules)
        (self.item, self.code, self.line) = (item, code, line)
        let key = ReferenceCode.key(of: record.code)
        let said = record.documents.compactMap { document, n in n.map { (document, $0) } }
        let rest = record.folder.contents.filter { n in
            !said.contains { $0.1 == n } && !Leftovers.contains(package.path(n))
        }
        let all = said + rest.map { (RecordMetadata.Document(named: package.path($0), code: key), $0) }
        let first = all.firstIndex { $0.0.role == .main } ?? 0
        var names: Set<String> = []
        documents = try all.enumerated().map { place, each in
            let (document, n) = each
            let name = RecordToPack.name(of: package.path(n), code: key)
            guard names.insert(name.display.lowercased()).inserted else {
                throw PackProblem.sameName(code: record.code, name: name.display)
            }
            let facts = package.facts[n]
            return Document(
                n: n, name: name, said: document, isMain: place == first, bytes: package.listing.bytes(n),
                digests: package.listing.digests(n), format: facts?.format,
                pages: facts?.damage == nil ? facts?.pages : nil)
        }
    }

    /// What stands behind the folder that is named by the code; the last part where the file itself is.
    private static func name(of path: FileName, code: String) -> FileName {
        let parts = path.components
        let depth = parts.dropLast().firstIndex { ReferenceCode.key(of: $0.display).hasPrefix(code) }
        let inside = depth.map { Array(parts[($0 + 1)...]) } ?? [path.lastComponent]
        return inside.dropFirst().reduce(inside[0]) { $0 / $1 }
    }

    /// Pages as the table says, else as counted; `nil` if they cannot be.
    var pages: String? {
        if !item.pages.isEmpty { return item.pages }
        var total: Int64 = 0
        for document in documents where document.said.role != .draft {
            guard let pages = document.pages else { return nil }
            total += pages
        }
        return total > 0 ? "\(total)" : nil
    }

    /// `30年`; `nil` where neither table nor code says.
    var retention: String? { item.retention.isEmpty ? code.retention?.term : item.retention }
    var year: String? { line.year ?? DateText(item.date).day.map { "\($0.year)" } }
    /// `2019-07-26` for whole days, else as written.
    var date: String { DateText(item.date).day?.text ?? item.date }
    var category: String { code.category ?? line.category ?? code.catalogue ?? "WS" }
}

extension RecordToPack {
    private static let steps = ["起草", "审核", "签发", "归档"]
    /// Columns that have a place in the metadata of their own.
    private static let placed: Set<String> = [
        "文件编号", "全宗号", "立档单位名称", "类别号", "年度", "机构或问题", "到期开放意见", "信息公开情况", "密级变更情况", "保密期限", "主题词", "人名",
        "摘要", "电子文件号", "备注", "文种", "语种", "载体编号",
    ]

    /// 电子文件号; where the table has none the code stands for it.
    var number: String { item.other("电子文件号").flatMap { $0.isEmpty ? nil : $0 } ?? code.text }

    /// What is known of it, by the names and in the order of DA/T 46-2009. `agency`: where the table does not say whose it is.
    func elements(agency: String, moment: PackMoment) -> [PackagedRecord.Element] {
        func other(_ name: String) -> String { item.other(name) ?? "" }
        var said: [(String, String)] = []
        func put(_ name: String, _ value: String?) { said.append((name, value ?? "")) }
        put("聚合层次", "文件")
        put("来源/立档单位名称", line.fondsName ?? agency)
        put("电子文件号", number)
        put("档号/全宗号", code.fonds ?? line.fondsCode)
        put("档号/年度", year)
        put("档号/保管期限", retention)
        put("档号/机构或问题", line.office)
        put("档号/类别号", category)
        put("档号/室编件号", "\(code.itemNumber)")
        put("档号/完整档号", code.text)
        put("内容描述/题名", item.title)
        for name in ["主题词", "人名", "摘要", "文件编号"] { put("内容描述/" + name, other(name)) }
        put("内容描述/责任者", item.author)
        put("内容描述/日期", date)
        put("内容描述/文种", other("文种"))
        put("内容描述/密级", item.secrecy)
        put("内容描述/保密期限", other("保密期限"))
        put("形式特征/文件组合类型", documents.count == 1 ? "单件" : "组合文件")
        put("形式特征/页数", pages)
        put("形式特征/语种", other("语种"))
        put("形式特征/稿本", "正本")
        put("存储位置/脱机载体编号", other("载体编号").isEmpty ? "无" : other("载体编号"))
        put("权限管理/到期开放意见", other("到期开放意见"))
        put("权限管理/政府信息公开情况", other("信息公开情况"))
        put("权限管理/密级变更情况", other("密级变更情况"))
        // What the standard has no element for is not lost.
        for (name, value) in item.others where !Self.placed.contains(name) && !Self.isStep(name) {
            put("附注", "\(name)：\(value)")
        }
        put("附注", other("备注"))
        said += acts(number, moment)
        put("机构人员实体/机构人员标识符", "机构人员1")
        put("机构人员实体/机构人员类型", "单位")
        put("机构人员实体/机构人员名称", agency)
        return said.filter { !$0.1.isEmpty }.map { PackagedRecord.Element(name: $0.0, value: $0.1) }
    }

    /// `起草时间`, `归档日期`: when a step was done.
    private static func isStep(_ name: String) -> Bool {
        steps.contains { name == $0 + "时间" || name == $0 + "日期" }
    }

    /// The steps the table tells, and the one that is taken now.
    private func acts(_ number: String, _ moment: PackMoment) -> [(String, String)] {
        let told = Self.steps.compactMap { step -> (String, String)? in
            let text = item.other(step + "时间") ?? item.other(step + "日期") ?? ""
            guard !text.isEmpty else { return nil }
            return (step, MomentText(text) == nil ? text : PackMoment(text)?.text ?? text)
        }
        return (told + [("移交", moment.text)]).enumerated().flatMap { place, act -> [(String, String)] in
            [
                ("业务实体/业务标识符", "业务\(place + 1)"), ("业务实体/机构人员标识符", "机构人员1"), ("业务实体/文件标识符", number),
                ("业务实体/业务状态", "历史行为"), ("业务实体/业务行为", act.0), ("业务实体/行为时间", act.1), ("业务实体/行为描述", act.0),
            ]
        }
    }
}
