import Appraisal
import Archive
import Catalogue
import Hummingbird
import Ledger
import NIOCore

// The tree at the desk, and moving entries in it.

extension Pages {
    var moveRoutes: [Route] {
        [
            .get("/desk/catalogue/{id}/branch", .duty(.browse), branch),
            .get("/desk/catalogue/move", .duty(.describe), askMove),
            .post("/desk/catalogue/move", .duty(.describe), moveUnits),
            .post("/desk/catalogue/move/back", .duty(.describe), moveBack),
        ]
    }

    /// The tree from the 全宗 to a node: around each step as many of its neighbours as are shown at once.
    func tree(to node: ArchivalUnit, _ path: [ArchivalUnit]) async throws -> Branch? {
        let way = path + [node]
        guard let root = way.first else { return nil }
        return try await branch(root, along: Array(way.dropFirst()))
    }

    private func branch(_ node: ArchivalUnit, along way: [ArchivalUnit]) async throws -> Branch {
        var branch = Branch(node: node, isOpen: node.level != .file)
        guard node.level != .file else { return branch }
        var shown: [ArchivalUnit]
        if let step = way.first {
            let before = try await rooms.aids.nodes(below: node.id, before: step.place, limit: Branch.page / 3 + 1)
            branch.hasEarlier = before.count > Branch.page / 3
            shown = before.suffix(Branch.page / 3) + [step]
        } else {
            shown = []
        }
        let room = Branch.page - shown.count
        let after = try await rooms.aids.nodes(below: node.id, after: shown.last?.place, limit: room + 1)
        branch.hasLater = after.count > room
        shown += after.prefix(room)
        for each in shown {
            branch.below.append(
                each.id == way.first?.id
                    ? try await self.branch(each, along: Array(way.dropFirst())) : Branch(node: each))
        }
        return branch
    }

    /// Nodes below one, for the script that unfolds it: a part of a page.
    private func branch(_ call: Call) async throws -> Response {
        let node = try await unit(call)
        let after = call.query["after"].flatMap(ShelfPlace.init(text:))
        let page = try await rooms.aids.nodes(below: node.id, after: after, limit: Branch.page + 1)
        let shown = page.prefix(Branch.page)
        var h = HTML(call.visit.language)
        h.branches(
            shown.map { Branch(node: $0) }, after: page.count > shown.count ? shown.last : nil, below: node.id)
        return call.page(h.bytes)
    }

    private static let perPage = 50

    private func askMove(_ call: Call) async throws -> Response {
        let selection = Selection(units: try Selection(call.query).units)
        let units = try await rooms.aids.units(selection.units)
        guard let fonds = units.first?.fonds else { throw WebProblem.notFound }
        if let to = call.query["to"].flatMap(UnitID.init(text:)) {
            return call.page(movePage(call.visit, selection, try await plan(selection.units, to: to)))
        }
        let asked = call.query["q"] ?? ""
        let after: UnitID? = call.query["after"].flatMap(UnitID.init(text:))
        let page = try await rooms.aids.nodes(of: fonds, holding: asked, after: after, limit: Self.perPage + 1)
        let shown = Array(page.prefix(Self.perPage))
        let base = selection.fields.reduce(Path("/desk/catalogue/move")) { $0.adding($1.name, $1.value) }
            .adding("q", asked.isEmpty ? nil : asked)
        return call.page(
            chooseTargetPage(
                call.visit, selection, units, asked: asked, nodes: shown, first: after == nil ? nil : base,
                next: page.count > shown.count ? shown.last.map { base.adding("after", $0.id.text) } : nil))
    }

    /// Those of the units that readers may know by their codes.
    private func known(_ units: [UnitID]) async throws -> Set<UnitID> {
        Set(try await rooms.board.status(of: units).filter { $0.value.status == .open || $0.value.level > 0 }.keys)
    }

    private func plan(_ units: [UnitID], to node: UnitID) async throws -> Moving {
        try await rooms.aids.moving(units, below: node, known: try await known(try await rooms.aids.withItems(units)))
    }

    private func moveUnits(_ call: Call) async throws -> Response {
        let units = try Selection(call.form).units
        guard let to = call.form["to"].flatMap(UnitID.init(text:)) else {
            throw WebProblem.malformed(Words(zh: "没有写明移到哪里。", en: "No place to move to was given."))
        }
        let moved = try await rooms.aids.move(
            units, below: to, known: try await known(try await rooms.aids.withItems(units)),
            by: try call.agent(.describe))
        return call.redirect(to: Path("/desk/catalogue/\(to.text)").adding("moved", moved.id.text))
    }

    private func moveBack(_ call: Call) async throws -> Response {
        guard let batch = call.form["batch"].flatMap(DecisionID.init(text:)) else { throw WebProblem.notFound }
        try await rooms.aids.moveBack(batch, known: known, by: try call.agent(.describe))
        let node = call.form["node"].flatMap(UnitID.init(text:))
        return call.redirect(
            to: node.map { "/desk/catalogue/\($0.text)" } ?? "/desk/catalogue", saying: "moved-back")
    }

    /// What the address says was just moved here.
    func lastMove(_ call: Call) async throws -> (batch: DecisionID, units: Int64)? {
        guard let batch = call.query["moved"].flatMap(DecisionID.init(text:)),
            let event = try await rooms.ledger.events(about: batch.text).first?.1, event.kind == .moved,
            let units = event.facts["units"]?.int
        else { return nil }
        return (batch, units)
    }
}
