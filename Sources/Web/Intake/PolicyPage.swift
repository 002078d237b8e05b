import Archive
import Formats
import Intake

/// What becomes of files of each format today, and how that came about.
struct PolicyView {
    var inForce: PolicyInForce
    /// The latest first.
    var history: [DecidedPolicy]
    /// Of persons, by account.
    var names: [String: String] = [:]
    /// Of formats, by PUID; empty where there are no signatures of PRONOM.
    var formats: [String: String] = [:]

    static let title = Words(zh: "格式策略", en: "Format policy")
    static let format = Words(zh: "格式", en: "Format")
    static let category = Words(zh: "门类", en: "Category")
    static let treatment = Words(zh: "处理", en: "Treatment")
    static let reason = Words(zh: "依据", en: "Reason")
}

func policyPage(_ visit: Visit, _ view: PolicyView) -> [UInt8] {
    deskPage(visit, title: PolicyView.title, at: .accessions) { h in
        h.crumbs([(DeskPlace.accessions.words, "/desk/accessions")], here: PolicyView.title)
        h.div(.class("h")) { h in
            h.h1(PolicyView.title)
            h.span(
                Words(
                    zh: "按 PUID 和门类：接收、接收并转换，还是退回。移交按收到当天生效的一版检测，以前的报告不变。",
                    en:
                        "By PUID and category: accept, accept and migrate, or return. A transfer is judged by what is in force on the day it arrives; reports that were made stay."
                ), .class("quiet"))
            if visit.may(.arrangeChecks) {
                h.span(.class("push row no-print")) { h in
                    h.a(.class("btn"), .href("/desk/formats/edit")) { h in
                        h.icon(.pen)
                        h.text(Words(zh: "修改", en: "Change"))
                    }
                }
            }
        }
        h.div(.class("stack")) { h in
            let since = view.inForce.from.map {
                Words(zh: "，\($0.words.zh)起生效", en: ", in force since \($0.words.en)")
            }
            h.p(
                Words(
                    zh: "今天收到的按\(view.inForce.words.zh)检测\(since?.zh ?? "")。",
                    en: "What arrives today is judged by \(view.inForce.words.en)\(since?.en ?? "")."))
            let later = view.history.filter { $0.from > visit.clock.today }.min { $0.from < $1.from }
            if let later {
                h.note(
                    .info,
                    Words(
                        zh: "第\(later.version)版将于\(later.from.words.zh)生效",
                        en: "Version \(later.version) takes effect on \(later.from.words.en)"))
            }
            h.p(
                Words(
                    zh: "本门类的行先于各门类的行；同为一类，写明 PUID 的先于 PUID 开头，再先于格式大类。",
                    en:
                        "Rows of the record's own category come before those of all; among these a PUID before the beginning of one, and both before a family."
                ), .class("help"))
            if visit.may(.seeStorage) {
                h.p { h in
                    h.a(Words(zh: "馆藏格式与格式巡检", en: "Formats of the holdings"), .href("/desk/storage/formats"))
                }
            }
        }
        h.div(.class("sect")) { $0.policyTable(view.inForce.policy, view.formats) }
        if !view.history.isEmpty { h.policyHistory(visit, view) }
    }
}

extension HTML {
    mutating func badge(_ treatment: FormatPolicy.Treatment?) {
        switch treatment {
        case .accept: goodBadge(FormatPolicy.Treatment.accept.words)
        case .migrate: warnBadge(FormatPolicy.Treatment.migrate.words)
        case .return: stopBadge(FormatPolicy.Treatment.return.words)
        case nil: warnBadge(Words(zh: "没有规定", en: "no row"))
        }
    }

    /// The reason of a row: the archive's own is in one language.
    mutating func reason(_ words: Words) {
        if words.zh == words.en { recordText(words.zh) } else { text(words) }
    }

    /// What a row speaks of: the name people know, and how it is typed.
    mutating func target(_ target: FormatTarget, _ names: [String: String]) {
        switch target {
        case .puid:
            if let name = names[target.text] {
                text(Words(asIs: name))
                text(" ")
            }
            code(target.text)
        case .prefix: code(target.text)
        case .family, .any:
            text(target.name)
            span(.class("quiet small")) { h in
                h.text(" ")
                h.code(target.text)
            }
        }
    }

    fileprivate mutating func policyTable(_ policy: FormatPolicy, _ names: [String: String]) {
        let (format, category) = (PolicyView.format, PolicyView.category)
        let (treatment, reason) = (PolicyView.treatment, PolicyView.reason)
        table(PolicyView.title, [format, category, treatment, reason].map { Column($0) }) { h in
            for row in policy.rows {
                h.tr { h in
                    h.th(.scope("row")) { $0.target(row.target, names) }
                    h.cell(category) { h in
                        if row.category.isEmpty {
                            h.span(Words(zh: "各门类", en: "all"), .class("quiet"))
                        } else {
                            h.text(CategoryName.of(row.category))
                        }
                    }
                    h.cell(treatment, class: "nb") { $0.badge(row.treatment) }
                    h.cell(reason) { $0.reason(row.reason) }
                }
            }
        }
    }

    fileprivate mutating func policyHistory(_ visit: Visit, _ view: PolicyView) {
        section(.class("pane sect"), .labelledBy("history")) { h in
            h.h2(Words(zh: "经过", en: "History"), .id("history"))
            h.timeline { h in
                for (place, decided) in view.history.enumerated() {
                    let before = place + 1 < view.history.count ? view.history[place + 1].policy : .standard
                    h.li(.class(decided.version == view.inForce.version ? "now" : "done")) { h in
                        h.moment(decided.at, visit.clock)
                        h.p(.class("small quiet")) { h in
                            h.text(
                                Words(
                                    zh: "第\(decided.version)版，\(decided.from.words.zh)起",
                                    en: "version \(decided.version), from \(decided.from.words.en)"))
                            h.text("　")
                            h.text(view.names[decided.by.id] ?? decided.by.role.words[visit.language])
                        }
                        h.p { $0.recordText(decided.reason) }
                        h.policyChanges(from: before, to: decided.policy)
                    }
                }
            }
        }
    }

    private mutating func policyChanges(from before: FormatPolicy, to after: FormatPolicy) {
        let old = Dictionary(before.rows.map { ($0.label, $0) }) { first, _ in first }
        let new = Dictionary(after.rows.map { ($0.label, $0) }) { first, _ in first }
        let labels =
            after.rows.map(\.label).filter { old[$0] != new[$0] } + before.rows.map(\.label).filter { new[$0] == nil }
        ul(.class("small")) { h in
            for label in labels.prefix(50) {
                h.li { h in
                    h.code(label)
                    h.text(Words(zh: "：", en: ": "))
                    if let row = old[label] { h.del(row.treatment.words) }
                    h.text(" ")
                    if let row = new[label] { h.ins(row.treatment.words) }
                }
            }
        }
    }
}
