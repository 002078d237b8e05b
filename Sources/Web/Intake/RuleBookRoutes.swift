import Archive
import HTTPTypes
import Hummingbird
import Intake

// The rule book at the desk (检测依据): read by everybody who sees transfers, decided by archivists.

extension Pages {
    var ruleBookRoutes: [Route] {
        [
            .get("/desk/rules", .duty(.seeAccessions)) { call in
                let history = try await rooms.desk.ruleBookHistory()
                var view = RuleBookView(
                    inForce: RuleBookInForce(on: rooms.clock.today, among: history), history: history)
                view.names = try await rooms.accounts.names(of: Set(history.map(\.by.id)))
                return call.page(ruleBookPage(call.visit, view))
            },
            .get("/desk/rules/rule-book.json", .duty(.seeAccessions)) { call in
                let today = rooms.clock.today
                var members = try await rooms.desk.ruleBook(on: today).json.object ?? [:]
                members["schema"] = 1
                members["day"] = .string(today.text)
                var answer = call.json(JSON.object(members).canonical)
                answer.headers[.cacheControl] = "no-store"
                answer.headers[.accessControlAllowOrigin] = nil
                return answer
            },
            .get("/desk/rules/edit", .duty(.arrangeChecks)) { call in
                guard let part = RuleBookDraft.Part(rawValue: call.query["part"] ?? "elements") else {
                    throw WebProblem.notFound
                }
                // One that is decided for later is gone on with.
                let latest = try await rooms.desk.ruleBookHistory().first
                var draft = RuleBookDraft(part, of: latest?.book ?? .standard, seen: latest?.version ?? 0)
                if let latest, latest.from > rooms.clock.today { draft.from = latest.from.text }
                return call.page(ruleBookEditPage(call.visit, RuleBookEditView(draft: draft, latest: latest)))
            },
            .post("/desk/rules/edit", .duty(.arrangeChecks), decideRules),
        ]
    }

    private func decideRules(_ call: Call) async throws -> Response {
        let latest = try await rooms.desk.ruleBookHistory().first
        let draft = RuleBookDraft(call.form, of: latest?.book ?? .standard)
        var view = RuleBookEditView(draft: draft, latest: latest)
        do {
            // What was not in the form is as it was seen: of another edition it would be changed unseen.
            guard draft.seen == latest?.version ?? 0 else { throw RuleBookProblem.changedMeanwhile }
            let book = try draft.book()
            let day = try draft.day(today: rooms.clock.today)
            if call.form["do"] == "save" {
                _ = try await rooms.desk.decide(
                    book, from: day, reason: draft.reason, seen: draft.seen, by: try call.agent(.arrangeChecks))
                return call.redirect(to: "/desk/rules", saying: "saved")
            }
            view.changes = draft.base.changes(to: book)
        } catch let problem as RuleBookProblem {
            view.problem = problem
            return call.page(ruleBookEditPage(call.visit, view), status: problem.httpStatus)
        }
        return call.page(ruleBookEditPage(call.visit, view))
    }
}
