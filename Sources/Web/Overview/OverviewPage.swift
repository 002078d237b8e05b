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
    /// The storage, for those who look after it.
    var storage: StorageState?
    /// Days the site's own certificate holds, for the system administrator.
    var certificateDays: Int?
    /// The newest grave acts, for those who look after the others; `nil` for everybody else.
    var grave: [(index: EventIndex, event: Event)] = []
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
                if visit.may(.watchActs) { h.graveActs(visit, view) }
                if visit.may(.seeAccessions), !view.counts.isEmpty { h.stages(view) }
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
            if visit.may(.seeStorage) || visit.may(.seeParked) || visit.may(.seeLedger) {
                h.aside(.class("pane"), .labelledBy("well")) { $0.wellbeing(visit, view) }
            }
        }
    }
}

extension HTML {
    fileprivate mutating func waiting(_ visit: Visit, _ view: OverviewView) {
        section(.class("pane")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "等我办理", en: "For me to do")) }
            guard !view.waiting.isEmpty else {
                h.void(Words(zh: "没有等你办理的事", en: "Nothing waits for you"), visit.comingTasks)
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
}

extension Visit {
    /// What will wait for this person, while nothing does.
    fileprivate var comingTasks: Words {
        let coming: [(Duty, Words)] = [
            (
                .signSending,
                Words(
                    zh: "移交包传上来后自动检测；要你签字的、退回要你补正的，会出现在这里。",
                    en: "A package is checked when it arrives; what you are to sign or to correct appears here.")
            ),
            (
                .signReceiving,
                Words(
                    zh: "检测完毕等签收的、起草好等确认的、卡住的，会出现在这里。",
                    en: "Transfers to sign for, drafts to confirm and work that is stuck appear here.")
            ),
            (
                .decide,
                Words(
                    zh: "满25年待审的、控制或延期满期要复审的，会出现在这里。",
                    en: "Records due for opening, and those to be looked at again, appear here.")
            ),
            (
                .seeSettings,
                Words(
                    zh: "卡住的工作、存储告警、快到期的证书，会出现在这里。",
                    en: "Work that is stuck, alarms of the storage and a certificate that runs out appear here.")
            ),
            (
                .permitAccounts,
                Words(
                    zh: "等你核准的账号、隔离的涉密移交，会出现在这里。",
                    en: "Accounts to permit and quarantined transfers appear here.")
            ),
        ]
        return coming.first { may($0.0) }?.1
            ?? Words(zh: "别人办了什么，都在下面和账簿里。", en: "What others did is below, and in the ledger.")
    }
}
