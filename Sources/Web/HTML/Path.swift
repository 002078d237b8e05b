/// An address inside this site, written as a literal. What is interpolated is percent-encoded, so a value can never
/// leave its place: `"/records/\(id)/files/\(n)"`, `"/search?q=\(query)&sort=\(sort)"`.
package struct Path: Hashable, Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String

    package init(stringLiteral value: String) { text = value }
    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// The path and query of a request for this site, or `nil` if `text` could lead anywhere else (`//host`, `/\host`,
    /// a scheme, control characters).
    package init?(local text: String) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count < 2048,
            !(bytes.count > 1 && (bytes[1] == UInt8(ascii: "/") || bytes[1] == UInt8(ascii: "\\"))),
            bytes.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") })
        else { return nil }
        self.text = text
    }

    /// This path with one more query item.
    package func adding(_ name: String, _ value: String?) -> Path {
        guard let value else { return self }
        var path = self
        path.text += (text.contains("?") ? "&" : "?") + name + "=" + value.percentEncoded
        return path
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + 32) }
        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ value: String) { text += value.percentEncoded }
        package mutating func appendInterpolation(_ value: some BinaryInteger) { text += String(value) }
        package mutating func appendInterpolation(_ path: Path) { text += path.text }
    }
}

extension String {
    /// Everything but RFC 3986's unreserved characters as `%XX`.
    package var percentEncoded: String {
        var out: [UInt8] = []
        out.reserveCapacity(utf8.count)
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                out.append(byte)
            default: out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// `%XX` undone (and `+` as a space where `plus` says so); bytes that are not UTF-8 become U+FFFD.
    package func percentDecoded(plus: Bool) -> String {
        guard utf8.contains(where: { $0 == UInt8(ascii: "%") || plus && $0 == UInt8(ascii: "+") }) else { return self }
        return String(decoding: utf8.percentDecoded(plus: plus), as: UTF8.self)
    }
}

extension Collection<UInt8> {
    /// `%XX` undone, as bytes. A `%` without two hexadecimal digits stays as it is.
    package func percentDecoded(plus: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(count)
        var place = startIndex
        while place < endIndex {
            let byte = self[place]
            let next = index(after: place)
            if byte == UInt8(ascii: "%"), let second = index(next, offsetBy: 1, limitedBy: endIndex), second < endIndex,
                let high = self[next].hexValue, let low = self[second].hexValue
            {
                out.append(high << 4 | low)
                place = index(after: second)
            } else {
                out.append(plus && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                place = next
            }
        }
        return out
    }
}

extension UInt8 {
    fileprivate var hexValue: UInt8? {
        switch self {
        case 48...57: self - 48
        case 65...70: self - 55
        case 97...102: self - 87
        default: nil
        }
    }
}
