package import Archive

/// A page being written: UTF-8 appended to a buffer, every text escaped on its way in.
///
/// Elements are functions that take their attributes and a closure for what stands inside, so tags always close and
/// no text can become markup: there is no way to append a `String` unescaped.
package struct HTML {
    package private(set) var bytes: [UInt8] = []
    /// The language in which `Words` are written.
    package private(set) var language: Language
    /// The `lang` of the nearest element that has one; `nil` while that is the page's own.
    private var tongue: String?
    /// Inside an element that may hold nothing but text: `title`, `option`, `textarea`.
    private var isPlain = false

    package init(_ language: Language, reserving capacity: Int = 16384) {
        self.language = language
        bytes.reserveCapacity(capacity)
    }

    /// Markup we wrote ourselves: a literal of the program, never something computed.
    mutating func markup(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// On an English page what the records say in Chinese gets its own `lang`, wherever it stands in a sentence: a screen
    /// reader then changes its voice, and the browser its characters.
    mutating func text(_ text: String) {
        guard language == .en, tongue == nil, !isPlain, Tongue.mayBeChinese(text) else {
            Escaping.append(text, to: &bytes)
            return
        }
        for run in Tongue.runs(in: text) {
            if let tag = run.tag {
                markup("<span lang=\"")
                Escaping.append(tag, to: &bytes)
                markup("\">")
                Escaping.append(String(run.text), to: &bytes)
                markup("</span>")
            } else {
                Escaping.append(String(run.text), to: &bytes)
            }
        }
    }
    mutating func text(_ words: Words) { text(words[language]) }
    mutating func text(_ number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }
    mutating func text(_ content: some Writable) { content.write(into: &self) }
}

extension HTML {
    /// What `content` writes is said in `other`; the element around it carries that as its `lang`.
    mutating func inLanguage(_ other: Language, _ content: (inout HTML) -> Void) {
        let outer = (language, tongue)
        (language, tongue) = (other, nil)
        content(&self)
        (language, tongue) = outer
    }
}

/// What can stand inside an element: text, words in both languages, or a component that writes itself.
protocol Writable {
    func write(into html: inout HTML)
}

extension String: Writable {
    func write(into html: inout HTML) { html.text(self) }
}

extension Words: Writable {
    func write(into html: inout HTML) { html.text(self) }
}

// MARK: Tags

extension HTML {
    /// An element with `content` inside.
    mutating func element(_ tag: StaticString, _ attributes: [Attribute], _ content: (inout HTML) throws -> Void)
        rethrows
    {
        open(tag, attributes)
        let outer = (tongue, isPlain)
        enter(tag, attributes)
        try content(&self)
        (tongue, isPlain) = outer
        close(tag)
    }

    mutating func element(_ tag: StaticString, _ attributes: [Attribute], _ content: some Writable) {
        element(tag, attributes) { content.write(into: &$0) }
    }

    private mutating func enter(_ tag: StaticString, _ attributes: [Attribute]) {
        for attribute in attributes {
            if case .tongue(let tag) = attribute.value { tongue = tag == language.tag ? nil : tag }
        }
        switch "\(tag)" {
        case "title", "option", "textarea": isPlain = true
        default: break
        }
    }

    /// An element that never has an end tag: `input`, `img`, `br`.
    mutating func open(_ tag: StaticString, _ attributes: [Attribute]) {
        bytes.append(UInt8(ascii: "<"))
        markup(tag)
        for attribute in attributes { append(attribute) }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func close(_ tag: StaticString) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(UInt8(ascii: "/"))
        markup(tag)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func append(_ attribute: Attribute) {
        if case .absent = attribute.value { return }
        bytes.append(UInt8(ascii: " "))
        markup(attribute.name)
        switch attribute.value {
        case .flag, .absent: return
        case .literal(let literal): quoted { $0.markup(literal) }
        case .text(let text), .tongue(let text): quoted { Escaping.append(text, to: &$0.bytes) }
        case .words(let words): quoted { Escaping.append(words[$0.language], to: &$0.bytes) }
        case .number(let number): quoted { $0.text(number) }
        case .path(let path): quoted { Escaping.append(path.text, to: &$0.bytes) }
        }
    }

    private mutating func quoted(_ value: (inout HTML) -> Void) {
        bytes.append(UInt8(ascii: "="))
        bytes.append(UInt8(ascii: "\""))
        value(&self)
        bytes.append(UInt8(ascii: "\""))
    }
}
