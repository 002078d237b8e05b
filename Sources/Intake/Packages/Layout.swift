import Archive

/// What the rules of a layout call its parts, and ask of an entry in its list, as data: so that a check looks for what the
/// agency was asked for, and tells it in the words the agency knows.
struct Layout: Sendable {
    /// How folders say where a record belongs.
    enum Placement: Sendable {
        /// 全宗号/类别/档号
        case byFonds
        /// 电子档案/年度/类别/(案卷/)档号
        case byYear
        /// Files and folders named by 档号, wherever they lie.
        case byName
    }

    /// The list of records at the root.
    let list: FileName
    let placement: Placement
    /// The way to a record's folder, as the rules write it.
    let place: String
    /// The folders that hold the records, whose bytes are registered.
    let area: Words
    /// How a metadata file is named, as the rules write it; `nil` where the list says all there is to say.
    let metadata: String?
    /// Whether a notes file (说明文件) belongs to it.
    let hasNotes: Bool
    /// A list of records belongs to it.
    var hasList = true
    /// What stands for a listed record in the package.
    let record: Words
    /// Where this is written.
    let source: Words
    /// Whether what the files come in vouches for their bytes, so that entries need no digests.
    var vouchesForFiles = false
    /// Elements of an entry that must be filled in, beside 档号 and 题名.
    let required: [String]
    /// Elements of an entry whose absence is told and does not return the package.
    let expected: [String]
    /// All elements the rules name, in their order.
    let columns: [String]
    /// What the rules call elements that others call otherwise, by the usual name.
    var names: [String: String] = [:]

    /// Where records stand that bring no code (档号) by our rules, until they have one: its code and title.
    var collection: (code: String, title: String)?

    /// What the agency knows an element as.
    func name(of element: String) -> String { names[element] ?? element }

    /// DA/T 93-2022, 附录 B.
    static let transfer2022 = Layout(
        list: FileName("目录文件.XML"), placement: .byFonds, place: "全宗号/类别/档号",
        area: Words(zh: "各全宗文件夹", en: "the fonds folders"), metadata: "电子档案…元数据.XML", hasNotes: true,
        record: Layout.folder,
        source: Words(zh: "DA/T 93-2022 附录 B", en: "DA/T 93-2022, annex B"),
        required: ["日期", "保管期限", "密级", "责任者"], expected: ["顺序号", "页数"],
        columns: ["顺序号", "档号", "责任者", "题名", "日期", "保管期限", "密级", "页数", "备注"])

    /// 档发〔2012〕7号, 附件 2.
    static let transfer2012 = Layout(
        list: FileName("文件目录.XML"), placement: .byYear, place: "电子档案/年度/类别/档号",
        area: Words(zh: "“电子档案”文件夹", en: "the folder 电子档案"), metadata: "…元数据.XML", hasNotes: true,
        record: Layout.folder,
        source: Words(zh: "《电子档案移交与接收办法》（档发〔2012〕7号）附件 2", en: "the transfer rules of 2012, annex 2"),
        required: ["日期", "密级", "责任者"], expected: ["顺序号", "电子档案名称"],
        columns: ["顺序号", "档号", "责任者", "题名", "日期", "密级", "电子档案名称", "备注"])

    /// The layout of 2012 with a capsule for each record. Source: DA/T 48-2009.
    static let capsules = Layout(
        list: FileName("文件目录.XML"), placement: .byYear, place: "电子档案/年度/类别/档号",
        area: Words(zh: "“电子档案”文件夹", en: "the folder 电子档案"), metadata: "档号.xml", hasNotes: true,
        record: Layout.folder,
        source: Words(zh: "DA/T 48-2009 与《电子档案移交与接收办法》", en: "DA/T 48-2009 and the transfer rules of 2012"),
        vouchesForFiles: true, required: ["日期", "密级", "责任者"], expected: ["顺序号", "电子档案名称"],
        columns: ["顺序号", "档号", "责任者", "题名", "日期", "密级", "电子档案名称", "备注"])

    /// A table and files named by 档号: no standard, the commonest case of all.
    static let catalogue = Layout(
        list: FileName("归档文件目录.xlsx"), placement: .byName, place: "电子文件/档号.pdf",
        area: Words(zh: "以档号命名的电子文件", en: "the files named by code"), metadata: nil, hasNotes: false,
        record: Words(zh: "以该档号命名的文件", en: "file of that name"),
        source: Words(zh: "DA/T 22-2015《归档文件整理规则》", en: "DA/T 22-2015, arrangement of records"),
        required: ["责任者", "日期"], expected: [],
        columns: ["顺序号", "档号", "文件编号", "责任者", "题名", "日期", "密级", "页数", "备注"])

    /// A bag with a table and folders named by 档号. Source: RFC 8493.
    static let bag = Layout(
        list: FileName("data/元数据.xlsx"), placement: .byName, place: "data/档号/0001正文.pdf",
        area: Words(zh: "“data”里的文件", en: "the files in data"), metadata: nil, hasNotes: false,
        record: Words(zh: "以该档号命名的文件夹或文件", en: "folder or file of that name"),
        source: Words(zh: "BagIt（RFC 8493）", en: "BagIt (RFC 8493)"), vouchesForFiles: true,
        required: ["责任者", "日期"], expected: [],
        columns: ["顺序号", "档号", "文件编号", "责任者", "题名", "日期", "密级", "保管期限", "页数", "备注"])

    /// A table of volumes and records with folders of page images.
    static let digitised = Layout(
        list: FileName("档案目录.xlsx"), placement: .byName, place: "案卷/件/0001.jpg",
        area: Words(zh: "以档号命名的图像文件夹", en: "the folders of images named by code"), metadata: nil, hasNotes: false,
        record: Words(zh: "以该档号命名的图像文件夹", en: "folder of images of that name"),
        source: Words(zh: "DA/T 31-2017《纸质档案数字化规范》", en: "DA/T 31-2017, digitisation of paper"),
        required: [], expected: ["责任者", "日期"],
        columns: ["顺序号", "档号", "文件编号", "责任者", "题名", "日期", "页数", "密级", "备注"])

    /// A table of photographs and the pictures, by group. Source: DA/T 50-2014.
    static let photographs = Layout(
        list: FileName("照片目录.xlsx"), placement: .byName, place: "组/照片号.jpg",
        area: Words(zh: "以照片号命名的照片", en: "the pictures named by code"), metadata: nil, hasNotes: false,
        record: Words(zh: "以该号命名的照片", en: "picture of that name"),
        source: Words(zh: "DA/T 50-2014《数码照片归档与管理规范》", en: "DA/T 50-2014, digital photographs"),
        required: ["日期"], expected: ["责任者", "文字说明"],
        columns: ["顺序号", "档号", "参见号", "题名", "日期", "责任者", "文字说明", "地点", "人物", "背景", "密级", "保管期限", "备注"],
        names: ["档号": "照片号", "日期": "拍摄时间", "责任者": "摄影者"])

    /// A table of sound and film and the files. Source: DA/T 78-2019, DA/T 63-2017.
    static let recordings = Layout(
        list: FileName("录音录像目录.xlsx"), placement: .byName, place: "组/档号.mp4",
        area: Words(zh: "以档号命名的录音录像文件", en: "the files named by code"), metadata: nil, hasNotes: false,
        record: Words(zh: "以该档号命名的文件", en: "file of that name"),
        source: Words(zh: "DA/T 78-2019《录音录像档案管理规范》", en: "DA/T 78-2019, sound and film"),
        required: ["责任者", "日期"], expected: ["时长"],
        columns: [
            "顺序号", "档号", "题名", "责任者", "日期", "时长", "格式", "编码", "码率", "采样率", "分辨率", "帧率", "声道", "密级", "保管期限", "备注",
        ])

    /// A catalogue of published government information with its files.
    static let disclosure = Layout(
        list: FileName("信息公开目录.xml"), placement: .byName, place: "文件/索引号.pdf",
        area: Words(zh: "目录所列的文件", en: "the files the catalogue names"), metadata: nil, hasNotes: false,
        record: Words(zh: "它所列的文件", en: "file that it names"),
        source: Words(zh: "《政府信息公开条例》（2019）", en: "the regulations on open government information (2019)"),
        vouchesForFiles: true, required: ["责任者", "日期"], expected: ["公开日期"],
        columns: ["索引号", "题名", "文件编号", "责任者", "日期", "公开日期", "公开属性", "效力状态"],
        names: ["档号": "索引号", "题名": "名称", "责任者": "发布机构", "日期": "成文日期"])

    /// An E-ARK information package, whose own METS is its list. Source: E-ARK CSIP 2.1.
    static let eArk = Layout(
        list: FileName("METS.xml"), placement: .byName, place: "representations/…/data",
        area: Words(zh: "信息包里的文件", en: "the files of the package"), metadata: nil, hasNotes: false, hasList: false,
        record: Words(zh: "内容文件", en: "content file"),
        source: Words(zh: "E-ARK CSIP/SIP 2.1", en: "E-ARK CSIP/SIP 2.1"), vouchesForFiles: true, required: [],
        expected: [], columns: [], names: ["档号": "mets/@OBJID"], collection: ("XXB", "电子档案信息包（E-ARK）"))

    /// A database written out as a file for each table, with a description of tables and columns.
    static let database = Layout(
        list: FileName("数据库说明.xlsx"), placement: .byName, place: "数据/表名.csv",
        area: Words(zh: "数据库说明所列的表文件", en: "the files of the tables that are described"), metadata: nil,
        hasNotes: false, hasList: false, record: Words(zh: "表文件", en: "file of a table"),
        source: Words(zh: "数据库导出包的约定", en: "the layout for database exports"), vouchesForFiles: true, required: [],
        expected: [], columns: [], names: ["档号": "数据库名称"], collection: ("SJK", "数据库"))

    /// Files named by 档号 for entries that stand in the catalogue.
    static let files = Layout(
        list: FileName("归档文件目录.xlsx"), placement: .byName, place: "档号.pdf",
        area: Words(zh: "以档号命名的文件", en: "the files named by code"), metadata: nil, hasNotes: false, hasList: false,
        record: Words(zh: "以该档号命名的文件", en: "file of that name"),
        source: Words(zh: "DA/T 31-2017《纸质档案数字化规范》", en: "DA/T 31-2017, digitisation of paper"),
        required: [], expected: [], columns: [])

    private static let folder = Words(zh: "同名的文件夹", en: "folder of that name")
}
