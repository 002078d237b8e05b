/// A date as archives write them (日期): whole or partial, certain or not, one or a span.
///
/// What was written is kept; what it may mean is an interval of days, so that a search by time finds it. Text that is a
/// date but not one that Lantai can count yet (光绪三十一年, 不详) has no interval. Source: DA/T 18-2022 (YYYYMMDD, unknown
/// parts 0, inferred dates in brackets), DA/T 18-1999.
package struct ArchivalDate: Hashable, Sendable {
    package enum Precision: String, Hashable, Sendable, Codable {
        case day, month, year, decade
        /// From one date to another (起止日期).
        case span
        /// Understood as text only.
        case unknown
    }

    package enum Certainty: String, Hashable, Sendable, Codable {
        case certain
        /// 约
        case approximate
        /// `?`
        case uncertain
        /// 考证: in brackets
        case inferred
    }

    package let original: String
    /// Every day it may mean; `nil` if it is understood as text only.
    package let interval: ClosedRange<Day>?
    package let precision: Precision
    package let certainty: Certainty

    package var from: Day? { interval?.lowerBound }
    package var to: Day? { interval?.upperBound }

    package init(day: Day) {
        self.init(original: day.text, interval: day...day, precision: .day, certainty: .certain)
    }

    init(original: String, interval: ClosedRange<Day>?, precision: Precision, certainty: Certainty) {
        self.original = original
        self.interval = interval
        self.precision = precision
        self.certainty = certainty
    }
}

extension ArchivalDate {
    package init(parsing original: String) throws(ArchivalDateProblem) {
        var text = String(Folding.halfWidth(original).unicodeScalars.filter { $0 != "\u{FEFF}" })
        text = Folding.trimmed(text)
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= 200 else { throw .unreadable(String(original.prefix(40)) + "…") }
        let certainty = ArchivalDate.takeCertainty(from: &text)
        let reader = DateReader(original: original)
        if let point = try reader.point(text) {
            self.init(
                original: original, interval: point.interval, precision: point.precision, certainty: certainty)
        } else if let span = try reader.span(text) {
            self.init(original: original, interval: span, precision: .span, certainty: certainty)
        } else if reader.isTextOnly(text) {
            self.init(original: original, interval: nil, precision: .unknown, certainty: certainty)
        } else {
            throw .unreadable(original)
        }
    }

    /// Takes brackets, `约` and `?` off the text and says what they mean.
    private static func takeCertainty(from text: inout String) -> Certainty {
        var certainty = Certainty.certain
        let brackets: [(Character, Character)] = [("[", "]"), ("〔", "〕"), ("【", "】")]
        if brackets.contains(where: { text.first == $0 && text.last == $1 }), text.count > 2 {
            text = String(text.dropFirst().dropLast())
            certainty = .inferred
        }
        if text.hasSuffix("?") {
            text = String(text.dropLast())
            certainty = .uncertain
        }
        let signs = ["大约", "约", "circa ", "circa", "ca. ", "ca.", "c. ", "c."]
        if let sign = signs.first(where: { text.lowercased().hasPrefix($0) }) {
            text = String(text.dropFirst(sign.count))
            certainty = .approximate
        }
        if let sign = ["左右", "前后"].first(where: text.hasSuffix) {
            text = String(text.dropLast(sign.count))
            certainty = .approximate
        }
        text = Folding.trimmed(text)
        return certainty
    }
}

/// Why a text is not a date: what is impossible in it, or how to write it.
package enum ArchivalDateProblem: Explained, Equatable {
    case empty
    case noSuchMonth(String, month: Int)
    case noSuchDay(String, year: Int, month: Int, day: Int)
    case noSuchYear(String)
    case reversed(String, from: Day, to: Day)
    case unreadable(String)

    package var code: String {
        switch self {
        case .empty: "archive.date-empty"
        case .noSuchMonth: "archive.date-no-such-month"
        case .noSuchDay: "archive.date-no-such-day"
        case .noSuchYear: "archive.date-no-such-year"
        case .reversed: "archive.date-reversed"
        case .unreadable: "archive.date-unreadable"
        }
    }

    package var what: Words {
        switch self {
        case .empty: return Words(zh: "日期为空。", en: "The date is empty.")
        case .noSuchMonth(let text, let month):
            return Words(zh: "日期“\(text)”不存在：没有 \(month) 月。", en: "There is no date \"\(text)\": no month \(month).")
        case .noSuchDay(let text, let year, let month, let day):
            let last = Day.days(in: month, of: year)
            return Words(
                zh: "日期“\(text)”不存在：\(year) 年 \(month) 月只有 \(last) 天，没有 \(day) 日。",
                en: "There is no date \"\(text)\": \(year)-\(pad(month, 2)) has \(last) days, not \(day).")
        case .noSuchYear(let text):
            return Words(zh: "日期“\(text)”的年份不存在。", en: "The year of the date \"\(text)\" does not exist.")
        case .reversed(let text, let from, let to):
            return Words(
                zh: "起止日期“\(text)”颠倒：止于 \(to)，早于起始 \(from)。",
                en: "The span \"\(text)\" is reversed: it ends on \(to), before it begins on \(from).")
        case .unreadable(let text):
            return Words(zh: "“\(text)”不是可识别的日期。", en: "\"\(text)\" is not a date that can be read.")
        }
    }

    package var next: Words {
        Words(
            zh: "写作 YYYYMMDD（如 20190203）；不详的月、日写 00，考证的日期加 [ ]，起止日期写作 19900101-19951231。",
            en: "Write YYYYMMDD (20190203): 00 for an unknown month or day, [ ] around an inferred date, "
                + "19900101-19951231 for a span.")
    }
}
