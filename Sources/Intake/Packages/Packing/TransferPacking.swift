import Archive
import Bytes

/// Lays out a transfer by DA/T 93-2022: 全宗号/类别/档号 with 电子档案元数据.XML, 目录文件.XML, 说明文件.TXT, 其他/.
struct TransferPacking {
    let order: PackOrder
    let agency: String
    let records: RowsOfRecords

    /// - Parameter others: the agency's files that belong to no record, and the name each gets in 其他.
    func lay(_ others: [(n: Int64, name: FileName)], in tree: inout PackTree) throws {
        var list = PackedList(order: order, agency: agency, columns: Layout.transfer2022.columns)
        var bytes: Int64 = 0
        try records.each { place, record in
            let fonds = record.code.fonds ?? record.line.fondsCode
            let folder = FileName("\(fonds)/\(record.category)/\(record.code.text)")
            let metadata = Array(Self.metadata(record, agency, order.moment).utf8)
            try tree.make(metadata, at: folder / FileName("电子档案元数据.XML"), .record(place))
            bytes += Int64(metadata.count)
            for document in record.documents {
                tree.put(document.n, at: folder / document.name)
                bytes += document.bytes
            }
            list.add(record, value: { record.listed($0) })
            tree.add(row: record.item.line)
        }
        list.end()
        try tree.make(list.xml, at: FileName("目录文件.XML"), .list)
        try tree.make(list.notes(bytes), at: FileName("说明文件.TXT"), .made)
        // The agency may have filled one in itself.
        if !others.contains(where: { $0.name.display.contains("登记表") }) {
            try tree.make(list.form(bytes), at: FileName("其他/电子档案移交与接收登记表.XML"), .made)
        }
        for (n, name) in others { tree.put(n, at: FileName("其他") / name) }
    }

    /// 电子档案元数据.XML of one record.
    private static func metadata(_ record: RecordToPack, _ agency: String, _ moment: PackMoment) -> String {
        let elements = record.elements(agency: agency, moment: moment)
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<电子档案元数据 标准=\"DA/T 46-2009\" 摘要范围=\"计算机文件全部字节\">\n"
        out += "<文件实体块><文件实体>\n"
        out += nested(elements.filter { !$0.name.hasPrefix("业务实体") && !$0.name.hasPrefix("机构人员") })
        out += "<文件数据>\n"
        for (place, document) in record.documents.enumerated() { out += data(document, place + 1, record) }
        out += "</文件数据>\n</文件实体></文件实体块>\n<业务实体块>\n"
        out += nested(elements.filter { $0.name.hasPrefix("业务实体") }, beginning: "业务标识符")
        out += "</业务实体块>\n<机构人员实体块>\n"
        out += nested(elements.filter { $0.name.hasPrefix("机构人员实体") }, beginning: "机构人员标识符")
        return out + "</机构人员实体块>\n</电子档案元数据>\n"
    }

    private static func data(_ document: RecordToPack.Document, _ number: Int, _ record: RecordToPack) -> String {
        let said = document.said
        let title = said.title.isEmpty ? (document.isMain ? record.item.title : document.name.stem) : said.title
        let digests = document.promised.map { "<数字摘要 算法=\"\($0.name.escaped)\">\($0.hex.escaped)</数字摘要>" }.joined()
        let pages = document.pages.map { "\($0)" } ?? said.pages
        let kind = said.manuscript.isEmpty ? (document.isMain ? "正本" : "附件") : said.manuscript
        var out = "<文档>"
        func put(_ name: String, _ text: String) {
            if !text.isEmpty { out += "<\(name)>\(text.escaped)</\(name)>" }
        }
        put("文档标识符", "文档\(number)")
        put("文档序号", "\(number)")
        put("文档主从声明", document.isMain ? "主文档" : "附属文档")
        put("题名", title)
        put("稿本", kind)
        out += "<电子属性>"
        put("格式信息", document.formatText)
        put("计算机文件名", document.name.display)
        put("计算机文件大小", said.size.isEmpty ? "\(document.bytes)" : said.size)
        put("页数", pages)
        return out + digests + "</电子属性></文档>\n"
    }

    /// Elements with one parent stand in it together; where `beginning` comes again, another parent begins.
    private static func nested(_ elements: [PackagedRecord.Element], beginning: String? = nil) -> String {
        var out = ""
        var open: String?
        func close() { if let open { out += "</\(open)>\n" } }
        for element in elements {
            let parts = element.name.split(separator: "/").map { String($0) }
            let parent = parts.count > 1 ? parts[0] : nil
            if parent != open || parts.last == beginning {
                close()
                open = parent
                if let parent { out += "<\(parent)>" }
            }
            let name = parts.last ?? element.name
            out += "<\(name)>\(element.value.escaped)</\(name)>" + (parent == nil ? "\n" : "")
        }
        close()
        return out
    }
}

extension RecordToPack {
    /// What the list says of it under the name of a column.
    func listed(_ column: String) -> String {
        switch column {
        case "档号": code.text
        case "日期": DateText(item.date).day.map { $0.text.filter { $0 != "-" } } ?? item.date
        case "保管期限": retention ?? ""
        case "页数": pages ?? ""
        case "电子档案名称": code.text + ".xml"
        default: item.value(column)
        }
    }
}
