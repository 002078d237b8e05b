import Archive

/// One shortcut of the keyboard: which keys, what for, and what they do.
struct Shortcut: Sendable {
    enum Action: Sendable {
        /// Opens a page.
        case go(Path)
        /// Moves the cursor into the field with this id.
        case focus(String)
        /// Presses the button, or follows the link, with this id.
        case press(String)
        /// To the next row of the table (1), or the one before (-1).
        case row(Int)
        /// Follows the pager: `next` or `prev`.
        case turn(StaticString)
        /// Opens the list of shortcuts.
        case list
        /// The page's own script does it; here it is only told.
        case told

        /// How the script finds it: the name after `data-`, and its value.
        var attribute: (name: StaticString, value: String) {
            switch self {
            case .go(let path): ("data-go", path.text)
            case .focus(let id): ("data-focus", id)
            case .press(let id): ("data-press", id)
            case .row(let step): ("data-row", String(step))
            case .turn(let way): ("data-turn", "\(way)")
            case .list: ("data-list", "")
            case .told: ("data-told", "")
            }
        }
    }

    /// As typed, one after the other where there is a space: `/`, `g a`. A name of DOM (`ArrowLeft`) is shown as its sign.
    let keys: String
    let words: Words
    var action = Action.told
}

/// The shortcuts of a kind of page, under a heading. A page names its sets (`deskPage(…, keys:)`); `/desk/keys` lists all.
struct KeySet: Sendable {
    let name: Words
    let shortcuts: [Shortcut]

    /// Every set there is, for the page that lists them.
    static let all: [KeySet] = [.lists, .arranging, .describing, .viewer]

    /// Lists and tables, which are on most pages.
    static let lists = KeySet(
        name: Words(zh: "列表与表格", en: "Lists and tables"),
        shortcuts: [
            Shortcut(keys: "j", words: Words(zh: "下一行", en: "next row"), action: .row(1)),
            Shortcut(keys: "k", words: Words(zh: "上一行", en: "row before"), action: .row(-1)),
            Shortcut(keys: "n", words: Words(zh: "下一页", en: "next page"), action: .turn("next")),
            Shortcut(keys: "p", words: Words(zh: "上一页", en: "page before"), action: .turn("prev")),
        ])

    /// The list beside a tree, whose script does these.
    static let arranging = KeySet(
        name: Words(zh: "勾选与移动", en: "Ticking and moving"),
        shortcuts: [
            Shortcut(keys: "Shift ↑↓", words: Words(zh: "在勾选框里：连着勾选", en: "in a tick box: tick rows on the way")),
            Shortcut(keys: "Ctrl X", words: Words(zh: "剪下勾选的", en: "cut what is ticked")),
            Shortcut(
                keys: "Ctrl V",
                words: Words(zh: "移到打开的这一级，先看预览", en: "move it to the level that is open, after a preview")),
            Shortcut(keys: "Alt M", words: Words(zh: "移动到……", en: "move to …")),
        ])

    /// The form of a description, whose script does these, while one types too.
    static let describing = KeySet(
        name: Words(zh: "著录", en: "Describing"),
        shortcuts: [
            Shortcut(keys: "Ctrl S", words: Words(zh: "保存", en: "save")),
            Shortcut(
                keys: "Ctrl ↵", words: Words(zh: "保存（待确认的并确认），看下一件", en: "save (a draft: and confirm), go to the next")),
            Shortcut(
                keys: "Ctrl Shift ↵", words: Words(zh: "保存，不确认，看下一件", en: "save without confirming, go to the next")),
            Shortcut(
                keys: "Alt PgUp", words: Words(zh: "上一件；没存的改动自动留着", en: "the one before; what is not saved is kept")),
            Shortcut(keys: "Alt PgDn", words: Words(zh: "下一件；没存的改动自动留着", en: "the next; what is not saved is kept")),
            Shortcut(
                keys: "Esc", words: Words(zh: "离开字段，之后方向键翻页图", en: "leave the field; then the arrows turn the pages")),
        ])

    /// The viewer of images, whose script does these.
    static let viewer = KeySet(
        name: Words(zh: "看页图", en: "Looking at images"),
        shortcuts: HTML.viewerKeyWords.map { Shortcut(keys: $0.keys, words: $0.words) })

    /// What works on every page of the desk, for those places the visitor may go.
    static func everywhere(_ visit: Visit) -> KeySet {
        var shortcuts = [
            Shortcut(keys: "?", words: Words(zh: "打开这张表", en: "open this list"), action: .list)
        ]
        if visit.may(.search) {
            shortcuts.append(
                Shortcut(keys: "/", words: Words(zh: "检索馆藏", en: "search the holdings"), action: .focus("top-q")))
        }
        for place in DeskPlace.allCases where visit.may(place.duty) {
            guard let key = place.key else { continue }
            shortcuts.append(
                Shortcut(keys: "g \(key)", words: Words(zh: "到：", en: "go to: ") + place.words, action: .go(place.path))
            )
        }
        return KeySet(name: Words(zh: "每一页", en: "On every page"), shortcuts: shortcuts)
    }
}

extension DeskPlace {
    /// The letter after `g`.
    var key: String? {
        switch self {
        case .overview: "d"
        case .accessions: "a"
        case .catalogue: "c"
        case .opening: "o"
        case .search: nil
        case .ledger: "l"
        case .storage: "s"
        case .parked: "w"
        case .incidents: "i"
        case .permissions: "r"
        case .accounts: "u"
        case .settings: "e"
        }
    }
}
