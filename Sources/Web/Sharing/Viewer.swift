import Archive
import Discovery
import Sharing

/// One page of a record on the screen: where it is, how large, how turned, what is marked in it. The same for readers and staff.
struct Viewer {
    let view: PageInView
    /// The record (`/records/…`) or unit (`/desk/units/…`) under which images, tiles and files have their addresses.
    let base: Path
    /// Where pages are turned to: the record's own page, or the page of the viewer alone.
    let here: Path
    /// What was searched for.
    let query: String?
    let marks: TextMarks
    /// Pixels across; `nil` fits the window.
    let size: Int?
    /// Quarters clockwise.
    let turn: Int
    /// The text runs from above, its lines from the right (竖排), as in old books.
    let isVertical: Bool
    /// Whether the file itself may be taken away.
    let downloads: Bool
    /// Where pages are turned and enlarged on the same page, as beside a form: what its address carries besides.
    let stays: [(name: String, value: String)]?

    /// Sizes beyond the window's, for who has no scripts.
    static let sizes = [1600, 2400]
    /// Pixels of an image that fits the window.
    static let fitting = 1200
    /// Pages to each side of the one shown that have a thumbnail.
    static let near = 5
    /// Thumbnails on a page of nothing else.
    static let perSheet = 48

    init(
        _ view: PageInView, base: Path, here: Path? = nil, query: String? = nil, size: Int? = nil, turn: Int = 0,
        isVertical: Bool = false, downloads: Bool, stays: [(name: String, value: String)]? = nil
    ) {
        self.view = view
        self.base = base
        self.here = here ?? base
        self.query = query.flatMap { $0.isEmpty ? nil : $0 }
        marks = TextMarks(query.map { FindQuery(parsing: $0) } ?? .everything)
        self.size = Self.sizes.contains(size ?? 0) ? size : nil
        self.turn = turn & 3
        self.isVertical = isVertical
        self.downloads = downloads
        self.stays = stays
    }

    private func adding(file: Int, page: Int, isVertical: Bool? = nil, to path: Path) -> Path {
        path.adding("file", file == view.files.first?.n ? nil : String(file)).adding("page", String(page))
            .adding("q", query).adding("lines", isVertical ?? self.isVertical ? Self.vertical : nil)
    }

    /// What `lines` is in the address of a page whose text runs from above.
    static let vertical = "vertical"

    /// This page, its text the other way.
    var pathOfOtherLines: Path {
        adding(file: view.file.n, page: view.page, isVertical: !isVertical, to: place)
            .adding("size", size.map(String.init)).adding("turn", turn == 0 ? nil : String(turn))
    }

    /// The page it stands on, with what its address carries besides.
    private var place: Path { (stays ?? []).reduce(here) { $0.adding($1.name, $1.value) } }

    /// Another page of the file, as large and turned alike.
    func path(page: Int) -> Path {
        adding(file: view.file.n, page: page, to: place).adding("size", size.map(String.init))
            .adding("turn", turn == 0 ? nil : String(turn))
    }

    func path(file: Int) -> Path { adding(file: file, page: 1, to: place) }

    /// This page in another size or turned: in the viewer alone, unless it stays where it is.
    func path(size: Int?, turn: Int) -> Path {
        adding(file: view.file.n, page: view.page, to: stays == nil ? "\(base)/view" : place).adding(
            "size", size.map(String.init)
        )
        .adding("turn", turn & 3 == 0 ? nil : String(turn & 3))
    }

    /// All pages of the file as thumbnails, from `page` on.
    func leaves(from page: Int) -> Path {
        adding(file: view.file.n, page: page, to: "\(base)/leaves")
    }

    /// The image of a page. The ending of an address would promise a format, and there are two.
    func image(page: Int, width: Int, turn: Int = 0) -> Path {
        let path: Path = "\(base)/pages/\(view.file.n)/\(page)?width=\(width)"
        return turn == 0 ? path : path.adding("turn", String(turn))
    }

    /// Width and height of the image in `width` pixels across, so that its place is kept before it comes; turned pages lie. While the
    /// page's own are not known it is taken for a sheet of A4, which most are.
    func dimensions(width: Int) -> (width: Int64, height: Int64) {
        var (across, down) = (width, width * 297 / 210)
        if let whole = view.tiles?.levels.first, whole.width > 0 {
            across = min(width, whole.width)
            down = across * whole.height / whole.width
        }
        return turn % 2 == 0 ? (Int64(across), Int64(down)) : (Int64(down), Int64(across))
    }

    /// Whether it may be asked where the text of the page stands on it: only what may be read is.
    var hasPlaces: Bool {
        view.file.mime == "application/pdf" && view.text?.contains { !$0.isWhitespace } ?? false
    }

    /// The widths a browser chooses from for its window and screen.
    var imagesThatFit: String {
        [400, 800, Self.fitting, 1600].map { "\(image(page: view.page, width: $0, turn: turn).text) \($0)w" }
            .joined(separator: ", ")
    }

    /// How wide the image is shown: see the style of `.sheet img`.
    static let widthOnScreen = "(max-width: 38rem) 92vw, 36rem"

    /// The hit pages before and after the one shown.
    var hitsAround: (before: Int?, after: Int?) {
        (view.hits.last { $0 < view.page }, view.hits.first { $0 > view.page })
    }
}

extension HTML {
    /// The viewer: bar, page image with its text beside, thumbnails.
    mutating func viewer(_ viewer: Viewer) {
        let view = viewer.view
        section(.class("viewer"), .id("viewer"), .ariaLabel(Words(zh: "页图与文字", en: "Page images and text"))) { h in
            h.viewerBar(viewer)
            h.div(.class(view.text != nil && view.file.hasImages ? "v-body two" : "v-body")) { h in
                if view.file.hasImages { h.sheet(viewer) }
                if viewer.downloads { h.player(view.file, view.playable, under: viewer.base) }
                if let text = view.text { h.pageText(text, viewer) }
            }
            if view.pages > 1 { h.leaves(viewer) }
            h.viewerKeys(viewer)
        }
    }

    private mutating func viewerBar(_ viewer: Viewer) {
        let view = viewer.view
        div(.class("v-bar")) { h in
            if view.pages > 1 {
                h.span(.class("group")) { h in
                    h.button(
                        view.page > 1 ? viewer.path(page: view.page - 1) : nil, .left, Phrases.previousPage,
                        .when(view.page > 1, .rel("prev")), .data("data-key", "ArrowLeft"))
                    h.button(
                        view.page < view.pages ? viewer.path(page: view.page + 1) : nil, .right, Phrases.nextPage,
                        .when(view.page < view.pages, .rel("next")), .data("data-key", "ArrowRight"))
                }
            }
            if view.file.medium == nil {
                h.span(.class("num")) { h in
                    h.text(Words(zh: "第\(view.page)页，共\(view.pages)页", en: "Page \(view.page) of \(view.pages)"))
                }
            }
            if view.pages > Viewer.near { h.pageForm(viewer) }
            if view.files.count > 1 {
                h.span(.class("row small")) { h in
                    for file in view.files {
                        h.a(
                            .href(viewer.path(file: file.n)), .when(file == view.file, .current("true"))
                        ) { h in
                            h.text(file.role)
                            h.text(" \(file.n)" as String)
                        }
                    }
                }
            }
            h.span(.class("push row")) { h in
                if view.file.hasImages { h.sizeButtons(viewer) }
                if viewer.stays != nil {
                    h.a(
                        .class("btn icon"), .href("\(viewer.base)/view?file=\(view.file.n)&page=\(view.page)")
                    ) { $0.icon(.eye, named: Words(zh: "逐页看", en: "Read page by page")) }
                }
                h.fullScreenButton()
                if viewer.downloads { h.download(view.file, under: viewer.base, named: true) }
            }
        }
    }

    /// A link that looks like a button, or the button without a link where there is nothing to go to.
    private mutating func button(_ path: Path?, _ icon: Icon, _ name: Words, _ attributes: Attribute...) {
        guard let path else {
            return element("span", [.class("btn icon"), .ariaDisabled] + attributes) { $0.icon(icon, named: name) }
        }
        element("a", [.class("btn icon"), .href(path)] + attributes) { $0.icon(icon, named: name) }
    }

    private mutating func pageForm(_ viewer: Viewer) {
        let view = viewer.view
        form(.class("row no-print"), .method("get"), .action(viewer.here)) { h in
            h.label(Words(zh: "翻到第几页", en: "Go to page"), .class("vh"), .for("v-page"))
            h.input(
                .class("in num"), .id("v-page"), .name("page"), .inputmode("numeric"), .size(4),
                .value(String(view.page)), .autocomplete("off"))
            if view.file.n != view.files.first?.n { h.hiddenField("file", String(view.file.n)) }
            if let query = viewer.query { h.hiddenField("q", query) }
            if viewer.isVertical { h.hiddenField("lines", Viewer.vertical) }
            if let size = viewer.size { h.hiddenField("size", String(size)) }
            if viewer.turn != 0 { h.hiddenField("turn", String(viewer.turn)) }
            for (name, value) in viewer.stays ?? [] { h.hiddenField(name, value) }
            h.button(Words(zh: "翻到", en: "Go"), .class("btn"), .type("submit"))
        }
    }

    private mutating func sizeButtons(_ viewer: Viewer) {
        let steps = [nil] + Viewer.sizes.map(Optional.some)
        let place = steps.firstIndex(of: viewer.size) ?? 0
        span(.class("group")) { h in
            h.button(
                place > 0 ? viewer.path(size: steps[place - 1], turn: viewer.turn) : nil, .minus,
                Words(zh: "缩小", en: "Smaller"), .data("data-zoom", "out"))
            h.button(
                place + 1 < steps.count ? viewer.path(size: steps[place + 1], turn: viewer.turn) : nil, .plus,
                Words(zh: "放大", en: "Larger"), .data("data-zoom", "in"))
            h.button(
                viewer.path(size: viewer.size, turn: viewer.turn + 1), .turn,
                Words(zh: "顺时针旋转", en: "Turn clockwise"), .data("data-key", "r"))
        }
    }

    /// The page image. Larger than the window it scrolls, by keyboard too; with scripts and tiles it is moved and zoomed.
    private mutating func sheet(_ viewer: Viewer) {
        let view = viewer.view
        let width = viewer.size ?? Viewer.fitting
        let name = Words(zh: "第\(view.page)页页图", en: "Image of page \(view.page)")
        let tiles = view.tiles.map { tiles in tiles.levels.map { "\($0.width)x\($0.height)" }.joined(separator: " ") }
        let dimensions = viewer.dimensions(width: width)
        let tilesPath: Path = "\(viewer.base)/tiles/\(view.file.n)/\(view.page)"
        let attributes: [Attribute] = [
            .class(viewer.size == nil ? "sheet" : "sheet large"),
            .when(viewer.size != nil, .tabindex(0)), .when(viewer.size != nil, .role("region")),
            .when(viewer.size != nil, .ariaLabel(name)),
            .when(tiles != nil, .data("data-tiles", tilesPath.text)), .some("data-levels", tiles),
            .data("data-turn", String(viewer.turn)),
            .when(viewer.hasPlaces, .data("data-places", "\(viewer.base.text)/places/\(view.file.n)/\(view.page)")),
            .when(
                tiles != nil,
                .dataLabel(
                    name
                        + Words(
                            zh: "：可拖动；＋、－缩放，0 复原，方向键移动", en: ": drag to move; + and − zoom, 0 fits, arrows move"))),
        ]
        element("div", attributes) { h in
            h.img(
                .src(viewer.image(page: view.page, width: width, turn: viewer.turn)),
                .when(viewer.size == nil && viewer.turn % 2 == 0, .srcset(viewer.imagesThatFit)),
                .when(viewer.size == nil && viewer.turn % 2 == 0, .sizes(Viewer.widthOnScreen)), .alt(name),
                .width(dimensions.width), .height(dimensions.height))
        }
    }

    /// The text of one page, a paragraph a line, with what was searched for marked in it.
    private mutating func pageText(_ text: String, _ viewer: Viewer) {
        let paragraphs = Paragraphs.read(text).map(viewer.marks.marked)
        div(.class("script")) { h in
            h.div(.class("row apart")) { h in
                h.h2(Words(zh: "本页文字", en: "Text of this page"), .id("text"))
                if Tongue.mayBeChinese(text) { h.linesLink(viewer) }
                if let query = viewer.query, !viewer.marks.isEmpty { h.hitLine(query, paragraphs, viewer) }
            }
            if text.contains(where: { !$0.isWhitespace }) {
                let isVertical = viewer.isVertical && Tongue.mayBeChinese(text)
                h.div(
                    .class(isVertical ? "text vertical" : "text"), .lang(Tongue.tag(of: text, on: h.language)),
                    .when(isVertical, .tabindex(0)), .when(isVertical, .role("region")),
                    .when(isVertical, .labelledBy("text"))
                ) { h in
                    for paragraph in paragraphs { h.p { $0.marked(paragraph) } }
                }
                h.p(
                    Words(zh: "文字由程序从文件中提取，以原件为准。", en: "Extracted from the file by program; the original prevails."),
                    .class("help"))
            } else {
                h.p(
                    Words(zh: "这一页没有可提取的文字。", en: "No text could be extracted from this page."), .class("quiet"))
            }
        }
    }

    /// To the text from above, and back.
    private mutating func linesLink(_ viewer: Viewer) {
        a(.class("small no-print"), .href("\(viewer.pathOfOtherLines)#text")) { h in
            h.text(
                viewer.isVertical ? Words(zh: "改为横排", en: "Lines across") : Words(zh: "竖排阅读", en: "Lines from above"))
        }
    }

    /// How often the word stands on this page, and the way to other pages that have it.
    private mutating func hitLine(_ query: String, _ paragraphs: [[Segment]], _ viewer: Viewer) {
        let count = paragraphs.reduce(0) { $0 + $1.count(where: \.isMarked) }
        let around = viewer.hitsAround
        span(.class("row small no-print")) { h in
            h.span(
                Words(
                    zh: "“\(query)”在本页\(count)处",
                    en: "“\(query)”: \(count == 1 ? "once" : "\(count) times") on this page"))
            if let before = around.before {
                h.a(
                    Words(zh: "上一处在第\(before)页", en: "Before: page \(before)"), .href(viewer.path(page: before)))
            }
            if let after = around.after {
                h.a(Words(zh: "下一处在第\(after)页", en: "Next: page \(after)"), .href(viewer.path(page: after)))
            }
        }
    }

    /// Text with the marked pieces of it.
    mutating func marked(_ segments: [Segment]) {
        for segment in segments {
            if segment.isMarked { mark(segment.text) } else { text(segment.text) }
        }
    }

    /// Links to pages: the neighbourhood of the one shown, always the first and the last, and the way to all of them.
    private mutating func leaves(_ viewer: Viewer) {
        let view = viewer.view
        let near = Set([1, view.pages]).union((view.page - Viewer.near)...(view.page + Viewer.near)).filter {
            (1...view.pages).contains($0)
        }
        nav(.class("no-print"), .ariaLabel(Words(zh: "各页", en: "Pages"))) { h in
            h.ul(.class("leaves")) { h in
                for page in near.sorted() { h.leaf(page, viewer) }
                if view.pages > near.count, view.file.hasImages {
                    h.li { h in
                        h.a(.class("all"), .href(viewer.leaves(from: max(1, view.page - Viewer.near)))) { h in
                            h.text(Words(zh: "全部\(view.pages)页", en: "All \(view.pages)"))
                        }
                    }
                }
            }
        }
    }

    /// One page as a link: its thumbnail, and its number.
    mutating func leaf(_ page: Int, _ viewer: Viewer) {
        let view = viewer.view
        li { h in
            h.a(
                .href(viewer.path(page: page)), .when(page == view.page, .current("page")),
                .when(view.hits.contains(page), .data("data-hit", ""))
            ) { h in
                if view.file.hasImages {
                    h.img(
                        .src(viewer.image(page: page, width: 200)), .alt(""), .lazy, .width(56), .height(76))
                }
                h.span(.class("num")) { $0.text(page) }
            }
        }
    }

    /// The file itself, with its size.
    mutating func download(_ file: PublicFile, under base: Path, named: Bool) {
        a(.class("btn"), .href("\(base)/files/\(file.n)"), .download) { h in
            h.icon(.down)
            h.text(named ? Words(zh: "下载", en: "Download") : file.role)
            h.span(.class("quiet num")) { $0.text(file.bytes.size) }
        }
    }
}
