import Archive

// The page around the content: portal, desk, and the gate for sign-in.

/// Where a portal page belongs in the main navigation.
enum PortalPlace: CaseIterable {
    case home, search, fonds

    var path: Path {
        switch self {
        case .home: "/"
        case .search: "/search"
        case .fonds: "/fonds"
        }
    }

    var words: Words {
        switch self {
        case .home: Words(zh: "首页", en: "Home")
        case .search: Words(zh: "检索", en: "Search")
        case .fonds: Words(zh: "按全宗浏览", en: "Browse fonds")
        }
    }
}

/// Where a desk page belongs in the rail.
enum DeskPlace: CaseIterable {
    case overview, accessions, catalogue, opening, search, ledger, storage, parked, incidents, permissions, accounts,
        settings

    var path: Path {
        switch self {
        case .overview: "/desk"
        case .accessions: "/desk/accessions"
        case .catalogue: "/desk/catalogue"
        case .opening: "/desk/opening"
        case .search: "/desk/search"
        case .ledger: "/desk/ledger"
        case .storage: "/desk/storage"
        case .parked: "/desk/parked"
        case .incidents: "/desk/incidents"
        case .permissions: "/desk/permissions"
        case .accounts: "/desk/accounts"
        case .settings: "/desk/settings"
        }
    }

    var duty: Duty {
        switch self {
        case .overview: .overview
        case .accessions: .seeAccessions
        case .catalogue: .browse
        case .opening: .decide
        case .search: .search
        case .ledger: .seeLedger
        case .storage: .seeStorage
        case .parked: .seeParked
        case .incidents: .seeIncidents
        case .permissions: .permitAccounts
        case .accounts: .manageAccounts
        case .settings: .seeSettings
        }
    }

    var words: Words {
        switch self {
        case .overview: Words(zh: "案头", en: "Desk")
        case .accessions: Words(zh: "接收", en: "Accessions")
        case .catalogue: Words(zh: "著录", en: "Catalogue")
        case .opening: Words(zh: "开放与公布", en: "Opening")
        case .search: Words(zh: "检索馆藏", en: "Search holdings")
        case .ledger: Words(zh: "账簿", en: "Ledger")
        case .storage: Words(zh: "存储", en: "Storage")
        case .parked: Words(zh: "卡住的工作", en: "Parked work")
        case .incidents: Words(zh: "隔离事件", en: "Incidents")
        case .permissions: Words(zh: "权限核准", en: "Permissions")
        case .accounts: Words(zh: "用户与权限", en: "Accounts")
        case .settings: Words(zh: "设置", en: "Settings")
        }
    }

    var icon: Icon {
        switch self {
        case .overview: .home
        case .accessions: .box
        case .catalogue: .tree
        case .opening: .eye
        case .search: .search
        case .ledger: .book
        case .storage: .shelves
        case .parked: .alert
        case .incidents: .shield
        case .permissions: .tick
        case .accounts: .user
        case .settings: .gear
        }
    }
}

/// A page of the public side.
func portalPage(
    _ visit: Visit, title: Words? = nil, at place: PortalPlace? = nil, card: PageCard? = nil,
    _ content: (inout HTML) -> Void
) -> [UInt8] {
    page(visit, title: title, class: "portal", card: card) { h in
        h.header(.class("mast")) { h in
            h.div(.class("wrap")) { h in
                h.brand(visit, to: "/")
                h.nav(.ariaLabel(Words(zh: "主导航", en: "Main"))) { h in
                    h.ul(.class("nav")) { h in
                        for each in PortalPlace.allCases {
                            h.li { $0.a(each.words, .href(each.path), .when(each == place, .current("page"))) }
                        }
                    }
                }
                h.div(.class("tools")) { h in
                    h.languageSwitch(visit)
                    h.a(.href("/desk")) { h in
                        h.icon(.user)
                        h.text(visit.person == nil ? Phrases.signIn : DeskPlace.overview.words)
                    }
                }
            }
        }
        h.main(.id("main"), .tabindex(-1)) { h in
            h.div(.class("wrap")) { h in
                if let closure = visit.closure, visit.person != nil { h.closedNote(visit, closure) }
                content(&h)
            }
        }
        h.footer(.class("foot")) { h in
            h.div(.class("wrap")) { h in
                h.p(visit.site.name)
                h.ul { h in
                    for each in PortalPlace.allCases { h.li { $0.a(each.words, .href(each.path)) } }
                    h.li { $0.a(HelpPage.word, .href("/help")) }
                }
            }
        }
    }
}

/// A page of the desk. `refresh` reloads it after so many seconds while work is under way where no script runs; where one does, the
/// part with `data-poll` renews itself.
/// `keys`: the page's own shortcuts, beside those that work everywhere. `script`: what this page alone needs.
func deskPage(
    _ visit: Visit, title: Words, at place: DeskPlace? = nil, refresh: Int? = nil, keys: [KeySet] = [.lists],
    script: Asset? = nil, _ content: (inout HTML) -> Void
) -> [UInt8] {
    page(visit, title: title, class: "desk", refresh: refresh, script: script) { h in
        h.header(.class("top")) { h in
            h.brand(visit, to: "/desk")
            h.span(.class("grade")) { h in
                h.text(visit.site.network)
                h.text(" · ")
                h.text(visit.site.isClassified ? Phrases.classified : Phrases.unclassified)
            }
            if visit.may(.search) {
                h.form(.class("seekbar"), .role("search"), .action("/desk/search"), .method("get")) { h in
                    h.label(Words(zh: "检索馆藏", en: "Search the holdings"), .class("vh"), .for("top-q"))
                    h.input(
                        .class("in"), .id("top-q"), .name("q"), .type("search"),
                        .data("data-suggest", "/desk/search/suggest"),
                        .placeholder(Words(zh: "档号、题名、正文", en: "Code, title or text")))
                }
            }
            h.div(.class("push row")) { h in
                h.a(HelpPage.word, .href(HelpPage.about(place).path))
                h.languageSwitch(visit)
                if let person = visit.person {
                    h.a(.href("/desk/password")) { h in
                        h.icon(.user)
                        h.text(person.name)
                        h.text("　")
                        h.roles(person.roles)
                    }
                    h.postButton(Phrases.signOut, to: "/desk/sign-out", visit, class: "linklike")
                }
            }
        }
        h.div(.class("shell")) { h in
            h.nav(.class("rail"), .ariaLabel(Words(zh: "案头导航", en: "Desk"))) { h in
                h.ul { h in
                    for each in DeskPlace.allCases where visit.may(each.duty) {
                        h.li { h in
                            h.a(.href(each.path), .when(each == place, .current("page"))) { h in
                                h.icon(each.icon)
                                h.text(each.words)
                            }
                        }
                    }
                    if visit.person != nil { h.li { $0.shortcutLink() } }
                }
            }
            h.main(.id("main"), .tabindex(-1)) { h in
                if let closure = visit.closure, visit.person != nil { h.closedNote(visit, closure) }
                if let notice = visit.notice { h.toast(notice) }
                content(&h)
            }
        }
        if visit.person != nil { h.shortcutDialog(visit, keys) }
    }
}

/// A page with one thing to do: sign in, or read why not.
func gatePage(_ visit: Visit, title: Words, _ content: (inout HTML) -> Void) -> [UInt8] {
    page(visit, title: title, class: "portal") { h in
        h.header(.class("mast")) { h in
            h.div(.class("wrap")) { h in
                h.brand(visit, to: "/")
                h.div(.class("tools")) { $0.languageSwitch(visit) }
            }
        }
        h.main(.id("main"), .class("gate"), .tabindex(-1), content: content)
    }
}

/// A page of the wizard that makes an archive: the steps, and one thing at a time. `refresh` as at the desk.
func setUpPage(
    _ visit: Visit, title: Words, at step: SetUpStep? = nil, refresh: Int? = nil, _ content: (inout HTML) -> Void
) -> [UInt8] {
    page(visit, title: title, class: "portal", refresh: refresh) { h in
        h.header(.class("mast")) { h in
            h.div(.class("wrap")) { h in
                h.brand(visit, to: "/setup")
                h.div(.class("tools")) { $0.languageSwitch(visit) }
            }
        }
        h.main(.id("main"), .class("gate ask"), .tabindex(-1)) { h in
            if let step {
                h.steps(
                    SetUpStep.allCases.map(\.words), now: step.place, label: Words(zh: "建馆步骤", en: "Steps"))
            }
            content(&h)
            if let step { h.help(step) }
        }
    }
}

private func page(
    _ visit: Visit, title: Words?, class name: StaticString, refresh: Int? = nil, card: PageCard? = nil,
    script: Asset? = nil, _ body: (inout HTML) -> Void
) -> [UInt8] {
    var h = HTML(visit.language)
    h.markup("<!doctype html>\n")
    h.html(.lang(visit.language.tag)) { h in
        h.head { h in
            h.meta(.charset("utf-8"))
            h.meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
            // A script renews the part under way, and cannot take back a refresh that the browser has read.
            if let refresh { h.noscript { h in h.meta(.httpEquiv("refresh"), .content(String(refresh))) } }
            h.title { h in
                if let title {
                    h.text(title)
                    h.text(" · ")
                }
                h.text(visit.site.name)
            }
            if let card { h.card(card) }
            h.link(.rel("stylesheet"), .href(Asset.style.path))
            h.link(.rel("icon"), .type("image/svg+xml"), .href(Asset.icon.path))
            h.script(.type("module"), .src(Asset.script.path)) { _ in }
            if let script { h.script(.type("module"), .src(script.path)) { _ in } }
        }
        h.body(.class(name)) { h in
            h.a(Words(zh: "跳到正文", en: "Skip to content"), .class("skip"), .href(fragment: "main"))
            body(&h)
        }
    }
    return h.bytes
}

extension HTML {
    fileprivate mutating func brand(_ visit: Visit, to path: Path) {
        a(.class("brand"), .href(path)) { h in
            h.seal()
            h.span(visit.site.name)
        }
    }

    /// A link to this same page in the other language.
    fileprivate mutating func languageSwitch(_ visit: Visit) {
        let other: Language = visit.language == .zh ? .en : .zh
        let path = visit.here.adding("lang", other.rawValue)
        a(other == .en ? "English" : "中文", .href(path), .lang(other.tag), .hreflang(other.tag), .rel("nofollow"))
    }

    mutating func roles(_ roles: Set<Role>) {
        for (place, role) in Role.allCases.filter(roles.contains).enumerated() {
            if place > 0 { text(Words(zh: "、", en: ", ")) }
            text(role.words)
        }
    }
}
