import Appraisal
import Archive
import Catalogue

/// All 全宗 of the archive, for staff.
///
/// - Parameters:
///   - waiting: How many entries wait for their files.
///   - unsaved: What this person typed and did not save, latest first.
///   - left: How much stopped accounts left unsaved.
func fondsDeskPage(
    _ visit: Visit, _ fonds: [ArchivalUnit], next: Path?, first: Bool, waiting: Int64,
    unsaved: [(edit: UnsavedEdit, unit: ArchivalUnit)], left: Int64
) -> [UInt8] {
    let title = Words(zh: "著录：全宗", en: "Catalogue: fonds")
    return deskPage(visit, title: title, at: .catalogue) { h in
        h.div(.class("h")) { h in
            h.h1(title)
            if waiting > 0 {
                h.span(.class("push row")) { h in
                    h.a(.class("btn"), .href("/desk/catalogue/waiting")) { h in
                        h.text(Words(zh: "待挂接", en: "Waiting for files"))
                        h.text(" ")
                        h.span(waiting.grouped, .class("num"))
                    }
                }
            }
        }
        h.unsavedList(visit, unsaved)
        if left > 0 {
            h.note(
                .info,
                Words(
                    zh: "停用的账号留下\(left.grouped)件没有保存的改动",
                    en: left == 1
                        ? "A stopped account left one change unsaved"
                        : "Stopped accounts left \(left.grouped) changes unsaved")
            ) { h in
                h.p {
                    $0.a(Words(zh: "接过来，或扔掉", en: "Take over, or throw away"), .href("/desk/catalogue/left-behind"))
                }
            }
        }
        if fonds.isEmpty {
            h.void(
                Words(zh: "目录还是空的", en: "The catalogue is empty"),
                Words(
                    zh: "移交的档案入库后，会自动起草到这里，再由档案员确认。",
                    en: "When a transfer is kept, its records are drafted here for an archivist to confirm.")
            ) { h in
                h.p(.class("row")) { h in
                    h.a(DeskPlace.accessions.words, .class("btn"), .href("/desk/accessions"))
                }
            }
            return
        }
        h.table(title, [Column(Words(zh: "全宗号", en: "Code")), Column(Phrases.title), Column(Phrases.state)]) { h in
            for unit in fonds {
                h.tr { h in
                    h.cell(Words(zh: "全宗号", en: "Code"), class: "code nb", unit.code)
                    h.th(.scope("row")) { h in
                        h.a(.href("/desk/catalogue/\(unit.id.text)")) { $0.recordText(unit.title) }
                    }
                    h.cell(Phrases.state) { $0.unitState(unit.state) }
                }
            }
        }
        h.pager(title, where: nil, previous: first ? nil : "/desk/catalogue", next: next)
    }
}

/// Entries of the catalogue whose files have not come (待挂接), by code.
func waitingPage(
    _ visit: Visit, _ units: [ArchivalUnit], _ count: Int64, access: [UnitID: AccessRow], first: Path?, next: Path?
) -> [UInt8] {
    let title = Words(zh: "待挂接的条目", en: "Entries waiting for files")
    return deskPage(visit, title: title, at: .catalogue) { h in
        h.crumbs([(DeskPlace.catalogue.words, "/desk/catalogue")], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(.class("quiet num")) { $0.text(Phrases.items(count)) }
        }
        if units.isEmpty {
            h.void(
                Words(zh: "没有待挂接的条目", en: "No entry waits for files"),
                Words(
                    zh: "只收了目录的，会列在这里；文件送到并签收后自动挂接。",
                    en:
                        "Entries of a catalogue received alone are listed here until their files are received and signed for."
                ))
            return
        }
        h.note(.info, Words(zh: "怎样挂接", en: "How files are attached")) { h in
            h.p(
                Words(
                    zh: "把文件（或每件一个文件夹的扫描图）按档号命名，打成一个ZIP接收；检测报告列出对得上的、缺的、多出的、重复的和页数不符的。",
                    en:
                        "Name the files, or a folder of scans for each record, by reference code; pack them in one ZIP and receive it. The report lists what matches, what is missing, extra, double or of other pages."
                ))
            if visit.may(.submit) {
                h.p { $0.a(Words(zh: "接收文件", en: "Receive files"), .href("/desk/accessions/new")) }
            }
        }
        h.unitTable(visit, title, units, access: access, pick: false, list: .waiting)
        h.pager(Words(zh: "条目翻页", en: "Pages of entries"), where: nil, previous: first, next: next)
    }
}

/// What a node page shows: the node, the way to it, and one page of what lies below.
struct NodeView {
    var node: ArchivalUnit
    var path: [ArchivalUnit]
    var children: [ArchivalUnit]
    var access: [UnitID: AccessRow]
    var previous: Path?
    var next: Path?
    /// The tree above and around it.
    var tree: Branch?
    /// What was just moved here, to be put back.
    var moved: (batch: DecisionID, units: Int64)?
}

/// One 全宗, 类别 or 案卷 with what lies directly below it.
func nodePage(_ visit: Visit, _ view: NodeView) -> [UInt8] {
    let node = view.node
    return deskPage(visit, title: Words(asIs: node.title), at: .catalogue, keys: [.lists, .arranging]) { h in
        h.unitCrumbs(view.path, here: node)
        h.div(.class("h")) { h in
            h.h1(.lang(Tongue.tag(of: node.title, on: visit.language))) { $0.text(node.title) }
            h.code(node.code)
            h.plainBadge(node.level.words)
            h.unitState(node.state)
            h.span(.class("push row")) { h in
                h.a(.class("btn"), .href("/desk/units/\(node.id.text)")) { h in
                    h.icon(.pen)
                    h.text(Words(zh: "著录本级", en: "Describe this level"))
                }
            }
        }
        h.movedNote(visit, view)
        h.div(.class(view.tree == nil ? "" : "desk-browse")) { h in
            if let tree = view.tree { h.tree(tree, here: node.id) }
            h.div(.data("data-target", node.id.text)) { $0.children(visit, view) }
        }
    }
}

extension HTML {
    /// One page of what lies below a node, and what may be done with it.
    fileprivate mutating func children(_ visit: Visit, _ view: NodeView) {
        let node = view.node
        cutBar(visit)
        if view.children.isEmpty {
            void(
                Words(zh: "这一级下面还没有内容", en: "Nothing lies below this level yet"),
                Words(zh: "新的移交入库后会起草到这里。", en: "New transfers are drafted here when they are kept."))
            return
        }
        chooser(visit) { h in
            h.unitTable(
                visit, Words(zh: "下级条目", en: "Entries below"), view.children, access: view.access, pick: true)
        }
        pager(
            Words(zh: "下级条目翻页", en: "Pages of entries"), where: nil, previous: view.previous, next: view.next)
        allBelow(visit, "under", node.id.text, Words(zh: "本级以下全部", en: "Everything below this level"))
    }

    /// The way from the 全宗 to a unit.
    mutating func unitCrumbs(_ path: [ArchivalUnit], here: ArchivalUnit) {
        crumbs(
            [(DeskPlace.catalogue.words, "/desk/catalogue")]
                + path.map { (Words(asIs: "\($0.code) \($0.title)"), "/desk/catalogue/\($0.id.text)") },
            here: Words(asIs: here.code))
    }

    mutating func unitState(_ state: ArchivalUnit.State) {
        switch state {
        case .draft: span(state.words, .class("badge unread"))
        case .confirmed: goodBadge(state.words)
        }
    }

    /// An entry whose files have not come.
    mutating func waitingBadge() { span(Words(zh: "待挂接", en: "no files yet"), .class("badge")) }

    /// A list of units; with `pick`, each has a tick box of the form around it.
    mutating func unitTable(
        _ visit: Visit, _ name: Words, _ units: [ArchivalUnit], access: [UnitID: AccessRow], pick: Bool,
        list: UnitList = .siblings
    ) {
        let state = Words(zh: "著录", en: "Description")
        let opening = Words(zh: "开放", en: "Opening")
        let acts = Words(zh: "办理", en: "Acts")
        let hasMenu = pick && visit.may(.describe)
        var columns = [
            Column(Phrases.code), Column(Phrases.title), Column(Phrases.date), Column(state), Column(opening),
        ]
        if hasMenu { columns.append(Column(acts)) }
        if pick { columns.insert(Column(Words(zh: "选", en: "Pick")), at: 0) }
        table(name, columns) { h in
            for unit in units {
                h.tr { h in
                    if pick {
                        h.td(.class("pick")) { h in
                            if unit.level == .item || unit.level == .file {
                                h.input(
                                    .type("checkbox"), .name("unit"), .value(unit.id.text),
                                    .ariaLabelText(unit.code))
                            }
                        }
                    }
                    h.cell(Phrases.code, class: "code nb", unit.code)
                    h.th(.scope("row")) { h in
                        let path: Path =
                            unit.level == .item ? list.path(of: unit.id) : "/desk/catalogue/\(unit.id.text)"
                        h.a(.href(path)) { $0.recordText(unit.title) }
                        if unit.codeConflict {
                            h.text(" ")
                            h.warnBadge(Words(zh: "档号重复", en: "code used twice"))
                        }
                    }
                    h.cell(Phrases.date, class: "nb") { h in if let dates = unit.dates { h.recordDate(dates.text) } }
                    h.cell(state) { h in
                        h.unitState(unit.state)
                        if unit.isWaiting { h.waitingBadge() }
                    }
                    h.cell(opening) { $0.access(access[unit.id], on: visit.clock.today) }
                    if hasMenu { h.td(.class("no-print menu-cell")) { $0.unitMenu(unit, list) } }
                }
            }
        }
    }

    /// How a unit stands with opening and publication: two marks, and the day where it is to come.
    mutating func access(_ row: AccessRow?, on today: Day) {
        guard let row else { return }
        span(.class("row")) { h in
            h.badge(row.status)
            if let effective = row.effective, effective > today {
                h.span(.class("small quiet")) { h in
                    h.text(Words(zh: "自\(effective.words.zh)", en: "from \(effective.words.en)"))
                }
            }
            if let level = PublicationLevel(rawValue: row.level) {
                h.badge(level)
                if let from = row.publishedFrom, from > today {
                    h.span(.class("small quiet")) { h in
                        h.text(Words(zh: "自\(from.words.zh)", en: "from \(from.words.en)"))
                    }
                }
            }
        }
    }

    /// A form around a list: what is ticked goes to the act of the button pressed, which asks before it does anything.
    mutating func chooser(_ visit: Visit, _ list: (inout HTML) -> Void) {
        form(.method("get"), .action("/desk/opening/decide")) { h in
            list(&h)
            h.div(.class("acts-bar no-print")) { h in
                // Shown by the script that makes it work.
                h.label(.class("tick"), .hidden) { h in
                    h.input(.type("checkbox"), .data("data-all", "unit"))
                    h.span(Words(zh: "本页全选", en: "All on this page"))
                }
                h.span(Words(zh: "勾选后：", en: "With the ticked: "), .class("quiet push"))
                h.acts(visit)
                if visit.may(.describe) {
                    h.button(
                        Words(zh: "移动到……", en: "Move to …"), .class("btn"), .type("submit"), .keys("Alt+M"),
                        .formaction("/desk/catalogue/move"))
                }
            }
        }
    }

    /// The acts on a choice of items, each only for whom it is.
    private mutating func acts(_ visit: Visit) {
        if visit.may(.describe) {
            button(
                Words(zh: "确认著录", en: "Confirm"), .class("btn"), .type("submit"),
                .formaction("/desk/catalogue/confirm"))
        }
        if visit.may(.decide) {
            button(Words(zh: "开放审核", en: "Decide opening"), .class("btn"), .type("submit"))
            button(
                Words(zh: "公布", en: "Publish"), .class("btn"), .type("submit"), .formaction("/desk/opening/publish"))
            button(
                Words(zh: "撤回公布", en: "Withdraw"), .class("btn grave"), .type("submit"),
                .formaction("/desk/opening/withdraw"))
        }
    }

    /// The same acts on everything below a node or of a transfer.
    mutating func allBelow(_ visit: Visit, _ name: String, _ value: String, _ words: Words) {
        guard visit.may(.describe) || visit.may(.decide) else { return }
        form(.method("get"), .action("/desk/opening/decide"), .class("bar-tools no-print gap")) { h in
            h.hiddenField(name, value)
            h.span(words, .class("quiet"))
            h.acts(visit)
        }
    }
}
