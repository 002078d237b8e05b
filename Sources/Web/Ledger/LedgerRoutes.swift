import Archive
import HTTPTypes
import Hummingbird
import Ledger
import Sharing

// The ledger, and work that waits for somebody.

extension Pages {
    var ledgerRoutes: [Route] {
        [
            .get("/desk/ledger", .duty(.seeLedger), showLedger),
            .get("/desk/ledger/{n}", .duty(.seeLedger), showEvent),
            .post("/desk/ledger/verify", .duty(.verifyLedger)) { call in
                call.page(ledgerReportPage(call.visit, try await rooms.ledger.verify()))
            },
            .get("/desk/parked", .duty(.seeParked)) { call in
                call.page(
                    parkedPage(
                        call.visit, try await rooms.runner.parked(), troubles: rooms.runner.troubles(),
                        states: try await rooms.runner.states(), copies: try await rooms.copyRoom?.parked() ?? []))
            },
            .post("/desk/parked/copies/retry", .duty(.retryParked)) { call in
                // Without a unit all of them.
                guard let copyRoom = rooms.copyRoom, let unit = call.form["unit"] else { throw WebProblem.notFound }
                let one = UnitID(text: unit)
                guard unit.isEmpty || one != nil else { throw WebProblem.notFound }
                try await copyRoom.retry(one)
                return call.redirect(to: "/desk/parked", saying: "retried")
            },
            .post("/desk/parked/retry", .duty(.retryParked)) { call in
                guard let subject = call.form["subject"] else { throw WebProblem.notFound }
                try await rooms.runner.retry(subject, follower: call.form["follower"])
                return call.redirect(to: "/desk/parked", saying: "retried")
            },
        ]
    }

    private static let perPage = 50
    /// Up to so many events the way to the root is computed with every page about an event; it reads them all.
    private static let mostProven: EventIndex = 100_000

    private func showLedger(_ call: Call) async throws -> Response {
        var asked = LedgerAsked()
        asked.kind = call.query["kind"].map(EventKind.init)
        asked.subject = call.query["subject"]
        asked.agent = call.query["agent"]
        (asked.from, asked.until) = (call.query["from"] ?? "", call.query["until"] ?? "")
        var errors: [FieldError] = []
        func day(_ name: String, _ text: String) -> Day? {
            let day = Day(text: text)
            if day == nil, !text.isEmpty {
                errors.append(
                    FieldError(
                        field: name,
                        words: Words(
                            zh: "没有“\(text)”这一天，写成 2026-11-23 这样。",
                            en: "There is no day “\(text)”; write it like 2026-11-23.")))
            }
            return day
        }
        let (from, until) = (day("from", asked.from), day("until", asked.until))
        let question = LedgerQuestion(
            kind: asked.kind, subject: asked.subject, agent: asked.agent, from: from.map(rooms.clock.start(of:)),
            until: until.map { rooms.clock.start(of: $0.adding(days: 1)) })
        let answer =
            errors.isEmpty
            ? try await rooms.ledger.ask(
                question, before: call.query["before"].flatMap { EventIndex($0) },
                after: call.query["after"].flatMap { EventIndex($0) }, limit: Self.perPage)
            : LedgerAnswer(events: [], hasOlder: false, hasNewer: false)
        let agents = try await rooms.ledger.agents()
        let names = try await rooms.accounts.names(of: Set(agents + answer.events.map(\.event.agent.id)))
        var view = LedgerView(
            answer: answer, names: names, asked: asked, last: rooms.ledger.lastIndex, unsealed: rooms.ledger.unsealed,
            root: rooms.ledger.head.root, damage: rooms.ledger.damage)
        view.people = agents.map { (id: $0, name: Agent(id: $0, role: .archivist).shownName(names)) }
        return call.page(
            ledgerPage(call.visit, view, errors: errors), status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func showEvent(_ call: Call) async throws -> Response {
        let index = EventIndex(try call.number("n"))
        guard let event = try await rooms.ledger.event(at: index) else { throw WebProblem.notFound }
        let evidence =
            rooms.ledger.lastIndex < Self.mostProven || call.query["prove"] == "1"
            ? try await rooms.ledger.evidence(of: event, at: index) : nil
        let about = try await rooms.ledger.ask(LedgerQuestion(subject: event.subject), limit: 11).events
        let others = about.filter { $0.index != index }.prefix(10)
        let names = try await rooms.accounts.names(of: Set([event.agent.id] + others.map(\.event.agent.id)))
        return call.page(
            eventPage(
                call.visit,
                EventView(
                    index: index, event: event, names: names, last: rooms.ledger.lastIndex, evidence: evidence,
                    others: Array(others))))
    }
}
