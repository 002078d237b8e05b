import Archive
import Intake
import Ledger
import Sharing

/// Everything an accession's page shows.
struct AccessionView {
    var accession: Accession
    var report: CheckReport?
    var form: HandoverForm?
    var reviews: ReviewTable?
    var events: [Event]
    var names: [String: String]
    var work: [WorkProgress]
    var supersedes: Accession?
    var successors: [Accession]
    /// Why it was sent back by hand.
    var returnReason: String?
    var isParked = false
}

/// One transfer, from receipt to catalogue: where it stands, what was found, who has to do what.
func accessionPage(_ visit: Visit, _ view: AccessionView) -> [UInt8] {
    let accession = view.accession
    let working = accession.state.isUnchecked || accession.state == .accepted || accession.state == .preserved
    let copying = view.work.contains { $0.follower == CopyRoom.name }
    return deskPage(
        visit, title: Words(zh: "收 \(accession.number)", en: "Receipt \(accession.number)"), at: .accessions,
        // What is stuck does not move until somebody tries it again, and that leads back here.
        refresh: view.isParked ? nil : working ? 3 : copying ? 10 : nil
    ) { h in
        h.crumbs(
            [(DeskPlace.accessions.words, "/desk/accessions")],
            here: Words(zh: "收 \(accession.number)", en: "Receipt \(accession.number)"))
        if accession.state == .quarantined {
            h.quarantine(visit, view)
            return
        }
        h.div(.class("h")) { h in
            h.h1(accession.shownName)
            h.span(accession.agency, .class("quiet"))
            if view.report != nil {
                h.span(.class("push row no-print")) { h in
                    h.a(.class("btn"), .href("/desk/accessions/\(accession.id.text)/report")) { h in
                        h.icon(.document)
                        h.text(Words(zh: "检测报告单", en: "Report to print"))
                    }
                    h.a(
                        .class("btn"), .href("/desk/accessions/\(accession.id.text)/report.json")
                    ) { h in
                        h.icon(.down)
                        h.text(Words(zh: "报告 JSON", en: "Report as JSON"))
                    }
                }
            }
        }
        // While work is under way this part renews itself, with script or by reloading.
        h.div(.when(working || copying, .data("data-poll", "/desk/accessions/\(accession.id.text)/events"))) { h in
            h.steps(accession.steps.names, now: accession.steps.now, label: Words(zh: "办理进度", en: "Progress"))
            h.div(.class("stack sect")) { h in
                h.state(visit, view)
                if !working { h.work(view, FollowerWords.name(CopyRoom.name) ?? accession.state.words) }
            }
        }
        guard let report = view.report else {
            h.div(.class("sect")) { $0.receipt(visit, view) }
            return
        }
        h.div(.class("panes sect")) { h in
            h.div { h in
                for property in Finding.Property.allCases { h.property(accession, property, report) }
                h.fetched(visit, report.fetched, most: 50)
                h.signatures(visit, accession, report.signatures, most: 100)
                if let reviews = view.reviews { h.reviews(visit, reviews) }
            }
            h.aside(.class("stack"), .ariaLabel(Words(zh: "交接", en: "Handover"))) { h in
                if let form = view.form { h.handover(visit, view, form) }
                h.receipt(visit, view)
                h.happened(visit, view)
            }
        }
        h.p(.class("print-only small")) { h in
            h.text(visit.site.name)
            let today = visit.clock.today.words
            h.text(
                Words(
                    zh: "　四性检测报告　收 \(accession.number)　依据DA/T 70—2018（移交与接收环节）　印于\(today.zh)",
                    en: "　Report of the checks　Receipt \(accession.number)　DA/T 70-2018　printed on \(today.en)"))
        }
    }
}
