import Appraisal
import Archive
import Catalogue
import HTTPTypes
import Hummingbird
import Sharing
import Tables

// The catalogue at the desk: walking it, correcting it, confirming it.

extension Pages {
    var catalogueRoutes: [Route] {
        [
            .get("/desk/catalogue", .duty(.browse), fondsList),
            .get("/desk/catalogue/{id}", .duty(.browse), node),
            .get("/desk/catalogue/waiting", .duty(.browse), waitingEntries),
            .get("/desk/catalogue/confirm", .duty(.describe), askConfirm),
            .post("/desk/catalogue/confirm", .duty(.describe), confirmUnits),
        ] + editorRoutes + moveRoutes + leftBehindRoutes
    }

    func unit(_ call: Call) async throws -> ArchivalUnit {
        guard let unit = try await rooms.aids.unit(try call.identifier("id")) else { throw WebProblem.notFound }
        return unit
    }

    private static let perPage = 50

    private func fondsList(_ call: Call) async throws -> Response {
        let after = call.query["after"]
        let page = try await rooms.aids.fondsList(after: after ?? "", limit: Self.perPage + 1)
        let shown = Array(page.prefix(Self.perPage))
        let next: Path? = page.count > shown.count ? "/desk/catalogue?after=\(shown.last!.fondsCode)" : nil
        let waiting = try await rooms.aids.waiting(limit: 1).count
        let left = call.visit.may(.describe) ? try await leftBehind().count : 0
        let unsaved =
            call.visit.may(.describe) ? try await rooms.aids.unsaved(by: try call.agent(.describe), limit: 20) : []
        return call.page(
            fondsDeskPage(
                call.visit, shown, next: next, first: after == nil, waiting: waiting, unsaved: unsaved,
                left: left))
    }

    private func waitingEntries(_ call: Call) async throws -> Response {
        let after: UnitID? = call.query["after"].flatMap(UnitID.init(text:))
        let (page, count) = try await rooms.aids.waiting(after: after, limit: Self.perPage + 1)
        let shown = Array(page.prefix(Self.perPage))
        let base: Path = "/desk/catalogue/waiting"
        return call.page(
            waitingPage(
                call.visit, shown, count, access: try await rooms.board.status(of: shown.map(\.id)),
                first: after == nil ? nil : base,
                next: page.count > shown.count ? shown.last.map { base.adding("after", $0.id.text) } : nil))
    }

    private func node(_ call: Call) async throws -> Response {
        let node = try await unit(call)
        if node.level == .item { return call.redirect(to: "/desk/units/\(node.id.text)") }
        let before = call.query["before"].flatMap(ShelfPlace.init(text:))
        let after = call.query["after"].flatMap(ShelfPlace.init(text:))
        let limit = Self.perPage + 1
        var children: [ArchivalUnit]
        var (hasPrevious, hasNext) = (after != nil, before != nil)
        if let before {
            children = try await rooms.aids.children(of: node.id, before: before, limit: limit)
            hasPrevious = children.count > Self.perPage
            children = Array(children.suffix(Self.perPage))
        } else {
            children = try await rooms.aids.children(of: node.id, after: after, limit: limit)
            hasNext = children.count > Self.perPage
            children = Array(children.prefix(Self.perPage))
        }
        let base: Path = "/desk/catalogue/\(node.id.text)"
        var view = NodeView(
            node: node, path: try await rooms.aids.path(of: node.id), children: children,
            access: try await rooms.board.status(of: children.filter { $0.level == .item }.map(\.id)),
            previous: hasPrevious ? children.first.map { base.adding("before", $0.place.text) } : nil,
            next: hasNext ? children.last.map { base.adding("after", $0.place.text) } : nil)
        view.tree = try await tree(to: node, view.path)
        view.moved = try await lastMove(call)
        return call.page(nodePage(call.visit, view))
    }

    // MARK: Confirming

    /// The 件 of a choice, as the rooms take it.
    func chosen(_ selection: Selection) async throws -> UnitSelection {
        if let decision = selection.decision {
            return .units(try await rooms.board.units(of: decision, limit: Self.mostChosen))
        }
        if let under = selection.under { return .under(under) }
        if let accession = selection.accession { return .accession(accession) }
        return .units(try await rooms.aids.items(of: selection.units, limit: Self.mostChosen))
    }

    private static let mostChosen = 100_000

    /// The identifiers behind a choice, up to as many as one act takes.
    func identifiers(_ selection: Selection) async throws -> [UnitID] {
        let chosen = try await chosen(selection)
        return try await rooms.database.read { try chosen.units(in: $0, limit: Self.mostChosen) }
    }

    private func askConfirm(_ call: Call) async throws -> Response {
        let selection = try Selection(call.query)
        let ids = try await identifiers(selection)
        guard !ids.isEmpty else { throw WebProblem.notFound }
        let units = try await rooms.aids.units(ids)
        return call.page(
            confirmUnitsPage(
                call.visit, selection, count: Int64(ids.count), drafts: Int64(units.count { $0.state == .draft }),
                sample: Array(units.prefix(5))))
    }

    private func confirmUnits(_ call: Call) async throws -> Response {
        let report = try await rooms.aids.confirm(
            try await chosen(try Selection(call.form)), by: try call.agent(.describe))
        return call.page(confirmedPage(call.visit, report))
    }
}
