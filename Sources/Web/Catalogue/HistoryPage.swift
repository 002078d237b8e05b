import Archive
import Catalogue

/// Everything that was changed in one description, newest first, and the way back: of one edit, or to an earlier version.
func unitHistoryPage(
    _ visit: Visit, _ unit: ArchivalUnit, path: [ArchivalUnit], _ changes: [UnitChange], names: [String: String]
) -> [UInt8] {
    let title = Words(zh: "修改经过", en: "History")
    return deskPage(visit, title: title + Words(asIs: " \(unit.code)"), at: .catalogue) { h in
        h.historyCrumbs(path, unit, here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(.class("quiet")) { $0.recordText(unit.title) }
        }
        if changes.isEmpty {
            h.void(
                Words(zh: "起草以来没有改过", en: "Nothing was changed since it was drafted"),
                Words(zh: "移交时的原样。", en: "It is as it was transferred."))
        }
        h.timeline { h in
            for change in changes {
                h.li(.class(change.version == unit.version ? "now" : "done")) { h in
                    h.moment(change.at, visit.clock)
                    h.p(.class("small quiet")) { h in
                        h.text(Words(zh: "第\(change.version)版　", en: "version \(change.version)　"))
                        h.text(names[change.agent.id] ?? change.agent.role.words[visit.language])
                        if let undoes = change.undoes {
                            h.text(Words(zh: "　撤销了第\(undoes)版的改动", en: "　took back what version \(undoes) changed"))
                        }
                    }
                    if change.changes.isEmpty { h.unitState(change.state) }
                    h.ul { h in for each in change.changes { h.li { $0.change(each) } } }
                    if visit.may(.describe) { h.waysBack(visit, unit, change) }
                }
            }
        }
    }
}

/// Asks before one edit is taken back: what becomes of each element, and what is left because it was changed since.
func takeBackPage(
    _ visit: Visit, _ unit: ArchivalUnit, path: [ArchivalUnit], _ plan: TakingBack, names: [String: String]
) -> [UInt8] {
    let version = plan.edit.version
    let title = Words(zh: "撤销第\(version)版的改动", en: "Take back what version \(version) changed")
    let history: Path = "/desk/units/\(unit.id.text)/history"
    return deskPage(visit, title: title, at: .catalogue) { h in
        h.historyCrumbs(path, unit, here: title)
        h.section(.class("dialog")) { h in
            h.h1(plan.back.isEmpty ? Words(zh: "没有可以撤销的了", en: "Nothing is left to take back") : title)
            h.p(.class("quiet")) { h in
                h.moment(plan.edit.at, visit.clock)
                h.text("　")
                h.text(names[plan.edit.agent.id] ?? plan.edit.agent.role.words[visit.language])
            }
            if !plan.back.isEmpty {
                h.p(
                    Words(
                        zh: "下面\(plan.back.count)项改回去，记为新的一版；其后的别的改动不动。",
                        en: "What follows is changed back, as a new version; other changes made since stay."))
                h.ul(.class("sample")) { h in
                    for each in plan.back {
                        h.li { $0.change(each.reversed) }
                    }
                }
            }
            if !plan.left.isEmpty {
                h.note(.info, Words(zh: "其后又改过的不动", en: "Changed again since, and left as it is")) { h in
                    h.ul { h in
                        for each in plan.left {
                            h.li(DescriptiveElement.named(each.element)?.name ?? Words(asIs: each.element))
                        }
                    }
                }
            }
            guard !plan.back.isEmpty else {
                h.div(.class("acts")) { $0.a(Phrases.cancel, .class("btn"), .href(history)) }
                return
            }
            h.postForm(to: "/desk/units/\(unit.id.text)/undo", visit, class: "") { h in
                h.hiddenField("edit", String(version))
                h.hiddenField("version", String(unit.version))
                h.div(.class("acts")) { h in
                    h.button(
                        Words(
                            zh: "撤销这\(plan.back.count)项改动",
                            en: plan.back.count == 1
                                ? "Take back this change" : "Take back these \(plan.back.count) changes"
                        ), .class("btn first"), .type("submit"))
                    h.a(Phrases.cancel, .class("btn bare"), .href(history))
                }
            }
        }
    }
}

extension HTML {
    fileprivate mutating func historyCrumbs(_ path: [ArchivalUnit], _ unit: ArchivalUnit, here: Words) {
        crumbs(
            [(DeskPlace.catalogue.words, "/desk/catalogue")]
                + path.map { (Words(asIs: $0.code), "/desk/catalogue/\($0.id.text)") }
                + [(Words(asIs: unit.code), "/desk/units/\(unit.id.text)")], here: here)
    }

    /// One element and what became of it.
    fileprivate mutating func change(_ change: ElementChange) {
        guard change.element != FindingAids.linkedElement else {
            return text(Words(zh: "挂接了全文", en: "its files were attached"))
        }
        text(
            change.element == ElementChange.place
                ? Words(zh: "移动", en: "moved")
                : DescriptiveElement.named(change.element)?.name ?? Words(asIs: change.element))
        text(Words(zh: "：", en: ": "))
        let gone = change.before.map(\.value).filter { value in !change.after.contains { $0.value == value } }
        let come = change.after.map(\.value).filter { value in !change.before.contains { $0.value == value } }
        if gone.count == 1, come.count == 1 { return difference(gone[0], come[0]) }
        for value in gone {
            difference(value, "")
            text(" ")
        }
        for value in come {
            difference("", value)
            text(" ")
        }
    }

    fileprivate mutating func waysBack(_ visit: Visit, _ unit: ArchivalUnit, _ change: UnitChange) {
        let isEdit = !change.isMove && change.changes.contains { DescriptiveElement.named($0.element) != nil }
        guard isEdit || change.version < unit.version else { return }
        div(.class("row small")) { h in
            if isEdit {
                h.a(
                    Words(zh: "撤销这一次", en: "Take this back"),
                    .href("/desk/units/\(unit.id.text)/undo?version=\(change.version)"))
            }
            if change.version < unit.version {
                h.postButton(
                    Words(zh: "还原到这一版", en: "Restore this version"),
                    to: "/desk/units/\(unit.id.text)/revert", visit, class: "linklike",
                    fields: [("to", String(change.version)), ("version", String(unit.version))])
            }
        }
    }
}
