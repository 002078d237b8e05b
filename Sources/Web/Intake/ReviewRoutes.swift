import Archive
import Hummingbird
import Intake

// What the checks could not judge, entered by a person.

extension Pages {
    var reviewRoutes: [Route] {
        [
            .get("/desk/accessions/{id}/review", .duty(.signReceiving)) { call in
                call.page(reviewPage(call.visit, try await reviewView(call)))
            },
            .post("/desk/accessions/{id}/review", .duty(.signReceiving), enterReviews),
        ]
    }

    /// The opinions on a transfer, for the pages that show its report; `nil` where nothing waits for one.
    func reviewTable(_ accession: Accession, _ report: CheckReport?) async throws -> ReviewTable? {
        guard let report, !report.toReview.isEmpty else { return nil }
        return ReviewTable(accession, report, try await rooms.desk.reviews(of: accession.id))
    }

    private func reviewView(_ call: Call) async throws -> ReviewView {
        let accession = try await accession(call)
        guard accession.state == .awaiting, let report = try await rooms.desk.report(accession.id),
            let table = try await reviewTable(accession, report)
        else { throw WebProblem.notFound }
        return ReviewView(table: table, report: report)
    }

    private func enterReviews(_ call: Call) async throws -> Response {
        var view = try await reviewView(call)
        view.typed = TypedOpinions(call, of: view.table.checks.map(\.check))
        let (accession, reviews, name) = (view.table.accession, view.table.reviews, view.typed.name)
        // What stands as it stood is not said again.
        let entries = view.typed.entries.filter { entry in
            guard let known = reviews[entry.check] else { return true }
            return known.opinion != entry.opinion || known.note != entry.note
        }
        let isTaken = try await view.typed.isTaken {
            try await rooms.desk.review(accession.id, entries, name: name, by: try call.agent(.signReceiving))
        }
        if isTaken { return call.redirect(to: "/desk/accessions/\(accession.id.text)", saying: "reviewed") }
        return call.page(reviewPage(call.visit, view), status: .unprocessableContent)
    }
}
