import Archive

/// A date in a transfer, which must be a whole day: `2019-07-26` in metadata, `20190726` in a list. Other writings of a whole
/// day are understood too.
enum DateText: Hashable {
    case day(Day)
    /// Written like a day that does not exist: 2023-02-30.
    case impossible
    /// Not written like a day.
    case unreadable

    init(_ text: String) {
        let plain = NumberText.plain(text)
        let date = plain.split(whereSeparator: { $0 == "T" || $0 == " " }).first.map { String($0) } ?? ""
        var numbers: [Int] = []
        if date.utf8.count == 8, date.utf8.allSatisfy({ (48...57).contains($0) }) {
            let digits = Array(date)
            numbers = [String(digits[0..<4]), String(digits[4..<6]), String(digits[6..<8])].compactMap { Int($0) }
        } else {
            let parts = date.split { "-./年月日".contains($0) }
            guard parts.count == 3, parts[0].count == 4, parts.dropFirst().allSatisfy({ $0.count <= 2 }) else {
                self = .unreadable
                return
            }
            numbers = parts.compactMap { part in part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil }
        }
        guard numbers.count == 3 else {
            self = .unreadable
            return
        }
        self = Day(year: numbers[0], month: numbers[1], day: numbers[2]).map { .day($0) } ?? .impossible
    }

    var day: Day? { if case .day(let day) = self { day } else { nil } }
}

/// A moment in a transfer: `2019-07-26T09:12:30`; a zone and fractions may follow. Compared as text after the day.
struct MomentText: Hashable, Comparable {
    let day: Day
    let seconds: Int

    /// `nil` if it is not one; a day alone counts from its first second.
    init?(_ text: String) {
        let plain = NumberText.plain(text)
        guard case .day(let day) = DateText(plain) else { return nil }
        self.day = day
        let parts = plain.split(whereSeparator: { $0 == "T" || $0 == " " })
        guard parts.count > 1 else {
            seconds = 0
            return
        }
        let clock = parts[1].prefix { $0.isNumber || $0 == ":" }.split(separator: ":").compactMap { Int($0) }
        guard clock.count >= 2, clock[0] < 24, clock[1] < 60, clock.count < 3 || clock[2] <= 60 else { return nil }
        seconds = clock[0] * 3600 + clock[1] * 60 + (clock.count > 2 ? clock[2] : 0)
    }

    static func < (left: MomentText, right: MomentText) -> Bool {
        (left.day, left.seconds) < (right.day, right.seconds)
    }
}
