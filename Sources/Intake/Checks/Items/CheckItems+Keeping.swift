import Archive

extension CheckItems {
    /// Of what is kept (CQ), in rounds. Source: DA/T 70-2018 names the subjects; no source that can be had numbers them.
    static let ofKeeping: [ItemRow] = [
        row(
            .authenticity, 1, "kept-fixity", Words(zh: "固化信息复核", en: "fixity information is verified again"),
            rounds: [.fixity]),
        row(
            .authenticity, 2, "kept-metadata", Words(zh: "元数据准确性", en: "metadata is accurate"),
            look: Words(
                zh: "请抽看若干件的著录，与原文和原移交目录核对；写明看了哪几件。",
                en: "Look at some descriptions beside the records and the lists they came with; name those looked at.")),
        row(
            .authenticity, 3, "kept-unchanged", Words(zh: "内容数据未变", en: "content data has not changed"),
            rounds: [.fixity, .replicas]),
        row(
            .authenticity, 4, "kept-packages", Words(zh: "保存信息包一致性", en: "kept packages agree with their inventories"),
            rounds: [.fixity, .ledger]),
        row(
            .integrity, 1, "kept-amount", Words(zh: "保存总量相符性", en: "as much is kept as was accepted"),
            rounds: [.fixity, .ledger]),
        row(
            .integrity, 2, "kept-elements", Words(zh: "元数据项完整性", en: "no metadata element is missing"),
            look: Words(
                zh: "请看“著录”中待补的草稿和空着的必填项，写明还有多少、何时补齐。",
                en:
                    "Look at drafts and empty required elements in the catalogue; say how many there are and when they will be done."
            )
        ),
        row(
            .integrity, 3, "kept-content", Words(zh: "内容数据完整性", en: "content data is whole"), rounds: [.fixity]),
        row(
            .integrity, 4, "kept-package-content", Words(zh: "保存信息包完整性", en: "kept packages are complete"),
            rounds: [.fixity, .replicas]),
        row(
            .usability, 1, "kept-metadata-legible", Words(zh: "元数据可读性", en: "metadata can be read"),
            rounds: [.ledger, .backups]),
        row(
            .usability, 2, "kept-content-legible", Words(zh: "内容数据可读性", en: "content data can be read"),
            look: Words(
                zh: "请按比例抽看原文，能打开、看得清、听得清；写明看了哪几件。",
                en: "Open a share of the records: they open, and can be seen and heard well. Name those looked at.")),
        row(
            .usability, 3, "kept-formats", Words(zh: "格式过时预警", en: "formats that become obsolete"),
            rounds: [.formats],
            look: Words(
                zh: "请看馆藏格式分布，对照 DA/T 47 和格式登记，列出应当转换的格式和期限。",
                en: "Look at the formats of the holdings; list those to be migrated, and until when (DA/T 47, PRONOM).")
        ),
        row(
            .usability, 4, "kept-environment", Words(zh: "软硬件环境合规性", en: "software and hardware are available"),
            look: Words(
                zh: "请看本馆打开各种格式所用的软件和设备是否还能用，写明试了哪些。",
                en: "See whether the programs and devices that open each format still work; say which were tried.")),
        row(
            .usability, 5, "kept-backups", Words(zh: "备份数据可恢复性", en: "backups can be restored"),
            rounds: [.backups]),
        row(
            .safety, 1, "kept-virus", Words(zh: "病毒感染", en: "virus infection"),
            rounds: [.viruses],
            look: Words(
                zh: "没有接杀毒软件，或有文件没查到的，请另行用最新病毒库查一遍，写明软件、病毒库日期和结果。",
                en:
                    "Where no scanner is connected, or it left files out, scan by other means with new signatures; say by what, of which day, and the result."
            )),
        row(
            .safety, 2, "kept-place", Words(zh: "载体保管环境", en: "where carriers are kept"),
            look: Words(
                zh: "请记库房温湿度、防火防水防磁情况和异地备份的存放地。",
                en:
                    "Write down temperature and humidity, protection from fire, water and magnets, and where copies elsewhere are."
            )
        ),
        row(
            .safety, 3, "kept-media-life", Words(zh: "载体寿命与读错率", en: "life and errors of carriers"),
            look: Words(
                zh: "请看离线载体登记（lantai sets list）中到期应读的，读后写明结果。",
                en: "See which offline media are due in the register (lantai sets list); read them and say the result.")
        ),
        row(
            .safety, 4, "kept-access", Words(zh: "系统漏洞与访问控制", en: "weaknesses of the system, and access to it"),
            look: Words(
                zh: "请看系统补丁、用户与权限清单、登录记录，写明日期和发现。",
                en: "Look at patches, accounts and permissions, and sign-ins; say when, and what was found.")),
    ]

    private static func row(
        _ property: Finding.Property, _ place: Int, _ key: String, _ name: Words, rounds: [KeepingRound] = [],
        look: Words? = nil
    ) -> ItemRow {
        ItemRow(
            property: property, place: place, key: key, name: name, isNumbered: false, rounds: rounds,
            form: look.map { CheckItem.Form(look: $0, need: .always) })
    }
}
