import Archive
import Intake

/// What judges that which lies in a scope, and how that came about.
struct SchemeView {
    var scope: SchemeScope
    var scheme: CheckScheme
    var applied: AppliedScheme
    /// The latest first.
    var history: [DecidedScheme]
    /// What else judges transfers of the agency: of single 门类, or at one stage.
    var others: [DecidedScheme]
    var names: [String: String] = [:]
}

func schemePage(_ visit: Visit, _ view: SchemeView) -> [UInt8] {
    let title = Phrases.schemes
    let whose = view.scope.words
    let isOwn = view.scope == view.applied.scope
    return deskPage(visit, title: title + Words(asIs: " · ") + whose, at: .accessions) { h in
        let way: [(Words, Path)] = [(DeskPlace.accessions.words, "/desk/accessions")]
        h.crumbs(visit.person?.agency == nil ? way + [(title, "/desk/schemes")] : way, here: whose)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(whose, .class("quiet"))
            if visit.may(.arrangeChecks) {
                h.span(.class("push row no-print")) { h in
                    h.a(.class("btn"), .href(view.scope.form)) { h in
                        h.icon(.pen)
                        h.text(
                            isOwn ? Words(zh: "修改", en: "Change") : Words(zh: "另定", en: "Make its own"))
                    }
                }
            }
        }
        h.div(.class("stack")) { h in
            let since = view.applied.from.map {
                Words(zh: "，\($0.words.zh)起生效", en: ", in force since \($0.words.en)")
            }
            h.p(
                view.scope.stage == .filing
                    ? Words(
                        zh: "今天归档的按“\(view.applied.words.zh)”检测\(since?.zh ?? "")。",
                        en: "What is filed today is judged by \(view.applied.words.en)\(since?.en ?? "").")
                    : Words(
                        zh: "今天收到的按“\(view.applied.words.zh)”检测\(since?.zh ?? "")。",
                        en: "What arrives today is judged by \(view.applied.words.en)\(since?.en ?? "")."))
            if !view.others.isEmpty { h.others(view) }
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
                if visit.may(.arrangeChecks) { h.narrower(view.scope) }
            }
        }
    }
}

extension HTML {
    /// What judges some of the transfers instead.
    fileprivate mutating func others(_ view: SchemeView) {
        p(Words(zh: "以下门类、环节另有方案：", en: "These categories and stages have schemes of their own:"))
        ul { h in
            for each in view.others {
                h.li { h in
                    h.a(each.scope.words, .href(each.scope.page))
                    h.text(" ")
                    h.span(Words(asIs: each.scheme?.name ?? ""), .class("quiet"))
                }
            }
        }
    }

    /// Begins a scheme for one 门类 or stage of the same agency.
    fileprivate mutating func narrower(_ scope: SchemeScope) {
        section(.class("pane no-print")) { h in
            h.h2(Words(zh: "按门类、环节另定", en: "One for a category or a stage"))
            h.form(.class("form"), .method("get"), .action("/desk/schemes/edit")) { h in
                h.hiddenField("agency", scope.agency)
                h.scopeFields(scope)
                h.button(Words(zh: "开始", en: "Begin"), .class("btn"), .type("submit"))
            }
        }
    }

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
                    let holds = decided.scope == view.applied.scope && decided.version == view.applied.version
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
            p(Words(zh: "不再另定，改用更宽的方案", en: "Given up: judged by the wider scheme"), .class("small"))
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
