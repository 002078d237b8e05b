import Foundation

/// How a spreadsheet shows its numbers: which of them are days, and from when days are counted.
///
/// Source: ECMA-376, part 1, 18.8.30 (built-in formats, those of Chinese spreadsheets included).
struct CellFormats {
    private enum Look { case number, day, moment, time }

    private var looks: [Look] = []
    private let countsFrom1904: Bool

    init(_ package: OfficePackage, countsFrom1904: String?) throws {
        self.countsFrom1904 = ["1", "true"].contains(countsFrom1904 ?? "")
        guard package.archive.entry("xl/styles.xml") != nil else { return }
        let styles = try package.tree("xl/styles.xml")
        var own: [Int: Look] = [:]
        for format in styles.first("numFmts")?.all("numFmt") ?? [] {
            guard let id = format[attribute: "numFmtId"].flatMap({ Int($0) }) else { continue }
            own[id] = CellFormats.look(of: format[attribute: "formatCode"] ?? "")
        }
        looks = (styles.first("cellXfs")?.all("xf") ?? []).map { style in
            let id = style[attribute: "numFmtId"].flatMap { Int($0) } ?? 0
            return own[id] ?? CellFormats.builtIn(id)
        }
    }

    /// `2019-07-26` for a day, `3` for 3.0; any other number as it stands.
    func text(of value: String, style: Int) -> String {
        guard let number = Double(value), number.isFinite else { return value }
        switch looks.indices.contains(style) ? looks[style] : .number {
        case .day where number >= 1: return moment(number, withTime: false)
        case .moment where number >= 1: return moment(number, withTime: number != number.rounded(.down))
        default: break
        }
        if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
        return value
    }

    private static func builtIn(_ id: Int) -> Look {
        switch id {
        case 14...17, 27...31, 36, 50...54, 57, 58: .day
        case 22: .moment
        case 18...21, 32...35, 45...47, 55, 56: .time
        default: .number
        }
    }

    /// Letters of a date in a format, outside of quoted text and of brackets.
    private static func look(of format: String) -> Look {
        var hasDay = false
        var hasTime = false
        var quoted = false
        var bracketed = false
        var escaped = false
        for character in format.lowercased() {
            if escaped {
                escaped = false
                continue
            }
            switch character {
            case "\\": escaped = true
            case "\"": quoted.toggle()
            case "[" where !quoted: bracketed = true
            case "]" where !quoted: bracketed = false
            case _ where quoted || bracketed: break
            case "y", "d", "e": hasDay = true
            case "h", "s": hasTime = true
            // Sections for negative numbers and text say nothing new.
            case ";": return look(hasDay, hasTime)
            default: break
            }
        }
        return look(hasDay, hasTime)
    }

    private static func look(_ hasDay: Bool, _ hasTime: Bool) -> Look {
        hasDay ? (hasTime ? .moment : .day) : hasTime ? .time : .number
    }

    private func moment(_ serial: Double, withTime: Bool) -> String {
        // Days are counted from 1900-01-01 as 1, and the 29 February 1900 that never was is counted too.
        let epoch = countsFrom1904 ? 24107.0 : serial < 61 ? 25568.0 : 25569.0
        let date = Date(timeIntervalSince1970: ((serial - epoch) * 86_400).rounded())
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        func two(_ number: Int?) -> String { String("0\(number ?? 0)".suffix(2)) }
        let day = "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
        return withTime ? "\(day) \(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))" : day
    }
}
