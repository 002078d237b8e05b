import Archive
import Intake

/// Every agency, and what judges it.
struct SchemesView {
    var agencies: [String]
    /// Those for which a scheme was ever decided.
    var scopes: [SchemeScope]
    var schemes: SchemesInForce

    /// A line for each agency, and below it one for each 门类 and stage decided otherwise.
    var lines: [SchemeScope] {
        Set(agencies.map { SchemeScope(agency: $0) } + scopes + [SchemeScope()]).sorted()
    }
}

func schemesPage(_ visit: Visit, _ view: SchemesView) -> [UInt8] {
    let title = Phrases.schemes
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs([(DeskPlace.accessions.words, "/desk/accessions")], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(
                Words(
                    zh: "每次移交按收到当天生效的方案检测，报告写明是哪一版。以前的报告不会因方案改变。",
                    en:
                        "A transfer is judged by what is in force on the day it arrives; its report says which version that was. Reports that were made do not change."
                ), .class("quiet"))
        }
        let (agency, scheme) = (Phrases.agency, Words(zh: "检测方案", en: "Scheme"))
        let (category, stage) = (SchemeScopeWords.category, SchemeScopeWords.stage)
        let (since, differs) = (
            Words(zh: "生效", en: "In force since"), Words(zh: "与照常不同", en: "Other than usual")
        )
        h.table(
            title,
            [
                Column(agency), Column(category), Column(stage), Column(scheme), Column(since),
                Column(differs, number: true),
            ]
        ) { h in
            for scope in view.lines {
                let (held, applied) = view.schemes.scheme(for: scope)
                h.tr { h in
                    h.th(.scope("row")) { h in
                        h.a(.href(scope.page)) { h in
                            if scope.agency.isEmpty {
                                h.text(Words(zh: "没有自己方案的单位", en: "Agencies without one of their own"))
                            } else {
                                h.recordText(scope.agency)
                            }
                        }
                    }
                    h.cell(
                        category,
                        scope.category.isEmpty ? SchemeScopeWords.allCategories : CategoryName.of(scope.category))
                    h.cell(stage, scope.stage?.words ?? SchemeScopeWords.bothStages)
                    h.cell(scheme) { h in
                        if scope == applied.scope {
                            h.text(applied.words)
                        } else {
                            h.span(
                                applied.version > 0 ? applied.words : Words(zh: "通用", en: "general"), .class("quiet"))
                        }
                    }
                    h.cell(since, class: "nb") { h in
                        if scope == applied.scope, let from = applied.from { h.day(from) }
                    }
                    h.cell(
                        differs, class: "n",
                        scope == applied.scope
                            ? SchemeChange.changes(from: .general, to: held.called(CheckScheme.general.name)).count
                                .grouped
                            : "")
                }
            }
        }
        h.div(.class("acts")) { h in
            h.a(Words(zh: "DA/T 70 的检测项目表", en: "The table of the items of DA/T 70"), .href("/desk/items"))
            h.a(PolicyView.title, .href("/desk/formats"))
            h.a(RuleBookView.title, .href("/desk/rules"))
        }
        if visit.may(.arrangeChecks) {
            h.form(.class("form sect no-print"), .method("get"), .action("/desk/schemes/edit")) { h in
                h.h2(Words(zh: "另定一个方案", en: "Make another scheme"))
                h.textField(
                    Field(
                        name: "agency", label: Phrases.agency,
                        help: Words(
                            zh: "单位全称；留空则用于没有自己方案的各单位。", en: "Its full name; empty: all that have none of their own.")))
                h.scopeFields(SchemeScope())
                h.div(.class("acts")) { $0.button(Words(zh: "开始", en: "Begin"), .class("btn"), .type("submit")) }
            }
        }
    }
}

extension CheckScheme {
    /// The same under another name, for comparing.
    func called(_ name: String) -> CheckScheme {
        var other = self
        other.name = name
        return other
    }
}
