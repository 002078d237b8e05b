import Archive
import Bytes

/// Invented records as a DA/T 93-2022 package, or as one by the rules of 2012, as an agency would send it.
struct DemoPackage: Sendable {
    let agency: String
    let fonds: String
    let medium: String
    /// With their codes.
    let records: [DemoRecord]
    /// Digests are written down before the last byte of the first record's content is lost on the way.
    var isDamaged = false
    /// 密级 as the listing and the metadata give it.
    var secrecy = "公开"
    /// 机构或问题 in words.
    var office = "办公室"
    /// By the rules of 2012: other names and folders, and a list that names the files.
    var is2012 = false

    private typealias Item = (code: String, number: Int, record: DemoRecord)

    /// Paths and contents, in the order a person would list them.
    func files(_ studio: DemoStudio) async throws -> [(path: String, bytes: [UInt8])] {
        var items: [Item] = []
        var pages: [Int] = []
        var endings: [String] = []
        var content: [(path: String, bytes: [UInt8])] = []
        for (place, record) in records.enumerated() {
            guard let made = try await studio.content(of: record, number: place) else { continue }
            let item = (record.code, Int(record.code.suffix(4)) ?? place + 1, record)
            let folder = is2012 ? "电子档案/\(record.year)/文书/\(record.code)" : "\(fonds)/WS/\(record.code)"
            let isCut = isDamaged && place == 0
            content.append(
                (folder + "/0001正文.\(made.ending)", isCut ? Array(made.bytes.dropLast(40)) : made.bytes))
            let name = is2012 ? record.code + "元数据.XML" : "电子档案元数据.XML"
            content.append((folder + "/" + name, Array(metadata(item, made).utf8)))
            items.append(item)
            pages.append(made.pages)
            endings.append(made.ending)
        }
        let total = content.reduce(0) { $0 + $1.bytes.count }
        return [
            ("说明文件.TXT", Array(notes(items, total).utf8)),
            is2012
                ? ("文件目录.XML", Array(listing2012(items, endings).utf8))
                : ("目录文件.XML", Array(listing(items, pages).utf8)),
            ("其他/电子档案移交与接收登记表.XML", Array(form(items.count, total).utf8)),
        ] + content
    }

    private func notes(_ items: [Item], _ bytes: Int) -> String {
        """
        移交单位：\(agency)
        内容描述：临江市人民政府文书类电子档案（示例，均为虚构）
        起止档号：\(items[0].code)至\(items[items.count - 1].code)
        档案数量：\(items.count)件
        移交数据量：\(bytes)字节
        软硬件环境：通用操作系统；支持PDF、OFD、DOCX的阅读软件
        离线载体参数：DVD-R，4.7GB
        载体编号：\(medium)
        载体数量：1
        制作单位：\(agency)
        检查单位：\(agency)

        """
    }

    private func listing(_ items: [Item], _ pages: [Int]) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<文件目录>\n"
        for (place, item) in items.enumerated() {
            let record = item.record
            text +=
                "<文件><顺序号>\(place + 1)</顺序号><档号>\(item.code)</档号><责任者>\(record.author)</责任者>"
                + "<题名>\(record.title)</题名><日期>\(record.date)</日期><保管期限>\(record.term)</保管期限>"
                + "<密级>\(secrecy)</密级><页数>\(pages[place])</页数><备注></备注></文件>\n"
        }
        return text + "</文件目录>\n"
    }

    private func listing2012(_ items: [Item], _ endings: [String]) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<文件目录>\n"
        for (place, item) in items.enumerated() {
            let record = item.record
            text +=
                "<文件><顺序号>\(place + 1)</顺序号><档号>\(item.code)</档号><责任者>\(record.author)</责任者>"
                + "<题名>\(record.title)</题名><日期>\(record.date)</日期><密级>\(secrecy)</密级>"
                + "<电子档案名称>0001正文.\(endings[place])</电子档案名称><备注></备注></文件>\n"
        }
        return text + "</文件目录>\n"
    }

    private func metadata(_ item: Item, _ content: DemoStudio.Content) -> String {
        let (code, number, record) = item
        let format = content.format
        let day = "\(record.date.prefix(4))-\(record.date.dropFirst(4).prefix(2))-\(record.date.suffix(2))"
        var digests = MultiDigest([.sm3, .sha256])
        content.bytes.withUnsafeBytes { digests.update($0) }
        let values = digests.finish().map { "<数字摘要 算法=\"\($0.algorithm.name)\">\($0.hex)</数字摘要>" }.joined()
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <电子档案元数据 标准="DA/T 46-2009" 摘要范围="计算机文件全部字节"><文件实体块><文件实体><聚合层次>文件</聚合层次>
            <来源><立档单位名称>\(agency)</立档单位名称></来源><电子文件号>SAMPLE-\(record.date)-\(number)</电子文件号>
            <档号><全宗号>\(fonds)</全宗号><年度>\(record.year)</年度><保管期限>\(record.term)</保管期限><机构或问题>\(office)</机构或问题><类别号>WS</类别号><室编件号>\(number)</室编件号><完整档号>\(code)</完整档号></档号>
            <内容描述><题名>\(record.title)</题名><文件编号>\(record.number)</文件编号><责任者>\(record.author)</责任者><日期>\(day)</日期><文种>\(record.kind)</文种><密级>\(secrecy)</密级></内容描述>
            <形式特征><文件组合类型>单件</文件组合类型><页数>\(content.pages)</页数><语种>汉语</语种><稿本>正本</稿本></形式特征>
            <存储位置><脱机载体编号>\(medium)</脱机载体编号></存储位置>
            <权限管理><控制标识>开放</控制标识><到期开放意见>同意到期开放</到期开放意见><政府信息公开情况>主动公开</政府信息公开情况><密级变更情况>无</密级变更情况></权限管理>
            <文件数据><文档><文档标识符>文档1</文档标识符><文档序号>1</文档序号><文档主从声明>主文档</文档主从声明><题名>\(record.title)</题名><稿本>正本</稿本><电子属性><格式信息>格式名称：\(format.name)，格式版本：\(format.version)，MIME媒体类型：\(format.mime)</格式信息><计算机文件名>0001正文.\(content.ending)</计算机文件名><计算机文件大小>\(content.bytes.count)</计算机文件大小><页数>\(content.pages)</页数>\(values)</电子属性></文档></文件数据>
            </文件实体></文件实体块>
            <业务实体块>\(steps(day, record))</业务实体块></电子档案元数据>

            """
    }

    /// 起草, 审核, 签发, 归档: how the record came to be (过程信息).
    private func steps(_ day: String, _ record: DemoRecord) -> String {
        let filed = "\(record.year + 1)-03-15"
        let steps = [
            ("起草", day, "T09:00:00"), ("审核", day, "T11:00:00"), ("签发", day, "T15:00:00"), ("归档", filed, "T10:00:00"),
        ]
        return steps.enumerated().map { place, step in
            "<业务实体><业务标识符>业务\(place + 1)</业务标识符><机构人员标识符>机构人员1</机构人员标识符>"
                + "<文件标识符>SAMPLE</文件标识符><业务状态>历史行为</业务状态><业务行为>\(step.0)</业务行为>"
                + "<行为时间>\(step.1)\(step.2)</行为时间><行为描述>\(step.0)</行为描述></业务实体>"
        }.joined()
    }

    private func form(_ count: Int, _ bytes: Int) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <电子档案移交与接收登记表>
        <交接工作名称>\(agency)\(medium)批电子档案移交</交接工作名称>
        <内容描述>文书类电子档案（示例）</内容描述>
        <移交电子档案文件总数>\(count)</移交电子档案文件总数>
        <移交电子档案案卷总数>0</移交电子档案案卷总数>
        <移交数据量字节>\(bytes)</移交数据量字节>
        <载体起止顺序号>\(medium)</载体起止顺序号>
        <移交载体类型规格>光盘 DVD-R 4.7GB</移交载体类型规格>
        <准确性检验>合格</准确性检验>
        <完整性检验>合格</完整性检验>
        <可用性检验>合格</可用性检验>
        <安全性检验>合格</安全性检验>
        <移交单位>\(agency)</移交单位>
        </电子档案移交与接收登记表>

        """
    }
}
