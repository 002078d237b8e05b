import Archive
import Catalogue

/// Everything that was changed in one description, newest first, and the way back to each earlier version.
func unitHistoryPage(
    _ visit: Visit, _ unit: ArchivalUnit, path: [ArchivalUnit], _ changes: [UnitChange], names: [String: String]
) -> [UInt8] {
    let title = Words(zh: "修改经过", en: "History")
    return deskPage(visit, title: title + Words(asIs: " \(unit.code)"), at: .catalogue) { h in
        h.crumbs(
            [(DeskPlace.catalogue.words, "/desk/catalogue")]
                + path.map { (Words(asIs: $0.code), "/desk/catalogue/\($0.id.text)") }
                + [(Words(asIs: unit.code), "/desk/units/\(unit.id.text)")], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(.class("quiet")) { $0.recordText(unit.title) }
        }
        h.timeline { h in
            for change in changes {
                h.li(.class(change.version == unit.version ? "now" : "done")) { h in
                    h.moment(change.at, visit.clock)
                    h.p(.class("small quiet")) { h in
                        h.text(Words(zh: "第\(change.version)版　", en: "version \(change.version)　"))
                        h.text(names[change.agent.id] ?? change.agent.role.words[visit.language])
                    }
                    if change.changes.isEmpty { h.unitState(change.state) }
                    h.ul { h in
                        for each in change.changes {
                            h.li { h in
                                guard each.element != FindingAids.linkedElement else {
                                    h.text(Words(zh: "挂接了全文", en: "its files were attached"))
                                    return
                                }
                                h.text(DescriptiveElement.named(each.element)?.name ?? Words(asIs: each.element))
                                h.text(Words(zh: "：", en: ": "))
                                for value in each.before where !each.after.contains(value) {
                                    h.del(value.value, .lang(Tongue.tag(of: value.value, on: visit.language)))
                                    h.text(" ")
                                }
                                for value in each.after where !each.before.contains(value) {
                                    if each.before.isEmpty {
                                        h.recordText(value.value)
                                    } else {
                                        h.ins(value.value, .lang(Tongue.tag(of: value.value, on: visit.language)))
                                    }
                                    h.text(" ")
                                }
                            }
                        }
                    }
                    if change.version < unit.version, visit.may(.describe) {
                        h.postButton(
                            Words(zh: "还原到这一版", en: "Restore this version"),
                            to: "/desk/units/\(unit.id.text)/revert", visit, class: "linklike",
                            fields: [("to", String(change.version)), ("version", String(unit.version))])
                    }
                }
            }
        }
    }
}
