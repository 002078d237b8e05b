import Archive

/// What scanned paper must be like, as data with the day from which it holds. An archive may ask for more of an agency (检测方案).
struct ScanRules: Sendable {
    let standard: String
    let from: Day?
    /// 分辨率: the fewest dots an inch.
    let leastDots: Int
    /// How the points of a TIFF may be packed: the numbers of TIFF 6.0 that every reader knows.
    let compressions: Set<Int>
    /// Of a hundred thousand points, so few that are not paper make a page seem empty; and so little between dark and light.
    let blankInk: Int
    let blankContrast: Int
    /// Hundredths of a degree from which a page is seen to lean.
    let lean: Int

    /// DA/T 31-2017, in force since 2018: 200 dots at least, 300 where letters are small or are to be recognised.
    static let editions = [
        ScanRules(
            standard: "DA/T 31-2017", from: Day(year: 2018, month: 1, day: 1), leastDots: 200,
            compressions: [1, 2, 3, 4, 5, 7, 8, 32_773, 32_946], blankInk: 60, blankContrast: 24, lean: 125)
    ]

    /// The edition that holds on a day; before the first one that.
    static func inForce(on day: Day) -> ScanRules {
        editions.last { edition in edition.from.map { $0 <= day } ?? true } ?? editions[0]
    }
}

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
