import Archive

/// What an entry of published information must say, as data. Source: 政府信息公开条例 (2019), 第 13, 19, 20 条.
enum DisclosureScheme {
    /// 公开属性: how readers may have it.
    static let openness: Set<String> = ["主动公开", "依申请公开", "不予公开"]
    /// Other writings of the same.
    static let opennessToo: [String: String] = ["主动": "主动公开", "公开": "主动公开", "申请公开": "依申请公开", "不公开": "不予公开"]
    static let opennessNames = ["公开属性", "信息公开属性", "公开类别"]
    static let validityNames = ["效力状态", "有效性", "时效性", "效力"]
    static let publishedNames = ["公开日期", "发布日期"]
    static let effectiveNames = ["施行日期", "生效日期", "实施日期"]
    static let endNames = ["废止日期", "失效日期", "有效期至", "失效时间", "废止时间"]
    static let groundNames = ["废止依据", "废止文件", "失效依据"]

    static func value(_ names: [String], of item: ItemList.Item) -> (name: String, value: String)? {
        item.others.first { names.contains($0.name) }
    }
}
