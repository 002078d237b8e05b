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
            .get("/desk/units/{id}", .duty(.browse)) { call in
                call.page(editorPage(call.visit, try await editor(call, try await unit(call))))
            },
            .post("/desk/units/{id}", .duty(.describe), saveUnit),
            .get("/desk/units/{id}/history", .duty(.browse), unitHistory),
            .post("/desk/units/{id}/revert", .duty(.describe), revertUnit),
            .get("/desk/catalogue/waiting", .duty(.browse), waitingEntries),
            .get("/desk/catalogue/confirm", .duty(.describe), askConfirm),
            .post("/desk/catalogue/confirm", .duty(.describe), confirmUnits),
        ]
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
        return call.page(fondsDeskPage(call.visit, shown, next: next, first: after == nil, waiting: waiting))
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
        let view = NodeView(
            node: node, path: try await rooms.aids.path(of: node.id), children: children,
            access: try await rooms.board.status(of: children.filter { $0.level == .item }.map(\.id)),
            previous: hasPrevious ? children.first.map { base.adding("before", $0.place.text) } : nil,
            next: hasNext ? children.last.map { base.adding("after", $0.place.text) } : nil)
        return call.page(nodePage(call.visit, view))
    }

    // MARK: One unit

    func editor(_ call: Call, _ unit: ArchivalUnit) async throws -> EditorView {
        var view = EditorView(unit: unit, path: try await rooms.aids.path(of: unit.id))
        if let parent = unit.parent {
            view.previous = try await rooms.aids.children(of: parent, before: unit.place, limit: 1).first
            view.next = try await rooms.aids.children(of: parent, after: unit.place, limit: 1).first
        }
        if unit.level == .item {
            view.access = try await rooms.board.status(of: [unit.id])[unit.id]
            view.decisions = try await rooms.board.decisions(of: unit.id)
            view.names = try await rooms.accounts.names(of: Set(view.decisions.map(\.decidedBy.id)))
            try await addFiles(call, to: &view)
        }
        return view
    }

    /// What is kept of the unit, and the image of its first page.
    private func addFiles(_ call: Call, to view: inout EditorView) async throws {
        let unit = view.unit
        guard unit.hasHolding,
            let record = try await rooms.readingRoom.deskRecord(unit.id, within: try staffReach(call))
        else { return }
        view.files = record.files.map {
            EditorView.FileLine(n: Int64($0.n), role: $0.role, format: $0.format, bytes: $0.bytes)
        }
        if !record.files.isEmpty { view.viewer = "/desk/units/\(unit.id.text)/view" }
        if let first = record.files.first(where: \.hasImages), rooms.workers != nil {
            view.image = "/desk/units/\(unit.id.text)/pages/\(first.n)/1"
            view.pages = first.pages.map { Int64($0) }
        }
    }

    /// What the form changes: element → new text, `nil` where it was emptied.
    private func changes(_ form: Form, _ unit: ArchivalUnit) -> [String: String?] {
        var changes: [String: String?] = [:]
        for element in EditorView.editable(unit) {
            guard let typed = form.raw(element.identifier) else { continue }
            let text = typed.replacing("\r\n", with: "\n").trimmed
            if !Self.same(text, EditorView.text(of: element, in: unit)) {
                changes.updateValue(text.isEmpty ? nil : text, forKey: element.identifier)
            }
        }
        return changes
    }

    /// Equal but for line ends and white space around. By bytes: Swift holds a compatibility ideograph equal to another.
    private static func same(_ left: String, _ right: String) -> Bool {
        left.replacing("\r\n", with: "\n").trimmed.utf8.elementsEqual(right.replacing("\r\n", with: "\n").trimmed.utf8)
    }

    private func saveUnit(_ call: Call) async throws -> Response {
        let unit = try await unit(call)
        let agent = try call.agent(.describe)
        let version = call.form["version"].flatMap { Int64($0) } ?? 0
        let wantsConfirm = call.form["then"] == "confirm"
        let changes = changes(call.form, unit)
        func again(_ status: HTTPResponse.Status, _ change: (inout EditorView) -> Void) async throws -> Response {
            var view = try await editor(call, unit)
            for element in EditorView.editable(unit) {
                if let typed = call.form.raw(element.identifier) { view.typed[element.identifier] = typed }
            }
            change(&view)
            return call.page(editorPage(call.visit, view), status: status)
        }
        if version != unit.version {
            // What each element was when this person opened the form: the oldest state a later change replaced.
            var seen: [String: String] = [:]
            for change in try await rooms.aids.history(unit.id) where change.version > version {
                for each in change.changes { seen[each.element] = each.before.map(\.value).joined(separator: "\n") }
            }
            return try await again(.conflict) { view in
                // What this person did not touch must not undo what the others did.
                for (element, text) in seen where view.typed[element].map({ Self.same($0, text) }) ?? true {
                    view.typed[element] = nil
                }
                view.changedMeanwhile = Array(seen.keys)
            }
        }
        do {
            if !changes.isEmpty {
                try await rooms.aids.edit(unit.id, changes: changes, expecting: version, by: agent)
            }
        } catch CatalogueProblem.invalid(let faults) {
            return try await again(.unprocessableContent) { view in
                view.errors = faults.map { fault in
                    FieldError(
                        field: fault.identifier,
                        words: Words(
                            zh: "\(fault.element.zh)：\(fault.what.zh)。\(fault.next.zh)。".replacing("。。", with: "。"),
                            en: "\(fault.element.en): \(fault.what.en). \(fault.next.en)".replacing("..", with: ".")))
                }
            }
        }
        guard wantsConfirm else { return call.redirect(to: "/desk/units/\(unit.id.text)", saying: "saved") }
        let report = try await rooms.aids.confirm(.units([unit.id]), by: agent)
        if let missing = report.incomplete.first {
            guard let now = try await rooms.aids.unit(unit.id) else { throw WebProblem.notFound }
            var view = try await editor(call, now)
            view.errors = missing.missing.compactMap { name in
                guard let element = DescriptiveElement.all.first(where: { $0.name == name }) else { return nil }
                return FieldError(
                    field: element.identifier,
                    words: Words(
                        zh: "\(name.zh)：必须著录，确认前请填写。", en: "\(name.en): mandatory; fill it in before confirming."))
            }
            return call.page(editorPage(call.visit, view), status: .unprocessableContent)
        }
        let view = try await editor(call, unit)
        return call.redirect(to: "/desk/units/\((view.next ?? unit).id.text)", saying: "confirmed")
    }

    private func unitHistory(_ call: Call) async throws -> Response {
        let unit = try await unit(call)
        let changes = try await rooms.aids.history(unit.id)
        return call.page(
            unitHistoryPage(
                call.visit, unit, path: try await rooms.aids.path(of: unit.id), changes,
                names: try await rooms.accounts.names(of: Set(changes.map(\.agent.id)))))
    }

    private func revertUnit(_ call: Call) async throws -> Response {
        let unit = try await unit(call)
        guard let to = call.form["to"].flatMap({ Int64($0) }), let version = call.form["version"].flatMap({ Int64($0) })
        else { throw WebProblem.malformed(Words(zh: "没有写明还原到哪一版。", en: "No version to restore was given.")) }
        try await rooms.aids.revert(unit.id, to: to, expecting: version, by: try call.agent(.describe))
        return call.redirect(to: "/desk/units/\(unit.id.text)/history", saying: "undone")
    }

    // MARK: Confirming

    /// The 件 of a choice, as the rooms take it.
    func chosen(_ selection: Selection) async throws -> UnitSelection {
        if let decision = selection.decision {
            return .units(try await rooms.board.units(of: decision, limit: Self.mostChosen))
        }
        if let under = selection.under { return .under(under) }
        if let accession = selection.accession { return .accession(accession) }
        return .units(selection.units)
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
