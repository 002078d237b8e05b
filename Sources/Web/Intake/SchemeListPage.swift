import Archive
import Intake

/// Every agency, and what judges it.
struct SchemesView {
    var agencies: [String]
    var schemes: SchemesInForce
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
        let (since, differs) = (
            Words(zh: "生效", en: "In force since"), Words(zh: "与照常不同", en: "Other than usual")
        )
        h.table(title, [Column(agency), Column(scheme), Column(since), Column(differs, number: true)]) { h in
            for name in [""] + view.agencies {
                let (held, applied) = view.schemes.scheme(for: name)
                h.tr { h in
                    h.th(.scope("row")) { h in
                        h.a(.href("/desk/schemes/one?agency=\(name)")) { h in
                            if name.isEmpty {
                                h.text(Words(zh: "没有自己方案的单位", en: "Agencies without one of their own"))
                            } else {
                                h.recordText(name)
                            }
                        }
                    }
                    h.cell(scheme) { h in
                        if name == applied.agency {
                            h.text(applied.words)
                        } else {
                            h.span(Words(zh: "通用", en: "general"), .class("quiet"))
                        }
                    }
                    h.cell(since, class: "nb") { h in
                        if name == applied.agency, let from = applied.from { h.day(from) }
                    }
                    h.cell(
                        differs, class: "n",
                        name == applied.agency
                            ? SchemeChange.changes(from: .general, to: held.called(CheckScheme.general.name)).count
                                .grouped
                            : "")
                }
            }
        }
        h.p { h in
            h.a(Words(zh: "DA/T 70 的检测项目表", en: "The table of the items of DA/T 70"), .href("/desk/items"))
        }
        h.p { $0.a(PolicyView.title, .href("/desk/formats")) }
        if visit.may(.arrangeChecks) {
            h.form(.class("bar-tools no-print"), .method("get"), .action("/desk/schemes/edit")) { h in
                h.textField(
                    Field(
                        name: "agency", label: Words(zh: "为单位另定", en: "Make one for"), required: true))
                h.button(Words(zh: "开始", en: "Begin"), .class("btn"), .type("submit"))
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
