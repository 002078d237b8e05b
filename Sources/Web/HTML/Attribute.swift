import Archive

/// One attribute of an element. Values are escaped when written; there is none for styles or scripts.
struct Attribute: Sendable {
    enum Value: Sendable {
        case absent, flag
        case literal(StaticString)
        case text(String)
        /// A language tag: what stands inside is in that language.
        case tongue(String)
        case words(Words)
        case number(Int64)
        case path(Path)
    }

    let name: StaticString
    let value: Value

    private init(_ name: StaticString, _ value: Value) {
        self.name = name
        self.value = value
    }

    /// `attribute` only if `condition` holds.
    static func when(_ condition: Bool, _ attribute: Attribute) -> Attribute {
        condition ? attribute : Attribute("", .absent)
    }

    static func some(_ name: StaticString, _ text: String?) -> Attribute {
        Attribute(name, text.map(Value.text) ?? .absent)
    }
}

// MARK: Every element

extension Attribute {
    static func `class`(_ names: StaticString) -> Attribute { Attribute("class", .literal(names)) }
    static func id(_ id: String) -> Attribute { Attribute("id", .text(id)) }
    static func lang(_ tag: String?) -> Attribute { Attribute("lang", tag.map(Value.tongue) ?? .absent) }
    static func title(_ words: Words) -> Attribute { Attribute("title", .words(words)) }
    static func role(_ role: StaticString) -> Attribute { Attribute("role", .literal(role)) }
    static func tabindex(_ order: Int64) -> Attribute { Attribute("tabindex", .number(order)) }
    static var hidden: Attribute { Attribute("hidden", .flag) }
    /// For scripts and styles to find: `data-poll="…"`.
    static func data(_ name: StaticString, _ value: String) -> Attribute { Attribute(name, .text(value)) }
    static func dataLabel(_ words: Words) -> Attribute { Attribute("data-l", .words(words)) }
}

// MARK: Accessibility

extension Attribute {
    static func ariaLabel(_ words: Words) -> Attribute { Attribute("aria-label", .words(words)) }
    static func ariaLabelText(_ text: String) -> Attribute { Attribute("aria-label", .text(text)) }
    static func labelledBy(_ id: String) -> Attribute { Attribute("aria-labelledby", .text(id)) }
    static func describedBy(_ ids: String?) -> Attribute { some("aria-describedby", ids) }
    static func current(_ what: StaticString) -> Attribute { Attribute("aria-current", .literal(what)) }
    static func live(_ how: StaticString) -> Attribute { Attribute("aria-live", .literal(how)) }
    static var ariaHidden: Attribute { Attribute("aria-hidden", .literal("true")) }
    static var ariaDisabled: Attribute { Attribute("aria-disabled", .literal("true")) }
    /// The keys that press the control, as `aria-keyshortcuts` writes them: `Control+S`. The script hears them.
    static func keys(_ keys: String) -> Attribute { Attribute("aria-keyshortcuts", .text(keys)) }
    static func expanded(_ isOpen: Bool) -> Attribute {
        Attribute("aria-expanded", .literal(isOpen ? "true" : "false"))
    }
    static var invalid: Attribute { Attribute("aria-invalid", .literal("true")) }
}

// MARK: Links, media, time

extension Attribute {
    static func href(_ path: Path) -> Attribute { Attribute("href", .path(path)) }
    /// A place on the same page.
    static func href(fragment id: String) -> Attribute { Attribute("href", .text("#" + id)) }
    static func rel(_ rel: StaticString) -> Attribute { Attribute("rel", .literal(rel)) }
    /// Where a link opens: `_blank`, a page of its own, so that what is typed on this one stays.
    static func target(_ name: StaticString) -> Attribute { Attribute("target", .literal(name)) }
    static func hreflang(_ tag: String) -> Attribute { Attribute("hreflang", .text(tag)) }
    static var download: Attribute { Attribute("download", .flag) }
    static func src(_ path: Path) -> Attribute { Attribute("src", .path(path)) }
    /// Images of other widths, and how wide one is shown: the browser takes the one that fits its screen.
    static func srcset(_ images: String) -> Attribute { Attribute("srcset", .text(images)) }
    static func sizes(_ widths: String) -> Attribute { Attribute("sizes", .text(widths)) }
    static func alt(_ text: String) -> Attribute { Attribute("alt", .text(text)) }
    static func alt(_ words: Words) -> Attribute { Attribute("alt", .words(words)) }
    static func width(_ pixels: Int64) -> Attribute { Attribute("width", .number(pixels)) }
    static func height(_ pixels: Int64) -> Attribute { Attribute("height", .number(pixels)) }
    static var lazy: Attribute { Attribute("loading", .literal("lazy")) }
    static func datetime(_ text: String) -> Attribute { Attribute("datetime", .text(text)) }
    static func type(_ type: StaticString) -> Attribute { Attribute("type", .literal(type)) }
    static func charset(_ name: StaticString) -> Attribute { Attribute("charset", .literal(name)) }
    static func httpEquiv(_ name: StaticString) -> Attribute { Attribute("http-equiv", .literal(name)) }
    /// Open Graph's, in place of a name.
    static func property(_ name: StaticString) -> Attribute { Attribute("property", .literal(name)) }
    static func content(_ words: Words) -> Attribute { Attribute("content", .words(words)) }
    static var controls: Attribute { Attribute("controls", .flag) }
    static func preload(_ what: StaticString) -> Attribute { Attribute("preload", .literal(what)) }
    static func content(_ text: String) -> Attribute { Attribute("content", .text(text)) }
}

// MARK: Forms and tables

extension Attribute {
    static func action(_ path: Path) -> Attribute { Attribute("action", .path(path)) }
    static func formaction(_ path: Path) -> Attribute { Attribute("formaction", .path(path)) }
    static func method(_ method: StaticString) -> Attribute { Attribute("method", .literal(method)) }
    static func enctype(_ type: StaticString) -> Attribute { Attribute("enctype", .literal(type)) }
    static func acceptCharset(_ name: StaticString) -> Attribute { Attribute("accept-charset", .literal(name)) }
    static func accept(_ types: StaticString) -> Attribute { Attribute("accept", .literal(types)) }
    static func name(_ name: String) -> Attribute { Attribute("name", .text(name)) }
    static func value(_ value: String) -> Attribute { Attribute("value", .text(value)) }
    static func `for`(_ id: String) -> Attribute { Attribute("for", .text(id)) }
    static func placeholder(_ words: Words) -> Attribute { Attribute("placeholder", .words(words)) }
    static func autocomplete(_ what: StaticString) -> Attribute { Attribute("autocomplete", .literal(what)) }
    static func inputmode(_ mode: StaticString) -> Attribute { Attribute("inputmode", .literal(mode)) }
    static func rows(_ count: Int64) -> Attribute { Attribute("rows", .number(count)) }
    static func size(_ count: Int64) -> Attribute { Attribute("size", .number(count)) }
    static func maxlength(_ count: Int64) -> Attribute { Attribute("maxlength", .number(count)) }
    static func max(_ number: Int64) -> Attribute { Attribute("max", .number(number)) }
    static func number(_ number: Int64) -> Attribute { Attribute("value", .number(number)) }
    /// A button that sends the form as it is: back, not on.
    static var noValidation: Attribute { Attribute("formnovalidate", .flag) }
    static var required: Attribute { Attribute("required", .flag) }
    static var checked: Attribute { Attribute("checked", .flag) }
    static var selected: Attribute { Attribute("selected", .flag) }
    static var disabled: Attribute { Attribute("disabled", .flag) }
    static var readonly: Attribute { Attribute("readonly", .flag) }
    static var autofocus: Attribute { Attribute("autofocus", .flag) }
    static var open: Attribute { Attribute("open", .flag) }
    static func scope(_ scope: StaticString) -> Attribute { Attribute("scope", .literal(scope)) }
    static func start(_ number: Int64) -> Attribute { Attribute("start", .number(number)) }
    static func colspan(_ count: Int64) -> Attribute { Attribute("colspan", .number(count)) }
}
