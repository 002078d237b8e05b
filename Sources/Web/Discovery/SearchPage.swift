import Archive
import Discovery

/// What a result page shows: the question as it was asked, and one page of answers.
struct SearchView {
    /// The portal and the desk search alike; what may be found differs, and where a hit leads.
    enum Side: Hashable {
        case portal, desk
    }

    var side: Side
    var asked: String
    var from: String?
    var to: String?
    var sort: FindSort
    var answer: FindAnswer
    /// Whether what was found holds today, where something is said of it.
    var validities: [UnitID: Validity] = [:]
    /// What the result is narrowed to.
    var filters: [(field: FacetField, value: String)] = []
    /// Other questions that find something, when this one finds nothing.
    var tries: [Suggestion] = []
    var isFirst: Bool
    /// One line a hit, without the words around what was found.
    var isCompact = false
    /// Years that are none. There are no answers then.
    var mistakes: [FieldError] = []

    var path: Path { side == .portal ? "/search" : "/desk/search" }

    /// This very question, from its first page.
    var first: Path { narrowed(to: filters) }

    /// This question with other filters, from its first page.
    func narrowed(to filters: [(field: FacetField, value: String)]) -> Path {
        let question = path.adding("q", asked.isEmpty ? nil : asked).adding("from", from).adding("to", to)
        return filters.reduce(question) { $0.adding($1.field.rawValue, $1.value) }.adding("sort", sort.rawValue)
            .adding("view", isCompact ? "compact" : nil)
    }

    /// This question, shown the one way or the other.
    func shown(compact: Bool) -> Path {
        var view = self
        view.isCompact = compact
        return view.first
    }

    /// This question of any year.
    var withoutYears: Path {
        var view = self
        (view.from, view.to) = (nil, nil)
        return view.first
    }
}

func searchPage(_ visit: Visit, _ view: SearchView) -> [UInt8] {
    let title =
        view.asked.isEmpty
        ? Phrases.search : Words(zh: "“\(view.asked)”的检索结果", en: "Results for “\(view.asked)”")
    switch view.side {
    case .portal: return portalPage(visit, title: title, at: .search) { $0.search(view) }
    case .desk: return deskPage(visit, title: title, at: .search) { $0.search(view) }
    }
}

extension HTML {
    fileprivate mutating func search(_ view: SearchView) {
        let label =
            view.side == .portal
            ? Words(zh: "检索已公布的档案", en: "Search published records")
            : Words(zh: "检索馆藏（含未公布的）", en: "Search the holdings, unpublished ones too")
        form(.role("search"), .action(view.path), .method("get"), .class("stack")) { h in
            h.label(label, .class("vh"), .for("q"))
            h.div(.class("seek")) { h in
                h.input(
                    .class("in"), .id("q"), .name("q"), .type("search"), .value(view.asked),
                    .data("data-suggest", view.side == .portal ? "/api/v1/suggest" : "/desk/search/suggest"))
                h.button(.class("btn first"), .type("submit")) { h in
                    h.icon(.search)
                    h.text(Phrases.search)
                }
            }
            for filter in view.filters {
                h.input(.type("hidden"), .name(filter.field.rawValue), .value(filter.value))
            }
            if view.isCompact { h.input(.type("hidden"), .name("view"), .value("compact")) }
            h.narrowing(view)
        }
        div(.class("found")) { h in
            h.section(.class("pane"), .labelledBy("found")) { h in
                h.h1(.id("found")) { $0.text(view.heading) }
                guard view.mistakes.isEmpty else {
                    h.errorSummary(view.mistakes, Words(zh: "改正年份后再检索", en: "Correct the years, then search again"))
                    return
                }
                h.p(view.scope, .class("quiet"))
                h.chips(view)
                for note in view.answer.notes { h.p(note, .class("quiet small")) }
                if view.answer.hits.isEmpty {
                    h.nothing(view)
                } else {
                    h.views(view)
                    h.ol(.class(view.isCompact ? "hits tight" : "hits")) { h in
                        for hit in view.answer.hits { h.hit(hit, view) }
                    }
                    h.pager(
                        Words(zh: "结果翻页", en: "Pages of results"), where: nil,
                        previous: view.isFirst ? nil : view.first,
                        next: view.answer.next.map { view.first.adding("after", $0.text) })
                    if view.side == .portal { h.takeAway(view) }
                }
            }
            h.facets(view)
        }
    }

    /// Years and order, below the question: one form, one address for every state.
    private mutating func narrowing(_ view: SearchView) {
        div(.class("row bar-tools")) { h in
            h.div(.class("field")) { h in
                h.label(Words(zh: "年份，从", en: "Years from"), .for("from"))
                h.year("from", view.from, view)
                h.label(Words(zh: "到", en: "to"), .for("to"))
                h.year("to", view.to, view)
            }
            h.div(.class("field")) { h in
                h.label(Words(zh: "排序", en: "Order"), .for("sort"))
                h.select(.class("in"), .id("sort"), .name("sort")) { h in
                    for sort in FindSort.allCases {
                        h.option(sort.words, .value(sort.rawValue), .when(sort == view.sort, .selected))
                    }
                }
                h.button(Words(zh: "应用", en: "Apply"), .class("btn"), .type("submit"))
            }
        }
    }

    private mutating func year(_ name: String, _ value: String?, _ view: SearchView) {
        input(
            .class("in num"), .id(name), .name(name), .inputmode("numeric"), .size(6), .value(value ?? ""),
            .when(view.mistakes.contains { $0.field == name }, .invalid))
    }

    private mutating func hit(_ hit: Hit, _ view: SearchView) {
        let (side, asked) = (view.side, view.asked)
        // What was searched for goes along, to be marked in the text.
        let path: Path =
            side == .portal
            ? Path("/records/\(hit.publicID)").adding("q", asked.isEmpty ? nil : asked)
            : "/desk/units/\(hit.unit.text)"
        let (titleTag, textTag) = (
            Tongue.tag(of: hit.title, on: language), Tongue.tag(of: hit.snippet.plain, on: language)
        )
        li(.class("hit")) { h in
            h.div(.class("body")) { h in
                h.h2 { h in
                    h.a(.class("t"), .href(path), .lang(titleTag)) { $0.marked(hit.markedTitle) }
                }
                h.p(.class("m")) { h in
                    h.code(hit.code)
                    if !hit.date.isEmpty { h.recordDate(hit.date) }
                    if let validity = view.validities[hit.unit] { h.badge(validity) }
                    if side == .desk { h.badge(hit.status) }
                }
                if !view.isCompact, !hit.snippet.isEmpty { h.p(.class("s"), .lang(textTag)) { $0.marked(hit.snippet) } }
            }
        }
    }

    /// Nothing found: what to try, never whether something closed would have answered.
    private mutating func nothing(_ view: SearchView) {
        void(
            Words(zh: "没有找到", en: "Nothing found"),
            Words(
                zh: "可以少写几个字，换一个说法，去掉年份；繁体、简体都能查到，两个字就够。",
                en: "Try fewer characters, another word, or no years; traditional and simplified forms find each other."
            )
        ) { h in
            if !view.tries.isEmpty {
                h.p(Words(zh: "这样能找到：", en: "These find something:"))
                h.ul(.class("chips")) { h in
                    for other in view.tries {
                        h.li { h in
                            h.a(.class("chip"), .href(view.asking(other.text))) { h in
                                h.span(other.text, .lang(Tongue.tag(of: other.text, on: h.language)))
                                h.span(other.total.map { Int64($0).grouped } ?? "", .class("num"))
                            }
                        }
                    }
                }
            }
            h.p(.class("row")) { h in
                if !view.filters.isEmpty {
                    h.a(Words(zh: "去掉筛选再查", en: "Search without filters"), .class("btn"), .href(view.narrowed(to: [])))
                }
                if view.from != nil || view.to != nil {
                    h.a(
                        Words(zh: "去掉年份再查", en: "Search without years"), .class("btn"),
                        .href(view.withoutYears))
                }
                h.a(Words(zh: "看全部", en: "Show everything"), .class("btn"), .href(view.path))
            }
        }
    }
}

extension SearchView {
    fileprivate var heading: Words {
        guard mistakes.isEmpty else { return Words(zh: "还没有检索", en: "Not searched yet") }
        let count = Int64(answer.total)
        if asked.isEmpty && from == nil && to == nil && filters.isEmpty {
            return side == .portal
                ? Words(zh: "已公布的档案\(count.grouped)件", en: "\(count.grouped) published records")
                : Words(zh: "馆藏\(count.grouped)件", en: "\(count.grouped) records")
        }
        return Words(zh: "找到\(count.grouped)件", en: count == 1 ? "1 record found" : "\(count.grouped) records found")
    }

    fileprivate var scope: Words {
        side == .portal
            ? Words(
                zh: "只含已公布的档案；同时查找繁简两种写法。",
                en: "Published records only; traditional and simplified forms are both found.")
            : Words(zh: "含未公布的档案，只供馆内使用。", en: "Includes unpublished records: for use in the archive only.")
    }
}
