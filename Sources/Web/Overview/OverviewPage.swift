import Appraisal
import Archive
import Catalogue
import Intake
import Ledger
import Preservation

/// What waits for somebody at the desk, by what they may do.
struct OverviewView {
    var waiting: [Waiting] = []
    var counts: [AccessionState: Int64] = [:]
    var parked: [Parked] = []
    var work: [(accession: Accession, work: WorkProgress)] = []
    var events: EventIndex = -1
    var unsealed: Int64 = 0
    var damage: LedgerFault?
    var freeSpace: Int64?
    var freeSpaceFloor: Int64 = 0
    var behind = 0
    var troubles: [Trouble] = []
    /// The newest of what was done to many at once, with the names of who did it.
    var batches: [Batch] = []
    /// What of the storage asks for somebody.
    var alarms: [StorageAlarm] = []
    var names: [String: String] = [:]

    /// One thing to do.
    struct Waiting {
        let what: Words
        let title: Words
        let path: Path
        let number: String
        let why: Words
        let since: Instant?
    }
}

func overviewPage(_ visit: Visit, _ view: OverviewView) -> [UInt8] {
    let count = view.waiting.count
    let title =
        count == 0
        ? Words(zh: "案头", en: "Desk")
        : Words(zh: "等你办理的\(count)件事", en: count == 1 ? "One thing waits for you" : "\(count) things wait for you")
    return deskPage(visit, title: title, at: .overview) { h in
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(.class("quiet")) { $0.day(visit.clock.today) }
            if visit.may(.submit) {
                h.span(.class("push row")) { h in
                    h.a(.class("btn first"), .href("/desk/accessions/new")) { h in
                        h.icon(.up)
                        h.text(Words(zh: "接收移交", en: "Receive a transfer"))
                    }
                }
            }
        }
        h.alarms(view.alarms)
        h.div(.class("panes")) { h in
            h.div(.class("stack")) { h in
                h.waiting(visit, view)
                h.underWay(view)
                if visit.may(.seeParked), !view.parked.isEmpty {
                    h.section(.class("pane")) { h in
                        h.div(.class("ph")) { h in
                            h.h2(DeskPlace.parked.words)
                            h.a(Words(zh: "全部", en: "All"), .href("/desk/parked"))
                        }
                        h.parkedTable(visit, Array(view.parked.prefix(5)), DeskPlace.parked.words)
                    }
                }
                if visit.may(.seeAccessions) { h.stages(view) }
                if !view.batches.isEmpty {
                    let recent = Words(zh: "近来的批量办理", en: "Recent bulk acts")
                    h.section(.class("pane")) { h in
                        h.div(.class("ph")) { h in
                            h.h2(recent)
                            h.a(Words(zh: "全部", en: "All"), .href("/desk/batches"))
                        }
                        h.batchTable(visit, view.batches, view.names, recent)
                    }
                }
            }
            h.aside(.class("pane"), .labelledBy("well")) { $0.wellbeing(visit, view) }
        }
    }
}

extension HTML {
    fileprivate mutating func waiting(_ visit: Visit, _ view: OverviewView) {
        section(.class("pane")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "等我办理", en: "For me to do")) }
            guard !view.waiting.isEmpty else {
                h.void(
                    Words(zh: "没有等你办理的事", en: "Nothing waits for you"),
                    Words(
                        zh: "新的移交、退回和到期提醒会出现在这里。",
                        en: "New transfers, returns and reviews that are due will appear here."))
                return
            }
            let what = Words(zh: "事项", en: "Task")
            let content = Words(zh: "内容", en: "About")
            let number = Words(zh: "编号", en: "Number")
            let why = Words(zh: "缘由", en: "Why")
            let since = Words(zh: "到达", en: "Since")
            h.table(
                Words(zh: "等我办理", en: "For me to do"),
                [Column(what), Column(content), Column(number), Column(why), Column(since)]
            ) { h in
                for each in view.waiting {
                    h.tr { h in
                        h.cell(what, class: "nb", each.what)
                        h.th(.scope("row")) { $0.a(each.title, .href(each.path)) }
                        h.cell(number, class: "code nb", each.number)
                        h.cell(why, each.why)
                        h.cell(since, class: "nb") { h in
                            if let at = each.since { h.moment(at, visit.clock) }
                        }
                    }
                }
            }
        }
    }

    /// What of the storage asks for somebody, in one quiet note.
    fileprivate mutating func alarms(_ alarms: [StorageAlarm]) {
        guard let first = alarms.first else { return }
        note(
            first.kind.isGrave ? .stop : .warn,
            alarms.count == 1
                ? first.what
                : Words(
                    zh: "存储有\(alarms.count)项告警", en: "\(alarms.count) alarms of the storage")
        ) { h in
            if alarms.count > 1 {
                h.ul { h in
                    for alarm in alarms.prefix(5) { h.li(alarm.what) }
                }
            }
            h.p { $0.a(Words(zh: "查看存储", en: "See the storage"), .href(DeskPlace.storage.path)) }
        }
    }

    fileprivate mutating func underWay(_ view: OverviewView) {
        guard !view.work.isEmpty else { return }
        section(.class("pane")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "正在进行", en: "Under way")) }
            h.div(.class("card stack")) { h in
                for (accession, work) in view.work {
                    h.progressBar(
                        Words(zh: "收 \(accession.number)　", en: "Receipt \(accession.number)　")
                            + (FollowerWords.name(work.follower) ?? accession.state.words), work)
                }
            }
        }
    }

    fileprivate mutating func stages(_ view: OverviewView) {
        section(.class("pane")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "移交各环节", en: "Transfers by stage")) }
            let stage = Words(zh: "环节", en: "Stage")
            let count = Words(zh: "批数", en: "Transfers")
            h.table(Words(zh: "移交各环节", en: "Transfers by stage"), [Column(stage), Column(count, number: true)]) { h in
                for state in AccessionState.allCases {
                    guard let number = view.counts[state], number > 0 else { continue }
                    h.tr { h in
                        h.th(.scope("row")) { h in
                            h.a(state.words, .href("/desk/accessions?state=\(state.rawValue)"))
                        }
                        h.cell(count, class: "n", number.grouped)
                    }
                }
            }
        }
    }

    fileprivate mutating func wellbeing(_ visit: Visit, _ view: OverviewView) {
        div(.class("ph")) { $0.h2(Words(zh: "系统安否", en: "How the system is"), .id("well")) }
        div(.class("card")) { h in
            h.dl { h in
                h.vital(
                    Words(zh: "账簿", en: "Ledger"),
                    { h in
                        if view.damage == nil {
                            h.goodBadge(Words(zh: "可验证", en: "verifiable"))
                        } else {
                            h.stopBadge(Words(zh: "不符", en: "damaged"))
                        }
                    },
                    under: { h in
                        h.text(
                            Words(
                                zh: "共\((view.events + 1).grouped)条，\(view.unsealed.grouped)条待封段。",
                                en: "\((view.events + 1).grouped) events, \(view.unsealed.grouped) to be sealed."))
                    })
                h.vital(
                    Words(zh: "后续办理", en: "Followers"),
                    { h in
                        if let narrowing = view.troubles.first(where: \.isNarrowing) {
                            h.stopBadge(Words(zh: "收窄未生效", en: "narrowing held up"))
                            h.text(narrowing.what)
                        } else if !view.troubles.isEmpty {
                            h.warnBadge(Words(zh: "暂停重试", en: "pausing"))
                        } else if view.behind > 0 {
                            h.text(Words(zh: "\(view.behind.grouped)条待办", en: "\(view.behind.grouped) behind"))
                        } else {
                            h.goodBadge(Words(zh: "都办完了", en: "up to date"))
                        }
                    })
                if let free = view.freeSpace {
                    h.vital(
                        Words(zh: "暂存余量", en: "Staging space"),
                        { h in
                            if free < view.freeSpaceFloor {
                                h.stopBadge(Words(zh: "不足，暂停接收", en: "low: uploads are refused"))
                            } else {
                                h.text(free.size)
                            }
                        })
                }
            }
        }
    }
}
