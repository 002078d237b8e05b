/// How typed Chinese text is made comparable: full-width forms become half-width ones, the many dots and dashes one each.
///
/// Works on Unicode scalars: Swift's characters hold some of these scalars equal that are different bytes on disk.
enum Folding {
    /// Full-width ASCII (`Ａ１－`) to ASCII, and the ideographic space to a space; everything else unchanged.
    static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000: " "
        default: scalar
        }
    }

    static func halfWidth(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        out.append(contentsOf: text.unicodeScalars.lazy.map { halfWidth($0) })
        return String(out)
    }

    /// Middle dots as keyboards, fonts and converters produce them (间隔号; the standard one is U+00B7).
    static let dots: Set<Unicode.Scalar> = [
        "\u{00B7}", "\u{0387}", "\u{2022}", "\u{2027}", "\u{2219}", "\u{22C5}", "\u{30FB}", "\u{FF65}", ".", "\u{FE52}",
    ]

    /// Hyphens and dashes that stand for the half-width hyphen.
    static let dashes: Set<Unicode.Scalar> = [
        "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}", "\u{FE58}", "\u{FE63}",
        "\u{2500}",
    ]

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar == "\u{FEFF}" }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// `text` without white space at its ends.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
