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
        view.name = call.form["name"] ?? ""
        var entries: [ReviewEntry] = []
        for check in view.table.checks.map(\.check) {
            let (opinion, note) = (call.form["opinion-\(check)"] ?? "", call.form["note-\(check)"] ?? "")
            (view.opinions[check], view.notes[check]) = (opinion, note)
            guard let opinion = Review.Opinion(rawValue: opinion) else { continue }
            let known = view.table.reviews[check]
            // What stands as it stood is not said again.
            if let known, known.opinion == opinion, known.note == note { continue }
            entries.append(ReviewEntry(check: check, opinion: opinion, note: note))
        }
        let accession = view.table.accession
        do {
            try await rooms.desk.review(
                accession.id, entries, name: view.name, by: try call.agent(.signReceiving))
            return call.redirect(to: "/desk/accessions/\(accession.id.text)", saying: "reviewed")
        } catch let problem as ReviewProblem {
            let field = problem.check.map { "note-\($0)" } ?? "name"
            view.errors = [FieldError(field: field, words: problem.what + problem.next.spaced)]
        } catch IntakeProblem.nameMissing {
            let problem = IntakeProblem.nameMissing
            view.errors = [FieldError(field: "name", words: problem.what + problem.next.spaced)]
        }
        return call.page(reviewPage(call.visit, view), status: .unprocessableContent)
    }
}
