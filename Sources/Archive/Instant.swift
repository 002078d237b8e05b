import Foundation

/// A moment in UTC, to the microsecond.
package struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    package static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    package static func + (left: Instant, right: Duration) -> Instant {
        let (seconds, attoseconds) = right.components
        return Instant(microseconds: left.microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }
}

extension Instant {
    /// `2026-11-23T01:02:03.000004Z`: always six decimals, so that text order is time order.
    package var text: String {
        let days = microseconds.floorDivided(by: 86_400_000_000)
        var rest = microseconds - days * 86_400_000_000
        let fraction = rest % 1_000_000
        rest /= 1_000_000
        let day = Day(daysSince1970: Int(days))
        return day.text + "T" + pad(rest / 3600, 2) + ":" + pad(rest / 60 % 60, 2) + ":" + pad(rest % 60, 2) + "."
            + pad(fraction, 6) + "Z"
    }

    /// Reads what `text` writes; `nil` for anything else.
    package init?(text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 27, bytes[10] == UInt8(ascii: "T"), bytes[26] == UInt8(ascii: "Z"),
            let day = Day(text: String(text.prefix(10)))
        else { return nil }
        let isDigit = { (place: Int) in (48...57).contains(bytes[place]) }
        guard [13, 16].allSatisfy({ bytes[$0] == UInt8(ascii: ":") }), bytes[19] == UInt8(ascii: "."),
            [11, 12, 14, 15, 17, 18].allSatisfy(isDigit), (20..<26).allSatisfy(isDigit)
        else { return nil }
        func number(_ range: Range<Int>) -> Int64? { Int64(String(decoding: bytes[range], as: UTF8.self)) }
        guard let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let fraction = number(20..<26), hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = Int64(day.daysSince1970) * 86400 + hour * 3600 + minute * 60 + second
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

/// `number` in decimal, with zeros in front up to `width` digits.
func pad(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
}
