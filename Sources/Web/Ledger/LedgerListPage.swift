import Archive
import Catalogue
import Ledger

/// The ledger as staff read it: what happened, to what, by whom, when. Never titles, never file names.
struct LedgerView {
    var answer: LedgerAnswer
    var names: [String: String]
    /// What was asked, as it stands in the address.
    var asked = LedgerAsked()
    /// Who can be asked for: identifier and name.
    var people: [(id: String, name: Words)] = []
    var last: EventIndex
    var unsealed: Int64
    var root: [UInt8]
    var damage: LedgerFault?
}

/// The filters of the ledger as they stand in an address.
struct LedgerAsked: Equatable {
    var kind: EventKind?
    var subject: String?
    var agent: String?
    var from = ""
    var until = ""

    /// Nothing narrows.
    var isAll: Bool { self == LedgerAsked() }

    /// The page that asks the same, at another place.
    func path(before: EventIndex? = nil, after: EventIndex? = nil) -> Path {
        func some(_ text: String) -> String? { text.isEmpty ? nil : text }
        return Path("/desk/ledger").adding("kind", kind?.text).adding("subject", subject).adding("agent", agent)
            .adding("from", some(from)).adding("until", some(until)).adding("before", before.map { String($0) })
            .adding("after", after.map { String($0) })
    }
}

func ledgerPage(_ visit: Visit, _ view: LedgerView, errors: [FieldError] = []) -> [UInt8] {
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
                h.ledgerFilters(view.asked, view.people, errors)
                if view.answer.events.isEmpty {
                    h.void(
                        Words(zh: "没有这样的记录", en: "There are no such events"),
                        Words(zh: "换一个条件，或把日期放宽。", en: "Try another filter, or a longer time.")
                    ) { h in
                        h.p { $0.a(Words(zh: "看全部", en: "Show all"), .class("btn"), .href("/desk/ledger")) }
                    }
                } else {
                    h.eventTable(visit, view)
                }
                let events = view.answer.events
                h.pager(
                    Words(zh: "账簿翻页", en: "Pages of the ledger"),
                    where: events.last.map { last in
                        Words(
                            zh: "第\(last.index.grouped)条至第\(events[0].index.grouped)条",
                            en: "no. \(last.index.grouped) to \(events[0].index.grouped)")
                    },
                    previous: view.answer.hasNewer ? events.first.map { view.asked.path(after: $0.index) } : nil,
                    next: view.answer.hasOlder ? events.last.map { view.asked.path(before: $0.index) } : nil)
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

    fileprivate mutating func ledgerFilters(
        _ asked: LedgerAsked, _ people: [(id: String, name: Words)], _ errors: [FieldError]
    ) {
        form(.method("get"), .action("/desk/ledger"), .class("bar-tools"), .role("search")) { h in
            h.choice(
                Field(name: "kind", label: Words(zh: "事项", en: "Event"), value: asked.kind?.text ?? ""),
                [("", Words(zh: "全部", en: "all"))] + EventKind.shown.map { ($0.text, $0.words) })
            h.choice(
                Field(name: "agent", label: Words(zh: "经办", en: "By"), value: asked.agent ?? ""),
                [("", Words(zh: "任何人", en: "anybody"))] + people.map { ($0.id, $0.name) })
            h.textField(
                Field(name: "subject", label: Words(zh: "对象编号", en: "Identifier"), value: asked.subject ?? ""))
            h.textField(
                Field(name: "from", label: Words(zh: "自", en: "From"), value: asked.from, errors: errors), type: "date")
            h.textField(
                Field(name: "until", label: Words(zh: "至", en: "To"), value: asked.until, errors: errors), type: "date")
            h.button(Words(zh: "筛选", en: "Filter"), .class("btn"), .type("submit"))
            if !asked.isAll { h.a(Words(zh: "全部清除", en: "Clear"), .href("/desk/ledger")) }
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
            for (index, event) in view.answer.events {
                h.tr { h in
                    h.cell(number, class: "n") { $0.text(index) }
                    h.cell(Phrases.time, class: "nb") { $0.moment(event.at, visit.clock) }
                    h.th(.scope("row"), .class("nb")) { $0.a(event.kind.words, .href("/desk/ledger/\(index)")) }
                    h.cell(subject, class: "code small nb") { h in
                        if let path = event.page, event.isOpen(to: visit) {
                            h.a(event.subject, .href(path))
                        } else {
                            h.a(event.subject, .href("/desk/ledger?subject=\(event.subject)"))
                        }
                    }
                    h.cell(agent) { $0.agent(event.agent, view.names) }
                    h.cell(facts, class: "small set") { $0.facts(of: event, visit.clock) }
                }
            }
        }
    }

    /// Who acted, by name, and as what.
    mutating func agent(_ agent: Agent, _ names: [String: String]) {
        if agent.role == .program {
            text(agent.role.words)
        } else {
            text(agent.shownName(names))
            text("　")
            span(agent.role.words, .class("quiet"))
        }
    }

    /// The facts of an event in one line.
    mutating func facts(of event: Event, _ clock: Clock) {
        for (place, key) in event.orderedFacts.enumerated() {
            if place > 0 { text(Words(zh: "，", en: ", ")) }
            text(FactWords.name(key))
            text(" ")
            text(FactWords.value(event.facts[key] ?? .null, of: key, clock).briefly)
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

extension Words {
    /// A digest or the number of a key by its beginning, as a list has room for it; the event's own page has all of it.
    fileprivate var briefly: Words {
        guard zh == en, zh.utf8.count >= 32, zh.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return self }
        return Words(asIs: zh.prefix(12) + "…")
    }
}

extension Event {
    /// The page about the event's subject, if it has one.
    var page: Path? {
        let intake: Set<EventKind> = [
            .received, .checked, .reviewed, .returned, .quarantined, .signed, .accepted, .preserved, .drafted,
        ]
        if intake.contains(kind) { return "/desk/accessions/\(subject)" }
        if kind == .described { return "/desk/units/\(subject)/history" }
        if kind == .unsavedSettled { return "/desk/units/\(subject)" }
        if [.decided, .opened, .narrowed, .published, .withdrawn].contains(kind) {
            return "/desk/decisions/\(subject)"
        }
        if kind == .accountChanged { return "/desk/accounts/\(subject)" }
        return nil
    }

    /// The keys of its facts in the order of reading; unknown ones last.
    var orderedFacts: [String] {
        let order = FactWords.order
        return facts.keys.sorted {
            let (left, right) = (order.firstIndex(of: $0) ?? order.count, order.firstIndex(of: $1) ?? order.count)
            return (left, $0) < (right, $1)
        }
    }

    /// Whether the visitor may open that page.
    func isOpen(to visit: Visit) -> Bool {
        if kind == .described || kind == .unsavedSettled { return visit.may(.browse) }
        if kind == .accountChanged { return visit.may(.manageAccounts) }
        if [.decided, .opened, .narrowed, .published, .withdrawn].contains(kind) { return visit.may(.decide) }
        return visit.may(.seeAccessions)
    }
}

extension Agent {
    /// Its name; without an account of the desk the operator at the machine itself.
    func shownName(_ names: [String: String]) -> Words {
        if let name = names[id] { return Words(asIs: name) }
        guard id.hasPrefix("local:") else { return Words(asIs: id) }
        let name = id.dropFirst("local:".count)
        return Words(zh: "本机用户 \(name)", en: "local user \(name)")
    }
}
