import Archive

/// What a table says of how a page was scanned, compared with what the picture is.
enum ScanColour: Int, Comparable {
    case bilevel, grey, colour

    /// As written: `彩色`, `24位真彩色`, `灰度`, `黑白二值`.
    init?(_ text: String) {
        if text.contains("彩") || text.uppercased().contains("RGB") {
            self = .colour
        } else if text.contains("灰") {
            self = .grey
        } else if text.contains("黑白") || text.contains("二值") {
            self = .bilevel
        } else {
            return nil
        }
    }

    init(bands: Int, bits: Int?) { self = bands > 2 ? .colour : bits == 1 ? .bilevel : .grey }

    var words: Words {
        switch self {
        case .bilevel: Words(zh: "黑白二值", en: "black and white")
        case .grey: Words(zh: "灰度", en: "grey")
        case .colour: Words(zh: "彩色", en: "colour")
        }
    }

    static func < (left: ScanColour, right: ScanColour) -> Bool { left.rawValue < right.rawValue }
}
