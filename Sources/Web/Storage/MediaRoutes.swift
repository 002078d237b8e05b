import Archive
import HTTPTypes
import Hummingbird
import Preservation

// The register of offline media: looked at, printed as labels, and where each is written down.

extension Pages {
    var mediaRoutes: [Route] {
        [
            .get("/desk/storage/media", .duty(.seeStorage), showMedia),
            .get("/desk/storage/media/{id}", .duty(.seeStorage)) { try await mediumPage($0, MoveDraft()) },
            .get("/desk/storage/media/{id}/label", .duty(.seeStorage)) { call in
                let medium = try await medium(call)
                let label = MediumLabel(medium, archive: call.visit.site.name, clock: rooms.clock)
                return call.page(mediumLabelPage(call.visit, medium, label))
            },
            .post("/desk/storage/media/{id}/move", .duty(.keepMedia), move),
        ]
    }

    private var register: OfflineRegister {
        get throws {
            guard let watch = rooms.storage else { throw WebProblem.notFound }
            return watch.stacks.offline
        }
    }

    private func medium(_ call: Call) async throws -> RegisteredMedium {
        let number = try call.value("id")
        do {
            return try await register.medium(number)
        } catch MediumProblem.unknown {
            throw WebProblem.notFound
        }
    }

    private static let perPage = 50

    /// The newest first, those that others took the place of at their own place among them; what asks for somebody above.
    private func showMedia(_ call: Call) async throws -> Response {
        let all = Array(try await register.media().reversed())
        // A number that is not there begins at the first.
        let start = call.query["after"].flatMap { after in all.firstIndex { $0.number == after } }.map { $0 + 1 } ?? 0
        let shown = Array(all.dropFirst(start).prefix(Self.perPage))
        let base: Path = "/desk/storage/media"
        let view = MediaView(
            due: all.filter { $0.isDamaged || $0.isOverdue(rooms.clock) }, media: shown, total: Int64(all.count),
            first: Int64(start) + 1, previous: start > 0 ? base : nil,
            next: start + shown.count < all.count ? shown.last.map { base.adding("after", $0.number) } : nil)
        return call.page(mediaPage(call.visit, view))
    }

    private func mediumPage(_ call: Call, _ draft: MoveDraft, status: HTTPResponse.Status = .ok) async throws
        -> Response
    {
        let medium = try await medium(call)
        let history = try await register.history(medium)
        let names = try await rooms.accounts.names(of: Set(history.map(\.agent.id)))
        let view = MediumView(medium: medium, history: history, names: names, draft: draft)
        return call.page(Web.mediumPage(call.visit, view), status: status)
    }

    private func move(_ call: Call) async throws -> Response {
        let medium = try await medium(call)
        var draft = MoveDraft(place: call.form["place"] ?? "", reason: call.form["reason"] ?? "")
        do {
            try await register.move(
                medium.number, to: draft.place, reason: draft.reason, by: try call.agent(.keepMedia))
            return call.redirect(to: "/desk/storage/media/\(medium.number)", saying: "medium-moved")
        } catch let problem as MediumProblem {
            draft.errors = [
                FieldError(
                    field: problem == .noReason ? "reason" : "place", words: problem.what + problem.next.spaced)
            ]
            return try await mediumPage(call, draft, status: .unprocessableContent)
        }
    }
}
