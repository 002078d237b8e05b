package import Archive

/// One value of ASN.1 in bytes that somebody else wrote: DER, and the lengths without an end that BER allows.
///
/// Nothing is believed: lengths are held against what is there, depth and number of values are limited. Source: ITU-T X.690.
package struct ASN1Value: Sendable {
    package let tag: UInt8
    /// With its tag and length, as it stands.
    package let whole: ArraySlice<UInt8>
    package let content: ArraySlice<UInt8>

    private static let deepest = 24
    private static let mostChildren = 10_000

    package static let boolean: UInt8 = 0x01
    package static let integer: UInt8 = 0x02
    package static let bitString: UInt8 = 0x03
    package static let octetString: UInt8 = 0x04
    package static let object: UInt8 = 0x06
    package static let utf8: UInt8 = 0x0C
    package static let ia5: UInt8 = 0x16
    package static let utcTime: UInt8 = 0x17
    package static let generalizedTime: UInt8 = 0x18
    package static let sequence: UInt8 = 0x30
    package static let set: UInt8 = 0x31
    /// `[0]`, with values inside.
    package static func part(_ number: UInt8) -> UInt8 { 0xA0 | number }

    /// The value that `bytes` begin with; what follows it is left alone.
    package init?(_ bytes: [UInt8]) { self.init(bytes[...], depth: 0) }

    private init?(_ bytes: ArraySlice<UInt8>, depth: Int) {
        var place = bytes.startIndex
        guard depth < Self.deepest, bytes.count >= 2, bytes[place] & 0x1F != 0x1F else { return nil }
        let tag = bytes[place]
        let first = bytes[place + 1]
        place += 2
        var length = Int(first)
        if first == 0x80 {
            guard tag & 0x20 != 0,
                let whole = ASN1Value(openEnded: bytes, from: place, tag: tag, depth: depth)
            else { return nil }
            self = whole
            return
        }
        if first > 0x80 {
            let count = Int(first & 0x7F)
            guard count <= 4, bytes.endIndex - place >= count else { return nil }
            length = bytes[place..<(place + count)].reduce(0) { $0 << 8 | Int($1) }
            place += count
        }
        guard bytes.endIndex - place >= length else { return nil }
        self.tag = tag
        content = bytes[place..<(place + length)]
        whole = bytes[bytes.startIndex..<(place + length)]
    }

    /// A value that ends with two zeros.
    private init?(openEnded bytes: ArraySlice<UInt8>, from start: Int, tag: UInt8, depth: Int) {
        var place = start
        while bytes.endIndex - place >= 2 {
            if bytes[place] == 0, bytes[place + 1] == 0 {
                self.tag = tag
                content = bytes[start..<place]
                whole = bytes[bytes.startIndex..<(place + 2)]
                return
            }
            guard let inner = ASN1Value(bytes[place...], depth: depth + 1) else { return nil }
            place = inner.whole.endIndex
        }
        return nil
    }

    /// The values inside; `nil` where it holds none, or what it holds is none.
    package var children: [ASN1Value]? {
        guard tag & 0x20 != 0 else { return nil }
        var children: [ASN1Value] = []
        var place = content.startIndex
        while place < content.endIndex {
            guard children.count < Self.mostChildren, let child = ASN1Value(content[place...], depth: 0) else {
                return nil
            }
            children.append(child)
            place = child.whole.endIndex
        }
        return children
    }

    /// The bytes of an OCTET STRING, one that is written in pieces too.
    package var octets: [UInt8]? {
        guard tag & ~0x20 == Self.octetString else { return nil }
        if tag & 0x20 == 0 { return Array(content) }
        guard let children else { return nil }
        var bytes: [UInt8] = []
        for child in children {
            guard child.tag == Self.octetString else { return nil }
            bytes += child.content
        }
        return bytes
    }

    /// The bytes of a BIT STRING of whole bytes.
    package var bits: [UInt8]? {
        guard tag == Self.bitString, content.first == 0 else { return nil }
        return Array(content.dropFirst())
    }

    /// An OBJECT IDENTIFIER in dots: `1.2.156.10197.1.401`.
    package var identifier: String? {
        guard tag == Self.object, !content.isEmpty, content.count <= 64, content.last.map({ $0 < 0x80 }) == true else {
            return nil
        }
        var numbers: [UInt64] = []
        var number: UInt64 = 0
        for byte in content {
            guard number < 1 << 56 else { return nil }
            number = number << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 {
                numbers.append(number)
                number = 0
            }
        }
        let first = min(numbers[0] / 40, 2)
        return ([first, numbers[0] - first * 40] + numbers.dropFirst()).map { String($0) }.joined(separator: ".")
    }

    /// A small number, not below zero.
    package var number: Int? {
        guard tag == Self.integer, (1...7).contains(content.count), content.first.map({ $0 < 0x80 }) == true else {
            return nil
        }
        return content.reduce(0) { $0 << 8 | Int($1) }
    }

    package var text: String { String(decoding: content, as: UTF8.self) }

    /// A moment: UTCTime, GeneralizedTime, or the text of one.
    package var moment: Instant? {
        let digits = Array(text.utf8)
        guard tag == Self.utcTime else { return Moment.read(digits) }
        guard digits.count >= 11, let year = Moment.decimal(digits[0..<2]) else { return nil }
        return Moment.read(Array((year < 50 ? "20" : "19").utf8) + digits)
    }
}

/// Moments as signatures write them: `20261102013100Z`, `20261102093100+0800`, `2026-11-02T09:31:00`, `D:20261102093100+08'00'`.
package enum Moment {
    /// Without a zone it is the time of China.
    package static func read(_ text: [UInt8]) -> Instant? {
        var rest = text.starts(with: "D:".utf8) ? text.dropFirst(2) : text[...]
        func take(_ count: Int) -> Int? {
            if let first = rest.first, "-:T ".utf8.contains(first) { rest.removeFirst() }
            guard rest.count >= count, let value = decimal(rest.prefix(count)) else { return nil }
            rest.removeFirst(count)
            return value
        }
        guard let year = take(4), let month = take(2), let inMonth = take(2),
            let day = Day(year: year, month: month, day: inMonth)
        else { return nil }
        var seconds = Int64(day.daysSince1970) * 86_400
        if let hour = take(2), let minute = take(2), hour < 24, minute < 60 {
            seconds += Int64(hour * 3600 + minute * 60)
            if let first = rest.first, (48...57).contains(first) || first == UInt8(ascii: ":"), let second = take(2) {
                seconds += Int64(min(second, 59))
            }
        }
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { (48...57).contains($0) } }
        return Instant(microseconds: (seconds - offset(rest)) * 1_000_000)
    }

    /// `Z`, `+08'00'`, `-0500`
    private static func offset(_ text: ArraySlice<UInt8>) -> Int64 {
        guard let first = text.first else { return 8 * 3600 }
        if first == UInt8(ascii: "Z") { return 0 }
        let digits = text.dropFirst().filter { (48...57).contains($0) }.prefix(4)
        guard "+-".utf8.contains(first), let hours = decimal(digits.prefix(2)), hours <= 14 else { return 8 * 3600 }
        let minutes = digits.count == 4 ? decimal(digits.suffix(2)) ?? 0 : 0
        return Int64(hours * 3600 + minutes * 60) * (first == UInt8(ascii: "-") ? -1 : 1)
    }

    static func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1) - 48 }
    }
}
