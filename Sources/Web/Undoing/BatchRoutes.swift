import Appraisal
import Archive
import Catalogue
import HTTPTypes
import Hummingbird
import Ledger

// What was done to many at once, found again for thirty days, and the way back.

extension Pages {
    var batchRoutes: [Route] {
        [
            .get("/desk/batches", .duty(.browse), batches),
            .get("/desk/batches/{id}", .duty(.browse)) { call in
                call.page(batchPage(call.visit, try await batchView(call)))
            },
            .post("/desk/batches/{id}/undo", .duty(.browse), undo),
        ]
    }

    private static let perPage = 50

    /// The newest batches of more than one item that this person may do and undo.
    /// - Parameter pages: How many pages of 500 events are looked through at most: one by one an archivist confirms
    ///   thousands in thirty days, which are passed over.
    func recentBatches(_ visit: Visit, before index: EventIndex? = nil, limit: Int, pages: Int = 10) async throws -> (
        batches: [Batch], rest: EventIndex?
    ) {
        let since = rooms.clock.now.before(Batch.shown)
        var (found, last) = ([Event](), index)
        // The newest part of a large batch may be of one item: it counts once an older part is met.
        var single: [String: Event] = [:]
        for _ in 0..<pages {
            let page = try await rooms.ledger.newest(since: since, before: last, kinds: Batch.kinds, limit: 500)
            for (index, event) in page {
                guard let batch = Batch(event), visit.may(batch.duty) else { continue }
                let isPart = found.contains { $0.subject == event.subject }
                guard isPart || batch.units > 1 else {
                    single[event.subject] = event
                    continue
                }
                if !isPart, [Batch](of: found).count == limit { return ([Batch](of: found), last) }
                found.append(event)
                if !isPart, let part = single[event.subject] { found.append(part) }
                last = index
            }
            guard page.count == 500 else { return ([Batch](of: found), nil) }
            last = page.last?.0
        }
        return ([Batch](of: found), last)
    }

    private func batches(_ call: Call) async throws -> Response {
        let before = call.query["before"].flatMap { EventIndex($0) }
        let (found, rest) = try await recentBatches(call.visit, before: before, limit: Self.perPage)
        return call.page(
            batchesPage(
                call.visit, found, names: try await rooms.accounts.names(of: Set(found.map(\.agent.id))),
                first: before == nil, next: rest.map { Path("/desk/batches").adding("before", String($0)) }))
    }

    // MARK: One batch

    private func batch(_ call: Call) async throws -> Batch {
        let id: DecisionID = try call.identifier("id")
        let events = try await rooms.ledger.events(about: id.text).map(\.1)
        // A decision's number is its own; under that of a unit stands each time it was confirmed by itself.
        let last = events.last { Batch.kinds.contains($0.kind) }
        let whole = [Batch](of: events.filter { $0.kind == last?.kind })
        guard var batch = whole.first else { throw WebProblem.notFound }
        if batch.kind == .confirmed, events.contains(where: { $0.kind == .described || $0.kind == .drafted }) {
            batch.units = 1
        }
        guard call.visit.may(batch.duty) else { throw WebProblem.notYourDuty(batch.duty) }
        return batch
    }

    private func batchView(_ call: Call) async throws -> BatchView {
        let batch = try await batch(call)
        var view = BatchView(batch: batch)
        view.name = try await rooms.accounts.names(of: [batch.agent.id])[batch.agent.id]
        guard batch.isUndoable else { return view }
        if batch.kind == .confirmed {
            let undoing = try await rooms.aids.unconfirming(batch.id)
            let opened = try await rooms.board.status(of: undoing.units.map(\.unit)).values.filter {
                $0.status == .open
            }
            view.kept = Set(opened.map(\.unit))
            view.undone = Int64(undoing.units.count - view.kept.count)
            view.left = undoing.left.map { .init(unit: $0.unit, code: $0.code, why: $0.why) }
            view.leftCount = Int64(undoing.left.count + view.kept.count)
            for unit in try await rooms.aids.units(Array(view.kept.sorted().prefix(BatchView.mostShown))) {
                view.left.append(
                    .init(
                        unit: unit.id, code: unit.code,
                        why: Words(zh: "其后已开放", en: "it was opened since")))
            }
            view.sample = try await rooms.aids.units(
                Array(undoing.units.map(\.unit).filter { !view.kept.contains($0) }.prefix(5)))
        } else {
            let undoing = try await rooms.board.undoing(batch.id)
            view.undone = Int64(undoing.units.count)
            view.left = undoing.left.map { .init(unit: $0.unit, code: $0.code, why: $0.what) }
            view.leftCount = Int64(undoing.left.count)
            view.published = Int64(undoing.published)
            view.publishedBefore = Int64(undoing.publishedBefore)
            view.sample = try await rooms.aids.units(Array(undoing.units.map(\.unit).prefix(5)))
        }
        return view
    }

    private func undo(_ call: Call) async throws -> Response {
        let batch = try await batch(call)
        guard batch.isUndoable else { throw WebProblem.notFound }
        let agent = try call.agent(batch.duty)
        guard let reason = call.form["reason"] else {
            let error = FieldError(field: "reason", words: Words(zh: "撤销要写明缘由。", en: "Say why it is undone."))
            return call.page(
                batchPage(call.visit, try await batchView(call), errors: [error]), status: .unprocessableContent)
        }
        do {
            if batch.kind == .confirmed {
                let view = try await batchView(call)
                let undone = try await rooms.aids.unconfirm(batch.id, keeping: view.kept, reason: reason, by: agent)
                return call.redirect(to: "/desk/batches/\(undone.id.text)", saying: "batch-undone")
            }
            let receipt = try await rooms.board.undo(batch.id, reason: reason, by: agent)
            return call.redirect(to: "/desk/batches/\(receipt.id.text)", saying: "batch-undone")
        } catch CatalogueProblem.nothingToUndo, AppraisalProblem.nothingToUndo {
            // Somebody else was faster, or the form was sent twice: the page says how things stand.
            return call.redirect(to: batch.path)
        }
    }
}
