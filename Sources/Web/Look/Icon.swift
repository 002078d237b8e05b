import Archive

/// The line drawings, 24 by 24, drawn in the colour of the text beside them. An icon never stands alone without a name.
struct Icon: Sendable {
    let drawing: StaticString

    static let alert = Icon(drawing: #"<path d="M12 4L2.8 20h18.4zM12 10v4.5M12 17.4v.1"/>"#)
    static let book = Icon(drawing: #"<path d="M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 17a2 2 0 0 1 2-1h12"/>"#)
    static let box = Icon(drawing: #"<path d="M3 8l9-4 9 4v9l-9 4-9-4zM3 8l9 4 9-4M12 12v9"/>"#)
    static let clock = Icon(drawing: #"<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>"#)
    static let dash = Icon(drawing: #"<path d="M5 12h3M11 12h3M17 12h2"/>"#)
    static let document = Icon(drawing: #"<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>"#)
    static let down = Icon(drawing: #"<path d="M12 4v11M7 11l5 5 5-5M5 20h14"/>"#)
    static let eye = Icon(
        drawing: #"""
            <path d="M2.5 12C5 7.5 8.5 6 12 6s7 1.5 9.5 6c-2.5 4.5-6 6-9.5 6s-7-1.5-9.5-6z"/>\#
            <circle cx="12" cy="12" r="2.7"/>
            """#)
    static let full = Icon(drawing: #"<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>"#)
    static let gear = Icon(
        drawing: #"""
            <circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1\#
            M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1"/>
            """#)
    static let half = Icon(drawing: #"<circle cx="12" cy="12" r="8"/><path d="M12 4v16M12 8h6M12 12h8M12 16h6"/>"#)
    static let home = Icon(drawing: #"<path d="M4 11l8-7 8 7v9h-5v-6H9v6H4z"/>"#)
    static let image = Icon(
        drawing: #"""
            <path d="M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4"/><circle cx="15.5" cy="9" r="1.3"/>
            """#)
    static let info = Icon(drawing: #"<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.4v.1"/>"#)
    static let keys = Icon(
        drawing: #"<path d="M3 6h18v12H3zM6.5 9.5v.1M10 9.5v.1M14 9.5v.1M17.5 9.5v.1M7 14.5h10"/>"#)
    static let left = Icon(drawing: #"<path d="M15 5l-7 7 7 7"/>"#)
    static let list = Icon(drawing: #"<path d="M4 7h16M4 12h16M4 17h16"/>"#)
    static let lock = Icon(drawing: #"<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>"#)
    static let open = Icon(drawing: #"<circle cx="12" cy="12" r="8"/>"#)
    static let pen = Icon(drawing: #"<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"/>"#)
    static let minus = Icon(drawing: #"<path d="M6 12h12"/>"#)
    static let plus = Icon(drawing: #"<path d="M12 6v12M6 12h12"/>"#)
    static let print = Icon(drawing: #"<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>"#)
    static let right = Icon(drawing: #"<path d="M9 5l7 7-7 7"/>"#)
    static let search = Icon(drawing: #"<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5 5"/>"#)
    static let shelves = Icon(drawing: #"<path d="M4 3v18M20 3v18M4 9h16M4 16h16M8 5v4M12 5v4M9 12v4M15 11v5"/>"#)
    static let shield = Icon(drawing: #"<path d="M12 3l8 3v6c0 5-3.5 7.5-8 9-4.5-1.5-8-4-8-9V6z"/>"#)
    static let stop = Icon(drawing: #"<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16v.1"/>"#)
    static let tick = Icon(drawing: #"<path d="M5 12.5l4.5 4.5L19 7"/>"#)
    static let tree = Icon(drawing: #"<path d="M5 4v14h4M5 10h4M12 8h8v4h-8zM12 16h8v4h-8z"/>"#)
    static let turn = Icon(drawing: #"<path d="M19 12a7 7 0 1 1-2-5M17 3v4h-4"/>"#)
    static let undo = Icon(drawing: #"<path d="M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3"/>"#)
    static let up = Icon(drawing: #"<path d="M12 20V9M7 13l5-5 5 5M5 4h14"/>"#)
    static let user = Icon(drawing: #"<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 4-7 8-7s7 2 8 7"/>"#)
    static let cross = Icon(drawing: #"<path d="M6 6l12 12M18 6L6 18"/>"#)

    /// Every drawing with its name, for the page of components.
    static let all: [(name: String, icon: Icon)] = [
        ("alert", .alert), ("book", .book), ("box", .box), ("clock", .clock), ("dash", .dash),
        ("document", .document), ("down", .down), ("eye", .eye), ("full", .full), ("gear", .gear), ("half", .half),
        ("home", .home), ("image", .image), ("info", .info), ("keys", .keys), ("left", .left), ("list", .list),
        ("lock", .lock), ("open", .open), ("pen", .pen), ("minus", .minus), ("plus", .plus), ("print", .print),
        ("right", .right), ("search", .search), ("shelves", .shelves), ("shield", .shield), ("stop", .stop),
        ("tick", .tick), ("tree", .tree), ("turn", .turn), ("undo", .undo), ("up", .up), ("user", .user),
        ("cross", .cross),
    ]
}

extension HTML {
    /// An icon beside words that say the same: hidden from screen readers.
    mutating func icon(_ icon: Icon) {
        markup(#"<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">"#)
        markup(icon.drawing)
        markup("</svg>")
    }

    /// An icon that stands alone, with its name.
    mutating func icon(_ icon: Icon, named name: Words) {
        let square: [Attribute] = [.class("i"), .some("viewBox", "0 0 24 24"), .role("img"), .ariaLabel(name)]
        element("svg", square) { $0.markup(icon.drawing) }
    }

    /// The seal 蘭臺: the archive's mark in the head of each page.
    mutating func seal() {
        markup(
            #"<svg viewBox="0 0 48 48" aria-hidden="true" focusable="false" lang="zh-Hant"><path class="seal-bg" d=""#)
        markup(Seal.outline)
        markup("\"/>")
        markup(#"<text class="seal-ch" x="24" y="21.5" font-size="18.5" text-anchor="middle">蘭</text>"#)
        markup(#"<text class="seal-ch" x="24" y="40.5" font-size="18.5" text-anchor="middle">臺</text></svg>"#)
    }
}

enum Seal {
    static let outline: StaticString = "M4 3.5L25 2.6l19.5 1.2.8 20.7-.7 20-20.6 1L3.6 44.6 2.7 24z"

    /// The icon of the site (favicon): the seal without characters, which no small size could show.
    static let icon = #"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path fill="#a9351f" d="M4 3.5L25 2.6l19.5 1.2.8 20.7-.7 20-20.6 1L3.6 44.6 2.7 24z"/><path fill="none" stroke="#fff6ee" stroke-width="4" d="M13 15h22M24 9v30M15 25h18M12 35h24"/></svg>
        """#
}
