import CSearch

extension Phrase {
    /// This phrase, and the same with its numbers written the other way: `2016` and 二〇一六, `12` and 十二 or 一二, `5号` and
    /// 五号. Whole numbers only: a word of digits, or all the figures that stand together.
    var forms: [Phrase] {
        var forms = [self]
        for change in changes.prefix(Self.mostChanges) {
            // From the last to the first, so that places before stay what they were.
            forms += forms.flatMap { form in
                change.texts.map { form.replacing(change.units, with: $0) }
            }
            if forms.count > Self.mostForms { return Array(forms.prefix(Self.mostForms)) }
        }
        return forms
    }

    private static let mostChanges = 4
    private static let mostForms = 32

    /// Units that can be written otherwise, and how.
    private struct Change {
        let units: Range<Int>
        let texts: [String]
    }

    /// From the last to the first.
    private var changes: [Change] {
        var changes: [Change] = []
        var at = 0
        while at < units.count {
            var end = at + 1
            if units[at].isHan {
                while end < units.count, Figures.value(units[at]) != nil, Figures.value(units[end]) != nil,
                    !units[end].gap
                {
                    end += 1
                }
            }
            let isCounted = end < units.count && Figures.counted(units[end]) && !units[end].gap
            let texts = Figures.others(units[at..<end], isCounted: isCounted)
            if !texts.isEmpty { changes.append(Change(units: at..<end, texts: texts)) }
            at = end
        }
        return changes.reversed()
    }

    private func replacing(_ range: Range<Int>, with text: String) -> Phrase {
        let new = TextUnit.units(of: text, limit: Phrase.longest)
        guard let first = new.first else { return self }
        let gap = units[range.lowerBound].gap
        return Phrase(
            units: Array(units[..<range.lowerBound]) + [first.after(gap: gap)] + new.dropFirst()
                + Array(units[range.upperBound...]))
    }
}

/// Chinese figures (汉字数字) as they stand in dates and numbers.
private enum Figures {
    private static let digits: [String] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    private static let ten = 10
    private static let values: [[UInt8]: Int] = {
        var values: [[UInt8]: Int] = [:]
        for (value, digit) in digits.enumerated() { values[folded(digit)] = value }
        values[folded("零")] = 0
        values[folded("十")] = ten
        return values
    }()
    /// What a single figure counts, in dates and numbers.
    private static let countedUnits: Set<[UInt8]> = Set("年月日号期届次卷册件条款".map { folded(String($0)) })

    private static func folded(_ text: String) -> [UInt8] { TextUnit.units(of: text, limit: 1).first?.bytes ?? [] }

    /// 0…9, or 10 for 十.
    static func value(_ unit: TextUnit) -> Int? { unit.isHan ? values[unit.bytes] : nil }

    static func counted(_ unit: TextUnit) -> Bool { unit.isHan && countedUnits.contains(unit.bytes) }

    /// The other ways to write a number; none if `units` is none. One figure alone is one only where it counts something.
    static func others(_ units: ArraySlice<TextUnit>, isCounted: Bool) -> [String] {
        guard let first = units.first else { return [] }
        let figures: [Int]
        if first.isHan {
            let values = units.compactMap(value)
            guard values.count == units.count, let plain = plain(values) else { return [] }
            figures = plain
        } else {
            guard first.bytes.count <= 12, first.bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return [] }
            figures = first.bytes.map { Int($0) - 0x30 }
        }
        guard figures.count > 1 || isCounted else { return [] }
        let typed = units.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        return forms(figures).filter { $0 != typed }
    }

    /// All the ways to write a number of these figures.
    private static func forms(_ figures: [Int]) -> [String] {
        let one = figures.map { digits[$0] }.joined()
        var texts = [figures.map(String.init).joined(), one]
        if figures.contains(0) { texts.append(one.replacing("〇", with: "零")) }
        if figures.count == 2, figures[0] > 0 {
            texts.append((figures[0] > 1 ? digits[figures[0]] : "") + "十" + (figures[1] > 0 ? digits[figures[1]] : ""))
        }
        return texts
    }

    /// 二〇一六, 十二 or 三十一 figure by figure; `nil` for anything else.
    private static func plain(_ values: [Int]) -> [Int]? {
        guard let place = values.firstIndex(of: ten) else { return values.count <= 12 ? values : nil }
        let (before, after) = (values[..<place], values[(place + 1)...])
        guard before.count <= 1, after.count <= 1, before.first != 0, after.first != 0, after.first != ten else {
            return nil
        }
        return [before.first ?? 1, after.first ?? 0]
    }
}
