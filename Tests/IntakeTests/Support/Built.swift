import Archive
import Bytes
import Foundation

/// A small good package by DA/T 93-2022, made here: ten records of one agency, with main texts, processing sheets and one
/// attachment.
enum Built {
    struct Record {
        let year: Int
        let retention: String
        let number: Int
        let title: String
        var author = "临江市民政局"
        var hasSheet = false
        var attachment: String?

        var code: String {
            "J004-WS·\(year)-\(retention == "永久" ? "Y" : "D" + retention.dropLast())-BGS-" + Built.pad(number)
        }
        var folder: String { "J004/WS/\(code)" }
        /// Numbers run through the year, whatever the retention.
        var documentNumber: String {
            let place = (["永久", "30年", "10年"].firstIndex(of: retention) ?? 0) * 20 + number
            return "临民发〔\(year)〕\(place)号"
        }
        var date: String { "\(year)-03-\(String(Built.pad(number + 10).suffix(2)))" }
    }

    static let records: [Record] = [
        Record(year: 2019, retention: "永久", number: 1, title: "临江市民政局关于婚姻登记工作的通知", hasSheet: true),
        Record(year: 2019, retention: "永久", number: 2, title: "临江市养老机构管理办法", author: "临江市人民政府"),
        Record(year: 2019, retention: "永久", number: 3, title: "关于设立社区服务站的批复", hasSheet: true),
        Record(year: 2019, retention: "永久", number: 4, title: "临江市救助管理规定"),
        Record(
            year: 2019, retention: "30年", number: 1, title: "关于印发《临江市地名管理细则》的通知",
            attachment: "临江市地名管理细则"),
        Record(year: 2019, retention: "30年", number: 2, title: "关于做好国家秘密和工作秘密保护工作的意见"),
        Record(year: 2020, retention: "10年", number: 1, title: "关于2020年低保标准的请示", hasSheet: true),
        Record(year: 2020, retention: "10年", number: 2, title: "临江市民政局2019年工作总结"),
        Record(year: 2020, retention: "10年", number: 3, title: "关于召开会议的函", author: "临江市民政局、临江市财政局"),
        Record(year: 2020, retention: "永久", number: 1, title: "临江市殡葬管理条例实施意见"),
    ]

    static func pad(_ number: Int) -> String { String(repeating: "0", count: 4 - "\(number)".count) + "\(number)" }

    /// The whole package.
    static func package(_ records: [Record] = Built.records) -> PackageFiles {
        var files = PackageFiles()
        for record in records {
            var documents: [(name: String, title: String, kind: String, bytes: [UInt8])] = [
                ("0001正文.pdf", record.title, "正本", MadePDF(pages: [text(of: record)]).bytes)
            ]
            if let attachment = record.attachment {
                documents.append(("0002附件1.pdf", attachment, "附件", MadePDF(pages: ["附件", attachment]).bytes))
            }
            if record.hasSheet {
                documents.append(
                    ("000\(documents.count + 1)处理单.pdf", "发文处理单", "处理单", MadePDF(pages: ["发文处理单\n密级\n公开"]).bytes))
            }
            files["\(record.folder)/电子档案元数据.XML"] = Array(metadata(record, documents).utf8)
            for document in documents { files["\(record.folder)/\(document.name)"] = document.bytes }
        }
        files["目录文件.XML"] = Array(list(records).utf8)
        files["其他/电子档案移交与接收登记表.XML"] = Array(form.utf8)
        files["说明文件.TXT"] = Array(notes(records).utf8)
        files.register(records: records.count)
        return files
    }

    static func text(of record: Record) -> String {
        var lines = [record.author + "文件", "", record.title, "各单位：", "第一条 国家秘密分为绝密、机密、秘密三级，机密级文件按规定管理。"]
        if record.attachment != nil { lines.append("附件：" + record.attachment!) }
        return lines.joined(separator: "\n")
    }

    private static func list(_ records: [Record]) -> String {
        let entries = records.enumerated().map { place, record in
            let pages = pages(record)
            return """
                <文件><顺序号>\(place + 1)</顺序号><档号>\(record.code)</档号><责任者>\(record.author)</责任者>\
                <题名>\(record.title)</题名><日期>\(record.date.filter { $0 != "-" })</日期>\
                <保管期限>\(record.retention)</保管期限><密级>公开</密级><页数>\(pages)</页数><备注></备注></文件>
                """
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<文件目录>\n" + entries.joined(separator: "\n") + "\n</文件目录>\n"
    }

    private static func pages(_ record: Record) -> Int {
        1 + (record.hasSheet ? 1 : 0) + (record.attachment == nil ? 0 : 2)
    }

    private static func notes(_ records: [Record]) -> String {
        """
        移交单位：临江市民政局
        内容描述：临江市民政局文书类电子档案
        起止档号：\(records[0].code)至\(records[records.count - 1].code)
        档案数量：0件
        移交数据量：0字节
        软硬件环境：银河麒麟 V10；支持PDF的阅读软件
        """
    }

    private static let form = """
        <?xml version="1.0" encoding="UTF-8"?>
        <电子档案移交与接收登记表>
        <交接工作名称>临江市民政局2026年第1批</交接工作名称>
        <移交电子档案文件总数>0</移交电子档案文件总数>
        <移交电子档案案卷总数>0</移交电子档案案卷总数>
        <移交数据量字节>0</移交数据量字节>
        </电子档案移交与接收登记表>
        """

    private static func metadata(
        _ record: Record, _ documents: [(name: String, title: String, kind: String, bytes: [UInt8])]
    ) -> String {
        let year = String(record.date.prefix(4))
        let parts = documents.enumerated().map { place, document in
            """
            <文档><文档标识符>文档\(place + 1)</文档标识符><文档序号>\(place + 1)</文档序号>\
            <文档主从声明>\(place == 0 ? "主文档" : "附属文档")</文档主从声明><题名>\(document.title)</题名><稿本>\(document.kind)</稿本>\
            <电子属性><格式信息>格式名称：PDF，格式版本：1.4，MIME媒体类型：application/pdf</格式信息>\
            <计算机文件名>\(document.name)</计算机文件名><计算机文件大小>\(document.bytes.count)</计算机文件大小>\
            <页数>\(document.kind == "附件" ? 2 : 1)</页数>\
            <数字摘要 算法="SM3">\(digest(document.bytes, .sm3).hex)</数字摘要>\
            <数字摘要 算法="SHA-256">\(digest(document.bytes, .sha256).hex)</数字摘要></电子属性></文档>
            """
        }
        let steps = [
            ("起草", "-03-01T09:00:00"), ("审核", "-03-02T10:00:00"), ("签发", "-03-03T11:00:00"), ("归档", "-12-31T12:00:00"),
        ]
        let actions = steps.enumerated().map { place, step in
            """
            <业务实体><业务标识符>业务\(place + 1)</业务标识符><业务状态>历史行为</业务状态><业务行为>\(step.0)</业务行为>\
            <行为时间>\(year)\(step.1)</行为时间></业务实体>
            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <电子档案元数据><文件实体块><文件实体><聚合层次>文件</聚合层次>
            <来源><立档单位名称>临江市民政局</立档单位名称></来源>
            <电子文件号>ER-\(record.code)</电子文件号>
            <档号><全宗号>J004</全宗号><年度>\(record.year)</年度><保管期限>\(record.retention)</保管期限>\
            <机构或问题>办公室</机构或问题><类别号>WS</类别号><室编件号>\(record.number)</室编件号>\
            <完整档号>\(record.code)</完整档号></档号>
            <内容描述><题名>\(record.title)</题名><文件编号>\(record.documentNumber)</文件编号>\
            <责任者>\(record.author)</责任者><日期>\(record.date)</日期><文种>通知</文种><密级>公开</密级></内容描述>
            <形式特征><文件组合类型>\(documents.count == 1 ? "单件" : "组合文件")</文件组合类型><页数>\(pages(record))</页数>\
            <语种>汉语</语种><稿本>正本</稿本></形式特征>
            <权限管理><控制标识>其他</控制标识></权限管理>
            <文件数据>\(parts.joined(separator: "\n"))</文件数据></文件实体></文件实体块>
            <业务实体块>\(actions.joined(separator: "\n"))</业务实体块>
            </电子档案元数据>
            """
    }
}

extension PackageFiles {
    /// The bytes below the 全宗号 folders.
    var recordBytes: Int {
        files.filter { $0.path.contains("/") && !$0.path.hasPrefix("其他/") }.reduce(0) { $0 + $1.bytes.count }
    }

    /// Writes number and bytes of the records into notes and form, as an agency does last.
    mutating func register(records: Int? = nil) {
        set("移交数据量：", to: "移交数据量：\(recordBytes)字节", in: "说明文件.TXT")
        set("<移交数据量字节>", to: "<移交数据量字节>\(recordBytes)</移交数据量字节>", in: "其他/电子档案移交与接收登记表.XML")
        set("<移交数据量GB>", to: "", in: "其他/电子档案移交与接收登记表.XML")
        guard let records else { return }
        set("档案数量：", to: "档案数量：\(records)件", in: "说明文件.TXT")
        set("<移交电子档案文件总数>", to: "<移交电子档案文件总数>\(records)</移交电子档案文件总数>", in: "其他/电子档案移交与接收登记表.XML")
    }

    /// Replaces the line that begins with `start`, if there is one.
    private mutating func set(_ start: String, to line: String, in path: String) {
        guard self[path] != nil else { return }
        let lines = text(path).components(separatedBy: "\n").map { $0.hasPrefix(start) ? line : $0 }
        self[path] = Array(lines.joined(separator: "\n").utf8)
    }

    /// Writes size and digests of a content file into the metadata beside it, as an agency does after a change.
    mutating func describe(_ path: String, was old: [UInt8]) {
        guard let bytes = self[path] else { return }
        let metadata = path.split(separator: "/").dropLast().joined(separator: "/") + "/电子档案元数据.XML"
        for algorithm in [Digest.Algorithm.sm3, .sha256] {
            replace(digest(old, algorithm).hex, with: digest(bytes, algorithm).hex, in: metadata)
        }
        let name = path.split(separator: "/").last!
        replace(
            "<计算机文件名>\(name)</计算机文件名><计算机文件大小>\(old.count)<",
            with: "<计算机文件名>\(name)</计算机文件名><计算机文件大小>\(bytes.count)<", in: metadata)
    }
}
