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

    private func showLedger(_ call: Call) async throws -> Response {
        let last = rooms.ledger.lastIndex
        let before = call.query["before"].flatMap { EventIndex($0) }
        let kind = call.query["kind"].map(EventKind.init)
        let subject = call.query["subject"]
        var events: [(EventIndex, Event)]
        if let subject {
            events = try await rooms.ledger.events(about: subject).reversed()
            if let kind { events = events.filter { $0.1.kind == kind } }
        } else {
            events = try await newest(before: min(before ?? last + 1, last + 1), kind)
        }
        let shown = Array(events.prefix(Self.perPage))
        let head = rooms.ledger.head
        var view = LedgerView(
            events: shown, names: try await rooms.accounts.names(of: Set(shown.map(\.1.agent.id))), kind: kind,
            subject: subject, last: last, unsealed: rooms.ledger.unsealed, root: head.root,
            damage: rooms.ledger.damage)
        view.isNewest = before == nil
        if subject == nil, let oldest = shown.last, shown.count == Self.perPage, oldest.0 > 0 {
            let base: Path = "/desk/ledger"
            view.older = base.adding("kind", kind?.text).adding("before", String(oldest.0))
        }
        return call.page(ledgerPage(call.visit, view))
    }

    /// The newest events before an index, newest first. The ledger is read forwards, so it is read in steps from behind;
    /// a rare kind is looked for in the last hundred thousand events.
    private func newest(before: EventIndex, _ kind: EventKind?) async throws -> [(EventIndex, Event)] {
        var found: [(EventIndex, Event)] = []
        var end = before
        let step: EventIndex = kind == nil ? EventIndex(Self.perPage) : 5000
        for _ in 0..<20 where end > 0 && found.count < Self.perPage {
            let start = max(0, end - step)
            let kinds = kind.map { Set([$0]) }
            let part = try await rooms.ledger.events(after: start - 1, kinds: kinds, limit: Int(step))
                .filter { $0.0 < end }
            found += part.reversed()
            end = start
        }
        return found
    }
}
