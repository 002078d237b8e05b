import Archive
import Intake

/// The form of review while it is filled in.
struct ReviewView {
    var table: ReviewTable
    let report: CheckReport
    /// What was chosen and written last time, by the check's key.
    var opinions: [String: String] = [:]
    var notes: [String: String] = [:]
    var name = ""
    var errors: [FieldError] = []
}

/// Where a person enters what the checks could not judge (人工复核表).
func reviewPage(_ visit: Visit, _ view: ReviewView) -> [UInt8] {
    let accession = view.table.accession
    let title = Words(zh: "人工复核：收 \(accession.number)", en: "Review of receipt \(accession.number)")
    let back: Path = "/desk/accessions/\(accession.id.text)"
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs(
            [
                (DeskPlace.accessions.words, "/desk/accessions"),
                (Words(zh: "收 \(accession.number)", en: "Receipt \(accession.number)"), back),
            ], here: Words(zh: "人工复核", en: "Review"))
        h.div(.class("h")) { $0.h1(title) }
        h.p(
            Words(
                zh: "检测程序判断不了的项，由人看过填写。可以只填其中几项，以后再填；签字接收之前可以改，改前的意见留在账簿里。",
                en:
                    "What the checks cannot judge, somebody looks at and fills in. You may fill in some now and others later, and change them until the handover is signed; earlier ones stay in the ledger."
            ))
        h.errorSummary(view.errors, Words(zh: "没有保存", en: "Nothing was saved"))
        h.postForm(to: "/desk/accessions/\(accession.id.text)/review", visit, class: "form pane") { h in
            for outcome in view.table.checks { h.reviewFields(outcome, view) }
            h.textField(
                Field(
                    name: "name", label: Words(zh: "复核人姓名", en: "Your name"),
                    value: view.name.isEmpty ? visit.person?.name ?? "" : view.name, errors: view.errors, required: true
                ),
                autocomplete: "name")
            h.div(.class("acts")) { h in
                h.button(Words(zh: "保存意见", en: "Save the opinions"), .class("btn first"), .type("submit"))
                h.a(Words(zh: "不填了", en: "Leave it"), .class("btn bare"), .href(back))
            }
        }
    }
}

extension HTML {
    fileprivate mutating func reviewFields(_ outcome: CheckReport.Outcome, _ view: ReviewView) {
        let check = outcome.check
        let known = view.table.reviews[check]
        let chosen = view.opinions[check] ?? known?.opinion.rawValue ?? ""
        fieldset(.id("opinion-\(check)")) { h in
            h.legend(.class("legend")) { $0.label(of: check, outcome.label) }
            if let form = CheckItems.item(check, at: view.report.stage)?.form { h.p(form.look, .class("help")) }
            for finding in view.report.findings.lazy.filter({ $0.check == check && $0.severity == .review }).prefix(3) {
                h.p(.class("help")) { h in
                    if let file = finding.file {
                        h.code(file.display)
                        h.text(" ")
                    }
                    h.text(finding.what)
                    h.text(finding.next.spaced)
                }
            }
            h.div(.class("row")) { h in
                h.radio("opinion-\(check)", value: "", Words(zh: "先不填", en: "Not yet"), checked: chosen.isEmpty)
                for opinion in Review.Opinion.allCases {
                    h.radio(
                        "opinion-\(check)", value: opinion.rawValue, opinion.words.capitalised,
                        checked: chosen == opinion.rawValue)
                }
            }
            h.textArea(
                Field(
                    name: "note-\(check)", label: Words(zh: "怎么看的，看到什么", en: "How it was looked at, what was seen"),
                    value: view.notes[check] ?? known?.note ?? "", errors: view.errors), rows: 2, lang: "zh-Hans")
        }
    }
}
