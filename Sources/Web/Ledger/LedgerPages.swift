import Archive
import Ledger
import Sharing

/// The ledger as staff read it: what happened, to what, by whom, when. Never titles, never file names.
struct LedgerView {
    var events: [(index: EventIndex, event: Event)]
    var names: [String: String]
    var kind: EventKind?
    var subject: String?
    var last: EventIndex
    var unsealed: Int64
    var root: [UInt8]
    var damage: LedgerFault?
    var older: Path?
    var isNewest = true
}

func ledgerPage(_ visit: Visit, _ view: LedgerView) -> [UInt8] {
    let title = DeskPlace.ledger.words
    return deskPage(visit, title: title, at: .ledger) { h in
        h.div(.class("h")) { h in
            h.h1(title)
            if visit.may(.verifyLedger) {
                h.div(.class("push")) { h in
                    h.postButton(Words(zh: "核对账簿", en: "Verify the ledger"), to: "/desk/ledger/verify", visit)
                }
            }
        }
        if let damage = view.damage {
            h.note(.stop, damage.what, alert: true) { $0.p(damage.next) }
        }
        h.section(.class("pane stack")) { h in
            h.h2(Words(zh: "凭据", en: "Evidence"), .class("vh"))
            h.evidence(view)
            h.div { h in
                h.form(.method("get"), .action("/desk/ledger"), .class("bar-tools")) { h in
                    h.choice(
                        Field(name: "kind", label: Words(zh: "事项", en: "Kind"), value: view.kind?.text ?? ""),
                        [("", Words(zh: "全部", en: "all"))] + EventKind.shown.map { ($0.text, $0.words) })
                    h.textField(
                        Field(
                            name: "subject", label: Words(zh: "对象编号", en: "Subject"), value: view.subject ?? ""))
                    h.button(Words(zh: "筛选", en: "Filter"), .class("btn"), .type("submit"))
                    if view.kind != nil || view.subject != nil {
                        h.a(Words(zh: "全部清除", en: "Clear"), .href("/desk/ledger"))
                    }
                }
                if view.events.isEmpty {
                    h.void(
                        Words(zh: "没有这样的记录", en: "There are no such events"),
                        Words(zh: "换一个条件再看。", en: "Try another filter."))
                } else {
                    h.eventTable(visit, view)
                }
                h.pager(
                    Words(zh: "账簿翻页", en: "Pages of the ledger"), where: nil,
                    previous: view.isNewest ? nil : "/desk/ledger", next: view.older)
            }
        }
    }
}

extension HTML {
    /// How much there is, how much of it is sealed, and the root that proves it.
    fileprivate mutating func evidence(_ view: LedgerView) {
        div(.class("card stack")) { h in
            h.dl(.class("tally")) { h in
                for (name, value) in [
                    (Words(zh: "记录", en: "Events"), view.last + 1),
                    (Words(zh: "尚未封段", en: "Not sealed yet"), view.unsealed),
                ] {
                    h.div { h in
                        h.dt(name)
                        h.dd(Words(zh: "\(value.grouped)条", en: value.grouped))
                    }
                }
            }
            h.p(.class("small")) { h in
                h.text(Words(zh: "根　\(Words.slot)", en: "Root \(Words.slot)")) { $0.code(view.root.hex) }
            }
            h.p(
                Words(
                    zh: "每60秒或每1,000条封段，附签名的检查点。",
                    en: "Sealed every 60 seconds or 1,000 events, with a signed checkpoint."), .class("help"))
        }
    }

    fileprivate mutating func eventTable(_ visit: Visit, _ view: LedgerView) {
        let number = Words(zh: "条", en: "No.")
        let what = Words(zh: "事项", en: "Event")
        let subject = Words(zh: "对象", en: "Subject")
        let agent = Words(zh: "经办", en: "By")
        let facts = Words(zh: "要点", en: "Facts")
        table(
            DeskPlace.ledger.words,
            [
                Column(number, number: true), Column(Phrases.time), Column(what), Column(subject), Column(agent),
                Column(facts),
            ]
        ) { h in
            for (index, event) in view.events {
                h.tr { h in
                    h.cell(number, class: "n") { $0.text(index) }
                    h.cell(Phrases.time, class: "nb") { $0.moment(event.at, visit.clock) }
                    h.th(event.kind.words, .scope("row"))
                    h.cell(subject, class: "code small nb") { h in
                        if let path = event.page, event.isOpen(to: visit) {
                            h.a(event.subject, .href(path))
                        } else {
                            h.a(event.subject, .href("/desk/ledger?subject=\(event.subject)"))
                        }
                    }
                    h.cell(agent) { h in
                        if event.agent.role == .program {
                            h.text(event.agent.role.words)
                        } else {
                            h.text(view.names[event.agent.id].map { Words(asIs: $0) } ?? event.agent.place)
                            h.text("　")
                            h.span(event.agent.role.words, .class("quiet"))
                        }
                    }
                    h.cell(facts, class: "small") { h in
                        for (place, key) in event.orderedFacts.enumerated() {
                            if place > 0 { h.text(Words(zh: "，", en: ", ")) }
                            h.text(FactWords.name(key))
                            h.text(" ")
                            h.text(FactWords.value(event.facts[key] ?? .null, of: key))
                        }
                    }
                }
            }
        }
    }

    /// One line of the side panel: a name, a value, and what is to be said below.
    mutating func vital(
        _ name: Words, _ value: (inout HTML) -> Void, under: ((inout HTML) -> Void)? = nil
    ) {
        div(.class("vital")) { h in
            h.dt(name)
            h.dd(content: value)
            if let under { h.dd(.class("under"), content: under) }
        }
    }
}

extension Event {
    /// The page about the event's subject, if it has one.
    fileprivate var page: Path? {
        let intake: Set<EventKind> = [
            .received, .checked, .returned, .quarantined, .signed, .accepted, .preserved, .drafted,
        ]
        if intake.contains(kind) { return "/desk/accessions/\(subject)" }
        if kind == .described { return "/desk/units/\(subject)/history" }
        if [.decided, .opened, .narrowed, .published, .withdrawn].contains(kind) {
            return "/desk/decisions/\(subject)"
        }
        if kind == .accountChanged { return "/desk/accounts/\(subject)" }
        return nil
    }

    /// The keys of its facts in the order of reading; unknown ones last.
    fileprivate var orderedFacts: [String] {
        let order = FactWords.order
        return facts.keys.sorted {
            let (left, right) = (order.firstIndex(of: $0) ?? order.count, order.firstIndex(of: $1) ?? order.count)
            return (left, $0) < (right, $1)
        }
    }

    /// Whether the visitor may open that page.
    fileprivate func isOpen(to visit: Visit) -> Bool {
        if kind == .described { return visit.may(.browse) }
        if kind == .accountChanged { return visit.may(.manageAccounts) }
        if [.decided, .opened, .narrowed, .published, .withdrawn].contains(kind) { return visit.may(.decide) }
        return visit.may(.seeAccessions)
    }
}

extension Agent {
    /// Who acted without an account of the desk: the operator at the machine itself, by name.
    fileprivate var place: Words {
        guard id.hasPrefix("local:") else { return Words(asIs: id) }
        let name = id.dropFirst("local:".count)
        return Words(zh: "本机用户 \(name)", en: "local user \(name)")
    }
}

/// What a verification of the whole ledger found.
func ledgerReportPage(_ visit: Visit, _ report: LedgerReport) -> [UInt8] {
    let title =
        report.isClean
        ? Words(zh: "账簿完好", en: "The ledger is whole")
        : Words(zh: "账簿有\(report.faultCount)处不符", en: "The ledger has \(report.faultCount) faults")
    return deskPage(visit, title: title, at: .ledger) { h in
        h.crumbs([(DeskPlace.ledger.words, "/desk/ledger")], here: Words(zh: "核对", en: "Verification"))
        h.section(.class("verdict")) { h in
            h.div { h in
                h.h1(title, .class("say"))
                h.p(
                    report.isClean
                        ? Words(
                            zh: "数据库、封存段、尾部文件、行为文书与签名检查点逐一相符。",
                            en: "Database, segments, tail, act documents and signed checkpoints agree, every one.")
                        : Words(
                            zh: "先备份现场，不要修改任何文件，再按下面逐项处理。",
                            en: "Keep a copy as evidence, change nothing, then deal with each of these."))
            }
            h.dl(.class("tally")) { h in
                for (name, value) in [
                    (Words(zh: "记录", en: "Events"), Words(zh: "\(report.events.grouped)条", en: report.events.grouped)),
                    (
                        Words(zh: "封存段", en: "Segments"),
                        Words(zh: "\(report.segments.grouped)段", en: report.segments.grouped)
                    ),
                    (
                        Words(zh: "检查点", en: "Checkpoints"),
                        Words(zh: "\(report.checkpoints.grouped)个", en: report.checkpoints.grouped)
                    ),
                    (Words(zh: "行为文书", en: "Acts"), Words(zh: "\(report.acts.grouped)份", en: report.acts.grouped)),
                    (
                        Words(zh: "签名证实到", en: "Proven to"),
                        Words(zh: "第\(report.provenTo.grouped)条", en: "no. \(report.provenTo.grouped)")
                    ),
                ] {
                    h.div { h in
                        h.dt(name)
                        h.dd(value)
                    }
                }
            }
        }
        for fault in report.faults.prefix(200) {
            h.article(.class("finding block")) { h in
                h.dl(.class("wwn")) { h in
                    h.div { h in
                        h.dt(Phrases.what)
                        h.dd(fault.what)
                    }
                    h.div { h in
                        h.dt(Phrases.place)
                        h.dd { $0.code(fault.place) }
                    }
                    h.div { h in
                        h.dt(Phrases.next)
                        h.dd(fault.next)
                    }
                }
            }
        }
        h.p(.class("small code gap")) { h in
            h.text(Words(zh: "根 \(report.root.hex)", en: "Root \(report.root.hex)"))
        }
    }
}

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
