import Archive
import Catalogue

/// Asks where entries are to be moved: the nodes of their 全宗, searched by code or title, by page.
func chooseTargetPage(
    _ visit: Visit, _ selection: Selection, _ units: [ArchivalUnit], asked: String, nodes: [ArchivalUnit], first: Path?,
    next: Path?
) -> [UInt8] {
    let count = Words.counted(units)
    let title = Words(zh: "把\(count.zh)移动到哪里", en: "Where to move \(count.en)")
    return deskPage(visit, title: title, at: .catalogue) { h in
        h.crumbs([(DeskPlace.catalogue.words, "/desk/catalogue")], here: title)
        h.div(.class("h")) { $0.h1(title) }
        h.unitSample(Array(units.prefix(3)), of: Int64(units.count))
        h.form(.class("bar-tools"), .method("get"), .action("/desk/catalogue/move"), .role("search")) { h in
            h.selectionFields(selection)
            h.textField(Field(name: "q", label: Words(zh: "档号或题名", en: "Code or title"), value: asked))
            h.button(Words(zh: "查找", en: "Find"), .class("btn"), .type("submit"))
        }
        if nodes.isEmpty {
            h.void(
                Words(zh: "没有找到", en: "Nothing found"),
                Words(zh: "只在同一全宗的类别和案卷里查找。", en: "Only series and files of the same fonds are searched."))
            return
        }
        let level = Words(zh: "层级", en: "Level")
        h.table(title, [Column(Phrases.code), Column(Phrases.title), Column(level)]) { h in
            for node in nodes {
                h.tr { h in
                    h.cell(Phrases.code, class: "code nb", node.code)
                    h.th(.scope("row")) { h in
                        h.a(.href(selection.move(to: node.id))) { $0.recordText(node.title) }
                    }
                    h.cell(level, node.level.words)
                }
            }
        }
        h.pager(title, where: nil, previous: first, next: next)
    }
}

/// Shows what a move would do, item by item, before anybody does it.
func movePage(_ visit: Visit, _ selection: Selection, _ plan: Moving) -> [UInt8] {
    let count = Words.counted(plan.moves.map(\.unit))
    let title = Words(
        zh: "移动到 \(plan.target.code)", en: "Move to \(plan.target.code)")
    let other = selection.move(to: nil)
    return deskPage(visit, title: title, at: .catalogue) { h in
        h.crumbs([(DeskPlace.catalogue.words, "/desk/catalogue")], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(.class("quiet")) { $0.recordText(plan.target.title) }
        }
        if !plan.refused.isEmpty {
            h.note(
                .warn,
                Words(
                    zh: "\(Words.counted(plan.refused.map(\.unit)).zh)不能移，留在原处",
                    en: "\(Words.counted(plan.refused.map(\.unit)).en) cannot be moved and stay")
            ) { h in
                h.ul { h in
                    for each in plan.refused.prefix(200) {
                        h.li { h in
                            h.a(each.unit.code, .class("code"), .href("/desk/units/\(each.unit.id.text)"))
                            h.text(Words(zh: "：", en: ": "))
                            h.text(each.why)
                        }
                    }
                }
            }
        }
        guard !plan.moves.isEmpty else {
            h.div(.class("acts sect")) { h in
                h.a(Words(zh: "另选地方", en: "Choose another place"), .class("btn"), .href(other))
                h.a(Phrases.cancel, .class("btn bare"), .href("/desk/catalogue"))
            }
            return
        }
        let (from, now, then) = (
            Words(zh: "现在在", en: "Now in"), Words(zh: "现在的档号", en: "Code now"), Words(zh: "移后的档号", en: "Code there")
        )
        h.table(
            Words(zh: "会移动的", en: "What is moved"), shown: true,
            [Column(now), Column(Phrases.title), Column(from), Column(then)]
        ) { h in
            for move in plan.moves.prefix(200) {
                h.tr { h in
                    h.cell(now, class: "code nb", move.unit.code)
                    h.th(.scope("row")) { h in
                        h.a(.href("/desk/units/\(move.unit.id.text)")) { $0.recordText(move.unit.title) }
                        if let last = move.within.last {
                            h.p(.class("small quiet")) { h in
                                h.text(
                                    Words(
                                        zh: "卷内\(Phrases.items(Int64(move.within.count)).zh)随卷移动",
                                        en: "with \(Phrases.items(Int64(move.within.count)).en) in it"))
                                if last.code != last.unit.code {
                                    h.text(Words(zh: "，末件改为 \(last.code)", en: "; the last becomes \(last.code)"))
                                }
                            }
                        }
                    }
                    h.cell(from, class: "code", move.from.code)
                    h.cell(then, class: "code") { h in
                        if move.changesCode {
                            h.difference(move.unit.code, move.code)
                        } else {
                            h.span(Words(zh: "不变", en: "the same"), .class("quiet"))
                        }
                    }
                }
            }
        }
        if plan.moves.count > 200 {
            h.p(Words(zh: "……等\(count.zh)", en: "… \(count.en) in all"), .class("quiet"))
        }
        h.postForm(to: "/desk/catalogue/move", visit, class: "") { h in
            h.selectionFields(selection)
            h.hiddenField("to", plan.target.id.text)
            h.p(
                .class("help gap"),
                content: {
                    $0.text(
                        Words(
                            zh: "移动记入账簿和每件的修改经过，可以整批移回。文件不动。",
                            en:
                                "The move is written in the ledger and in the history of each; it can be undone. Files stay where they are."
                        ))
                })
            h.div(.class("acts sect")) { h in
                h.button(
                    Words(zh: "移动\(count.zh)", en: "Move \(count.en)"), .class("btn first"), .type("submit"))
                h.a(Words(zh: "另选地方", en: "Choose another place"), .class("btn"), .href(other))
                h.a(Phrases.cancel, .class("btn bare"), .href("/desk/catalogue"))
            }
        }
    }
}

extension Words {
    /// How many 件, and how many 案卷 as a whole.
    fileprivate static func counted(_ units: [ArchivalUnit]) -> Words {
        let files = Int64(units.count { $0.level == .file })
        let items = Int64(units.count) - files
        if files == 0 { return Phrases.items(items) }
        if items == 0 { return Phrases.volumes(files) }
        let (first, second) = (Phrases.items(items), Phrases.volumes(files))
        return Words(zh: "\(first.zh)、\(second.zh)", en: "\(first.en) and \(second.en)")
    }
}

extension Selection {
    /// The preview of moving what was chosen to a node; without one, the choice of a node.
    fileprivate func move(to node: UnitID?) -> Path {
        fields.reduce(Path("/desk/catalogue/move")) { $0.adding($1.name, $1.value) }.adding("to", node?.text)
    }
}
