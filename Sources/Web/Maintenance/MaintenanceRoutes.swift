import Archive
import HTTPTypes
import Hummingbird

// Closing the portal for maintenance, for the system administrator alone.

extension Pages {
    var maintenanceRoutes: [Route] {
        [
            .get("/desk/maintenance", .duty(.closePortal)) { call in
                call.page(maintenancePage(call.visit, ClosureDraft(call.visit.closure, rooms.clock)))
            },
            .post("/desk/maintenance/on", .duty(.closePortal), closePortal),
            .post("/desk/maintenance/off", .duty(.closePortal)) { call in
                let wasClosed = try await rooms.doorkeeper.open(by: try call.agent(.closePortal))
                return call.redirect(to: "/desk/maintenance", saying: wasClosed ? "portal-opened" : nil)
            },
        ]
    }

    private func closePortal(_ call: Call) async throws -> Response {
        let draft = ClosureDraft(call.form)
        do {
            var until: Instant?
            if !draft.until.isEmpty {
                until = PortalClosure.moment(draft.until, rooms.clock)
                if until == nil { throw MaintenanceProblem.badMoment(draft.until) }
            }
            try await rooms.doorkeeper.close(
                until: until, said: draft.said, saidInEnglish: draft.saidInEnglish, by: try call.agent(.closePortal))
            return call.redirect(to: "/desk/maintenance", saying: "portal-closed")
        } catch let problem as MaintenanceProblem {
            let error = FieldError(field: problem.field, words: problem.what + problem.next.spaced)
            return call.page(maintenancePage(call.visit, draft, errors: [error]), status: .unprocessableContent)
        }
    }
}

extension MaintenanceProblem {
    /// The field of the form the problem is about.
    fileprivate var field: String {
        switch self {
        case .badMoment, .past, .notAllowed: "until"
        case .tooLong: "words"
        }
    }
}
