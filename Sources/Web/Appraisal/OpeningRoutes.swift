import Appraisal
import Archive
import Catalogue
import HTTPTypes
import Hummingbird
import Ledger

// Opening and publication: always first a page that counts and asks, then the decision, then what came of it.

extension Pages {
    var openingRoutes: [Route] {
        [
            .get("/desk/opening", .duty(.decide), opening),
            .get("/desk/opening/unpublished", .duty(.decide), unpublished),
            .get("/desk/opening/decide", .duty(.decide), askDecide),
            .post("/desk/opening/decide", .duty(.decide), decide),
            .get("/desk/opening/publish", .duty(.decide)) { call in
                call.page(publishPage(call.visit, try await chosenView(try Selection(call.query))))
            },
            .post("/desk/opening/publish", .duty(.decide), publish),
            .get("/desk/opening/withdraw", .duty(.decide)) { call in
                call.page(withdrawPage(call.visit, try await chosenView(try Selection(call.query))))
            },
            Route.post("/desk/opening/withdraw", .duty(.decide), withdraw).grave,
            .get("/desk/decisions/{id}", .duty(.decide), decision),
        ]
    }

    private func opening(_ call: Call) async throws -> Response {
        let today = rooms.clock.today
        let after = call.duePlace
        let due = try await rooms.board.due(on: today, after: after, limit: 51)
        var view = OpeningView(
            due: Array(due.prefix(50)), reviews: try await rooms.board.reviews(on: today, limit: 100), recent: [])
        view.dueFirst = after == nil
        if due.count > 50 { view.dueNext = view.due.last?.place.next(on: "/desk/opening") }
        view.unpublished = try await rooms.board.unpublished(on: today)
        let kinds: Set<EventKind> = [.decided, .published, .withdrawn]
        let events = try await rooms.ledger.events(
            after: max(-1, rooms.ledger.lastIndex - 5000), kinds: kinds, limit: 5000
        ).suffix(10).reversed().map(\.1)
        let names = try await rooms.accounts.names(of: Set(events.map(\.agent.id)))
        view.recent = events.map { event in
            DecisionLine(
                id: event.subject, at: event.at, words: event.decisionWords, units: event.facts["units"]?.int ?? 0,
                agent: names[event.agent.id] ?? event.agent.role.words[call.visit.language])
        }
        return call.page(openingPage(call.visit, view))
    }

    private func unpublished(_ call: Call) async throws -> Response {
        let today = rooms.clock.today
        let page = try await rooms.board.unpublished(on: today, after: call.duePlace, limit: 51)
        let shown = Array(page.prefix(50))
        return call.page(
            unpublishedPage(
                call.visit, shown, count: try await rooms.board.unpublished(on: today), isFirst: call.duePlace == nil,
                next: page.count > 50 ? shown.last?.place.next(on: "/desk/opening/unpublished") : nil))
    }

    private func chosenView(_ selection: Selection, openOn day: Day? = nil) async throws -> ChosenView {
        let ids = try await identifiers(selection)
        guard !ids.isEmpty else { throw WebProblem.notFound }
        var view = ChosenView(
            selection: selection, count: Int64(ids.count), sample: try await rooms.aids.units(Array(ids.prefix(5))))
        let (today, on) = (rooms.clock.today, day ?? rooms.clock.today)
        for row in try await rooms.board.status(of: ids).values {
            view.standing[row.status, default: 0] += 1
            if row.isPublished(at: .catalogue, on: today) { view.published += 1 }
            if row.isOpen(on: on) { view.open += 1 }
        }
        return view
    }

    /// The choice without what the form says to leave.
    private func selection(_ form: Form) async throws -> UnitSelection {
        let selection = try Selection(form)
        let leave = Set(form.all("leave"))
        guard !leave.isEmpty else { return try await chosen(selection) }
        return .units(try await identifiers(selection).filter { !leave.contains($0.text) })
    }

    private func day(_ form: Form, _ name: String, _ errors: inout [FieldError]) -> Day? {
        guard let text = form[name] else { return nil }
        if let day = Day(text: text) { return day }
        errors.append(
            FieldError(
                field: name,
                words: Words(
                    zh: "没有“\(text)”这一天。写作\(rooms.clock.today.text)。",
                    en: "There is no day “\(text)”. Write it as \(rooms.clock.today.text).")))
        return nil
    }

    // MARK: Deciding

    private func askDecide(_ call: Call) async throws -> Response {
        let view = try await chosenView(try Selection(call.query))
        let draft = OpeningDraft(call.query)
        guard draft.verdict != nil || !draft.ground.isEmpty else {
            return call.page(decideFormPage(call.visit, view, draft))
        }
        var errors: [FieldError] = []
        let effective = day(call.query, "effective", &errors)
        let reviewOn = day(call.query, "review-on", &errors)
        if draft.verdict == nil || draft.verdict == .unreviewed {
            errors.append(FieldError(field: "verdict", words: Words(zh: "没有选结论。", en: "No verdict was chosen.")))
        }
        if let ground = Ground.named(draft.ground), let verdict = draft.verdict {
            if !ground.verdicts.contains(verdict) {
                let problem = AppraisalProblem.groundForOther(ground, verdict: verdict)
                errors.append(FieldError(field: "ground", words: problem.what))
            }
        } else {
            errors.append(FieldError(field: "ground", words: Words(zh: "没有选依据。", en: "No ground was chosen.")))
        }
        if draft.verdict == .delayed, reviewOn == nil, !errors.contains(where: { $0.field == "review-on" }) {
            errors.append(FieldError(field: "review-on", words: AppraisalProblem.reviewDayMissing.what))
        }
        if let reviewOn, reviewOn <= effective ?? rooms.clock.today {
            let problem = AppraisalProblem.reviewDayTooEarly(reviewOn, effective: effective ?? rooms.clock.today)
            errors.append(FieldError(field: "review-on", words: problem.what))
        }
        guard errors.isEmpty, let verdict = draft.verdict else {
            return call.page(decideFormPage(call.visit, view, draft, errors: errors), status: .unprocessableContent)
        }
        let refusals = try await rooms.board.refusals(
            try await chosen(view.selection), verdict: verdict,
            ground: StatedGround(code: draft.ground, text: draft.text), effective: effective)
        return call.page(decideReviewPage(call.visit, view, draft, refusals: refusals))
    }

    private func decide(_ call: Call) async throws -> Response {
        let draft = OpeningDraft(call.form)
        var errors: [FieldError] = []
        let effective = day(call.form, "effective", &errors)
        let reviewOn = day(call.form, "review-on", &errors)
        guard errors.isEmpty, let verdict = draft.verdict else {
            let view = try await chosenView(try Selection(call.form))
            return call.page(decideFormPage(call.visit, view, draft, errors: errors), status: .unprocessableContent)
        }
        do {
            let receipt = try await rooms.board.decide(
                try await selection(call.form), verdict: verdict,
                ground: StatedGround(code: draft.ground, text: draft.text), effective: effective, reviewOn: reviewOn,
                by: try call.agent(.decide))
            return call.redirect(to: "/desk/decisions/\(receipt.id.text)")
        } catch AppraisalProblem.refused(let refusals) {
            // Something changed since the page that asked.
            let view = try await chosenView(try Selection(call.form))
            return call.page(
                decideReviewPage(call.visit, view, draft, refusals: refusals), status: .unprocessableContent)
        }
    }

    private func publish(_ call: Call) async throws -> Response {
        var errors: [FieldError] = []
        let from = day(call.form, "from", &errors)
        let level = call.form["level"].flatMap { Int($0) }.flatMap(PublicationLevel.init(rawValue:))
        func again(_ refusals: [Refusal]) async throws -> Response {
            let view = try await chosenView(try Selection(call.form), openOn: from)
            return call.page(
                publishPage(
                    call.visit, view, level: level ?? .text, from: call.form["from"] ?? "", refusals: refusals,
                    errors: errors), status: .unprocessableContent)
        }
        guard errors.isEmpty, let level else { return try await again([]) }
        do {
            let receipt = try await rooms.board.publish(
                try await selection(call.form), level: level, from: from, by: try call.agent(.decide))
            return call.redirect(to: "/desk/decisions/\(receipt.id.text)")
        } catch AppraisalProblem.refused(let refusals) {
            return try await again(refusals)
        }
    }

    private func withdraw(_ call: Call) async throws -> Response {
        guard let reason = call.form["reason"] else {
            let error = FieldError(
                field: "reason", words: Words(zh: "撤回要写明缘由。", en: "Say why it is withdrawn."))
            let view = try await chosenView(try Selection(call.form))
            return call.page(withdrawPage(call.visit, view, errors: [error]), status: .unprocessableContent)
        }
        let receipt = try await rooms.board.withdraw(
            try await chosen(try Selection(call.form)), reason: reason, by: try call.agent(.decide))
        return call.redirect(to: "/desk/decisions/\(receipt.id.text)")
    }

    // MARK: What came of it

    private func decision(_ call: Call) async throws -> Response {
        let id: DecisionID = try call.identifier("id")
        let kinds: Set<EventKind> = [.decided, .opened, .narrowed, .published, .withdrawn]
        let events = try await rooms.ledger.events(about: id.text).map(\.1).filter { kinds.contains($0.kind) }
        guard let first = events.first else { throw WebProblem.notFound }
        let after = call.query["after"].flatMap(UnitID.init(text:))
        let page = try await rooms.board.units(of: id, after: after, limit: 51)
        let shown = Array(page.prefix(50))
        let view = DecisionView(
            id: id, events: events, units: try await rooms.aids.units(shown),
            access: try await rooms.board.status(of: shown), total: first.facts["units"]?.int ?? 0,
            next: page.count > 50 ? shown.last.map { "/desk/decisions/\(id.text)?after=\($0.text)" } : nil,
            names: try await rooms.accounts.names(of: Set(events.map(\.agent.id))))
        return call.page(decisionPage(call.visit, view))
    }
}

extension Call {
    /// Where in a list of due units the page begins.
    fileprivate var duePlace: DuePlace? {
        guard let day = query["after-day"].flatMap(Day.init(text:)),
            let unit = query["after"].flatMap(UnitID.init(text:))
        else { return nil }
        return DuePlace(day: day, unit: unit)
    }
}

extension DuePlace {
    fileprivate func next(on path: Path) -> Path { path.adding("after-day", day.text).adding("after", unit.text) }
}
