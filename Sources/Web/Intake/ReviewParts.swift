import Archive
import Intake

/// What persons are to find out where the checks could not judge, and what they found.
struct ReviewTable {
    let accession: Accession
    let checks: [CheckReport.Outcome]
    let reviews: [String: Review]

    init(_ accession: Accession, _ report: CheckReport, _ reviews: [String: Review]) {
        (self.accession, self.reviews) = (accession, reviews)
        checks = report.toReview
    }

    var left: Int { checks.count { reviews[$0.check] == nil } }
}

extension HTML {
    /// The opinions on a transfer, for the report and the form that both sides sign.
    mutating func reviews(_ visit: Visit, _ table: ReviewTable) {
        guard !table.checks.isEmpty else { return }
        let title = Words(zh: "人工复核", en: "Reviewed by a person")
        section(.class("prop"), .id("reviews"), .labelledBy("h-reviews")) { h in
            h.div(.class("row apart")) { h in
                h.h2(title, .id("h-reviews"))
                h.span(.class("quiet")) { h in
                    h.text(
                        table.left == 0
                            ? Words(zh: "\(table.checks.count)项都有意见", en: "All \(table.checks.count) have an opinion")
                            : Words(
                                zh: "\(table.checks.count)项中\(table.left)项待填",
                                en: "\(table.left) of \(table.checks.count) to be filled in"))
                }
            }
            let labels = Dictionary(table.checks.map { ($0.check, $0.label) }, uniquingKeysWith: { first, _ in first })
            h.opinionTable(
                visit, Words(zh: "复核意见", en: "Opinions"), of: Words(zh: "检测项", en: "Check"),
                by: Words(zh: "复核人", en: "By"), keys: table.checks.map(\.check), table.reviews
            ) { h, check in
                if let label = labels[check] { h.label(of: check, label) }
            }
            if table.accession.state == .awaiting, visit.may(.signReceiving) {
                h.opinionButton(
                    Words(zh: "填写复核意见", en: "Enter opinions"),
                    to: "/desk/accessions/\(table.accession.id.text)/review")
            }
        }
    }
}
