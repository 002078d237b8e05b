import Archive

/// Whether something typed looks like the beginning of a reference code (档号).
enum CodePrefix {
    /// The key `text` would be the beginning of: 全宗号, a hyphen, anything (`X013-WS·2016`). `nil` if it does not look so, or
    /// looks more like a date.
    static func guess(_ text: String) -> String? {
        let key = ReferenceCode.keyPrefix(of: text)
        let scalars = Array(key.unicodeScalars)
        guard scalars.count <= ReferenceCode.longest, let hyphen = scalars.firstIndex(of: "-") else { return nil }
        let fonds = scalars[..<hyphen]
        let letters = fonds.prefix { ("A"..."Z").contains($0) }
        let digits = fonds.dropFirst(letters.count)
        guard letters.count <= 2, (1...5).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
        let rest = scalars[(hyphen + 1)...]
        guard rest.allSatisfy({ $0.properties.isAlphabetic || isDigit($0) || $0 == "-" || $0 == "\u{B7}" }) else {
            return nil
        }
        return isDate(key) ? nil : key
    }

    /// `2016-05`, `2016-5-3`.
    private static func isDate(_ key: String) -> Bool {
        let parts = key.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard (2...3).contains(parts.count), (1000...2999).contains(parts[0]) else { return false }
        return (1...12).contains(parts[1]) && (parts.count == 2 || (1...31).contains(parts[2]))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
