import Archive
import Intake

/// What judges the transfers of one agency, and how that came about.
struct SchemeView {
    var agency: String
    var scheme: CheckScheme
    var applied: AppliedScheme
    /// The latest first.
    var history: [DecidedScheme]
    var names: [String: String] = [:]
}

func schemePage(_ visit: Visit, _ view: SchemeView) -> [UInt8] {
    let title = Phrases.schemes
    let whose =
        view.agency.isEmpty
        ? Words(zh: "没有自己方案的单位", en: "agencies without a scheme of their own") : Words(asIs: view.agency)
    return deskPage(visit, title: title + Words(asIs: " · ") + whose, at: .accessions) { h in
        let way: [(Words, Path)] = [(DeskPlace.accessions.words, "/desk/accessions")]
        h.crumbs(visit.person?.agency == nil ? way + [(title, "/desk/schemes")] : way, here: whose)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(whose, .class("quiet"))
            if visit.may(.arrangeChecks) {
                h.span(.class("push row no-print")) { h in
                    h.a(.class("btn"), .href("/desk/schemes/edit?agency=\(view.agency)")) { h in
                        h.icon(.pen)
                        h.text(
                            view.agency == view.applied.agency
                                ? Words(zh: "修改", en: "Change") : Words(zh: "为该单位另定", en: "Make its own"))
                    }
                }
            }
        }
        h.div(.class("stack")) { h in
            let since = view.applied.from.map {
                Words(zh: "，\($0.words.zh)起生效", en: ", in force since \($0.words.en)")
            }
            h.p(
                Words(
                    zh: "今天收到的按“\(view.applied.words.zh)”检测\(since?.zh ?? "")。",
                    en: "What arrives today is judged by \(view.applied.words.en)\(since?.en ?? "")."))
            if let later = view.history.filter({ $0.from > visit.clock.today }).min(by: { $0.from < $1.from }) {
                h.note(
                    .info,
                    Words(
                        zh: "第\(later.version)版将于\(later.from.words.zh)生效",
                        en: "Version \(later.version) takes effect on \(later.from.words.en)"))
            }
        }
        h.div(.class("panes sect")) { h in
            h.div { h in
                h.differing(view.scheme)
                for property in Finding.Property.allCases { h.checks(of: property, view.scheme) }
            }
            h.aside(.class("stack"), .ariaLabel(Words(zh: "约定与经过", en: "Terms and history"))) { h in
                h.section(.class("pane")) { h in
                    h.h2(Words(zh: "约定", en: "Terms"))
                    h.definitions { h in
                        for (name, value) in SchemeTermWords.all(view.scheme.terms) { h.definition(name, value) }
                    }
                }
                if !view.history.isEmpty { h.history(visit, view) }
            }
        }
    }
}

extension HTML {
    fileprivate mutating func differing(_ scheme: CheckScheme) {
        let different = ListedCheck.all.filter { scheme.choice(of: $0.key) != .usual }
        section(.class("prop"), .labelledBy("differs")) { h in
            h.h2(Words(zh: "与照常不同的检测", en: "Checks that are not as usual"), .id("differs"))
            if different.isEmpty {
                h.p(Words(zh: "没有：每一项都照常检测。", en: "None: every check is run as usual."), .class("quiet"))
                return
            }
            h.ul { h in
                for check in different {
                    h.li(.class("passed")) { h in
                        h.badge(scheme.choice(of: check.key))
                        h.text(" ")
                        h.text(check.name)
                    }
                }
            }
        }
    }

    fileprivate mutating func checks(of property: Finding.Property, _ scheme: CheckScheme) {
        let checks = ListedCheck.all.filter { $0.property == property }
        details(.class("more")) { h in
            h.summary(
                Words(
                    zh: "\(property.words.zh)的\(checks.count)项", en: "\(checks.count) checks of \(property.words.en)"))
            let (check, how) = (Phrases.check, Phrases.howChecked)
            h.table(property.words.capitalised, [Column(check), Column(how)]) { h in
                for each in checks {
                    h.tr { h in
                        h.th(.scope("row")) { $0.listed(each) }
                        h.cell(how) { h in
                            if each.locked == nil {
                                h.badge(scheme.choice(of: each.key))
                            } else {
                                h.text(Phrases.alwaysChecked)
                            }
                        }
                    }
                }
            }
        }
    }

    /// The name of a check, with its number in the standard, quiet.
    mutating func listed(_ check: ListedCheck) {
        let parts = check.label.split(separator: " ", maxSplits: 1)
        text(check.name.capitalised)
        if parts.count == 2, parts[0].hasPrefix("YJ-") { span(Words(asIs: "　" + parts[0]), .class("quiet small num")) }
    }

    fileprivate mutating func history(_ visit: Visit, _ view: SchemeView) {
        section(.class("pane")) { h in
            h.h2(Words(zh: "经过", en: "History"))
            h.timeline { h in
                for (place, decided) in view.history.enumerated() {
                    let before = place + 1 < view.history.count ? view.history[place + 1].scheme : nil
                    let holds = decided.agency == view.applied.agency && decided.version == view.applied.version
                    h.li(.class(holds ? "now" : "done")) { h in
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
                        h.changes(decided, before)
                    }
                }
            }
        }
    }

    private mutating func changes(_ decided: DecidedScheme, _ before: CheckScheme?) {
        guard let scheme = decided.scheme else {
            p(Words(zh: "不再另定，改用通用方案", en: "Given up: judged like the others"), .class("small"))
            return
        }
        let changes = SchemeChange.changes(from: before ?? CheckScheme.general.called(scheme.name), to: scheme)
        ul(.class("small")) { h in
            for change in changes {
                h.li { h in
                    h.text(change.what)
                    h.text(Words(zh: "：", en: ": "))
                    h.del(change.before)
                    h.text(" ")
                    h.ins(change.after)
                }
            }
        }
    }
}
