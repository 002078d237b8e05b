import Archive
import Catalogue
import Foundation

// Numbers, sizes, days and times as people read them.

extension BinaryInteger {
    /// `1286` as `1,286`.
    var grouped: String {
        let digits = String(magnitude)
        guard digits.utf8.count > 3 else { return self < 0 ? "-" + digits : digits }
        var out: [UInt8] = []
        for (place, digit) in digits.utf8.enumerated() {
            if place > 0, (digits.utf8.count - place) % 3 == 0 { out.append(UInt8(ascii: ",")) }
            out.append(digit)
        }
        return (self < 0 ? "-" : "") + String(decoding: out, as: UTF8.self)
    }
}

extension Int64 {
    /// Bytes in the one way of the whole site: `812 B`, `41.3 KB`, `412 MB`, `4.3 GB` (thousands, as archives' forms count).
    /// One digit after the point below a hundred, none where it would be a nought.
    var size: String {
        guard self >= 1000 else { return "\(self) B" }
        var unit: Int64 = 1000
        for name in ["KB", "MB", "GB", "TB"] {
            let tenths = (self + unit / 20) / (unit / 10)
            if tenths < 1000 { return "\(tenths / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths % 10)") + " " + name }
            let whole = (self + unit / 2) / unit
            if whole < 1000 || name == "TB" { return whole.grouped + " " + name }
            unit *= 1000
        }
        return "\(self) B"
    }
}

extension Words {
    /// Seconds as `1分52秒`.
    init(seconds: Int64) {
        switch seconds {
        case ..<60: self.init(zh: "\(seconds)秒", en: "\(seconds) s")
        case ..<3600: self.init(zh: "\(seconds / 60)分\(seconds % 60)秒", en: "\(seconds / 60) min \(seconds % 60) s")
        case ..<86400:
            self.init(
                zh: "\(seconds / 3600)小时\(seconds / 60 % 60)分", en: "\(seconds / 3600) h \(seconds / 60 % 60) min")
        default:
            self.init(zh: "\(seconds / 86400)天", en: seconds < 172_800 ? "1 day" : "\(seconds / 86400) days")
        }
    }
}

extension Day {
    var words: Words { Words(zh: "\(year)年\(month)月\(day)日", en: "\(day) \(Day.months[month - 1]) \(year)") }

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

/// A moment on the wall clock of the archive's zone.
struct LocalTime {
    let day: Day
    let hour: Int64
    let minute: Int64
    let second: Int64

    init(_ instant: Instant, _ clock: Clock) {
        day = clock.day(of: instant)
        let offset = Int64(
            clock.zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.microseconds) / 1e6)))
        let seconds = (instant.microseconds / 1_000_000 + offset) % 86400
        (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    var clockText: String { "\(LocalTime.two(hour)):\(LocalTime.two(minute))" }
    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// `今天 09:12`, `昨天 14:00`, `11月20日 02:14`, `2024年3月1日 08:00`.
    func words(today: Day) -> Words {
        if day == today { return Words(zh: "今天 \(clockText)", en: "today \(clockText)") }
        if day == today.adding(days: -1) { return Words(zh: "昨天 \(clockText)", en: "yesterday \(clockText)") }
        if day.year == today.year {
            return Words(
                zh: "\(day.month)月\(day.day)日 \(clockText)", en: "\(day.day) \(Day.months[day.month - 1]) \(clockText)")
        }
        return full
    }

    /// A day or a month written without dashes, as DA/T 46 has it (19560101, 195601), with them; anything else as it is.
    static func dashed(_ text: String) -> String {
        let digits = Array(text.utf8)
        guard [6, 8].contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return text }
        let parts = [digits[..<4], digits[4..<6], digits[6...]].map { String(decoding: $0, as: UTF8.self) }
        return parts.filter { !$0.isEmpty }.joined(separator: "-")
    }

    /// `2024年3月1日 08:00`, whatever today is.
    var full: Words { Words(zh: day.words.zh + " " + clockText, en: day.words.en + " " + clockText) }
}

extension Attribute {
    /// HTML knows thousandths of a second at most.
    static func datetime(_ instant: Instant) -> Attribute { datetime(instant.text.dropLast(4) + "Z") }
}

extension HTML {
    /// A moment, in the archive's zone, as near as it is. On paper, which is read on another day, always with its date.
    mutating func moment(_ instant: Instant, _ clock: Clock) {
        let local = LocalTime(instant, clock)
        let (near, full) = (local.words(today: clock.today), local.full)
        time(.datetime(instant)) { h in
            if near == full {
                h.text(full)
            } else {
                h.span(near, .class("no-print"))
                h.span(full, .class("print-only"))
            }
        }
    }

    /// A moment with its full date: on what is signed and kept.
    mutating func stamp(_ instant: Instant, _ clock: Clock) {
        time(LocalTime(instant, clock).full, .datetime(instant))
    }

    mutating func day(_ day: Day) { time(day.words, .datetime(day.text)) }

    /// A date as the records have it: a day or a month in the page's own form; anything else as it is written.
    mutating func recordDate(_ written: String) {
        let text = LocalTime.dashed(written)
        if let day = Day(text: text) {
            self.day(day)
        } else if text.utf8.count == 7, let day = Day(text: text + "-01") {
            time(
                Words(zh: "\(day.year)年\(day.month)月", en: "\(Day.months[day.month - 1]) \(day.year)"), .datetime(text))
        } else {
            recordText(written)
        }
    }

    /// A date as the records have it, and in the calendar of today where it is of another one and known.
    mutating func bothCalendars(_ written: String, _ dates: UnitDates?) {
        recordDate(written)
        guard let dates, Self.isOfAnEra(written) else { return }
        text(Words(zh: "（", en: " ("))
        day(dates.from)
        if dates.to != dates.from {
            text(Words(zh: "—", en: "–"))
            day(dates.to)
        }
        text(Words(zh: "）", en: ")"))
    }

    /// Years counted from an emperor or the Republic: years in characters or few digits before 年, after a name.
    private static func isOfAnEra(_ written: String) -> Bool {
        guard let first = written.unicodeScalars.first, first.value >= 0x4E00, written.contains("年") else {
            return false
        }
        return !"一二三四五六七八九〇零".unicodeScalars.contains(first) && first != "年"
    }
}
