import Archive

/// How the elements that transfers carry (DA/T 46-2009 names) become elements of a description: data, not program.
enum CarriedElements {
    /// Name in the transfer → element here. The first that has a value counts, unless the element is repeatable.
    static let elements: [String: String] = [
        "档案馆代码": "archivesCode", "完整档号": "referenceCode", "题名": "title", "并列题名": "parallelTitle", "副题名": "subtitle",
        "说明题名文字": "subtitle", "文件编号": "documentNumber", "日期": "date", "年度": "year", "页数": "pageCount",
        "责任者": "author", "保管期限": "retentionPeriod", "摘要": "scopeAndContent", "人名": "personalName",
        "稿本": "manuscriptType",
        "文种": "documentType", "附件": "attachments", "语种": "language", "主题词": "subject", "关键词": "subject",
        "分类号": "classCode", "密级": "classification", "公开属性": "disclosureType", "缩微号": "microform", "当前位置": "location",
        "机构或问题": "organisation", "电子文件号": "electronicRecordCode", "保密期限": "secrecyPeriod", "控制标识": "controlMark",
        "到期开放意见": "openingOpinion", "信息公开情况": "disclosureNote", "密级变更情况": "secrecyChange", "附注": "carriedNote",
        "备注": "carriedNote",
        // Of photographs, sound and film.
        "文字说明": "caption", "地点": "place", "拍摄地点": "place", "拍摄位置": "position", "背景": "background", "人物": "personalName",
        "参见号": "seeAlso", "时长": "duration", "时间长度": "duration", "播放时长": "duration", "捕获设备": "captureDevice",
        "技术参数": "technicalData", "摄影者": "author", "拍摄时间": "date",
        // Of what was published by the regulations on open government information.
        "索引号": "indexNumber", "公开日期": "publishedOn", "发布日期": "publishedOn", "公开形式": "disclosureForm",
        "主题分类": "topic", "效力状态": "validity", "有效性": "validity", "时效性": "validity", "施行日期": "effectiveOn",
        "生效日期": "effectiveOn", "实施日期": "effectiveOn", "废止日期": "repealedOn", "失效日期": "repealedOn",
        "有效期至": "repealedOn", "废止依据": "repealedBy", "失效依据": "repealedBy", "修改依据": "amendedBy",
        "修订依据": "amendedBy", "废止的文件": "repeals", "修改的文件": "amends",
    ]

    /// The word of the list for a value that agencies write in several ways.
    private static func plain(_ text: String, of element: String) -> String {
        element == "validity" ? Validity(text: text)?.rawValue ?? text : text
    }

    /// Parts of the metadata that speak of single computer files, of business and of people, not of the record.
    static let foreign: Set<String> = ["文件数据", "文档", "电子属性", "业务实体块", "机构人员实体块", "实体关系块"]

    /// Elements whose value holds several, and what stands between them.
    static let separators: Set<Character> = [";", "；", ",", "，", "、", "\n", "|"]

    /// The values of a description, each with the name and wording it came with.
    /// - Parameter carried: Paths such as `内容描述/题名`, in the order of the metadata.
    static func description(of carried: [(path: String, value: String)]) -> Description {
        var values: [ElementValue] = []
        var seen: Set<String> = []
        for (path, value) in carried {
            let steps = path.split(separator: "/").map(String.init)
            let text = value.trimmed
            guard let name = steps.last, !text.isEmpty, !steps.contains(where: foreign.contains),
                let identifier = elements[name], let element = DescriptiveElement.named(identifier)
            else { continue }
            if element.repeatable {
                for part in text.split(whereSeparator: separators.contains).map({ String($0).trimmed }) where part != ""
                {
                    values.append(ElementValue(identifier, part, source: name))
                }
            } else if seen.insert(identifier).inserted {
                values.append(ElementValue(identifier, plain(text, of: identifier), source: name, original: value))
            }
        }
        return Description(values)
    }
}

extension String {
    /// Without white space at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
