import Appraisal
import Archive
import Catalogue
import Ledger

/// What a decision came to, and the way back.
struct DecisionView {
    var id: DecisionID
    var events: [Event]
    var units: [ArchivalUnit]
    var access: [UnitID: AccessRow]
    var total: Int64
    var next: Path?
    var names: [String: String]
}

func decisionPage(_ visit: Visit, _ view: DecisionView) -> [UInt8] {
    let first = view.events[0]
    let title = first.decisionWords
    let published = view.access.values.count { $0.level > 0 }
    let open = view.access.values.count { $0.status == .open }
    return deskPage(visit, title: title, at: .opening) { h in
        h.crumbs([(DeskPlace.opening.words, "/desk/opening")], here: title)
        h.div(.class("h")) { h in
            h.h1(title + Words(zh: "：\(view.total.grouped)件", en: ": \(Phrases.items(view.total).en)"))
            h.span(.class("push acts no-print")) { h in
                if published > 0, first.kind == .decided {
                    h.a(
                        Words(zh: "撤回公布", en: "Withdraw"), .class("btn grave"),
                        .href("/desk/opening/withdraw?decision=\(view.id.text)"))
                }
                if first.kind == .decided, open > 0 {
                    h.a(
                        Words(zh: "公布这些", en: "Publish these"), .class("btn first"),
                        .href("/desk/opening/publish?decision=\(view.id.text)"))
                }
                if first.isUndoable {
                    h.a(
                        first.kind == .published
                            ? Words(zh: "撤销这次公布", en: "Undo this publication")
                            : Words(zh: "撤销这次开放", en: "Undo this opening"), .class("btn grave"),
                        .href("/desk/batches/\(view.id.text)"))
                }
            }
        }
        h.note(.good, Words(zh: "已办妥，已记入账簿", en: "Done, and in the ledger")) { h in
            h.p(first.decisionConsequence)
        }
        h.div(.class("panes sect")) { h in
            h.section(.class("pane")) { h in
                h.unitTable(visit, Words(zh: "涉及的件", en: "The items"), view.units, access: view.access, pick: false)
                h.pager(Words(zh: "翻页", en: "Pages"), where: nil, previous: nil, next: view.next)
            }
            h.aside(.class("pane")) { h in
                h.h2(Words(zh: "经过", en: "What happened"))
                h.timeline { h in
                    for event in view.events.reversed() {
                        h.li(.class("done")) { h in
                            h.moment(event.at, visit.clock)
                            h.text(event.kind.words)
                            h.text("　")
                            h.text(view.names[event.agent.id] ?? event.agent.role.words[visit.language])
                        }
                    }
                }
            }
        }
    }
}

extension Event {
    /// Whether it gave something, so that it can be undone.
    var isUndoable: Bool { kind == .published || kind == .decided && facts["verdict"]?.string == "open" }

    /// What a decision or publication was, in a few words.
    var decisionWords: Words {
        if kind == .withdrawn { return Words(zh: "撤回公布", en: "Withdrawn") }
        if kind == .published {
            let level = facts["level"]?.int.flatMap { PublicationLevel(rawValue: Int($0)) }
            return Words(zh: "公布到\(level?.words.zh ?? "")", en: "Published: \(level?.words.en ?? "")")
        }
        switch facts["verdict"]?.string {
        case "open": return Words(zh: "开放", en: "Opened")
        case "delayed": return Words(zh: "延期开放", en: "Opening delayed")
        default: return Words(zh: "控制", en: "Controlled")
        }
    }

    fileprivate var decisionConsequence: Words {
        if kind == .withdrawn {
            return Words(
                zh: "从下一次访问起，公众在任何地方都看不到这些件。", en: "From the next request on the public sees none of them anywhere.")
        }
        if kind == .published {
            return Words(zh: "生效后，公众可以检索并阅读。", en: "From its day on the public can find and read them.")
        }
        return facts["verdict"]?.string == "open"
            ? Words(
                zh: "生效后可以按规定利用。公众还看不到，直到公布。",
                en: "From its day on they may be used. The public does not see them until they are published.")
            : Words(zh: "不对外开放；原已公布的已经撤回。", en: "Not open; what was public has been withdrawn.")
    }
}
