import Archive

/// What a package says of itself: its list, its notes, and the agency's side of the form of transfer.
struct PackedList {
    let order: PackOrder
    let agency: String
    /// The elements of an entry, in their order.
    let columns: [String]

    private(set) var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<文件目录>\n"
    private var count = 0
    private var first = ""
    private var last = ""
    private var categories: Set<String> = []
    private var endings: Set<String> = []

    init(order: PackOrder, agency: String, columns: [String]) {
        (self.order, self.agency, self.columns) = (order, agency, columns)
    }

    /// One line, so that a line is an entry.
    mutating func add(_ record: RecordToPack, value: (String) -> String) {
        count += 1
        if first.isEmpty { first = record.code.text }
        last = record.code.text
        categories.insert(CategoryName.of(record.category).zh)
        endings.formUnion(record.documents.map { $0.name.pathExtension.uppercased() }.filter { !$0.isEmpty })
        xml += "<文件>"
        for column in columns {
            let text = column == "顺序号" ? "\(count)" : value(column)
            let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
            xml += "<\(column)>\(line.escaped)</\(column)>"
        }
        xml += "</文件>\n"
    }

    /// Ends the list.
    mutating func end() { xml += "</文件目录>\n" }

    private var about: String {
        order.about.isEmpty ? "\(agency)\(categories.sorted().joined(separator: "、"))\(count)件" : order.about
    }

    /// 说明文件.TXT
    func notes(_ bytes: Int64) -> String {
        """
        移交单位：\(Self.line(agency))
        内容描述：\(Self.line(about))
        起止档号：\(first)至\(last)
        档案数量：\(count)件
        移交数据量：\(bytes)字节
        软硬件环境：通用操作系统；能打开\(endings.sorted().joined(separator: "、"))的软件
        制包时间：\(order.moment.text)

        """
    }

    /// 电子档案移交与接收登记表.XML: what the agency enters; both sides sign it when it is handed over.
    func form(_ bytes: Int64) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <电子档案移交与接收登记表>
        <交接工作名称>\(agency.escaped)\(order.moment.day.text)移交</交接工作名称>
        <内容描述>\(about.escaped)</内容描述>
        <移交电子档案文件总数>\(count)</移交电子档案文件总数>
        <移交电子档案案卷总数>0</移交电子档案案卷总数>
        <移交数据量字节>\(bytes)</移交数据量字节>
        <载体起止顺序号>在线</载体起止顺序号>
        <移交载体类型规格>在线</移交载体类型规格>
        <准确性检验>合格</准确性检验>
        <完整性检验>合格</完整性检验>
        <可用性检验>合格</可用性检验>
        <安全性检验>合格</安全性检验>
        <移交单位>\(agency.escaped)</移交单位>
        </电子档案移交与接收登记表>

        """
    }

    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
