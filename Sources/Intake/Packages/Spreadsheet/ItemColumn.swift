import Archive

/// What a column of an item catalogue (归档文件目录) says, and the headings agencies give it: data, not program.
///
/// Source: DA/T 22-2015 (归档文件目录), DA/T 18-2022 (著录项目); the other headings are those of common office systems.
package enum ItemColumn: String, CaseIterable, Hashable, Sendable, Codable {
    case number = "顺序号"
    case code = "档号"
    case documentNumber = "文件编号"
    case author = "责任者"
    case title = "题名"
    case date = "日期"
    case retention = "保管期限"
    case secrecy = "密级"
    case pages = "页数"
    case remarks = "备注"
    case fonds = "全宗号"
    case fondsName = "立档单位名称"
    case category = "类别号"
    case year = "年度"
    case office = "机构或问题"
    case files = "电子档案名称"
    case openingOpinion = "到期开放意见"
    case disclosure = "信息公开情况"
    case secrecyChange = "密级变更情况"
    case secrecyPeriod = "保密期限"
    case subject = "主题词"
    case persons = "人名"
    case abstract = "摘要"

    /// The headings that mean it, without spaces and brackets.
    private var headings: [String] {
        switch self {
        case .number: ["顺序号", "序号", "编号", "条目号"]
        case .code: ["档号", "完整档号", "档案号", "档案编号", "件档号", "照片号", "照片档号", "声像档号"]
        case .documentNumber: ["文件编号", "文号", "发文字号", "发文号", "文件字号", "文件号", "来文字号"]
        case .author: ["责任者", "作者", "责任人", "发文单位", "发文机关", "来文单位", "来文机关", "成文单位", "摄影者", "拍摄者", "摄录者"]
        case .title: ["题名", "文件题名", "正题名", "标题", "文件标题", "文件名称", "卷内文件题名", "内容"]
        case .date:
            [
                "日期", "文件日期", "成文日期", "形成日期", "形成时间", "成文时间", "发文日期", "文件形成日期", "时间", "拍摄时间", "拍摄日期", "摄影时间", "摄录时间",
                "录制时间", "录制日期",
            ]
        case .retention: ["保管期限", "期限", "保存期限"]
        case .secrecy: ["密级", "密级标志", "保密等级"]
        case .pages: ["页数", "件页数", "总页数", "文件页数", "张数"]
        case .remarks: ["备注", "附注", "说明", "注"]
        case .fonds: ["全宗号", "全宗", "全宗代码"]
        case .fondsName: ["立档单位名称", "立档单位", "全宗名称", "移交单位", "单位名称", "归档单位"]
        case .category: ["类别号", "门类", "类别", "档案门类", "门类代码", "分类", "档案类别"]
        case .year: ["年度", "归档年度", "年份"]
        case .office: ["机构或问题", "机构", "问题", "归档部门", "部门", "机构问题", "承办部门"]
        case .files: ["电子档案名称", "电子文件名", "文件名", "计算机文件名", "原文文件名", "电子文件名称", "附件名", "原文"]
        case .openingOpinion: ["到期开放意见", "开放意见", "开放审核意见"]
        case .disclosure: ["信息公开情况", "政府信息公开情况", "公开属性", "公开方式", "信息公开属性"]
        case .secrecyChange: ["密级变更情况", "密级变更"]
        case .secrecyPeriod: ["保密期限"]
        case .subject: ["主题词", "关键词"]
        case .persons: ["人名"]
        case .abstract: ["摘要", "内容摘要", "提要"]
        }
    }

    /// All headings that are understood, and what each means.
    package static var spellings: [String: ItemColumn] { byHeading }

    private static let byHeading = Dictionary(
        uniqueKeysWithValues: allCases.flatMap { column in column.headings.map { ($0, column) } })

    /// The column a heading means; `nil` if none is known for it.
    package init?(heading: String) {
        guard let column = ItemColumn.byHeading[ItemColumn.plain(heading)] else { return nil }
        self = column
    }

    /// A heading without what is written around it: `* 日  期（YYYYMMDD）` is 日期.
    static func plain(_ heading: String) -> String {
        let half = NumberText.plain(heading)
        let bare = half.prefix { !"([【〔<".contains($0) }
        return String((bare.isEmpty ? half[...] : bare).filter { !$0.isWhitespace && !"*:：、，,.。\"'_-".contains($0) })
    }
}
