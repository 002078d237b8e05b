import Archive

// Tables that fold on a narrow screen, and pagers by key.

/// A column: its name, and how it is set.
struct Column {
    let words: Words
    var isNumber = false

    init(_ words: Words, number: Bool = false) {
        self.words = words
        isNumber = number
    }
}

extension HTML {
    /// A table with a name for screen readers. On a narrow screen each row opens, with the column's name before a cell; one
    /// of many columns does so earlier.
    mutating func table(_ name: Words, shown: Bool = false, _ columns: [Column], rows: (inout HTML) -> Void) {
        div(.class("scroll"), .tabindex(0), .role("region"), .ariaLabel(name)) { h in
            h.table(.class(columns.count < 6 ? "tbl fold" : "tbl fold early")) { h in
                h.caption(name, .when(!shown, .class("vh")))
                h.thead { h in
                    h.tr { h in
                        for column in columns {
                            h.th(column.words, .scope("col"), .when(column.isNumber, .class("n")))
                        }
                    }
                }
                h.tbody(content: rows)
            }
        }
    }

    mutating func cell(_ column: Words, class name: StaticString = "", _ content: (inout HTML) -> Void) {
        td(.when(name.utf8CodeUnitCount > 0, .class(name)), .dataLabel(column), content: content)
    }

    mutating func cell(_ column: Words, class name: StaticString = "", _ content: some Writable) {
        td(content, .when(name.utf8CodeUnitCount > 0, .class(name)), .dataLabel(column))
    }

    /// Previous and next by key, with where one is in words. Never ten thousand page numbers.
    mutating func pager(_ label: Words, where words: Words?, previous: Path?, next: Path?) {
        guard previous != nil || next != nil else { return }
        nav(.class("pager"), .ariaLabel(label)) { h in
            h.span(.class("where num")) { h in if let words { h.text(words) } }
            h.pagerButton(Phrases.previousPage, previous, .left, before: true)
            h.pagerButton(Phrases.nextPage, next, .right, before: false)
        }
    }

    private mutating func pagerButton(_ words: Words, _ path: Path?, _ icon: Icon, before: Bool) {
        func inside(_ h: inout HTML) {
            if before { h.icon(icon) }
            h.text(words)
            if !before { h.icon(icon) }
        }
        if let path {
            a(.class("btn"), .href(path), .rel(before ? "prev" : "next"), content: inside)
        } else {
            span(.class("btn"), .ariaDisabled, content: inside)
        }
    }

    /// Where the page stands in the tree of pages.
    mutating func crumbs(_ way: [(words: Words, path: Path)], here: Words) {
        nav(.class("crumbs"), .ariaLabel(Phrases.whereYouAre)) { h in
            h.ol { h in
                for step in way { h.li { $0.a(step.words, .href(step.path)) } }
                h.li(here, .current("page"))
            }
        }
    }

    /// A reference code.
    mutating func code(_ code: String) { span(code, .class("code")) }
}
