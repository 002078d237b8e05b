import Archive
import Intake

/// What metadata and images are held against today, and how that came about.
struct RuleBookView {
    var inForce: RuleBookInForce
    /// The latest first.
    var history: [DecidedRuleBook]
    /// Of persons, by account.
    var names: [String: String] = [:]

    static let title = Words(zh: "检测依据", en: "Rule book")
    static let element = Words(zh: "元素", en: "Element")
    static let obligation = Words(zh: "约束", en: "Obligation")
    static let form = Words(zh: "类型", en: "Form")
    static let longest = Words(zh: "最长字数", en: "Longest")
    static let domain = Words(zh: "值域", en: "Domain")
    static let values = Words(zh: "值", en: "Values")
    static let otherValues = Words(zh: "其他值", en: "Other values")
    static let number = Words(zh: "编号", en: "Number")
    static let name = Words(zh: "名称", en: "Name")
    static let measure = Words(zh: "指标", en: "Measure")
    static let change = Words(zh: "修改", en: "Change")
}

func ruleBookPage(_ visit: Visit, _ view: RuleBookView) -> [UInt8] {
    let book = view.inForce.book
    return deskPage(visit, title: RuleBookView.title, at: .accessions) { h in
        h.crumbs(
            [(DeskPlace.accessions.words, "/desk/accessions"), (Phrases.schemes, "/desk/schemes")],
            here: RuleBookView.title)
        h.div(.class("h")) { h in
            h.h1(RuleBookView.title)
            h.span(
                Words(
                    zh: "元素、值域、检测项的编号和名称、图像指标。移交按收到当天生效的一版检测，以前的报告不变。",
                    en:
                        "Elements, domains, numbers and names of checks, measures of images. A transfer is judged by what is in force on the day it arrives; reports that were made stay."
                ), .class("quiet"))
        }
        h.div(.class("stack")) { h in
            let since = view.inForce.from.map {
                Words(zh: "，\($0.words.zh)起生效", en: ", in force since \($0.words.en)")
            }
            h.p(
                Words(
                    zh: "今天收到的按\(view.inForce.words.zh)检测\(since?.zh ?? "")。",
                    en: "What arrives today is judged by \(view.inForce.words.en)\(since?.en ?? "")."))
            h.p { $0.recordText(book.name) }
            for later in view.history.filter({ $0.from > visit.clock.today }).reversed() {
                h.note(
                    .info,
                    Words(
                        zh: "第\(later.version)版将于\(later.from.words.zh)生效",
                        en: "Version \(later.version) takes effect on \(later.from.words.en)"))
            }
            h.div(.class("acts no-print")) { h in
                h.a(Words(zh: "下载（JSON）", en: "Download (JSON)"), .class("btn"), .href("/desk/rules/rule-book.json"))
                if visit.may(.arrangeChecks) {
                    h.a(
                        Words(zh: "用 JSON 修改", en: "Change as JSON"), .class("btn"), .href("/desk/rules/edit?part=json")
                    )
                }
            }
        }
        h.ruleSection(visit, .elements) { $0.elementTable(book) }
        h.ruleSection(visit, .domains) { $0.domainTable(book) }
        h.ruleSection(visit, .labels) { $0.labelTables(book) }
        h.ruleSection(visit, .measures) { $0.measureTable(book) }
        if !view.history.isEmpty { h.ruleHistory(visit, view) }
    }
}

extension HTML {
    /// What two editions have otherwise.
    mutating func ruleChanges(_ changes: [RuleBookChange]) {
        ul(.class("small")) { h in
            for change in changes.prefix(100) {
                h.li { h in
                    h.ruleText(change.name)
                    h.text(Words(zh: "：", en: ": "))
                    if let before = change.before { h.del { $0.ruleText(before) } }
                    h.text(" ")
                    if let after = change.after { h.ins { $0.ruleText(after) } }
                }
            }
        }
        if changes.count > 100 {
            p(Words(zh: "另有\(changes.count - 100)处。", en: "\(changes.count - 100) more."), .class("small quiet"))
        }
    }

    /// Names of elements are in one language; what is said of them is in both.
    mutating func ruleText(_ words: Words) {
        if words.zh == words.en { recordText(words.zh) } else { text(words) }
    }

    fileprivate mutating func ruleSection(
        _ visit: Visit, _ part: RuleBookDraft.Part, content: (inout HTML) -> Void
    ) {
        section(.class("sect"), .labelledBy("part-\(part.rawValue)")) { h in
            h.div(.class("row apart")) { h in
                h.h2(part.words.capitalised, .id("part-\(part.rawValue)"))
                if visit.may(.arrangeChecks) {
                    h.a(.class("btn no-print"), .href("/desk/rules/edit?part=\(part.rawValue)")) { h in
                        h.icon(.pen)
                        h.text(RuleBookView.change)
                        h.span(part.words, .class("vh"))
                    }
                }
            }
            content(&h)
        }
    }

    fileprivate mutating func elementTable(_ book: RuleBook) {
        let (element, obligation) = (RuleBookView.element, RuleBookView.obligation)
        let (form, longest, domain) = (RuleBookView.form, RuleBookView.longest, RuleBookView.domain)
        table(
            Words(zh: "元素表", en: "List of elements"),
            [Column(element), Column(obligation), Column(form), Column(longest, number: true), Column(domain)]
        ) { h in
            for each in book.elements {
                h.tr { h in
                    h.th(.scope("row")) { h in
                        h.recordText(each.name)
                        if !each.group.isEmpty {
                            h.span(.class("quiet small")) { h in
                                h.text(" ")
                                h.recordText(each.group)
                            }
                        }
                    }
                    h.cell(obligation, class: "nb") { h in
                        switch each.obligation {
                        case .mandatory: h.strong(each.obligation.words)
                        case .expected: h.text(each.obligation.words)
                        case .optional: h.span(each.obligation.words, .class("quiet"))
                        }
                    }
                    h.cell(form, each.form.words)
                    h.cell(longest, class: "n", each.longest.map { Words(asIs: $0.grouped) } ?? Words(asIs: "—"))
                    h.cell(domain) { h in if !each.domain.isEmpty { h.recordText(each.domain) } }
                }
            }
        }
    }

    fileprivate mutating func domainTable(_ book: RuleBook) {
        let (domain, values, others) = (RuleBookView.domain, RuleBookView.values, RuleBookView.otherValues)
        table(Words(zh: "值域表", en: "List of domains"), [domain, values, others].map { Column($0) }) { h in
            for each in book.domains {
                h.tr { h in
                    h.th(.scope("row")) { $0.recordText(each.name) }
                    h.cell(values) { $0.recordText(each.values.joined(separator: "、")) }
                    h.cell(others) { h in
                        if each.isOpen { h.p(RuleBookEditView.open) }
                        if each.admitsYears { h.p(RuleBookEditView.years) }
                        if !each.isOpen, !each.admitsYears { h.text(Words(zh: "不可", en: "none")) }
                    }
                }
            }
        }
    }

    fileprivate mutating func labelTables(_ book: RuleBook) {
        let (number, name) = (RuleBookView.number, RuleBookView.name)
        for property in Finding.Property.allCases {
            let checks = ListedCheck.all.filter { $0.property == property }
            details(.class("more")) { h in
                h.summary(
                    Words(
                        zh: "\(property.words.zh)\(checks.count)项", en: "\(checks.count) checks of \(property.words.en)"
                    ))
                h.table(property.words.capitalised, [number, name, Phrases.check].map { Column($0) }) { h in
                    for check in checks {
                        let label = book.labels[check.key]
                        let written = label?.number ?? ""
                        h.tr { h in
                            h.cell(number, class: "code nb", Words(asIs: written.isEmpty ? "—" : written))
                            h.cell(name) { $0.ruleText(label?.name ?? check.name) }
                            h.cell(Phrases.check) { $0.code(check.key) }
                        }
                    }
                }
            }
        }
    }

    fileprivate mutating func measureTable(_ book: RuleBook) {
        let measure = RuleBookView.measure
        let value = Words(zh: "数值", en: "Value")
        table(RuleBookView.measure, [Column(measure), Column(value, number: true)]) { h in
            for each in RuleBook.Measure.allCases {
                h.tr { h in
                    h.th(each.words.capitalised, .scope("row"))
                    h.cell(value, class: "n", book.measure(each).grouped)
                }
            }
        }
        definitions(wide: true) { h in
            for (name, said) in book.lists.said where !said.zh.isEmpty {
                h.definition(RuleBookEditView.list(name)) { $0.recordText(said.zh) }
            }
        }
    }

    fileprivate mutating func ruleHistory(_ visit: Visit, _ view: RuleBookView) {
        section(.class("pane sect"), .labelledBy("history")) { h in
            h.h2(Words(zh: "经过", en: "History"), .id("history"))
            h.timeline { h in
                for (place, decided) in view.history.enumerated() {
                    let before = place + 1 < view.history.count ? view.history[place + 1].book : .standard
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
                        h.ruleChanges(before.changes(to: decided.book))
                    }
                }
            }
        }
    }
}
