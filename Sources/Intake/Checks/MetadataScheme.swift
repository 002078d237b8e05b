import Archive

/// What the metadata of a record must hold, element by element, as data. Source: DA/T 46-2009 (M: 必选 with evidence), DA/T
/// 48-2009 (cardinalities), DA/T 93-2022.
struct MetadataScheme: Sendable {
    enum Obligation: Sendable {
        /// Must be there and not empty.
        case mandatory
        /// Should be there; its absence is a warning.
        case expected
        case optional
    }

    enum Form: Sendable {
        case text
        /// Four digits.
        case year
        /// `2019-07-26`
        case date
        /// `2019-07-26T09:12:30`
        case moment
        /// 1, 2, 3 …
        case counting
        /// 0, 1, 2 …
        case whole
    }

    struct Element: Sendable {
        let path: String
        let obligation: Obligation
        var form: Form = .text
        /// Characters.
        var longest: Int?
        /// Values it may have; `nil`: any.
        var domain: Domain?
        /// Must hold for each 文档, not once a record.
        var isOfDocuments = false

        var name: String { path.split(separator: "/").last.map { String($0) } ?? path }
    }

    /// The values an element may have.
    struct Domain: Sendable {
        let values: [String]
        /// Values outside the list are usual too (`其他` stands in the list): a warning.
        var isOpen = false

        func admits(_ value: String) -> Bool {
            let plain = NumberText.plain(value)
            return values.contains(plain) || pattern(plain)
        }

        /// `30年`, `定期10年`, `D30`, `Y`: how terms are written besides.
        var admitsYears = false

        private func pattern(_ value: String) -> Bool {
            guard admitsYears else { return false }
            let term = value.hasPrefix("定期") ? String(value.dropFirst(2)) : value
            return Retention(term: term) != nil || Retention(code: term) != nil
        }
    }

    let elements: [Element]

    static let secrecy = Domain(values: Secrecy.allCases.map(\.rawValue))
    static let retention = Domain(values: ["永久", "长期", "短期", "定期", "其他"], admitsYears: true)

    /// DA/T 46-2009 as DA/T 93-2022 packages carry it.
    static let documents = MetadataScheme(elements: [
        Element(path: "聚合层次", obligation: .mandatory, longest: 10, domain: Domain(values: ["案卷", "文件", "件"])),
        Element(path: "来源/立档单位名称", obligation: .mandatory, longest: 200),
        Element(path: "电子文件号", obligation: .mandatory, longest: 100),
        Element(path: "档号/完整档号", obligation: .optional, longest: 100),
        Element(path: "档号/全宗号", obligation: .expected, longest: 20),
        Element(path: "档号/年度", obligation: .mandatory, form: .year),
        Element(path: "档号/保管期限", obligation: .mandatory, longest: 20, domain: retention),
        Element(path: "档号/机构或问题", obligation: .optional, longest: 100),
        Element(path: "档号/类别号", obligation: .optional, longest: 50),
        Element(path: "档号/室编件号", obligation: .optional, form: .counting),
        Element(path: "档号/馆编件号", obligation: .optional, form: .counting),
        Element(path: "内容描述/题名", obligation: .mandatory, longest: 1000),
        Element(path: "内容描述/责任者", obligation: .mandatory, longest: 500),
        Element(path: "内容描述/日期", obligation: .mandatory, form: .date),
        Element(path: "内容描述/文件编号", obligation: .optional, longest: 200),
        Element(path: "内容描述/文种", obligation: .optional, longest: 50),
        Element(
            path: "内容描述/紧急程度", obligation: .optional,
            domain: Domain(values: ["特提", "特急", "加急", "平急", "急件", "无", "普通", "其他"], isOpen: true)),
        Element(path: "内容描述/密级", obligation: .mandatory, domain: secrecy),
        Element(
            path: "形式特征/文件组合类型", obligation: .expected, domain: Domain(values: ["单件", "组合文件"])),
        Element(path: "形式特征/页数", obligation: .optional, form: .counting),
        Element(path: "形式特征/语种", obligation: .optional, longest: 50),
        Element(
            path: "形式特征/稿本", obligation: .optional,
            domain: Domain(values: ["草稿", "定稿", "正本", "副本", "试行本", "修订本", "原件", "复制件", "其他"], isOpen: true)),
        Element(path: "存储位置/脱机载体编号", obligation: .optional, longest: 100),
        Element(
            path: "权限管理/控制标识", obligation: .optional,
            domain: Domain(values: ["开放", "控制", "延期开放", "未审核", "其他"], isOpen: true)),
        Element(path: "文件数据/文档/电子属性/计算机文件名", obligation: .mandatory, longest: 255, isOfDocuments: true),
        Element(path: "文件数据/文档/电子属性/计算机文件大小", obligation: .mandatory, form: .whole, isOfDocuments: true),
        Element(path: "文件数据/文档/电子属性/格式信息", obligation: .optional, longest: 500, isOfDocuments: true),
        Element(path: "文件数据/文档/电子属性/页数", obligation: .optional, form: .counting, isOfDocuments: true),
        Element(path: "文件数据/文档/文档序号", obligation: .optional, form: .counting, isOfDocuments: true),
        Element(
            path: "文件数据/文档/文档主从声明", obligation: .optional,
            domain: Domain(values: ["主文档", "附属文档"]), isOfDocuments: true),
        Element(
            path: "业务实体/业务状态", obligation: .optional, domain: Domain(values: ["历史行为", "计划任务"])),
        Element(path: "业务实体/行为时间", obligation: .optional, form: .moment),
        Element(
            path: "机构人员实体/机构人员类型", obligation: .optional, domain: Domain(values: ["单位", "内设机构", "个人"])),
        Element(path: "机构人员实体/组织机构代码", obligation: .optional, longest: 18),
    ])

    /// The element of the scheme for one of a record, by path.
    private static let byPath = Dictionary(uniqueKeysWithValues: documents.elements.map { ($0.path, $0) })

    static func element(_ path: String) -> Element? { byPath[path] }
}
