import Archive
import CXML

/// HTML as a reader sees it: its title and text, without scripts, styles and comments.
///
/// Read as browsers do, whatever is wrong with it: there is no HTML that is not well-formed enough. In one pass over the
/// bytes, without a tree, so depth costs nothing.
enum HTMLReading {
    static func read(_ file: Int32, _ facts: inout DocumentFacts, _ texts: inout PageTexts) {
        guard texts.wanted else { return }
        let all = bytes(of: file, at: 0, atMost: PlainReading.mostBytes)
        guard let encoding = encoding(of: all) else { return }
        let mark = TextEncoding.mark(of: all)?.length ?? 0
        var reading = HTMLText(Array(encoding.decode(Array(all[mark...])).utf8))
        texts.append(reading.text())
        if all.count == PlainReading.mostBytes { texts.hit(.textBytes) }
    }

    /// The byte order mark, then what the page says of itself, if all of its beginning can be read so, then a guess.
    static func encoding(of all: [UInt8]) -> TextEncoding? {
        if let mark = TextEncoding.mark(of: all) { return mark.encoding }
        let head = Array(all.prefix(Identification.headBytes))
        if let declared = declared(in: head), declared.isRead(in: head, whole: head.count == all.count) {
            return declared
        }
        return PlainReading.encoding(of: all)
    }

    /// `charset=` of a `meta` element, or `encoding=` of an XML declaration, in the first bytes.
    private static func declared(in head: [UInt8]) -> TextEncoding? {
        let start = head.prefix(4096).map { (65...90).contains($0) ? $0 + 32 : $0 }
        for key in ["charset", "encoding"] {
            guard let place = start.first(Array(key.utf8)) else { continue }
            let value = start[(place + key.utf8.count)...].drop { " \t\r\n=\"'".utf8.contains($0) }
            let name = value.prefix { !" \t\r\n\"';/>?".utf8.contains($0) }
            // Who can read these letters reads no UTF-16, whatever they say.
            guard let encoding = TextEncoding(declared: String(decoding: name, as: UTF8.self)),
                ![.utf16LittleEndian, .utf16BigEndian].contains(encoding)
            else { continue }
            return encoding
        }
        return nil
    }
}

/// Takes the text out of HTML in UTF-8.
struct HTMLText {
    private let bytes: [UInt8]
    private var place = 0
    private var output: [UInt8] = []
    /// White space has been seen since the last character of the line.
    private var space = false
    private var verbatim = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Elements whose content is no text, up to their end tag.
    private static let unread: Set<String> = [
        "script", "style", "template", "noscript", "iframe", "noframes", "object",
    ]
    /// Elements inside a line; all others begin a new one.
    private static let inline: Set<String> = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "img",
        "input", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "ruby", "rb", "s", "samp", "small", "span",
        "st1:chsdate",
        "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "html", "head", "meta", "link", "base",
    ]

    mutating func text() -> String {
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "<"): markup()
            case UInt8(ascii: "&"): reference()
            default: character(bytes[place])
            }
        }
        while let last = output.last, last <= 32 { output.removeLast() }
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func character(_ byte: UInt8) {
        place += 1
        if verbatim > 0, byte <= 32 {
            if byte != 13 { output.append(byte) }
        } else if byte <= 32 {
            space = true
        } else {
            put([byte])
        }
    }

    private mutating func put(_ run: some Collection<UInt8>) {
        if space, let last = output.last, last > 32 || verbatim > 0 { output.append(32) }
        space = false
        output += run
    }

    private mutating func newLine() {
        while output.last == 32 || output.last == 9 { output.removeLast() }
        space = false
        if !output.isEmpty, output.last != 10 { output.append(10) }
    }

    /// `&amp;`, `&#20214;`, `&#x4EF6;`; anything else stands for itself.
    private mutating func reference() {
        let rest = bytes[(place + 1)...].prefix(32)
        let name = rest.prefix {
            $0 != UInt8(ascii: ";") && $0 > 32 && $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "<")
        }
        guard name.count < rest.count || rest.count < 32, let value = Self.scalar(name), value.value > 0 else {
            place += 1
            return put([UInt8(ascii: "&")])
        }
        place += 1 + name.count
        if place < bytes.count, bytes[place] == UInt8(ascii: ";") { place += 1 }
        if value.value <= 32 || value.value == 0xA0 {
            space = true
        } else {
            put(Array(String(Character(value)).utf8))
        }
    }

    private static func scalar(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
        if name.first == UInt8(ascii: "#") {
            let digits = String(decoding: name.dropFirst(), as: UTF8.self)
            let number =
                digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
            return number.flatMap(Unicode.Scalar.init)
        }
        guard !name.isEmpty, let known = htmlEntityLookup(Array(name) + [0]) else { return nil }
        return Unicode.Scalar(known.pointee.value)
    }

    private mutating func markup() {
        let rest = bytes[(place + 1)...]
        if rest.starts(with: "!--".utf8) { return skip(past: "-->", from: place + 4) }
        guard let first = rest.first, isLetter(first) || first == UInt8(ascii: "/") || "!?".utf8.contains(first) else {
            place += 1
            return put([UInt8(ascii: "<")])
        }
        let closes = first == UInt8(ascii: "/")
        let name = String(
            decoding: rest.dropFirst(closes ? 1 : 0).prefix(64).prefix {
                isLetter($0) || (48...58).contains($0) || $0 == 45
            },
            as: UTF8.self
        ).lowercased()
        endTag()
        if !closes, Self.unread.contains(name) { return skip(past: "</" + name, from: place) }
        switch name {
        case "pre", "textarea", "xmp":
            newLine()
            verbatim = closes ? max(0, verbatim - 1) : min(verbatim + 1, 1000)
        case "td", "th":
            if !closes, let last = output.last, last != 10 {
                while output.last == 32 { output.removeLast() }
                space = false
                output.append(9)
            }
        case "rt", "rp": if !closes { skip(past: "</" + name, from: place) }
        case "": break
        default: if !Self.inline.contains(name) { newLine() }
        }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

    /// Goes behind the `>` of a tag; one inside quotation marks ends nothing.
    private mutating func endTag() {
        var quote: UInt8?
        var before: UInt8 = 0
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return
            } else if (byte == 34 || byte == 39) && before == UInt8(ascii: "=") {
                quote = byte
            }
            if byte > 32 { before = byte }
        }
    }

    /// Goes behind the next `end`, in any case of its letters; to the end of all if there is none.
    private mutating func skip(past end: String, from start: Int) {
        let wanted = Array(end.utf8)
        place = min(start, bytes.count)
        while place + wanted.count <= bytes.count {
            let found = bytes[place..<(place + wanted.count)].elementsEqual(wanted) { byte, letter in
                byte == letter || (65...90).contains(byte) && byte + 32 == letter
            }
            if found {
                place += wanted.count
                if end.hasPrefix("</") { endTag() }
                return
            }
            place += 1
        }
        place = bytes.count
    }
}
