import Archive
import HTTPTypes
import Hummingbird
import Intake

// Filters of the register of transfers under a name of one's own.

extension Pages {
    var savedFilterRoutes: [Route] {
        [
            .post("/desk/filters/keep", .duty(.seeAccessions), keepFilter),
            .get("/desk/filters/remove", .duty(.seeAccessions), askRemoveFilter),
            .post("/desk/filters/remove", .duty(.seeAccessions)) { call in
                try await savedFilters.remove(
                    call.form["name"] ?? "", of: try call.person().account, at: rooms.clock.now)
                return call.redirect(to: "/desk/accessions", saying: "filter-removed")
            },
            .post("/desk/filters/put-back", .duty(.seeAccessions)) { call in
                try await savedFilters.putBack(
                    call.form["name"] ?? "", of: try call.person().account, at: rooms.clock.now)
                return call.redirect(to: "/desk/accessions", saying: "filter-put-back")
            },
        ]
    }

    var savedFilters: SavedFilters { SavedFilters(database: rooms.database) }

    private func keepFilter(_ call: Call) async throws -> Response {
        let filter = AccessionFilter(call.form)
        do {
            try await savedFilters.keep(
                .init(name: call.form["name"] ?? "", query: filter.path.query), of: try call.person().account,
                at: rooms.clock.now)
            return call.redirect(to: filter.path, saying: "filter-kept")
        } catch let problem as SavedFilterProblem {
            return call.page(
                keepFilterPage(
                    call.visit, filter, name: call.form["name"] ?? "",
                    errors: [FieldError(field: "name", words: problem.what + problem.next.spaced)]),
                status: .unprocessableContent)
        }
    }

    private func askRemoveFilter(_ call: Call) async throws -> Response {
        let kept = try await savedFilters.of(try call.person().account)
        guard let filter = kept.first(where: { $0.name == call.query["name"] }) else { throw WebProblem.notFound }
        return call.page(removeFilterPage(call.visit, filter))
    }
}

/// How the register of transfers is narrowed.
struct AccessionFilter: Equatable {
    /// What waits for whoever looks.
    enum Task: String, CaseIterable {
        case sign, correct, describe

        var words: Words {
            switch self {
            case .sign: Words(zh: "等我签字", en: "for me to sign")
            case .correct: Words(zh: "退回待补正", en: "returned, to be corrected")
            case .describe: Words(zh: "有著录待确认", en: "with drafts to confirm")
            }
        }
    }

    var state: AccessionState?
    var task: Task?
    var year: Int?
    var words = ""

    init(state: AccessionState? = nil, task: Task? = nil, year: Int? = nil, words: String = "") {
        (self.state, self.task, self.year, self.words) = (state, task, year, words)
    }

    init(_ form: Form) {
        state = form["state"].flatMap(AccessionState.init(rawValue:))
        task = form["task"].flatMap(Task.init(rawValue:))
        year = form["year"].flatMap { Int($0) }
        words = form["q"] ?? ""
    }

    var isAll: Bool { self == AccessionFilter() }

    var path: Path {
        Path("/desk/accessions").adding("state", state?.rawValue).adding("task", task?.rawValue)
            .adding("year", year.map { String($0) }).adding("q", words.isEmpty ? nil : words)
    }
}

extension Path {
    /// What stands behind the question mark.
    var query: String { text.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? "" }
}

extension HTML {
    /// The way back of what was removed just now.
    mutating func putBack(_ visit: Visit, _ filter: SavedFilters.Kept) {
        div(.class("bar-tools no-print")) { h in
            h.postButton(
                Words(zh: "把“\(filter.name)”放回来", en: "Put “\(filter.name)” back"), to: "/desk/filters/put-back", visit,
                fields: [("name", filter.name)])
        }
    }

    /// One's own filters as links, each with the way to remove it.
    mutating func savedFilters(_ kept: [SavedFilters.Kept], at filter: AccessionFilter) {
        guard !kept.isEmpty else { return }
        nav(.ariaLabel(Words(zh: "我存的筛选", en: "My filters")), .class("no-print")) { h in
            h.ul(.class("chips")) { h in
                h.li(Words(zh: "我存的筛选", en: "My filters"), .class("quiet small"))
                for each in kept {
                    guard let path = Path(local: "/desk/accessions?" + each.query) else { continue }
                    h.li(.class("group")) { h in
                        h.a(.class("chip"), .href(path), .when(path == filter.path, .current("true"))) {
                            $0.recordText(each.name)
                        }
                        h.a(.class("chip-x"), .href("/desk/filters/remove?name=\(each.name)")) { h in
                            h.icon(.cross, named: Words(zh: "移去“\(each.name)”", en: "Remove “\(each.name)”"))
                        }
                    }
                }
            }
        }
    }

    /// Keeps what the list is narrowed to now.
    mutating func keepFilter(
        _ visit: Visit, _ filter: AccessionFilter, name: String = "", errors: [FieldError] = []
    ) {
        postForm(to: "/desk/filters/keep", visit, class: "bar-tools no-print") { h in
            if let state = filter.state { h.hiddenField("state", state.rawValue) }
            if let task = filter.task { h.hiddenField("task", task.rawValue) }
            if let year = filter.year { h.hiddenField("year", String(year)) }
            if !filter.words.isEmpty { h.hiddenField("q", filter.words) }
            h.textField(
                Field(
                    name: "name", label: Words(zh: "把这个筛选存为", en: "Keep this filter as"), value: name,
                    errors: errors, required: true))
            h.button(Words(zh: "存下", en: "Keep"), .class("btn"), .type("submit"))
        }
    }
}

private func keepFilterPage(
    _ visit: Visit, _ filter: AccessionFilter, name: String, errors: [FieldError]
) -> [UInt8] {
    let title = Words(zh: "存下筛选", en: "Keep a filter")
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs([(DeskPlace.accessions.words, filter.path)], here: title)
        h.h1(title)
        h.keepFilter(visit, filter, name: name, errors: errors)
    }
}

private func removeFilterPage(_ visit: Visit, _ filter: SavedFilters.Kept) -> [UInt8] {
    let title = Words(zh: "移去筛选“\(filter.name)”？", en: "Remove the filter “\(filter.name)”?")
    return deskPage(visit, title: title, at: .accessions) { h in
        h.section(.class("dialog")) { h in
            h.h1(title)
            h.p(Words(zh: "只是不再列出这个名称；移交本身不受影响。", en: "Only the name is no longer listed; no transfer is touched."))
            h.postForm(to: "/desk/filters/remove", visit, class: "") { h in
                h.hiddenField("name", filter.name)
                h.div(.class("acts")) { h in
                    h.button(Words(zh: "移去", en: "Remove"), .class("btn grave"), .type("submit"))
                    h.a(Phrases.cancel, .class("btn bare"), .href("/desk/accessions"))
                }
            }
        }
    }
}
