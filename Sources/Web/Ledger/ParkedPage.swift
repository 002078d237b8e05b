import Archive
import Ledger
import Sharing

/// Work that could not be done and waits, with its reason and a way to try again.
func parkedPage(
    _ visit: Visit, _ parked: [Parked], troubles: [Trouble], states: [FollowerState], copies: [ParkedCopy] = []
) -> [UInt8] {
    let title = DeskPlace.parked.words
    return deskPage(visit, title: title, at: .parked) { h in
        h.div(.class("h")) { $0.h1(title) }
        for trouble in troubles {
            h.note(trouble.isNarrowing ? .stop : .warn, trouble.what) { h in
                h.p(trouble.next)
                h.p(.class("small quiet")) { h in
                    h.follower(trouble.follower)
                    h.text(
                        Words(
                            zh: "　已试\(trouble.tries)次，自动再试　自\(Words.slot)",
                            en: "　tried \(trouble.tries) times, tried again by itself　since \(Words.slot)")
                    ) { $0.moment(trouble.since, visit.clock) }
                }
            }
        }
        h.section(.class("sect")) { h in
            if parked.isEmpty, copies.isEmpty {
                h.void(
                    Words(zh: "没有卡住的工作", en: "No work is parked"),
                    Words(
                        zh: "一件事试了三次都办不成，会停放在这里，写明原因，等人处理；别的事照常进行。",
                        en: "Work that failed three times is parked here with its reason; everything else goes on."))
            } else if !parked.isEmpty {
                h.parkedTable(visit, parked, title)
            }
        }
        if !copies.isEmpty { h.parkedCopies(visit, copies) }
        h.section(.class("pane sect")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "各环节", en: "The followers")) }
            let name = Words(zh: "环节", en: "Follower")
            let behind = Words(zh: "待办", en: "Behind")
            let count = Words(zh: "停放", en: "Parked")
            let reached = Words(zh: "办到第几条", en: "Settled to")
            h.table(
                Words(zh: "各环节", en: "The followers"),
                [
                    Column(name), Column(behind, number: true), Column(count, number: true),
                    Column(reached, number: true),
                ]
            ) { h in
                for state in states {
                    h.tr { h in
                        h.th(.scope("row")) { $0.follower(state.name) }
                        h.cell(behind, class: "n", state.behind.grouped)
                        h.cell(count, class: "n", state.parked.grouped)
                        h.cell(reached, class: "n", state.bookmark.grouped)
                    }
                }
            }
        }
    }
}

extension HTML {
    mutating func parkedTable(_ visit: Visit, _ parked: [Parked], _ name: Words) {
        let work = Words(zh: "工作", en: "Work")
        let subject = Words(zh: "对象", en: "Subject")
        let reason = Words(zh: "缘由", en: "Reason")
        let since = Words(zh: "停于", en: "Since")
        let act = Words(zh: "操作", en: "Act")
        table(name, [Column(work), Column(subject), Column(reason), Column(since), Column(act)]) { h in
            for each in parked {
                h.tr { h in
                    h.th(.scope("row")) { $0.follower(each.follower) }
                    h.cell(subject, class: "code", each.subject)
                    h.cell(reason) { h in
                        h.text(each.what)
                        h.p(each.next, .class("quiet"))
                    }
                    h.cell(since, class: "nb") { $0.moment(each.since, visit.clock) }
                    h.cell(act, class: "nb") { h in
                        if each.isDue {
                            h.span(Words(zh: "正在重试", en: "being tried"), .class("quiet"))
                        } else if each.code != Parked.waiting {
                            h.postButton(
                                Words(zh: "重试", en: "Try again"), to: "/desk/parked/retry", visit,
                                fields: [("subject", each.subject), ("follower", each.follower)])
                        }
                    }
                }
            }
        }
    }
}
