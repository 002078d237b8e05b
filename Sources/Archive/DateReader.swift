/// Reads one date or a span of two; knows the writings, not what surrounds them.
struct DateReader {
    /// The text as it was written, for what an error says.
    let original: String

    struct Point {
        var interval: ClosedRange<Day>?
        var precision: ArchivalDate.Precision
    }

    /// One date, or `nil` if `text` is not built like one.
    /// - Throws: what is impossible, if it is built like one.
    func point(_ text: String) throws(ArchivalDateProblem) -> Point? {
        let shape = DateShape(of: withoutTime(text))
        let numbers = shape.numbers
        switch shape.text {
        case "#": return try compact(numbers[0])
        case "#年代" where numbers[0].count == 4 && numbers[0].hasSuffix("0"): return try years(numbers[0], count: 10)
        case "#世纪#年代" where numbers.allSatisfy({ $0.count == 2 }) && numbers[1].hasSuffix("0"):
            return try years("\((Int(numbers[0]) ?? 1) - 1)" + numbers[1], count: 10)
        case "#年", "#年#月", "#年#月#日", "#年#月#号", "#-#", "#-#-#", "#.#", "#.#.#", "#/#", "#/#/#":
            guard numbers[0].count == 4, numbers.dropFirst().allSatisfy({ $0.count <= 2 }) else { return nil }
            return try made(numbers)
        case "民国#年", "民国#年#月", "民国#年#月#日": return try republican(numbers)
        default: return nil
        }
    }

    /// From one date to another.
    func span(_ text: String) throws(ArchivalDateProblem) -> ClosedRange<Day>? {
        for separator in ["——", "--", "至", "到", "~", "—", "–", "-", "/"] {
            var from = text.startIndex
            while let place = text.range(of: separator, from: from) {
                if let start = try point(Folding.trimmed(String(text[..<place.lowerBound])))?.interval,
                    let end = try point(Folding.trimmed(String(text[place.upperBound...])))?.interval
                {
                    guard start.lowerBound <= end.upperBound else {
                        throw .reversed(original, from: start.lowerBound, to: end.upperBound)
                    }
                    return start.lowerBound...end.upperBound
                }
                from = place.upperBound
            }
        }
        return nil
    }

    /// Eras before 1912, and the words that say a date is not known.
    func isTextOnly(_ text: String) -> Bool {
        let unknown = ["不详", "待考", "无日期", "无", "未知", "s.d.", "n.d.", "undated", "unknown"]
        let eras = [
            "洪武", "建文", "永乐", "洪熙", "宣德", "正统", "景泰", "天顺", "成化", "弘治", "正德", "嘉靖", "隆庆", "万历", "萬曆", "泰昌",
            "天启", "崇祯", "弘光", "隆武", "永历", "天命", "天聪", "崇德", "顺治", "康熙", "雍正", "乾隆", "嘉庆", "道光", "咸丰", "同治",
            "光绪", "光緒", "宣统", "宣統", "洪宪", "大同", "康德",
        ]
        let lower = text.lowercased()
        return unknown.contains { lower == $0 || lower == "日期" + $0 }
            || eras.contains { text.contains($0) } && (text.contains("年") || text.contains("间") || text.contains("朝"))
    }
}

extension DateReader {
    /// `20190203`, `201902`, `2019`; parts that are not known are 0.
    private func compact(_ digits: String) throws(ArchivalDateProblem) -> Point? {
        let part = { (from: Int, count: Int) in String(digits.dropFirst(from).prefix(count)) }
        switch digits.count {
        case 8 where digits == "00000000": return Point(interval: nil, precision: .unknown)
        case 8: return try made([part(0, 4), part(4, 2), part(6, 2)])
        case 6: return try made([part(0, 4), part(4, 2)])
        case 4: return try made([digits])
        default: return nil
        }
    }

    /// The date of year, month and day; a month or day that is absent or 0 is not known.
    private func made(_ numbers: [String]) throws(ArchivalDateProblem) -> Point {
        let parts = numbers.map { Int($0) ?? 0 }
        let year = parts[0]
        guard let first = Day(year: year, month: 1, day: 1),
            let last = Day(year: year, month: 12, day: 31)
        else { throw .noSuchYear(original) }
        let month = parts.count > 1 ? parts[1] : 0
        let day = parts.count > 2 ? parts[2] : 0
        guard month <= 12 else { throw .noSuchMonth(original, month: month) }
        guard month > 0 else {
            guard day == 0 else { throw .noSuchMonth(original, month: 0) }
            return Point(interval: first...last, precision: .year)
        }
        if day > 0 {
            guard let exact = Day(year: year, month: month, day: day) else {
                throw .noSuchDay(original, year: year, month: month, day: day)
            }
            return Point(interval: exact...exact, precision: .day)
        }
        guard let begin = Day(year: year, month: month, day: 1),
            let end = Day(year: year, month: month, day: Day.days(in: month, of: year))
        else { throw .noSuchMonth(original, month: month) }
        return Point(interval: begin...end, precision: .month)
    }

    private func years(_ first: String, count: Int) throws(ArchivalDateProblem) -> Point {
        guard let year = Int(first), let from = Day(year: year, month: 1, day: 1),
            let to = Day(year: year + count - 1, month: 12, day: 31)
        else { throw .noSuchYear(original) }
        return Point(interval: from...to, precision: .decade)
    }

    /// `民国二十六年七月七日`: years from 1912, months and days of the solar calendar.
    private func republican(_ numbers: [String]) throws(ArchivalDateProblem) -> Point {
        guard let year = Int(numbers[0]), (1...38).contains(year) else { throw .noSuchYear(original) }
        return try made([pad(1911 + year, 4)] + numbers.dropFirst())
    }

    /// `2019-02-03T10:20:30` and `2019-02-03 10:20` without the time.
    private func withoutTime(_ text: String) -> String {
        guard let colon = text.firstIndex(of: ":"),
            let mark = text[..<colon].lastIndex(where: { $0 == "T" || $0 == " " })
        else { return text }
        return String(text[..<mark])
    }
}

/// How a date is written: its signs, with `#` for each number, and the numbers in decimal digits.
struct DateShape {
    private(set) var text = ""
    private(set) var numbers: [String] = []

    init(of written: String) {
        var run = ""
        for scalar in written.unicodeScalars where !Folding.isSpace(scalar) {
            if Folding.isDigit(scalar) || ChineseNumber.isNumeral(scalar) {
                run.unicodeScalars.append(scalar)
            } else {
                close(&run)
                text.unicodeScalars.append(scalar)
            }
        }
        close(&run)
        for (long, short) in [("中华民国", "民国"), ("中華民國", "民国"), ("民國", "民国")] where text.hasPrefix(long) {
            text = short + text.dropFirst(long.count)
        }
    }

    private mutating func close(_ run: inout String) {
        guard !run.isEmpty else { return }
        numbers.append(ChineseNumber.digits(run))
        text += "#"
        run = ""
    }
}

/// Numbers of dates in Chinese words: `二〇一九`, `十二`, `二十一`, `廿五`, `元`, `初五`.
enum ChineseNumber {
    private static let units: [Unicode.Scalar: Int] = [
        "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "元": 1,
    ]
    private static let tens: [Unicode.Scalar: Int] = ["十": 1, "廿": 2, "卅": 3]

    static func isNumeral(_ scalar: Unicode.Scalar) -> Bool { units[scalar] != nil || tens[scalar] != nil }

    /// The same number in decimal digits; digits stay as they are.
    static func digits(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: { tens[$0] != nil }) else {
            return scalars.map { units[$0].map(String.init) ?? String($0) }.joined()
        }
        var value = 0
        var pending: Int?
        for scalar in scalars {
            if let ten = tens[scalar] {
                value += (scalar == "十" ? (pending ?? 1) : ten) * 10
                pending = nil
            } else {
                pending = units[scalar] ?? Int(String(scalar))
            }
        }
        return String(value + (pending ?? 0))
    }
}

extension String {
    /// Where `part` stands next at or after `start`.
    fileprivate func range(of part: String, from start: Index) -> Range<Index>? {
        var place = start
        while place < endIndex {
            if self[place...].hasPrefix(part) { return place..<index(place, offsetBy: part.count) }
            place = index(after: place)
        }
        return nil
    }
}
