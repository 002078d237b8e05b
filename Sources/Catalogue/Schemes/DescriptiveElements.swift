package import Archive

extension DescriptiveElement {
    /// The elements of DA/T 18-2022 in the order of the standard, then what DA/T 46 and DA/T 93 transfers carry besides.
    package static let all: [DescriptiveElement] = [
        // 标识
        row("archivesCode", "档案馆代码", "Archives code", .identity, "MOOO", .text),
        row("level", "著录层级", "Level of description", .identity, "MMMM", .kept),
        row("referenceCode", "档号", "Reference code", .identity, "MMMM", .referenceCode),
        row("title", "题名", "Title", .identity, "MMMM", .text),
        row("parallelTitle", "并列题名", "Parallel title", .identity, "OOOO", .text),
        row("subtitle", "副题名及说明题名文字", "Other title information", .identity, "OOOO", .text),
        row("documentNumber", "文件编号", "Document number", .identity, "---C", .documentNumber),
        row("date", "日期", "Date", .identity, "MMMM", .date),
        row("year", "年度", "Filing year", .identity, "-OOO", .number),
        row("extentAndMedium", "载体形态", "Extent and medium", .identity, "OOOC", .text),
        row("pageCount", "页数", "Pages", .identity, "---O", .number),
        row("fileSize", "计算机文件大小", "File size", .identity, "--OO", .text),
        row("fileFormat", "计算机文件格式", "File format", .identity, "--OO", .text),
        row("creationMethod", "生成方式", "Creation method", .identity, "--OO", .domain(["原生", "数字化", "编辑"])),
        // 背景
        row("author", "责任者", "Author", .context, "MMMM", .text),
        row("adminHistory", "组织机构沿革/人物生平", "Administrative history", .context, "O---", .prose),
        row("custodialHistory", "档案保管沿革", "Custodial history", .context, "MOOO", .prose),
        // 内容与结构
        row("retentionPeriod", "保管期限", "Retention period", .content, "--MM", .retention),
        row("scopeAndContent", "范围和提要", "Scope and content", .content, "OOOO", .prose),
        row("personalName", "人名", "Personal name", .content, "--OO", .text, repeatable: true, from: .text),
        row("manuscriptType", "稿本", "Version", .content, "---O", .text),
        row("documentType", "文种", "Document type", .content, "---O", .text),
        row("attachments", "附件", "Attachments", .content, "---O", .text, repeatable: true),
        row("language", "语言或文字", "Language", .content, "---O", .text),
        row("subject", "主题词或关键词", "Subjects", .content, "---O", .text, repeatable: true),
        row("classCode", "分类号", "Class code", .content, "--OO", .text),
        row("arrangement", "整理情况", "Arrangement", .content, "OO--", .prose),
        row("destruction", "销毁情况", "Destruction", .content, "--CO", .prose, from: nil),
        // 查阅与利用控制
        row("accessStatus", "开放标识", "Access status", .access, "--MM", .kept),
        row("classification", "密级", "Secrecy class", .access, "---C", .classification),
        row(
            "disclosureType", "公开属性", "Disclosure type", .access, "---O",
            .domain(["主动公开", "依申请公开", "不予公开"])),
        row("microform", "缩微号", "Microform", .access, "OOOO", .text),
        row("location", "存储位置", "Storage location", .access, "OOOO", .text, from: nil),
        // 相关档案材料
        row("originalsLoc", "原件存放位置", "Location of originals", .related, "OOOO", .text),
        row("copiesLoc", "复制件存放位置", "Location of copies", .related, "OOOO", .text),
        row("relatedUnits", "相关著录单元", "Related units", .related, "OO--", .text, repeatable: true),
        // 附注
        row("note", "附注", "Note", .notes, "OOOO", .prose),
        // 著录控制
        row("descriptor", "著录者", "Described by", .control, "OOOO", .text, from: nil),
        row("describedOn", "著录日期", "Described on", .control, "OOOO", .day, from: nil),
        // 随移交附来: notes between the agency and the archive, never shown to readers
        carried("organisation", "机构或问题", "Office or matter"),
        carried("electronicRecordCode", "电子文件号", "Electronic record code"),
        carried("secrecyPeriod", "保密期限", "Secrecy period"),
        carried("controlMark", "控制标识", "Control mark"),
        carried("openingOpinion", "到期开放意见", "Opinion on opening"),
        carried("disclosureNote", "信息公开情况", "Disclosure so far"),
        carried("secrecyChange", "密级变更情况", "Change of secrecy class"),
        carried("carriedNote", "备注", "Remark in the transfer"),
    ]

    private static let byIdentifier = Dictionary(uniqueKeysWithValues: all.map { ($0.identifier, $0) })

    /// The element with this identifier; `nil` if there is none.
    package static func named(_ identifier: String) -> DescriptiveElement? { byIdentifier[identifier] }

    /// Elements used at `level`, in order.
    package static func used(at level: Level) -> [DescriptiveElement] {
        all.filter { $0.obligation(at: level) != .unused }
    }

    /// The place of an element in the order of the standard.
    static let order = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.identifier, $0) })

    private static func row(
        _ identifier: String, _ zh: String, _ en: String, _ area: Area, _ levels: String, _ type: ValueType,
        repeatable: Bool = false, from: PublicationLevel? = .catalogue
    ) -> DescriptiveElement {
        DescriptiveElement(
            identifier: identifier, name: Words(zh: zh, en: en), area: area,
            obligations: levels.map { Obligation(rawValue: $0)! }, type: type, repeatable: repeatable, shownFrom: from)
    }

    private static func carried(_ identifier: String, _ zh: String, _ en: String) -> DescriptiveElement {
        row(identifier, zh, en, .carried, "---O", .text, from: nil)
    }
}
