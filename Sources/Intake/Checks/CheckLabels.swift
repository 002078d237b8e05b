import Archive

/// Numbers and names of the checks in DA/T 70, as the program ships them: the keys are ours and stable, the numbers can change with
/// an edition of the rule book (`RuleBook.labels`). A number that no source vouches for is left out. Source: DA/T 70-2018 (YJ: transfer and receipt).
enum CheckLabels {
    struct Label: Sendable {
        let property: Finding.Property
        /// `1-1`, without the stage; `nil` where the standard has no such item, or its number is not certain.
        let number: String?
        let name: Words

        /// `YJ-1-1 固化信息有效性`: as at transfer; `CheckReport.at` tells it for another stage.
        var text: String { (number.map { "YJ-\($0) " } ?? "") + name.zh }
    }

    static func label(_ key: String) -> Label {
        guard let label = all[key] else { preconditionFailure("check \(key) has no label") }
        return label
    }

    /// The name of a check; `nil` for a key that is none.
    static func name(of key: String) -> Words? { all[key]?.name }

    /// By the key of the check.
    static let all: [String: Label] = [
        // The container
        "readable-kind": label(.authenticity, "1-13", "信息包目录结构规范性（认得出的布局）", "a layout that is known here"),
        "container-whole": label(.integrity, nil, "信息包完好", "container is whole"),
        "safe-names": label(.safety, nil, "路径与链接安全", "safe paths and links"),
        "no-bomb": label(.safety, nil, "解包规模", "size when unpacked"),
        "container-open": label(.usability, "3-8", "信息包中内容数据格式合规性（信息包没有加锁）", "packed content is not locked"),
        "bag-declared": label(.authenticity, "1-13", "信息包目录结构规范性（BagIt 标签文件）", "tag files of a bag"),
        "bag-complete": label(.integrity, "2-11", "信息包内容数据完整性（BagIt 清单所列文件）", "files that a bag's manifests list"),
        "eark-structure": label(.authenticity, "1-13", "信息包目录结构规范性（E-ARK 文件夹）", "folders of an E-ARK package"),
        "eark-elements": label(
            .integrity, "2-10", "信息包元数据完整性（E-ARK CSIP、SIP 的要求）", "what CSIP and SIP of E-ARK ask of METS"),
        "eark-files": label(.integrity, "2-11", "信息包内容数据完整性（E-ARK METS 所列文件）", "files that METS lists"),
        "database-described": label(
            .authenticity, "1-12", "说明文件和目录文件规范性（数据库说明）", "description of a database"),
        "database-tables": label(
            .integrity, "2-11", "信息包内容数据完整性（数据库的表、字段和行数）", "tables, columns and rows of a database"),
        // Authenticity
        "eark-digests": label(.authenticity, "1-1", "固化信息有效性（E-ARK METS）", "digests that METS promises hold"),
        "database-values": label(
            .authenticity, "1-3", "元数据项数据类型、格式（数据库各字段的值）", "values of the columns of a database"),
        "database-keys": label(
            .authenticity, "1-11", "元数据与内容关联真实性（数据库的主键、外键）", "keys of a database"),
        "bag-digests": label(.authenticity, "1-1", "固化信息有效性（BagIt 清单）", "digests of the bag's manifests hold"),
        "digests-match": label(.authenticity, "1-1", "固化信息有效性", "fixity information holds"),
        "signatures": label(.authenticity, "1-1", "固化信息有效性（签名、印章、时间戳）", "signatures, seals and time stamps hold"),
        "element-lengths": label(.authenticity, "1-2", "元数据项数据长度", "length of metadata values"),
        "element-types": label(.authenticity, "1-3", "元数据项数据类型、格式", "type and form of metadata values"),
        "value-domains": label(.authenticity, "1-4", "设定值域的元数据项值域符合度", "values lie in their domains"),
        "plausible-values": label(.authenticity, "1-5", "元数据项数据值合理性", "metadata values are plausible"),
        "plain-characters": label(.authenticity, "1-6", "元数据项数据包含特殊字符", "special characters in metadata"),
        "code-syntax": label(.authenticity, "1-7", "档号规范性", "reference codes are well formed"),
        "index-numbers": label(.authenticity, "1-7", "档号规范性（政府信息索引号）", "index numbers are well formed"),
        "disclosure-terms": label(
            .authenticity, "1-4", "设定值域的元数据项值域符合度（公开属性、效力状态）", "openness and validity lie in their domains"),
        "disclosure-dates": label(
            .authenticity, "1-5", "元数据项数据值合理性（公开日期与效力）", "days and validity of what was published agree"),
        "code-unique": label(.authenticity, "1-8", "元数据项数据重复性", "values that must not repeat"),
        "code-not-held": label(.authenticity, "1-8", "元数据项数据重复性（与馆藏比对）", "codes are new to the archive"),
        "same-content": label(.authenticity, "1-8", "元数据项数据重复性（正文摘要）", "main texts that must not repeat"),
        "same-document": label(.authenticity, "1-8", "元数据项数据重复性（文号、日期、责任者）", "documents that must not repeat"),
        "formats-agree": label(.authenticity, nil, "内容数据格式与扩展名、著录一致", "content agrees with extension and metadata"),
        "sizes-match": label(.authenticity, "1-10", "内容数据真实性", "content data is authentic"),
        "folder-codes": label(.authenticity, "1-11", "元数据与内容关联真实性", "metadata and content belong together"),
        "code-parts": label(.authenticity, "1-5", "元数据项数据值合理性（与档号比对）", "values agree with the code"),
        "list-agrees": label(.authenticity, nil, "目录与元数据一致", "list and metadata agree"),
        "text-agrees": label(
            .authenticity, "1-11", "元数据与内容关联真实性（与正文比对）", "metadata agrees with the document itself"),
        "photo-agrees": label(
            .authenticity, "1-11", "元数据与内容关联真实性（照片自带信息）", "the table agrees with what photographs say of themselves"),
        "recording-agrees": label(
            .authenticity, "1-10", "内容数据真实性（录音录像的时长、编码等）", "length and coding of sound and film are as listed"),
        "notes-and-list": label(.authenticity, "1-12", "说明文件和目录文件规范性", "notes file and list are as they should be"),
        "structure": label(.authenticity, "1-13", "信息包目录结构规范性", "folder structure of the package"),
        // Integrity
        "agreed-scope": label(.integrity, nil, "移交范围（全宗、门类、每包大小）", "what was agreed to be transferred"),
        "registered-counts": label(.integrity, "2-1", "总件数相符性", "number of records agrees"),
        "registered-bytes": label(.integrity, "2-2", "总字节数相符性", "number of bytes agrees"),
        "metadata-complete": label(.integrity, "2-3", "元数据项完整性", "no metadata element is missing"),
        "capsule-elements": label(.integrity, "2-10", "信息包元数据完整性（DA/T 48 封装包）", "elements of capsules (DA/T 48)"),
        "required-elements": label(.integrity, "2-4", "必填著录项目", "required elements are filled in"),
        "process-steps": label(.integrity, "2-5", "过程信息完整性", "process information is complete"),
        "unbroken-sequence": label(.integrity, "2-6", "连续性元数据项", "running numbers have no gap"),
        "whole-files": label(.integrity, "2-7", "内容数据完整性", "content data is whole"),
        "page-counts": label(.integrity, "2-7", "内容数据完整性（页数）", "content data is whole (pages)"),
        "page-numbers": label(.integrity, "2-6", "连续性元数据项（图像页号）", "page images are numbered without gap or double"),
        "page-ranges": label(.integrity, "2-7", "内容数据完整性（页号与图像）", "pages of the table and of the images agree"),
        "page-looks": label(.integrity, nil, "图像空白、偏斜、方向（人工复核）", "pages that seem empty, leaning or turned"),
        "attachments": label(.integrity, nil, "附件数据完整性", "attachments are complete"),
        "list-and-folders": label(.integrity, "2-11", "信息包内容数据完整性（目录与文件夹）", "each listed record has its folder"),
        "links-agree": label(.integrity, nil, "挂接比对（目录与全文）", "files find their entries"),
        "listed-files": label(.integrity, "2-11", "信息包内容数据完整性（所列文件）", "every file that is listed is there"),
        "volumes-agree": label(.integrity, nil, "案卷目录与卷内文件一致", "volumes and the records in them agree"),
        "carried-opinions": label(.integrity, nil, "到期开放意见、信息公开情况、密级变更情况", "opinions carried for the opening review"),
        // Usability
        "metadata-readable": label(.usability, "3-1", "信息包中元数据的可读性", "metadata can be read"),
        "archival-formats": label(.usability, "3-3", "内容数据格式", "format of content data"),
        "scan-quality": label(.usability, "3-3", "内容数据格式（扫描分辨率、色彩、压缩）", "resolution, colour and packing of scans"),
        "photo-quality": label(
            .usability, "3-3", "内容数据格式（照片像素、压缩）", "photographs are large enough and not packed too hard"),
        "packed-inside": label(.usability, nil, "文件中嵌入的压缩包和文件", "files packed inside documents"),
        "not-encrypted": label(.usability, "3-8", "信息包中内容数据格式合规性（文件没有加锁）", "content data is not locked"),
        // Safety
        "xml-safety": label(.safety, nil, "XML 不含文档类型声明与实体", "XML without document types and entities"),
        "virus-free": label(.safety, "4-2", "病毒感染", "virus infection"),
        "active-content": label(.safety, nil, "宏、脚本和可执行内容", "macros, scripts and programs"),
        "two-formats": label(.safety, nil, "多重格式文件", "files of two formats at once"),
        "surplus-files": label(.safety, "4-3", "载体中多余文件", "files that no list names"),
        "medium": label(.safety, nil, "载体外观与读取", "look and reading of the medium"),
        "secrecy-marks": label(.safety, "4-7", "涉密信息（密级标志）", "secret information (secrecy marks)"),
        "personal-data": label(.safety, nil, "拟公开档案中的个人信息", "personal data in records proposed as open"),
    ]

    private static func label(_ property: Finding.Property, _ number: String?, _ zh: String, _ en: String) -> Label {
        Label(property: property, number: number, name: Words(zh: zh, en: en))
    }
}
