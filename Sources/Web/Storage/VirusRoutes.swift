import Archive
import HTTPTypes
import Hummingbird
import Preservation

// Scans of what is kept for viruses (馆藏查毒): the last round, and the cases that somebody is to look at.

extension Pages {
    var virusRoutes: [Route] {
        [
            .get("/desk/storage/viruses", .duty(.seeStorage)) { call in try await showViruses(call) },
            .post("/desk/storage/viruses/{id}/settle", .duty(.repairStorage), settle),
        ]
    }

    private static let perPage = 50

    private func showViruses(_ call: Call, draft: VirusDraft? = nil) async throws -> Response {
        guard let stacks = rooms.storage?.stacks else { throw WebProblem.notFound }
        let before = call.query["before"].flatMap(VirusCaseID.init(text:))
        let cases = try await stacks.virusCases(openOnly: false, before: before, limit: Self.perPage + 1)
        let shown = Array(cases.prefix(Self.perPage))
        let base: Path = "/desk/storage/viruses"
        let view = VirusView(
            care: try await stacks.virusCare(), open: try await stacks.virusCases(openOnly: true, limit: Self.perPage),
            cases: shown, names: try await rooms.accounts.names(of: Set(shown.compactMap(\.settled?.by.id))),
            draft: draft, isFirst: before == nil,
            older: cases.count > Self.perPage ? shown.last.map { base.adding("before", $0.id.text) } : nil)
        return call.page(virusPage(call.visit, view), status: draft == nil ? .ok : .unprocessableContent)
    }

    private func settle(_ call: Call) async throws -> Response {
        guard let watch = rooms.storage else { throw WebProblem.notFound }
        let id: VirusCaseID = try call.identifier("id")
        let said = call.form["said"] ?? ""
        do {
            try await watch.stacks.settleVirus(id, saying: said, by: try call.agent(.repairStorage))
            watch.forget()
            return call.redirect(to: "/desk/storage/viruses", saying: "virus-settled")
        } catch VirusProblem.noSuchCase {
            throw WebProblem.notFound
        } catch let problem as VirusProblem {
            let error = FieldError(field: "said", words: problem.what + problem.next.spaced)
            return try await showViruses(call, draft: VirusDraft(id: id, said: said, errors: [error]))
        }
    }
}
