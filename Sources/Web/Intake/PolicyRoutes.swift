import Archive
import HTTPTypes
import Hummingbird
import Intake
import Preservation

// The format policy at the desk (格式策略): read by everybody who sees transfers, decided by archivists.

extension Pages {
    var policyRoutes: [Route] {
        [
            .get("/desk/formats", .duty(.seeAccessions)) { call in
                let history = try await rooms.desk.policyHistory()
                var view = PolicyView(
                    inForce: PolicyInForce(on: rooms.clock.today, among: history), history: history)
                view.formats = try await rooms.desk.formatNames()
                view.names = try await rooms.accounts.names(of: Set(history.map(\.by.id)))
                return call.page(policyPage(call.visit, view))
            },
            .get("/desk/formats/edit", .duty(.arrangeChecks)) { call in
                let history = try await rooms.desk.policyHistory()
                let inForce = PolicyInForce(on: rooms.clock.today, among: history)
                // One that is decided for later is gone on with.
                let draft = PolicyDraft(history.first?.policy ?? inForce.policy, seen: history.first?.version ?? 0)
                return call.page(policyEditPage(call.visit, PolicyEditView(draft: draft)))
            },
            .post("/desk/formats/edit", .duty(.arrangeChecks), decidePolicy),
        ]
    }

    private func decidePolicy(_ call: Call) async throws -> Response {
        let draft = PolicyDraft(call.form)
        var view = PolicyEditView(draft: draft)
        do {
            let policy = try draft.policy()
            let day = try draft.day(today: rooms.clock.today)
            if call.form["do"] == "save" {
                _ = try await rooms.desk.decide(
                    policy, from: day, reason: draft.reason, seen: draft.seen, by: try call.agent(.arrangeChecks))
                return call.redirect(to: "/desk/formats", saying: "saved")
            }
            view.trial = try await trial(of: policy)
        } catch let problem as FormatPolicyProblem {
            view.problem = problem
            return call.page(policyEditPage(call.visit, view), status: problem.httpStatus)
        }
        return call.page(policyEditPage(call.visit, view))
    }

    /// Every kept format by what holds today, and by `policy`.
    private func trial(of policy: FormatPolicy) async throws -> [(now: JudgedFormat, then: JudgedFormat)] {
        guard let stacks = rooms.storage?.stacks else { return [] }
        let census = try await stacks.formatCensus()
        let inForce = try await rooms.desk.formatPolicy(on: rooms.clock.today)
        let then = Dictionary(census.judged(by: policy).map { ($0.group, $0) }) { first, _ in first }
        return census.judged(by: inForce.policy).compactMap { now in then[now.group].map { (now, $0) } }
    }
}
