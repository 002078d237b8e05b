import Archive

/// Numbers as people write them into forms: `200件`, `７，５９７，２１２字节`, `7.6 MB`.
struct NumberText: Hashable, Sendable {
    /// Digits before the point.
    let whole: Int64
    /// Digits after the point, as written: `008`.
    let decimals: String
    /// What follows the number, without spaces.
    let unit: String

    /// The first number in `text`; `nil` if there is none, or none that fits.
    init?(_ text: String) {
        var whole: [UInt8] = []
        var decimals: [UInt8] = []
        var afterPoint = false
        var unit = ""
        var started = false
        var ended = false
        for scalar in text.unicodeScalars {
            let plain = NumberText.halfWidth(scalar)
            let isDigit = (48...57).contains(plain.value)
            if ended {
                if !plain.properties.isWhitespace { unit.unicodeScalars.append(plain) }
            } else if isDigit {
                started = true
                if afterPoint { decimals.append(UInt8(plain.value)) } else { whole.append(UInt8(plain.value)) }
            } else if started, plain == ",", !afterPoint {
                continue
            } else if started, plain == ".", !afterPoint {
                afterPoint = true
            } else if started {
                ended = true
                if !plain.properties.isWhitespace { unit.unicodeScalars.append(plain) }
            }
        }
        guard let number = Int64(String(decoding: whole, as: UTF8.self)) else { return nil }
        self.whole = number
        self.decimals = String(decoding: decimals, as: UTF8.self)
        self.unit = unit
    }

    /// Full-width forms and the separators of Chinese typing in ASCII.
    static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000: " "
        default: scalar
        }
    }

    /// Without white space (the ideographic space included) and byte order mark at its ends.
    static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, first.properties.isWhitespace || first == "\u{FEFF}" { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }

    /// The whole text half-width and trimmed.
    static func plain(_ text: String) -> String {
        trimmed(String(String.UnicodeScalarView(text.unicodeScalars.map(halfWidth))))
    }

    /// Whether so many bytes may be written like this: exactly if in bytes, otherwise within half of the last digit
    /// given, counted by 1000 or by 1024.
    func means(bytes: Int64) -> Bool {
        let power: Int
        switch unit.uppercased() {
        case "", "字节", "B", "BYTE", "BYTES": power = 0
        case let unit where unit.hasPrefix("K"): power = 1
        case let unit where unit.hasPrefix("M") || unit.hasPrefix("兆"): power = 2
        case let unit where unit.hasPrefix("G"): power = 3
        case let unit where unit.hasPrefix("T"): power = 4
        default: power = unit.hasPrefix("字节") || unit.uppercased().hasPrefix("B") ? 0 : -1
        }
        guard power >= 0, decimals.utf8.count <= 9 else { return power < 0 }
        guard power > 0 else { return whole == bytes }
        let scale = Double(
            sequence(first: 1, next: { $0 * 10 }).dropFirst(decimals.utf8.count).first { _ in true } ?? 1)
        let value = Double(whole) + (Double(decimals) ?? 0) / scale
        return [1000.0, 1024.0].contains { base in
            let unit = (0..<power).reduce(1.0) { sum, _ in sum * base }
            // Rounded or cut off: both are done.
            return abs(Double(bytes) / unit - value) < 1.0 / scale
        }
    }
}
