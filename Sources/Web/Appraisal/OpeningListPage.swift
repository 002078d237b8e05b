import Appraisal
import Archive
import Catalogue

/// What waits for the board: items whose years have passed, and reviews that are due.
struct OpeningView {
    var due: [DueUnit]
    var dueNext: Path?
    var dueFirst = true
    var reviews: [DueUnit]
    /// How many are open and were never published.
    var unpublished: Int64 = 0
    /// The newest decisions and publications.
    var recent: [DecisionLine]
}

/// One decision or publication, from what the ledger says of it.
struct DecisionLine {
    let id: String
    let at: Instant
    let words: Words
    let units: Int64
    let agent: String
}

func openingPage(_ visit: Visit, _ view: OpeningView) -> [UInt8] {
    let title = DeskPlace.opening.words
    return deskPage(visit, title: title, at: .opening) { h in
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(
                Words(
                    zh: "开放、公布、解密是三件事：开放了才能公布，公布分目录、图像、全文三级。",
                    en:
                        "Opening, publication and declassification are three things: only what is open can be published, as entry, images or full text."
                ),
                .class("quiet"))
            if view.unpublished > 0 {
                h.span(.class("push row")) { h in
                    h.a(.class("btn"), .href("/desk/opening/unpublished")) { h in
                        h.text(Words(zh: "待公布", en: "To publish"))
                        h.text(" ")
                        h.span(Phrases.unpublished(view.unpublished), .class("num"))
                    }
                }
            }
        }
        h.section(.class("pane stack")) { h in
            h.div(.class("ph")) { h in
                h.h2(Words(zh: "到期待审", en: "Due for review"))
                h.span(
                    Words(
                        zh: "自形成之日起满25年（档案法27条），最早的在前", en: "25 years have passed (Archives Law, art. 27); oldest first"
                    ),
                    .class("quiet small"))
            }
            if view.due.isEmpty {
                h.void(
                    Words(zh: "没有到期待审的档案", en: "Nothing is due"),
                    Words(
                        zh: "提前开放的，从目录里勾选后办理，须另有依据。",
                        en: "To open something earlier, tick it in the catalogue; that needs its own ground.")
                ) { h in
                    h.p(.class("row")) { $0.a(DeskPlace.catalogue.words, .class("btn"), .href("/desk/catalogue")) }
                }
            } else {
                h.chooser(visit) { h in h.dueTable(Words(zh: "到期待审", en: "Due for review"), view.due) }
                h.pager(
                    Words(zh: "到期待审翻页", en: "Pages of due items"), where: nil,
                    previous: view.dueFirst ? nil : "/desk/opening", next: view.dueNext)
            }
        }
        if !view.reviews.isEmpty {
            h.section(.class("pane stack sect")) { h in
                h.div(.class("ph")) { h in
                    h.h2(Words(zh: "到了复审日", en: "To be looked at again"), .id("reviews"))
                }
                h.chooser(visit) { h in h.dueTable(Words(zh: "到了复审日", en: "To be looked at again"), view.reviews) }
            }
        }
        if !view.recent.isEmpty {
            h.section(.class("pane sect")) { h in
                h.div(.class("ph")) { h in
                    h.h2(Words(zh: "近来的决定", en: "Recent decisions"))
                    h.a(Words(zh: "近来的批量办理", en: "Recent bulk acts"), .href("/desk/batches"))
                }
                let what = Words(zh: "决定", en: "Decision")
                let count = Words(zh: "件数", en: "Items")
                let who = Words(zh: "经办", en: "By")
                h.table(
                    Words(zh: "近来的决定", en: "Recent decisions"),
                    [Column(Phrases.time), Column(what), Column(count, number: true), Column(who)]
                ) { h in
                    for line in view.recent {
                        h.tr { h in
                            h.cell(Phrases.time, class: "nb") { $0.moment(line.at, visit.clock) }
                            h.th(.scope("row")) { $0.a(line.words, .href("/desk/decisions/\(line.id)")) }
                            h.cell(count, class: "n", line.units.grouped)
                            h.cell(who, line.agent)
                        }
                    }
                }
            }
        }
    }
}

/// What is open and was never published, to be published together or one by one.
func unpublishedPage(_ visit: Visit, _ units: [DueUnit], count: Int64, isFirst: Bool, next: Path?) -> [UInt8] {
    let title = Words(zh: "已开放、尚未公布", en: "Open and not published")
    return deskPage(visit, title: title, at: .opening) { h in
        h.crumbs([(DeskPlace.opening.words, "/desk/opening")], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(Phrases.unpublished(count), .class("quiet num"))
        }
        guard !units.isEmpty else {
            h.void(
                Words(zh: "开放了的都已公布过", en: "All that is open was published"),
                Words(zh: "新开放的会列在这里；撤回公布的不再列。", en: "What is opened appears here; what was withdrawn does not."))
            return
        }
        h.chooser(visit) { h in h.dueTable(title, units, since: Words(zh: "开放于", en: "Open since")) }
        h.pager(
            Words(zh: "待公布翻页", en: "Pages of items to publish"), where: nil,
            previous: isFirst ? nil : "/desk/opening/unpublished", next: next)
    }
}

extension Phrases {
    /// The count of what was never published; beyond what is counted one by one, that it is more.
    fileprivate static func unpublished(_ count: Int64) -> Words {
        let most = AppraisalBoard.mostCounted.grouped
        return count > AppraisalBoard.mostCounted
            ? Words(zh: "\(most)件以上", en: "more than \(most) items") : items(count)
    }
}

extension HTML {
    fileprivate mutating func dueTable(
        _ name: Words, _ units: [DueUnit], since: Words = Words(zh: "到期", en: "Due since")
    ) {
        let formed = Words(zh: "形成", en: "Formed")
        table(
            name,
            [
                Column(Words(zh: "选", en: "Pick")), Column(Phrases.code), Column(Phrases.title), Column(formed),
                Column(since),
            ]
        ) { h in
            for due in units {
                h.tr { h in
                    h.td(.class("pick")) { h in
                        h.input(
                            .type("checkbox"), .name("unit"), .value(due.unit.id.text), .ariaLabelText(due.unit.code))
                    }
                    h.cell(Phrases.code, class: "code", due.unit.code)
                    h.th(.scope("row")) { h in
                        h.a(.href("/desk/units/\(due.unit.id.text)")) { $0.recordText(due.unit.title) }
                    }
                    h.cell(formed, class: "nb num") { $0.day(due.formed) }
                    h.cell(since, class: "nb num") { $0.day(due.since) }
                }
            }
        }
    }
}
