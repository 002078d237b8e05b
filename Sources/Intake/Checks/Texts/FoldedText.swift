import Archive

/// Texts of two origins made comparable: the metadata, which people type, and the pages, which are set in type.
enum FoldedText {
    /// Half-width, without any white space, with one kind of bracket round years.
    static func line(_ text: some StringProtocol) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let plain = NumberText.halfWidth(scalar)
            guard !plain.properties.isWhitespace, plain.value != 0xFEFF else { continue }
            scalars.append(bracket(plain))
        }
        return String(scalars)
    }

    /// Only what is read aloud: without white space, marks and brackets.
    static func letters(of text: some StringProtocol) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.lazy.map(NumberText.halfWidth).filter {
                    $0.properties.isAlphabetic || $0.properties.isIdeographic || (48...57).contains($0.value)
                        || $0 == "〇" || $0 == "○"
                }))
    }

    private static func bracket(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "[", "【", "〔", "﹝", "(", "〈", "<": "〔"
        case "]", "】", "〕", "﹞", ")", "〉", ">": "〕"
        default: scalar
        }
    }

    /// Whether all characters of `short` stand in `long` in their order: 国办 in 国务院办公厅.
    static func abbreviates(_ short: String, _ long: String) -> Bool {
        var rest = long[...]
        for character in short {
            guard let place = rest.firstIndex(of: character) else { return false }
            rest = rest[rest.index(after: place)...]
        }
        return !short.isEmpty
    }
}

/// A document's number (发文字号): 发文机关代字, year, running number. Source: GB/T 9704-2012 7.2.5.
struct DocumentNumber: Hashable, Sendable {
    /// `临民发〔2019〕3号`: brackets of one kind, no leading noughts, no 第.
    let text: String

    /// - Parameter line: the folded text of a line, or of a value; `nil` if it is not such a number and nothing else.
    init?(line: String) {
        // The line of the number may name who signed.
        let own = line.components(upTo: "签发人")
        guard let open = own.firstIndex(of: "〔"), let close = own[open...].firstIndex(of: "〕") else { return nil }
        let (office, inside) = (own[..<open], own[own.index(after: open)..<close])
        var running = own[own.index(after: close)...]
        if running.first == "第" { running = running.dropFirst() }
        guard running.last == "号" else { return nil }
        running = running.dropLast()
        guard (1...20).contains(office.count), office.allSatisfy(\.isLetter), inside.utf8.count == 4,
            let year = Int(inside), (1900...2999).contains(year), (1...6).contains(running.utf8.count),
            running.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(running)
        else { return nil }
        text = "\(office)〔\(year)〕\(number)号"
    }
}

/// A day as documents write it, on a line of its own: 2019年7月26日, 二〇一九年七月二十六日.
struct WrittenDay: Hashable, Sendable {
    let day: Day

    init?(line: String) {
        guard (8...16).contains(line.count) else { return nil }
        var rest = line[...]
        if rest.first == "〔", rest.last == "〕" { rest = rest.dropFirst().dropLast() }
        guard rest.last == "日", let first = rest.firstIndex(of: "年"), let second = rest.firstIndex(of: "月"),
            first < second
        else { return nil }
        let parts = [
            rest[..<first], rest[rest.index(after: first)..<second], rest[rest.index(after: second)...].dropLast(),
        ]
        guard let year = WrittenDay.year(parts[0]), let month = WrittenDay.small(parts[1]),
            let number = WrittenDay.small(parts[2]), let day = Day(year: year, month: month, day: number)
        else { return nil }
        self.day = day
    }

    private static let digits: [Character: Int] = [
        "〇": 0, "○": 0, "零": 0, "O": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]

    /// Four digits of either kind.
    private static func year(_ text: Substring) -> Int? {
        guard text.count == 4 else { return nil }
        if text.utf8.count == 4 { return Int(text) }
        return text.reduce(Int?.some(0)) { sum, character in
            guard let sum, let digit = digits[character] else { return nil }
            return sum * 10 + digit
        }
    }

    /// 1 to 31 of either kind: 7, 07, 七, 十, 十二, 二十六.
    private static func small(_ text: Substring) -> Int? {
        if let number = Int(text), text.utf8.count <= 2 { return number }
        guard (1...3).contains(text.count) else { return nil }
        let parts = text.split(separator: "十", maxSplits: 1, omittingEmptySubsequences: false)
        func digit(_ part: Substring) -> Int? { part.count == 1 ? digits[part[part.startIndex]] : nil }
        if parts.count == 1 { return digit(parts[0]) }
        let tens = parts[0].isEmpty ? 1 : digit(parts[0])
        let ones = parts[1].isEmpty ? 0 : digit(parts[1])
        guard let tens, let ones else { return nil }
        return tens * 10 + ones
    }
}

extension String {
    /// What stands before `mark`; all of it where it does not occur.
    fileprivate func components(upTo mark: String) -> String {
        firstRange(of: mark).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
