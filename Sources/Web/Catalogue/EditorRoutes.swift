import Appraisal
import Archive
import Catalogue
import HTTPTypes
import Hummingbird
import NIOCore
import Preservation
import Sharing

// One unit at the desk: looked at, corrected, kept while it is not saved, taken back.

extension Pages {
    var editorRoutes: [Route] {
        [
            .get("/desk/units/{id}", .duty(.browse)) { call in
                call.page(editorPage(call.visit, try await opened(call, try await unit(call))))
            },
            .post("/desk/units/{id}", .duty(.describe), saveUnit),
            .post("/desk/units/{id}/unsaved", .duty(.describe), keepUnsaved),
            .post("/desk/units/{id}/unsaved/drop", .duty(.describe), dropUnsaved),
            .get("/desk/units/{id}/history", .duty(.browse), unitHistory),
            .post("/desk/units/{id}/revert", .duty(.describe), revertUnit),
            .get("/desk/units/{id}/undo", .duty(.describe), askTakeBack),
            .post("/desk/units/{id}/undo", .duty(.describe), takeBack),
        ]
    }

    private func editor(_ call: Call, _ unit: ArchivalUnit) async throws -> EditorView {
        var view = EditorView(unit: unit, path: try await rooms.aids.path(of: unit.id), since: unit.version)
        view.list = UnitList(text: call.query["list"])
        (view.previous, view.next) = try await rooms.aids.neighbours(of: unit, in: view.list)
        if unit.level == .item {
            view.access = try await rooms.board.status(of: [unit.id])[unit.id]
            view.decisions = try await rooms.board.decisions(of: unit.id)
            view.names = try await rooms.accounts.names(of: Set(view.decisions.map(\.decidedBy.id)))
            try await addFiles(call, to: &view)
        }
        return view
    }

    /// The editor as somebody opens it: with what they left unsaved in its fields.
    private func opened(_ call: Call, _ unit: ArchivalUnit) async throws -> EditorView {
        var view = try await editor(call, unit)
        guard call.visit.may(.describe),
            let unsaved = try await rooms.aids.unsaved(of: unit.id, by: try call.agent(.describe))
        else { return view }
        (view.unsaved, view.seen) = (unsaved, unsaved.at)
        let (_, meeting, later) = try await rooms.aids.meeting(unsaved.texts, of: unit.id, since: unsaved.version)
        try await meet(meeting, later, since: unsaved.version, in: &view)
        return view
    }

    /// Puts what was typed into the fields, and beside it what others changed.
    private func meet(_ meeting: Meeting, _ later: [UnitChange], since: Int64, in view: inout EditorView) async throws {
        view.typed = meeting.typed
        (view.since, view.meeting, view.later) = (since, meeting, later)
        guard !later.isEmpty else { return }
        view.names.merge(try await rooms.accounts.names(of: Set(later.map(\.agent.id)))) { first, _ in first }
    }

    /// What is kept of the unit, and a page of it.
    private func addFiles(_ call: Call, to view: inout EditorView) async throws {
        let unit = view.unit
        let reach = try staffReach(call)
        guard unit.hasHolding, let record = try await rooms.readingRoom.deskRecord(unit.id, within: reach) else {
            return
        }
        let formats = Dictionary(
            (record.holding?.files ?? []).map { ($0.n, $0.format) }, uniquingKeysWith: { first, _ in first })
        view.files = record.files.map { file in
            let n = Int64(file.n)
            return EditorView.FileLine(
                n: n, role: file.role, format: file.format, identified: (formats[n] ?? nil)?.identified,
                bytes: file.bytes)
        }
        let asked = try fileAndPage(call)
        guard
            let shown = try await rooms.readingRoom.deskRecord(
                unit.id, file: asked.file, page: asked.page, within: reach)
        else { return }
        let base: Path = "/desk/units/\(unit.id.text)"
        view.viewer = Viewer(
            shown.view, base: base, here: base, size: call.query["size"].flatMap { Int($0) },
            turn: call.query["turn"].flatMap { Int($0) } ?? 0, downloads: true,
            stays: view.list.text.map { [("list", $0)] } ?? [])
    }

    // MARK: Saving

    /// What stands in the fields of the form.
    private func typed(_ form: Form, _ unit: ArchivalUnit) -> [String: String] {
        var typed: [String: String] = [:]
        for element in EditorView.editable(unit) {
            if let text = form.raw(element.identifier) { typed[element.identifier] = text }
        }
        return typed
    }

    /// The version the form shows, and the one over which its fields were typed.
    private func versions(_ form: Form) throws -> (shown: Int64, since: Int64) {
        guard let shown = form["version"].flatMap({ Int64($0) }) else {
            throw WebProblem.malformed(Words(zh: "没有写明改的是哪一版。", en: "The version that was changed is not given."))
        }
        return (shown, form["since"].flatMap { Int64($0) } ?? shown)
    }

    private func saveUnit(_ call: Call) async throws -> Response {
        let id = try await unit(call).id
        let agent = try call.agent(.describe)
        let (shown, since) = try versions(call.form)
        let (unit, meeting, later) = try await rooms.aids.meeting(
            typed(call.form, try await unit(call)), of: id, since: since)
        func again(_ status: HTTPResponse.Status, _ errors: [FieldError] = []) async throws -> Response {
            var view = try await editor(call, unit)
            try await meet(meeting, later, since: since, in: &view)
            (view.errors, view.isAgain) = (errors, true)
            view.seen = try await rooms.aids.unsaved(of: id, by: agent)?.at
            return call.page(editorPage(call.visit, view), status: status)
        }
        guard shown == unit.version else { return try await again(.conflict) }
        var changes = meeting.mine.reduce(into: [String: String?]()) { changes, field in
            changes.updateValue(field.typed.isEmpty ? nil : field.typed, forKey: field.element.identifier)
        }
        var undecided: [FieldError] = []
        for clash in meeting.clashes {
            let name = clash.element.identifier
            switch call.form["keep." + name] {
            case "mine": changes.updateValue(clash.typed.isEmpty ? nil : clash.typed, forKey: name)
            case "now": break
            default:
                undecided.append(
                    FieldError(
                        field: "keep." + name,
                        words: Words(
                            zh: "\(clash.element.name.zh)：你们都改了，选定用哪一个。",
                            en: "\(clash.element.name.en): both of you changed it; choose one.")))
            }
        }
        guard undecided.isEmpty else { return try await again(.unprocessableContent, undecided) }
        do {
            if changes.isEmpty {
                try await rooms.aids.dropUnsaved(of: id, by: agent)
            } else {
                try await rooms.aids.edit(id, changes: changes, expecting: shown, by: agent)
            }
        } catch CatalogueProblem.invalid(let faults) {
            return try await again(.unprocessableContent, faults.map(FieldError.init))
        } catch CatalogueProblem.changedMeanwhile {
            // Between the look above and the saving: what is there now is shown.
            return try await saveUnit(call)
        }
        return try await saved(call, unit, by: agent)
    }

    /// On to what was asked for with the saving: the same entry, the next, or the next with this one confirmed.
    private func saved(_ call: Call, _ unit: ArchivalUnit, by agent: Agent) async throws -> Response {
        let view = try await editor(call, unit)
        let next = view.list.path(of: (view.next ?? unit).id)
        switch call.form["then"] {
        case "next": return call.redirect(to: next, saying: "saved")
        case "confirm": break
        default: return call.redirect(to: view.here, saying: "saved")
        }
        let report = try await rooms.aids.confirm(.units([unit.id]), by: agent)
        guard let missing = report.incomplete.first else { return call.redirect(to: next, saying: "confirmed") }
        guard let now = try await rooms.aids.unit(unit.id) else { throw WebProblem.notFound }
        var lacking = try await editor(call, now)
        lacking.errors = missing.missing.compactMap { name in
            guard let element = DescriptiveElement.all.first(where: { $0.name == name }) else { return nil }
            return FieldError(
                field: element.identifier,
                words: Words(
                    zh: "\(name.zh)：必须著录，确认前请填写（DA/T 18-2022）。",
                    en: "\(name.en): mandatory; fill it in before confirming (DA/T 18-2022)."))
        }
        return call.page(editorPage(call.visit, lacking), status: .unprocessableContent)
    }

    // MARK: What is not saved

    /// Keeps what stands in the form as this person's own, and says what would be refused.
    private func keepUnsaved(_ call: Call) async throws -> Response {
        let unit = try await unit(call)
        let agent = try call.agent(.describe)
        let since = try versions(call.form).since
        let typed = typed(call.form, unit)
        let meeting = try await rooms.aids.meeting(typed, of: unit.id, since: since).meeting
        let changes = meeting.typed.mapValues { $0.isEmpty ? nil : $0 }
        let faults = try rooms.aids.faults(of: changes, in: unit)
        var answer: [String: JSON] = [
            "schema": "lantai.unsaved/1",
            "errors": .array(
                faults.map { fault in
                    let error = FieldError(fault)
                    return ["field": .string(error.field), "text": .string(error.words[call.visit.language])]
                }),
        ]
        var status = HTTPResponse.Status.ok
        do {
            let seen = call.form["seen"].flatMap(Instant.init(text:))
            switch try await rooms.aids.keepUnsaved(typed, of: unit.id, since: since, seen: seen, by: agent) {
            case .kept(let at):
                answer["seen"] = .string(at.text)
                answer["kept"] = .string(LocalTime(at, call.visit.clock).clockText)
            case .nothing: break
            case .otherWindow:
                status = .conflict
                answer["latest"] = JSON(try await rooms.aids.unsaved(of: unit.id, by: agent)?.at.text)
            }
        } catch CatalogueProblem.invalid {
            answer["refused"] = true
        }
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: JSON.object(answer).canonical)))
    }

    private func dropUnsaved(_ call: Call) async throws -> Response {
        let unit = try await unit(call)
        try await rooms.aids.dropUnsaved(of: unit.id, by: try call.agent(.describe))
        return call.redirect(to: UnitList(text: call.form["list"]).path(of: unit.id), saying: "thrown-away")
    }

    // MARK: History

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

    private func askTakeBack(_ call: Call) async throws -> Response {
        let id = try await unit(call).id
        guard let version = call.query["version"].flatMap({ Int64($0) }) else { throw WebProblem.notFound }
        let (unit, plan) = try await rooms.aids.takingBack(id, version: version)
        return call.page(
            takeBackPage(
                call.visit, unit, path: try await rooms.aids.path(of: id), plan,
                names: try await rooms.accounts.names(of: [plan.edit.agent.id])))
    }

    private func takeBack(_ call: Call) async throws -> Response {
        let unit = try await unit(call)
        guard let edit = call.form["edit"].flatMap({ Int64($0) }),
            let version = call.form["version"].flatMap({ Int64($0) })
        else { throw WebProblem.malformed(Words(zh: "没有写明撤销哪一次改动。", en: "No edit to take back was given.")) }
        try await rooms.aids.takeBack(unit.id, version: edit, expecting: version, by: try call.agent(.describe))
        return call.redirect(to: "/desk/units/\(unit.id.text)/history", saying: "taken-back")
    }
}

extension FieldError {
    /// What is wrong with a value, what it may be, and the rule that says so.
    init(_ fault: InvalidValue) {
        let zh = "\(fault.element.zh)：\(fault.what.zh)。\(fault.next.zh)。".replacing("。。", with: "。")
        let en = "\(fault.element.en): \(fault.what.en). \(fault.next.en)".replacing("..", with: ".")
        self.init(
            field: fault.identifier,
            words: Words(zh: "\(zh)（\(fault.rule.zh)）", en: "\(en) (\(fault.rule.en))"))
    }
}
