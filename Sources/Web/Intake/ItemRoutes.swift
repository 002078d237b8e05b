import Archive
import Hummingbird
import Intake

// The items of DA/T 70: the table of them, and the report of one transfer item by item, to be printed and signed.

extension Pages {
    var itemRoutes: [Route] {
        [
            .get("/desk/items", .duty(.seeAccessions)) { call in
                let stage = call.query["stage"].map { CheckStage(rawValue: $0) } ?? .transfer
                guard let stage else { throw WebProblem.notFound }
                // What the archive finds in its own holdings is for those who look after them, not for the agencies.
                let reviews =
                    stage == .keeping && call.visit.may(.seeStorage) ? try await rooms.desk.keepingReviews() : nil
                return call.page(itemsPage(call.visit, stage, reviews: reviews))
            },
            .get("/desk/accessions/{id}/report", .duty(.seeAccessions), showReportSheet),
        ]
    }

    private func showReportSheet(_ call: Call) async throws -> Response {
        let accession = try await accession(call)
        guard accession.state != .quarantined, let report = try await rooms.desk.report(accession.id) else {
            throw WebProblem.notFound
        }
        let hasForm = accession.state == .awaiting || accession.state.isHeld
        return call.page(
            reportSheetPage(
                call.visit,
                ReportSheet(
                    accession: accession, report: report, reviews: try await rooms.desk.reviews(of: accession.id),
                    form: hasForm ? try await rooms.desk.handoverForm(accession.id) : nil)))
    }
}
