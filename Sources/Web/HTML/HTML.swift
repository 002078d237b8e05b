package import Archive

/// A page being written: UTF-8 appended to a buffer, every text escaped on its way in.
///
/// Elements are functions that take their attributes and a closure for what stands inside, so tags always close and
/// no text can become markup: there is no way to append a `String` unescaped.
package struct HTML {
    package private(set) var bytes: [UInt8] = []
    /// The language in which `Words` are written.
    package let language: Language

    package init(_ language: Language, reserving capacity: Int = 16384) {
        self.language = language
        bytes.reserveCapacity(capacity)
    }

    /// Markup we wrote ourselves: a literal of the program, never something computed.
    mutating func markup(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func text(_ text: String) { Escaping.append(text, to: &bytes) }
    mutating func text(_ words: Words) { Escaping.append(words[language], to: &bytes) }
    mutating func text(_ number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }
    mutating func text(_ content: some Writable) { content.write(into: &self) }
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
        try content(&self)
        close(tag)
    }

    mutating func element(_ tag: StaticString, _ attributes: [Attribute], _ content: some Writable) {
        open(tag, attributes)
        content.write(into: &self)
        close(tag)
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
        case .text(let text): quoted { $0.text(text) }
        case .words(let words): quoted { $0.text(words) }
        case .number(let number): quoted { $0.text(number) }
        case .path(let path): quoted { $0.text(path.text) }
        }
    }

    private mutating func quoted(_ value: (inout HTML) -> Void) {
        bytes.append(UInt8(ascii: "="))
        bytes.append(UInt8(ascii: "\""))
        value(&self)
        bytes.append(UInt8(ascii: "\""))
    }
}
