import Archive

extension RuleBook {
    /// What holds where the archive has decided nothing: the edition that comes with the program.
    ///
    /// Source: DA/T 46-2009 (M: 必选 with evidence), DA/T 48-2009 (cardinalities), DA/T 93-2022; DA/T 70-2018 (labels); DA/T 31-2017,
    /// DA/T 50-2014 (images); 政府信息公开条例 (2019), 第 13, 19, 20 条.
    package static let standard = RuleBook(
        name: "DA/T 46-2009、DA/T 93-2022、DA/T 70-2018", elements: standardElements, domains: standardDomains,
        labels: CheckLabels.all.mapValues { Label(number: $0.number ?? "", name: $0.name) },
        measures: Dictionary(uniqueKeysWithValues: Measure.allCases.map { ($0, $0.usual) }), lists: .standard)

    private static let standardDomains = [
        Domain(name: "聚合层次", values: ["案卷", "文件", "件"]),
        Domain(name: "保管期限", values: ["永久", "长期", "短期", "定期", "其他"], admitsYears: true),
        Domain(name: "密级", values: Secrecy.allCases.map(\.rawValue)),
        Domain(name: "紧急程度", values: ["特提", "特急", "加急", "平急", "急件", "无", "普通", "其他"], isOpen: true),
        Domain(name: "文件组合类型", values: ["单件", "组合文件"]),
        Domain(
            name: "稿本", values: ["草稿", "定稿", "正本", "副本", "试行本", "修订本", "原件", "复制件", "其他"], isOpen: true),
        Domain(name: "控制标识", values: ["开放", "控制", "延期开放", "未审核", "其他"], isOpen: true),
        Domain(name: "文档主从声明", values: ["主文档", "附属文档"]),
        Domain(name: "业务状态", values: ["历史行为", "计划任务"]),
        Domain(name: "机构人员类型", values: ["单位", "内设机构", "个人"]),
    ]

    /// DA/T 46-2009 as DA/T 93-2022 packages carry it.
    private static let standardElements = [
        Element(path: "聚合层次", obligation: .mandatory, longest: 10, domain: "聚合层次"),
        Element(path: "来源/立档单位名称", obligation: .mandatory, longest: 200),
        Element(path: "电子文件号", obligation: .mandatory, longest: 100),
        Element(path: "档号/完整档号", obligation: .optional, longest: 100),
        Element(path: "档号/全宗号", obligation: .expected, longest: 20),
        Element(path: "档号/年度", obligation: .mandatory, form: .year),
        Element(path: "档号/保管期限", obligation: .mandatory, longest: 20, domain: "保管期限"),
        Element(path: "档号/机构或问题", obligation: .optional, longest: 100),
        Element(path: "档号/类别号", obligation: .optional, longest: 50),
        Element(path: "档号/室编件号", obligation: .optional, form: .counting),
        Element(path: "档号/馆编件号", obligation: .optional, form: .counting),
        Element(path: "内容描述/题名", obligation: .mandatory, longest: 1000),
        Element(path: "内容描述/责任者", obligation: .mandatory, longest: 500),
        Element(path: "内容描述/日期", obligation: .mandatory, form: .date),
        Element(path: "内容描述/文件编号", obligation: .optional, longest: 200),
        Element(path: "内容描述/文种", obligation: .optional, longest: 50),
        Element(path: "内容描述/紧急程度", obligation: .optional, domain: "紧急程度"),
        Element(path: "内容描述/密级", obligation: .mandatory, domain: "密级"),
        Element(path: "形式特征/文件组合类型", obligation: .expected, domain: "文件组合类型"),
        Element(path: "形式特征/页数", obligation: .optional, form: .counting),
        Element(path: "形式特征/语种", obligation: .optional, longest: 50),
        Element(path: "形式特征/稿本", obligation: .optional, domain: "稿本"),
        Element(path: "存储位置/脱机载体编号", obligation: .optional, longest: 100),
        Element(path: "权限管理/控制标识", obligation: .optional, domain: "控制标识"),
        Element(path: "文件数据/文档/电子属性/计算机文件名", obligation: .mandatory, longest: 255),
        Element(path: "文件数据/文档/电子属性/计算机文件大小", obligation: .mandatory, form: .whole),
        Element(path: "文件数据/文档/电子属性/格式信息", obligation: .optional, longest: 500),
        Element(path: "文件数据/文档/电子属性/页数", obligation: .optional, form: .counting),
        Element(path: "文件数据/文档/文档序号", obligation: .optional, form: .counting),
        Element(path: "文件数据/文档/文档主从声明", obligation: .optional, domain: "文档主从声明"),
        Element(path: "业务实体/业务状态", obligation: .optional, domain: "业务状态"),
        Element(path: "业务实体/行为时间", obligation: .optional, form: .moment),
        Element(path: "机构人员实体/机构人员类型", obligation: .optional, domain: "机构人员类型"),
        Element(path: "机构人员实体/组织机构代码", obligation: .optional, longest: 18),
    ]
}
