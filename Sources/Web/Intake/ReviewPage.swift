import Archive
import Intake

/// The form of review while it is filled in.
struct ReviewView {
    let table: ReviewTable
    let report: CheckReport
    var typed = TypedOpinions()
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
        h.opinionForm(
            visit, to: "/desk/accessions/\(accession.id.text)/review", back: back,
            by: Words(zh: "复核人姓名", en: "Your name"), view.typed
        ) { h in
            for outcome in view.table.checks { h.reviewFields(outcome, view) }
        }
    }
}

extension HTML {
    fileprivate mutating func reviewFields(_ outcome: CheckReport.Outcome, _ view: ReviewView) {
        let check = outcome.check
        opinionFields(
            check, unset: Words(zh: "先不填", en: "Not yet"), known: view.table.reviews[check], view.typed
        ) { h in
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
        }
    }
}
