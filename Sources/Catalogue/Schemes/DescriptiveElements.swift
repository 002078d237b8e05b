package import Archive

extension DescriptiveElement {
    /// The elements of DA/T 18-2022 in the order of the standard, then what DA/T 46 and DA/T 93 transfers carry besides.
    package static let all: [DescriptiveElement] = [
        // 标识
        row(
            "archivesCode", "档案馆代码", "Archives code", .identity, "MOOO", .text,
            help: "国家档案局给本馆的代码。",
            "The code that the National Archives Administration gave the archive."),
        row(
            "level", "著录层级", "Level of description", .identity, "MMMM", .kept,
            help: "由整理决定：全宗、类别、案卷、件。",
            "Set by arrangement: fonds, series, file, item."),
        row(
            "referenceCode", "档号", "Reference code", .identity, "MMMM", .referenceCode,
            help: "照档案上的档号写，如 X013-WS·1998-D30-BGS-0007；各级之间用“-”，同级之间用“·”。",
            "As it stands on the record, such as X013-WS·1998-D30-BGS-0007; “-” between levels, “·” within one."),
        row(
            "indexNumber", "索引号", "Index number", .identity, "---O", .text,
            help: "机关公开政府信息时编的号，如 000014349/2018-00217。",
            "The number under which an agency published it: 000014349/2018-00217."),
        row(
            "title", "题名", "Title", .identity, "MMMM", .text,
            help: "照录原题名；没有题名或不能说明内容的自拟，加方括号。",
            "Copy the title of the record; where there is none, or it says nothing, write one in brackets."),
        row(
            "parallelTitle", "并列题名", "Parallel title", .identity, "OOOO", .text,
            help: "用另一种文字写的同一题名。",
            "The same title in another language or script."),
        row(
            "subtitle", "副题名及说明题名文字", "Other title information", .identity, "OOOO", .text,
            help: "解释、从属于正题名的另一题名，或题名前后的说明文字。",
            "A second title that explains the first, or words around the title."),
        row(
            "documentNumber", "文件编号", "Document number", .identity, "---C", .documentNumber,
            help: "照录发文字号，年份用六角括号，如 国发〔1998〕5号。",
            "Copy it as issued, the year in tortoise-shell brackets: 国发〔1998〕5号."),
        row(
            "date", "日期", "Date", .identity, "MMMM", .date,
            help: "落款或形成的日期，如 19980615 或 1998-06-15；只知年月写 1998-06，考证的加方括号，起止写两个日期。",
            "When it was made: 19980615 or 1998-06-15; 1998-06 if only the month is known; brackets if inferred; two dates for a span."
        ),
        row(
            "year", "年度", "Filing year", .identity, "-OOO", .number,
            help: "文件归档的年度，四位数字。",
            "The year under which it was filed, four digits."),
        row(
            "extentAndMedium", "载体形态", "Extent and medium", .identity, "OOOC", .text,
            help: "载体类型、数量、单位、规格，如 纸质 4页 A4。",
            "Kind of carrier, how many, in what unit and size: paper, 4 pages, A4."),
        row(
            "pageCount", "页数", "Pages", .identity, "---O", .number,
            help: "有图文的页面数，只写数字。",
            "How many pages have text or images; digits only."),
        row(
            "fileSize", "计算机文件大小", "File size", .identity, "--OO", .text,
            help: "数字加单位，如 2.5 MB。",
            "A number and its unit, such as 2.5 MB."),
        row(
            "fileFormat", "计算机文件格式", "File format", .identity, "--OO", .text,
            help: "格式名称和版本，如 PDF/A-1b。",
            "Name and version of the format, such as PDF/A-1b."),
        row(
            "creationMethod", "生成方式", "Creation method", .identity, "--OO", .domain(["原生", "数字化", "编辑"]),
            help: "一开始就是电子的选原生，扫描来的选数字化。",
            "Born digital, or digitised from another carrier."),
        row(
            "duration", "时间长度", "Duration", .identity, "---O", .text,
            help: "录音、录像放一遍的时间，如 00:03:25。",
            "How long sound or film plays: 00:03:25."),
        row(
            "captureDevice", "捕获设备", "Capture device", .identity, "---O", .text,
            help: "拍摄、录制用的设备，制造商和型号。",
            "The camera or recorder: its maker and model."),
        row(
            "technicalData", "技术参数", "Technical data", .identity, "---O", .prose,
            help: "照片、录音、录像文件自带的参数（像素、编码、比特率等），由程序读出。",
            "What the files of photographs, sound and film say of themselves: size, coding, rates; read by program."),
        // 背景
        row(
            "author", "责任者", "Author", .context, "MMMM", .text,
            help: "形成档案的单位或个人，用全称；几个单位联合发文时主办的写在前。",
            "Who made the record, by the full name; the leading agency first."),
        row(
            "adminHistory", "组织机构沿革/人物生平", "Administrative history", .context, "O---", .prose,
            help: "立档单位何时成立、隶属谁、职能与名称怎样变过；个人全宗写生平。",
            "When the creator was founded, under whom, how its duties and names changed; of a person, the life."),
        row(
            "custodialHistory", "档案保管沿革", "Custodial history", .context, "MOOO", .prose,
            help: "档案先后由谁保管，何时怎样进馆。",
            "Who kept the records before, when and how they came to the archive."),
        // 内容与结构
        row(
            "retentionPeriod", "保管期限", "Retention period", .content, "--MM", .retention,
            help: "永久、30年或10年；2006年以前的也可以是长期、短期。",
            "Permanent, 30 or 10 years; before 2006 also long or short term."),
        row(
            "scopeAndContent", "范围和提要", "Scope and content", .content, "OOOO", .prose,
            help: "说什么人、何时、何地、何事；不重复题名，一般不超过200字。",
            "Who, when, where and what, without repeating the title; 200 characters as a rule."),
        row(
            "caption", "文字说明", "Caption", .content, "---O", .prose,
            help: "照片、录音、录像说的是什么事：时间、地点、人物（从左到右）、背景。",
            "What a photograph, sound or film shows: when, where, who (from the left), and why."),
        row(
            "place", "地点", "Place", .content, "---O", .text,
            help: "拍摄、录制的地点。",
            "Where it was taken or recorded."),
        row(
            "position", "拍摄位置", "Position", .content, "---O", .text, from: .text,
            help: "照片自带的经纬度；公开到全文才给读者看。",
            "Latitude and longitude in the photograph; readers see them only where the full text is public."),
        row(
            "background", "背景", "Background", .content, "---O", .prose,
            help: "拍摄、录制的背景，事情的经过。",
            "What led to it, and what came of it."),
        row(
            "personalName", "人名", "Personal name", .content, "--OO", .text, repeatable: true, from: .text,
            help: "内容涉及的人，一行一个；公开到全文才给读者看。",
            "People it speaks of, one a line; readers see them only where the full text is public."),
        row(
            "manuscriptType", "稿本", "Version", .content, "---O", .text,
            help: "草稿、定稿、正本、副本、试行本、修订本。",
            "Draft, final draft, original, copy, trial or revised version."),
        row(
            "documentType", "文种", "Document type", .content, "---O", .text,
            help: "通知、决定、批复、函、会议纪要等。",
            "Kind of document: notice, decision, reply, letter, minutes."),
        row(
            "attachments", "附件", "Attachments", .content, "---O", .text, repeatable: true,
            help: "正文后面附的材料，一行一个，如 附件1：名单。",
            "What is attached to the document, one a line: 附件1：名单."),
        row(
            "language", "语言或文字", "Language", .content, "---O", .text,
            help: "正文用的语言或文字，如 汉语；几种都写。",
            "Language or script of the text; all of them where there are several."),
        row(
            "subject", "主题词或关键词", "Subjects", .content, "---O", .text, repeatable: true,
            help: "能检索到它的词，一行一个，取自《中国档案主题词表》或题名、正文。",
            "Words to find it by, one a line, from the thesaurus or from title and text."),
        row(
            "topic", "主题分类", "Topic", .content, "---O", .text,
            help: "机关公开时给的主题分类。",
            "The topic under which the agency published it."),
        row(
            "classCode", "分类号", "Class code", .content, "--OO", .text,
            help: "《中国档案分类法》的分类号，可组配，如 M33+P13。",
            "Code of the Chinese archival classification; codes may be joined, M33+P13."),
        row(
            "arrangement", "整理情况", "Arrangement", .content, "OO--", .prose,
            help: "怎样分类、排列、编号，哪里与一般做法不同。",
            "How it was classified, ordered and numbered, and where that differs from custom."),
        row(
            "destruction", "销毁情况", "Destruction", .content, "--CO", .prose, from: nil,
            help: "哪些、何时、依据什么销毁。",
            "What was destroyed, when and on what ground."),
        // 查阅与利用控制
        row(
            "accessStatus", "开放标识", "Access status", .access, "--MM", .kept,
            help: "由开放审核决定。",
            "Decided by appraisal."),
        row(
            "classification", "密级", "Secrecy class", .access, "---C", .classification,
            help: "没有就空着；有密级的写上期限，如 机密★10年。非涉密网上不得存放。",
            "Empty if there is none; with its period, 机密★10年. State secrets must not be on a network that is not classified."
        ),
        row(
            "disclosureType", "公开属性", "Disclosure type", .access, "---O", .domain(["主动公开", "依申请公开", "不予公开"]),
            help: "形成单位按政府信息公开定的属性。",
            "What the agency decided under freedom of information."),
        row(
            "disclosureForm", "公开形式", "Form of publication", .access, "---O", .text,
            help: "网站、公报、新闻发布会等。",
            "Website, gazette, press conference and the like."),
        row(
            "publishedOn", "公开日期", "Published on", .access, "---O", .date,
            help: "机关公开这件信息的日期。",
            "The day on which the agency published it."),
        row(
            "validity", "效力状态", "Validity", .access, "---O", .domain(Validity.allCases.map(\.rawValue)),
            help: "公开的文件现在是否有效；读者在著录和检索结果里看得到。",
            "Whether the document holds today; readers see it on its page and among what they find."),
        row(
            "effectiveOn", "施行日期", "In force from", .access, "---O", .date,
            help: "开始施行的日期。",
            "The day from which it is in force."),
        row(
            "repealedOn", "废止或失效日期", "In force until", .access, "---O", .date,
            help: "废止、失效的日期，或有效期的最后一天。",
            "The day on which it was repealed or lapsed, or the last day of its term."),
        row(
            "microform", "缩微号", "Microform", .access, "OOOO", .text,
            help: "缩微胶片的编号。",
            "Number of the microfilm."),
        row(
            "location", "存储位置", "Storage location", .access, "OOOO", .text, from: nil,
            help: "库房、架、层、盒，或存储设备的位置；不给读者看。",
            "Repository, shelf and box, or the storage device; not shown to readers."),
        // 相关档案材料
        row(
            "originalsLoc", "原件存放位置", "Location of originals", .related, "OOOO", .text,
            help: "这里存的是复制件时，原件在哪里。",
            "Where the originals are, if these are copies."),
        row(
            "copiesLoc", "复制件存放位置", "Location of copies", .related, "OOOO", .text,
            help: "另外还有的复制件在哪里。",
            "Where else copies are kept."),
        row(
            "relatedUnits", "相关著录单元", "Related units", .related, "OO--", .text, repeatable: true,
            help: "有关联的全宗、类别，一行一个。",
            "Fonds or series that belong to it, one a line."),
        row(
            "seeAlso", "参见号", "See also", .related, "---O", .text, repeatable: true,
            help: "与它有关的其他载体档案的档号，一行一个。",
            "Codes of records on other carriers that belong to it, one a line."),
        row(
            "repealedBy", "废止依据", "Repealed by", .related, "---O", .text, repeatable: true,
            help: "废止本件的文件，写文号、索引号或档号，一行一个；馆里有的，读者可以点过去。",
            "What repealed it, by document number, index number or code, one a line; readers are led to it if it is here."
        ),
        row(
            "amendedBy", "修改依据", "Amended by", .related, "---O", .text, repeatable: true,
            help: "修改本件的文件，写文号、索引号或档号，一行一个。",
            "What amended it, by document number, index number or code, one a line."),
        row(
            "repeals", "废止的文件", "Repeals", .related, "---O", .text, repeatable: true,
            help: "本件废止了哪些文件，写文号、索引号或档号，一行一个。",
            "What it repeals, by document number, index number or code, one a line."),
        row(
            "amends", "修改的文件", "Amends", .related, "---O", .text, repeatable: true,
            help: "本件修改了哪些文件，写文号、索引号或档号，一行一个。",
            "What it amends, by document number, index number or code, one a line."),
        // 附注
        row(
            "note", "附注", "Note", .notes, "OOOO", .prose,
            help: "其他项目放不下、又要说明的事。",
            "What has no place in another element and must be said."),
        // 著录控制
        row(
            "descriptor", "著录者", "Described by", .control, "OOOO", .text, from: nil,
            help: "谁著录的；不给读者看。",
            "Who described it; not shown to readers."),
        row(
            "describedOn", "著录日期", "Described on", .control, "OOOO", .day, from: nil,
            help: "著录那天，如 2026-11-23。",
            "The day of the description, such as 2026-11-23."),
        // 随移交附来: notes between the agency and the archive, never shown to readers
        carried("organisation", "机构或问题", "Office or matter"),
        carried("electronicRecordCode", "电子文件号", "Electronic record code"),
        carried("secrecyPeriod", "保密期限", "Secrecy period"),
        carried("controlMark", "控制标识", "Control mark"),
        carried("openingOpinion", "到期开放意见", "Opinion on opening"),
        carried("disclosureNote", "信息公开情况", "Disclosure so far"),
        carried("secrecyChange", "密级变更情况", "Change of secrecy class"),
        carried("carriedNote", "备注", "Remark in the transfer"),
    ]

    private static let byIdentifier = Dictionary(uniqueKeysWithValues: all.map { ($0.identifier, $0) })

    /// The element with this identifier; `nil` if there is none.
    package static func named(_ identifier: String) -> DescriptiveElement? { byIdentifier[identifier] }

    /// Elements used at `level`, in order.
    package static func used(at level: Level) -> [DescriptiveElement] {
        all.filter { $0.obligation(at: level) != .unused }
    }

    /// The place of an element in the order of the standard.
    static let order = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.identifier, $0) })

    private static func row(
        _ identifier: String, _ zh: String, _ en: String, _ area: Area, _ levels: String, _ type: ValueType,
        repeatable: Bool = false, from: PublicationLevel? = .catalogue, help zhHelp: String, _ enHelp: String
    ) -> DescriptiveElement {
        DescriptiveElement(
            identifier: identifier, name: Words(zh: zh, en: en), help: Words(zh: zhHelp, en: enHelp), area: area,
            obligations: levels.map { Obligation(rawValue: $0)! }, type: type, repeatable: repeatable, shownFrom: from)
    }

    private static func carried(_ identifier: String, _ zh: String, _ en: String) -> DescriptiveElement {
        row(
            identifier, zh, en, .carried, "---O", .text, from: nil, help: "随移交附来，照原样保存。",
            "Came with the transfer and is kept as it was.")
    }
}
