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
            let (check, opinion, note, who) = (
                Words(zh: "检测项", en: "Check"), Words(zh: "意见", en: "Opinion"), Words(zh: "情况", en: "What was seen"),
                Words(zh: "复核人", en: "By")
            )
            h.table(Words(zh: "复核意见", en: "Opinions"), [check, opinion, note, who].map { Column($0) }) { h in
                for outcome in table.checks {
                    h.tr { h in
                        h.cell(check) { $0.label(of: outcome.check, outcome.label) }
                        if let review = table.reviews[outcome.check] {
                            h.cell(opinion) { $0.badge(review.opinion) }
                            h.cell(note) { $0.recordText(review.note.isEmpty ? "—" : review.note) }
                            h.cell(who) { h in
                                h.recordText(review.name)
                                h.text("　")
                                h.stamp(review.at, visit.clock)
                            }
                        } else {
                            h.cell(opinion) { $0.span(Words(zh: "待填", en: "to be filled in"), .class("quiet")) }
                            h.cell(note, "")
                            h.cell(who, "")
                        }
                    }
                }
            }
            if table.accession.state == .awaiting, visit.may(.signReceiving) {
                h.div(.class("acts no-print gap")) { h in
                    h.a(.class("btn"), .href("/desk/accessions/\(table.accession.id.text)/review")) { h in
                        h.icon(.pen)
                        h.text(Words(zh: "填写复核意见", en: "Enter opinions"))
                    }
                }
            }
        }
    }
}
