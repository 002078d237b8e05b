package import Archive
import Hummingbird
import Sharing

// The settings in force, for the system administrator: what is set, where, and how it is changed.

/// One setting as it stands.
package struct SettingShown: Sendable {
    package enum Source: Hashable, Sendable {
        case standard, file
        /// The variable's name.
        case environment(String)
        /// The option.
        case command(String)
    }

    package let key: String
    /// A secret is only told to be there.
    package let value: String
    /// The environment's variable that would set it.
    package let variable: String
    /// What it is where nobody says anything.
    package let standard: String
    package let source: Source
    package let help: Words

    package init(key: String, value: String, standard: String, variable: String, source: Source, help: Words) {
        self.key = key
        self.value = value
        self.standard = standard
        self.variable = variable
        self.source = source
        self.help = help
    }
}

extension Pages {
    var settingsRoutes: [Route] {
        [
            .get("/desk/settings", .duty(.seeSettings)) { call in
                call.page(
                    settingsPage(
                        call.visit, rooms.settings.shown, formats: rooms.settings.formats(),
                        media: rooms.settings.media,
                        notFeatured: try await rooms.readingRoom.notFeatured(rooms.settings.featured)))
            }
        ]
    }
}

/// - Parameters:
///   - formats: the signatures by which formats are told.
///   - media: the programs for sound and film.
///   - notFeatured: codes in `site.featured` that readers do not see.
func settingsPage(
    _ visit: Visit, _ settings: [SettingShown], formats: Words?, media: Words? = nil, notFeatured: [String] = []
) -> [UInt8] {
    let title = DeskPlace.settings.words
    let groups = SettingGroup.all.map { group in (group, settings.filter { SettingGroup.of($0.key) == group.name }) }
    return deskPage(visit, title: title, at: .settings) { h in
        h.div(.class("h")) { h in
            h.h1(title)
            let other = settings.count { $0.value != $0.standard }
            h.span(
                Words(
                    zh: "共\(settings.count)项，其中\(other)项与默认不同",
                    en: "\(settings.count) in all, \(other) other than the default"),
                .class("quiet"))
        }
        h.note(.info, Words(zh: "这里只看，不改", en: "Here they are shown, not changed")) { h in
            h.p(
                Words(
                    zh: "要改：在服务器上编辑档案馆文件夹里的lantai.yaml，写一行“项名: \"值\"”；或在启动时给出环境变量。改后重启生效。运行 lantai settings 可先验看。",
                    en:
                        "To change one: on the server, edit lantai.yaml in the archive's folder, one line “key: \"value\"”; or give the environment variable at start. It counts after a restart. lantai settings checks it first."
                ))
            h.p(
                Words(
                    zh: "几处都写了时，命令行先于环境变量，环境变量先于lantai.yaml。口令与密钥不显示。",
                    en:
                        "The command line goes before the environment, the environment before lantai.yaml. Secrets are not shown."
                ))
        }
        if !notFeatured.isEmpty {
            h.note(.warn, FeaturedWords.notShown) { h in
                h.ul { h in for code in notFeatured { h.li { $0.code(code) } } }
                h.p(FeaturedWords.remedy)
            }
        }
        h.maintenanceLine(visit)
        for (group, settings) in groups where !settings.isEmpty {
            h.section(.class("sect")) { h in
                h.h2(group.words)
                h.settingTable(group.words, settings)
                if group.name == "work", let formats { h.p(formats, .class("quiet")) }
                if group.name == "work", let media { h.p(media, .class("quiet")) }
            }
        }
    }
}

/// What is said of codes in `site.featured` that readers do not see.
package enum FeaturedWords {
    package static let notShown = Words(
        zh: "site.featured 里有读者看不到的档号：没有，或没有公布",
        en: "site.featured names what readers do not see: there is none such, or it is not published")
    package static let remedy = Words(
        zh: "首页略过它们，不留痕迹。核对档号，或等公布以后；公布了就会显示。",
        en:
            "The first page passes over them without a trace. Check the codes, or publish the records: then they are shown."
    )
}

/// Settings that belong together.
struct SettingGroup: Sendable {
    let name: String
    let words: Words
    let prefixes: [String]

    static let all = [
        SettingGroup(
            name: "archive", words: Words(zh: "档案馆", en: "The archive"),
            prefixes: ["archive", "zone", "language", "node", "ledger", "descriptions"]),
        SettingGroup(
            name: "serving", words: Words(zh: "网站与登录", en: "Site and sign-in"),
            prefixes: ["listen", "site", "web", "sign-in", "commands"]),
        SettingGroup(
            name: "work", words: Words(zh: "接收与办理", en: "Receiving and work"),
            prefixes: ["workers", "upload", "copies", "formats"]),
        SettingGroup(
            name: "keeping", words: Words(zh: "存储与核验", en: "Storage and checks"),
            prefixes: ["store", "fixity", "viruses", "alarms", "replicas"]),
        SettingGroup(name: "backup", words: Words(zh: "备份", en: "Backup"), prefixes: ["backup"]),
        SettingGroup(name: "database", words: Words(zh: "数据库", en: "Database"), prefixes: ["database"]),
    ]

    /// The name of the group a key belongs to; what a later version adds stands with the archive.
    static func of(_ key: String) -> String {
        let first = String(key.prefix { $0 != "." })
        return all.first { $0.prefixes.contains(first) }?.name ?? all[0].name
    }
}

extension HTML {
    fileprivate mutating func settingTable(_ name: Words, _ settings: [SettingShown]) {
        let key = Words(zh: "项名", en: "Setting")
        let value = Words(zh: "现行值", en: "In force")
        let source = Words(zh: "来自", en: "From")
        let help = Words(zh: "说明", en: "What for")
        table(name, [Column(key), Column(value), Column(source), Column(help)]) { h in
            for setting in settings {
                h.tr { h in
                    h.th(setting.key, .scope("row"), .class("code key"))
                    h.cell(value, class: "set") { h in
                        if setting.value.isEmpty {
                            h.span(Words(zh: "（空）", en: "(empty)"), .class("quiet"))
                        } else {
                            h.recordText(setting.value)
                        }
                        if setting.value != setting.standard {
                            h.p(.class("quiet small")) { h in
                                h.text(Words(zh: "默认：", en: "default: "))
                                if setting.standard.isEmpty {
                                    h.text(Words(zh: "（空）", en: "(empty)"))
                                } else {
                                    h.recordText(setting.standard)
                                }
                            }
                        }
                    }
                    h.cell(source, class: "nb") { $0.source(setting) }
                    h.cell(help) { h in
                        h.text(setting.help)
                        h.p(.class("quiet small code")) { $0.text(setting.variable) }
                    }
                }
            }
        }
    }

    private mutating func source(_ setting: SettingShown) {
        switch setting.source {
        case .standard: span(Words(zh: "默认", en: "default"), .class("quiet"))
        case .file: plainBadge(Words(asIs: "lantai.yaml"))
        case .environment: plainBadge(Words(zh: "环境变量", en: "environment"))
        case .command(let option): plainBadge(Words(zh: "命令行 \(option)", en: "command line \(option)"))
        }
    }
}
