import Archive
import Discovery

// Beside the hits: how many have what, each a way to narrow the result; above them: what it is narrowed to.

extension HTML {
    /// What the result is narrowed to, each a link that takes it away.
    mutating func chips(_ view: SearchView) {
        let hasYears = view.from != nil || view.to != nil
        guard hasYears || !view.filters.isEmpty else { return }
        ul(.class("chips"), .ariaLabel(Words(zh: "已用的筛选", en: "Filters in use"))) { h in
            for (place, filter) in view.filters.enumerated() {
                var left = view.filters
                left.remove(at: place)
                let name = view.name(filter.value, of: filter.field)
                h.li { h in
                    h.a(.class("chip"), .href(view.narrowed(to: left)), .rel("nofollow")) { h in
                        h.span(filter.field.words, .class("vh"))
                        h.named(name, filter.field)
                        h.span(Words(zh: "（去掉）", en: " (remove)"), .class("num"))
                    }
                }
            }
            if hasYears {
                h.li { h in
                    h.a(.class("chip"), .href(view.withoutYears), .rel("nofollow")) { h in
                        h.text(view.years)
                        h.span(Words(zh: "（去掉）", en: " (remove)"), .class("num"))
                    }
                }
            }
            if view.filters.count + (hasYears ? 1 : 0) > 1 {
                h.li { h in
                    h.a(
                        Words(zh: "全部清除", en: "Clear all"),
                        .href(view.path.adding("q", view.asked.isEmpty ? nil : view.asked)))
                }
            }
        }
    }

    /// Counts by field, those with more than one thing to choose from.
    mutating func facets(_ view: SearchView) {
        let facets = view.answer.facets.filter { !$0.values.isEmpty }
        guard !facets.isEmpty else { return }
        aside(.class("facets"), .id("facets"), .ariaLabel(Words(zh: "筛选", en: "Filters"))) { h in
            for facet in facets { h.facet(facet, view) }
        }
    }

    private mutating func facet(_ facet: Facet, _ view: SearchView) {
        let shown = facet.values.prefix(SearchView.mostShown)
        self.facet(facet.field.rawValue, facet.field.words) { h in
            h.ul { h in for value in shown { h.li { $0.value(value, facet.field, view) } } }
            let more = facet.values.count - shown.count + facet.more
            if more > 0 { h.p(Words(zh: "另有\(more)项", en: "\(more) more")) }
        }
    }

    /// What a field holds, under its name.
    mutating func facet(_ id: String, _ name: Words, _ values: (inout HTML) -> Void) {
        section(.class("facet"), .labelledBy("facet-" + id)) { h in
            h.h2(name, .id("facet-" + id))
            values(&h)
        }
    }

    /// A value with the number of those that have it; the whole row leads there.
    mutating func facetValue(
        _ name: Words, language tag: String? = nil, _ count: Int64, isChosen: Bool = false, _ attributes: Attribute...
    ) {
        element("a", [.class("row apart")] + attributes + [.rel("nofollow"), .when(isChosen, .current("true"))]) { h in
            h.span(name, .lang(tag))
            h.span(count.grouped, .class("num"))
        }
    }

    /// A value as it stands in records is in their language, a category's name in the reader's.
    private mutating func named(_ name: Words, _ field: FacetField) {
        span(name, .lang(tongue(of: name, field)))
    }

    private func tongue(of name: Words, _ field: FacetField) -> String? {
        field == .category ? nil : Tongue.tag(of: name.zh, on: language)
    }

    private mutating func value(_ value: Facet.Value, _ field: FacetField, _ view: SearchView) {
        let isChosen = view.filters.contains { $0.field == field && $0.value == value.text }
        let path = isChosen ? view.first : view.narrowed(to: view.filters + [(field, value.text)])
        let name = view.name(value.text, of: field)
        facetValue(name, language: tongue(of: name, field), Int64(value.count), isChosen: isChosen, .href(path))
    }
}

extension SearchView {
    /// Values of a field beside the hits.
    static let mostShown = 10

    /// The years asked for.
    fileprivate var years: Words {
        switch (from, to) {
        case (let from?, let to?): Words(zh: "\(from)—\(to)年", en: "\(from)–\(to)")
        case (let from?, nil): Words(zh: "\(from)年起", en: "from \(from)")
        default: Words(zh: "至\(to ?? "")年", en: "to \(to ?? "")")
        }
    }

    /// This question in other words.
    func asking(_ text: String) -> Path {
        var view = self
        view.asked = text
        return view.first
    }

    /// What a value is called: a category by its name, a 全宗 by its title where that may be known.
    func name(_ value: String, of field: FacetField) -> Words {
        switch field {
        case .category: CategoryName.of(value)
        case .fonds:
            Words(
                asIs: answer.facets.first { $0.field == .fonds }?.values.first { $0.text == value }?.title.map {
                    value + " " + $0
                } ?? value)
        case .year, .author, .retention: Words(asIs: value)
        }
    }
}
