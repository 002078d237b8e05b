import Archive

extension CheckItems {
    /// Of a package that is filed (GD) or transferred (YJ). Source: DA/T 70-2018, 表 of either stage.
    static let ofPackages: [ItemRow] = authenticity + integrity + usability + safety

    private static let authenticity: [ItemRow] = [
        row(.authenticity, 1, "fixity-valid", Words(zh: "固化信息有效性", en: "fixity information is valid")),
        row(.authenticity, 2, "lengths", Words(zh: "元数据项数据长度", en: "length of metadata values")),
        row(.authenticity, 3, "types", Words(zh: "元数据项数据类型、格式", en: "type and form of metadata values")),
        row(.authenticity, 4, "domains", Words(zh: "设定值域的元数据项值域符合度", en: "values lie in their domains")),
        row(.authenticity, 5, "plausible", Words(zh: "元数据项数据值合理性", en: "metadata values are plausible")),
        row(.authenticity, 6, "special-characters", Words(zh: "元数据项数据包含特殊字符", en: "special characters in metadata")),
        row(.authenticity, 7, "codes", Words(zh: "档号规范性", en: "reference codes are well formed")),
        row(.authenticity, 8, "repeated-values", Words(zh: "元数据项数据重复性", en: "values that must not repeat")),
        row(
            .authenticity, 9, "electronic-attributes",
            Words(zh: "内容数据的电子属性与元数据一致", en: "content agrees with its electronic attributes"),
            numbered: false, also: ["formats-agree"]),
        row(.authenticity, 10, "content-authentic", Words(zh: "内容数据真实性", en: "content data is authentic")),
        row(
            .authenticity, 11, "linked", Words(zh: "元数据与内容关联真实性", en: "metadata and content belong together"),
            also: ["list-agrees"]),
        row(
            .authenticity, 12, "notes-and-lists",
            Words(zh: "说明文件和目录文件规范性", en: "notes file and list are as they should be")),
        row(.authenticity, 13, "folders", Words(zh: "信息包目录结构规范性", en: "folder structure of the package")),
        row(
            .authenticity, 14, "same-package", Words(zh: "信息包一致性", en: "the package is the one that was sent"),
            also: ["bag-digests", "eark-digests"],
            form: Words(
                zh: "包里没有整包的摘要清单。请用移交单位另行告知的摘要或大小，与接收回执上的核对，写明核对了什么。",
                en:
                    "The package has no digests of the whole. Compare the digest or size that the agency told by another way with those of the receipt, and say what was compared."
            ), need: .ifNothingApplies),
    ]

    private static let integrity: [ItemRow] = [
        row(
            .integrity, 1, "counts", Words(zh: "总件数相符性", en: "number of records agrees"), also: ["volumes-agree"],
            form: Words(
                zh: "包里没有登记的件数。请与纸质登记表上的数核对，写明登记几件、收到几件。",
                en:
                    "The package registers no number. Compare with the paper form: how many are registered, how many came."
            ),
            need: .ifNothingApplies),
        row(
            .integrity, 2, "bytes", Words(zh: "总字节数相符性", en: "number of bytes agrees"),
            form: Words(
                zh: "包里没有登记的字节数。请与纸质登记表上的数核对，写明登记多少、收到多少。",
                en:
                    "The package registers no bytes. Compare with the paper form: how many are registered, how many came."
            ),
            need: .ifNothingApplies),
        row(.integrity, 3, "elements", Words(zh: "元数据项完整性", en: "no metadata element is missing")),
        row(.integrity, 4, "required", Words(zh: "必填著录项目", en: "required elements are filled in")),
        row(.integrity, 5, "process", Words(zh: "过程信息完整性", en: "process information is complete")),
        row(.integrity, 6, "running-numbers", Words(zh: "连续性元数据项", en: "running numbers have no gap")),
        row(.integrity, 7, "content-whole", Words(zh: "内容数据完整性", en: "content data is whole")),
        row(
            .integrity, 8, "attachments-whole", Words(zh: "附件数据完整性", en: "attachments are complete"), numbered: false,
            also: ["attachments"]),
        row(
            .integrity, 9, "scope-met", Words(zh: "移交范围", en: "what was to be transferred came"),
            atFiling: Words(zh: "归档范围", en: "what was to be filed came"), also: ["agreed-scope"],
            form: Words(
                zh: "请对照该单位的归档范围和保管期限表抽看目录：应交的有没有漏，不该交的有没有混入。",
                en:
                    "Hold the list against the agency's schedule of what is filed: is something missing that belongs here, is something here that does not?"
            ), need: .always),
        row(
            .integrity, 10, "package-elements", Words(zh: "信息包元数据完整性", en: "metadata of the package is complete"),
            also: ["metadata-complete"]),
        row(
            .integrity, 11, "package-content", Words(zh: "信息包内容数据完整性", en: "content of the package is complete"),
            also: ["container-whole", "links-agree"]),
    ]

    private static let usability: [ItemRow] = [
        row(.usability, 1, "metadata-legible", Words(zh: "信息包中元数据的可读性", en: "metadata of the package can be read")),
        row(
            .usability, 2, "target-legible", Words(zh: "目标数据库中元数据可访问性", en: "metadata can be reached in the target"),
            form: Words(
                zh: "请在系统里打开本次移交的目录，抽看几件的著录项，应与移交的目录一致；写明看了哪几件。",
                en:
                    "Open the list of this transfer in the system and look at some entries: they should say what the agency's list says. Name those looked at."
            ), need: .always),
        row(.usability, 3, "formats", Words(zh: "内容数据格式", en: "format of content data")),
        row(
            .usability, 4, "content-legible", Words(zh: "内容数据可读性", en: "content data can be read"),
            form: Words(
                zh: "文件都已打开读到末尾，但看得清、听得清与否要由人判断。请按比例抽看，写明看了哪几件。",
                en:
                    "The files were opened and read to their ends; whether they can be seen and heard well is for a person. Look at a share of them, and name those looked at."
            ), need: .with("whole-files")),
        row(
            .usability, 5, "formats-last", Words(zh: "内容数据格式长期可用性", en: "formats stay usable for long"),
            numbered: false, also: ["packed-inside"],
            form: Words(
                zh: "请对照 DA/T 47 看本次的格式能否长期可用（字体嵌入、无外部依赖、规范公开）；不能的写明何时转换。",
                en:
                    "Hold the formats of this transfer against DA/T 47: fonts embedded, nothing needed from outside, an open specification. If not, say when they will be migrated."
            ), need: .with("archival-formats")),
        row(
            .usability, 6, "environment", Words(zh: "软硬件环境合规性", en: "software and hardware are available"),
            numbered: false,
            form: Words(
                zh: "请对照说明文件的“软硬件环境”，看本馆有没有能打开这批档案的软件和设备。",
                en: "Read 软硬件环境 in the notes file: has the archive the programs and devices that open these records?"),
            need: .always),
        row(
            .usability, 7, "usability-further", Words(zh: "可用性的其他检测项（按标准原文）", en: "the further item of usability"),
            numbered: false,
            form: Words(
                zh: "标准可用性部分共八项，其中一项的名称我们没有可靠的来源。请按标准原文检测，写明检了什么。",
                en:
                    "The standard has eight items of usability; for the name of one we have no source to trust. Check it by the standard's own text, and say what was checked."
            ), need: .always),
        row(
            .usability, 8, "content-unlocked", Words(zh: "信息包中内容数据格式合规性", en: "packed content is not locked")),
    ]

    private static let safety: [ItemRow] = [
        row(
            .safety, 1, "scanner-there", Words(zh: "系统环境中是否安装杀毒软件", en: "a virus scanner is installed"),
            asksForScanner: true),
        row(.safety, 2, "virus", Words(zh: "病毒感染", en: "virus infection")),
        row(.safety, 3, "surplus", Words(zh: "载体中多余文件", en: "files that do not belong here")),
        row(
            .safety, 4, "medium-speed", Words(zh: "载体读取速度", en: "the carrier reads fast enough"), numbered: false,
            form: Words(
                zh: "请读一遍载体，写明用时和容量；明显慢于标称速度的，查表面并重新制作。",
                en:
                    "Read the carrier once; say how long it took for how much. If far slower than it should be, inspect it."
            ),
            need: .with("medium")),
        row(
            .safety, 5, "medium-look", Words(zh: "载体外观", en: "how the carrier looks"), numbered: false,
            also: ["medium"]),
        row(
            .safety, 6, "disc-quality", Words(zh: "光盘合格性", en: "quality of optical discs"), numbered: false,
            form: Words(
                zh: "是光盘的，请用检测仪按 DA/T 38 检测，写明型号和结果；不是光盘的填“不适用”。",
                en:
                    "If it is an optical disc, test it by DA/T 38 and say with what and the result; if not: not applicable."
            ),
            need: .with("medium")),
        row(
            .safety, 7, "process-safe", Words(zh: "移交与接收过程安全性", en: "transfer and receipt were safe"),
            atFiling: Words(zh: "归档过程安全性", en: "filing was safe"),
            form: Words(
                zh: "请看账簿中本次的各步是谁在何时办的，移交途中载体或网络由谁保管、有无离手。",
                en:
                    "Read in the ledger who did each step and when; say who kept the carrier or the line on the way, and whether it was ever left alone."
            ), need: .always),
    ]

    private static func row(
        _ property: Finding.Property, _ place: Int, _ key: String, _ name: Words,
        atFiling: Words? = nil, numbered: Bool = true, also: [String] = [], asksForScanner: Bool = false,
        form: Words? = nil, need: CheckItem.Form.Need = .always
    ) -> ItemRow {
        ItemRow(
            property: property, place: place, key: key, name: name, atFiling: atFiling, isNumbered: numbered,
            also: also,
            asksForScanner: asksForScanner, form: form.map { CheckItem.Form(look: $0, need: need) })
    }
}
