import Archive
import Catalogue
import HTTPTypes
import Hummingbird

// What stopped accounts left unsaved: seen, taken over or thrown away by an archivist, with an event.

extension Pages {
    var leftBehindRoutes: [Route] {
        [
            .get("/desk/catalogue/left-behind", .duty(.describe), leftBehind),
            .post("/desk/catalogue/left-behind", .duty(.describe), settleLeftBehind),
        ]
    }

    private static let mostLeft = 100

    /// What accounts that are stopped left unsaved.
    func leftBehind() async throws -> (edits: [LeftBehind], count: Int64, names: [String: String]) {
        let stopped = try await rooms.accounts.list().filter { !$0.isEnabled }
        let (edits, count) = try await rooms.aids.leftBehind(by: stopped.map(\.id.text), limit: Self.mostLeft)
        return (edits, count, Dictionary(uniqueKeysWithValues: stopped.map { ($0.id.text, $0.displayName) }))
    }

    private func leftBehind(_ call: Call) async throws -> Response {
        let (edits, count, names) = try await leftBehind()
        return call.page(leftBehindPage(call.visit, edits, count, names))
    }

    private func settleLeftBehind(_ call: Call) async throws -> Response {
        guard let unit = call.form["unit"].flatMap(UnitID.init(text:)), let account = call.form["account"],
            let settling = call.form["do"].flatMap(FindingAids.Settling.init(rawValue:)),
            // What somebody who can still sign in has not saved is nobody else's.
            try await rooms.accounts.list().contains(where: { $0.id.text == account && !$0.isEnabled })
        else { throw WebProblem.notFound }
        do {
            try await rooms.aids.settleLeftBehind(settling, of: unit, account: account, by: try call.agent(.describe))
        } catch let problem as CatalogueProblem {
            let (edits, count, names) = try await leftBehind()
            return call.page(
                leftBehindPage(call.visit, edits, count, names, problem: problem), status: problem.httpStatus)
        }
        return settling == .taken
            ? call.redirect(to: "/desk/units/\(unit.text)", saying: "taken-over")
            : call.redirect(to: "/desk/catalogue/left-behind", saying: "left-dropped")
    }
}

private func leftBehindPage(
    _ visit: Visit, _ edits: [LeftBehind], _ count: Int64, _ names: [String: String],
    problem: CatalogueProblem? = nil
) -> [UInt8] {
    let title = Words(zh: "停用账号留下的未保存改动", en: "Left unsaved by stopped accounts")
    return deskPage(visit, title: title, at: .catalogue) { h in
        h.crumbs([(DeskPlace.catalogue.words, "/desk/catalogue")], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(.class("quiet num")) { $0.text(Phrases.items(count)) }
        }
        if let problem { h.note(.stop, problem.what, alert: true) { $0.p(problem.next) } }
        guard !edits.isEmpty else {
            h.void(
                Words(zh: "没有留下的改动", en: "Nothing was left"),
                Words(
                    zh: "账号停用时还没保存的著录改动会列在这里。",
                    en: "Changes of descriptions that were not saved when an account was stopped are listed here."))
            return
        }
        h.p(
            Words(
                zh: "接过来的成为你自己未保存的改动，打开条目核对后再保存；扔掉的内容只留在账簿的文书里。两样都记入账簿。",
                en:
                    "What you take over becomes your own unsaved change: open the entry, look it over and save it. "
                    + "What is thrown away stays in the ledger's document only. Both are events of the ledger."),
            .class("help"))
        let who = Words(zh: "账号", en: "Account")
        let typed = Words(zh: "填了什么", en: "What was typed")
        let at = Words(zh: "最后改于", en: "Last typed")
        let act = Words(zh: "办理", en: "Do")
        h.table(
            title, [Column(Phrases.code), Column(Phrases.title), Column(who), Column(typed), Column(at), Column(act)]
        ) { h in
            for left in edits {
                h.tr { h in
                    h.cell(Phrases.code, class: "code set", left.unit.code)
                    h.th(.scope("row")) { h in
                        h.a(.href("/desk/units/\(left.unit.id.text)")) { $0.recordText(left.unit.title) }
                    }
                    h.cell(who, names[left.account] ?? left.account)
                    h.cell(typed, class: "set") { h in
                        for element in DescriptiveElement.all {
                            guard let text = left.edit.texts[element.identifier] else { continue }
                            h.p { h in
                                h.span(element.name, .class("quiet small"))
                                h.text("　")
                                h.difference(left.unit.description.text(element.identifier), text)
                            }
                        }
                    }
                    h.cell(at, class: "nb") { $0.moment(left.edit.at, visit.clock) }
                    h.cell(act, class: "do") { h in
                        let fields = [("unit", left.unit.id.text), ("account", left.account)]
                        h.postButton(
                            Words(zh: "接过来", en: "Take over"), to: "/desk/catalogue/left-behind", visit,
                            fields: fields + [("do", FindingAids.Settling.taken.rawValue)])
                        h.postButton(
                            Words(zh: "扔掉", en: "Throw away"), to: "/desk/catalogue/left-behind", visit,
                            class: "btn grave", fields: fields + [("do", FindingAids.Settling.dropped.rawValue)])
                    }
                }
            }
        }
        if count > Int64(edits.count) {
            h.p(
                Words(
                    zh: "只列最早的\(edits.count)件，办了这些再列其余。",
                    en: "The oldest \(edits.count) are listed; the others follow when these are settled."),
                .class("help"))
        }
    }
}
