/// The number an issuing body gave a document (发文字号, 文号): `国办发〔2024〕5号`, `国务院令第711号`.
///
/// What was written is kept; `key` makes its variants equal: brackets of every kind, full-width digits, spaces, an old
/// `第` after the bracket, zeros in front of the number, a year of two digits. Source: GB/T 9704-2012.
package struct DocumentNumber: Sendable {
    /// How it is built.
    package enum Form: String, Hashable, Sendable {
        /// 机关代字〔年份〕序号号
        case yearly
        /// 令: `国务院令第711号`; also `字第×号` of before 1949.
        case serial
        /// Anything else: kept and compared, not understood.
        case other
    }

    package let original: String
    package let form: Form
    /// 机关代字: `国办发`, `国务院令`; the whole text where the form is not understood.
    package let issuerCode: String
    package let year: Int?
    /// The number without leading zeros; words as they stand (`五十`).
    package let number: String?

    /// `nil` if there is nothing but white space.
    package init?(_ original: String) {
        let text = DocumentNumber.folded(original)
        guard !text.isEmpty else { return nil }
        self.original = original
        if let yearly = DocumentNumber.yearly(text) {
            (form, issuerCode, year, number) = (.yearly, yearly.issuer, yearly.year, yearly.number)
        } else if let serial = DocumentNumber.serial(text) {
            (form, issuerCode, year, number) = (.serial, serial.issuer, nil, serial.number)
        } else {
            (form, issuerCode, year, number) = (.other, text, nil, nil)
        }
    }

    /// What makes two numbers the same; the standard's writing where the form is understood.
    package var key: String {
        switch form {
        case .yearly: "\(issuerCode)〔\(pad(year ?? 0, 4))〕\(number ?? "")号"
        case .serial: "\(issuerCode)第\(number ?? "")号"
        case .other: issuerCode
        }
    }

    /// The key of `text`, empty if it is blank.
    package static func key(of text: String) -> String { DocumentNumber(text)?.key ?? "" }
}

extension DocumentNumber: Hashable, CustomStringConvertible {
    package var description: String { original }
    package static func == (left: Self, right: Self) -> Bool { left.key == right.key }
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

extension DocumentNumber {
    /// Half-width, without white space, every bracket a tortoise-shell one.
    private static func folded(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !Folding.isSpace(scalar) {
            let half = Folding.halfWidth(scalar)
            switch half {
            case "[", "(", "{", "【", "〔", "［", "〖", "「", "『", "〈", "<", "﹝", "❲": out.append("〔")
            case "]", ")", "}", "】", "〕", "］", "〗", "」", "』", "〉", ">", "﹞", "❳": out.append("〕")
            default: out.append(half)
            }
        }
        return String(out)
    }

    /// `国办发〔2024〕5号`, `国发〔1981〕第12号`, and the old `〔81〕国发12号`.
    private static func yearly(_ text: String) -> (issuer: String, year: Int, number: String)? {
        guard let open = text.firstIndex(of: "〔"), let close = text[open...].firstIndex(of: "〕"),
            let year = year(String(text[text.index(after: open)..<close]))
        else { return nil }
        let before = String(text[..<open])
        var after = text[text.index(after: close)...]
        guard after.last == "号" else { return nil }
        after = after.dropLast()
        if before.isEmpty {
            // The year stands first: what follows is the issuer's code and the number.
            guard let start = after.unicodeScalars.lastIndex(where: { !Folding.isDigit($0) }) else { return nil }
            let number = String(after.unicodeScalars[after.unicodeScalars.index(after: start)...])
            var issuer = String(after.unicodeScalars[...start])
            for filler in ["字第", "第"] where issuer.hasSuffix(filler) {
                issuer.removeLast(filler.count)
                break
            }
            guard let number = plain(number), !issuer.isEmpty else { return nil }
            return (issuer, year, number)
        }
        if after.first == "第" { after = after.dropFirst() }
        guard let number = plain(String(after)) else { return nil }
        return (before, year, number)
    }

    /// `国务院令第711号`, `总字第十二号`.
    private static func serial(_ text: String) -> (issuer: String, number: String)? {
        guard text.last == "号", let mark = text.lastIndex(of: "第"), mark > text.startIndex else { return nil }
        let digits = String(text[text.index(after: mark)...].dropLast())
        guard let number = plain(digits) ?? words(digits) else { return nil }
        return (String(text[..<mark]), number)
    }

    /// Four digits, or two of the years 1949 to 1999.
    private static func year(_ text: String) -> Int? {
        guard text.unicodeScalars.allSatisfy(Folding.isDigit), let year = Int(text) else { return nil }
        switch text.utf8.count {
        case 4: return year >= 1000 ? year : nil
        case 2: return year >= 49 ? 1900 + year : nil
        default: return nil
        }
    }

    private static func plain(_ digits: String) -> String? {
        guard !digits.isEmpty, digits.unicodeScalars.allSatisfy(Folding.isDigit) else { return nil }
        let number = digits.drop { $0 == "0" }
        return number.isEmpty ? "0" : String(number)
    }

    private static func words(_ text: String) -> String? {
        let numerals: Set<Character> = Set("〇零一二三四五六七八九十百千两廿卅")
        return !text.isEmpty && text.allSatisfy(numerals.contains) ? text : nil
    }
}
