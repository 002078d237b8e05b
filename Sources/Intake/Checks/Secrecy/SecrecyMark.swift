import Archive
import Glibc

/// A secrecy mark (密级标志) found in text: `机密★10年`, or a line that is nothing but `秘密`.
///
/// A law that merely speaks of 国家秘密 or 机密级 is not marked: the star, or standing alone at the head of a document,
/// makes the mark. Source: GB/T 9704-2012 7.2.2 (密级和保密期限), 保守国家秘密法实施条例.
struct SecrecyMark: Hashable, Sendable {
    /// As it stands there, without spaces.
    let text: String
    /// The page, from 1; `nil` where there are no pages.
    var page: Int?

    /// 绝密, 机密, 秘密, in traditional forms too.
    private static let firsts: Set<Unicode.Scalar> = ["绝", "絕", "机", "機", "秘", "祕"]
    private static let stars: Set<Unicode.Scalar> = ["★", "☆", "✭", "✮", "✯", "⭐", "✩", "✪", "🌟"]
    private static let asterisks: Set<Unicode.Scalar> = ["*", "＊", "﹡", "∗"]

    /// The first star-marked secrecy class in `text`; spaces and line breaks inside the mark do not hide it.
    static func starred(in text: String) -> SecrecyMark? {
        // For C a text ends at its first zero.
        guard !text.utf8.contains(0) else { return starred(inPiece: text) }
        let count = text.utf8.count
        return text.withCString { start in
            // Most text holds no 密 at all: look at bytes first. A mark is a few characters with spaces between them: so much around
            // each 密 is cut up, and no more of a text of many megabytes.
            var from = 0
            while from < count, let found = strstr(start + from, "密") {
                let at = found - UnsafeMutablePointer(mutating: start)
                let low = max(0, at - reach)
                let piece = UnsafeBufferPointer(start: start + low, count: min(count, at + reach) - low)
                let text = String(decoding: piece.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                if let mark = starred(inPiece: text) { return mark }
                from = at + reach / 4 * 3
            }
            return nil
        }
    }

    /// Bytes looked at before and behind a 密.
    private static let reach = 65_536

    private static func starred(inPiece text: String) -> SecrecyMark? {
        guard text.unicodeScalars.contains("密") else { return nil }
        let scalars = Array(text.unicodeScalars)
        for place in scalars.indices where scalars[place] == "密" {
            if let mark = starred(at: place, in: scalars) { return mark }
        }
        return nil
    }

    private static func starred(at place: Int, in scalars: [Unicode.Scalar]) -> SecrecyMark? {
        guard let start = previous(to: place, in: scalars), firsts.contains(scalars[start]) else { return nil }
        // 商业秘密★, 工作秘密★: marks, but not of state secrets.
        if let before = previous(to: start, in: scalars), ["业", "業", "作"].contains(scalars[before]) { return nil }
        var cursor = next(after: place, in: scalars)
        if let grade = cursor, scalars[grade] == "级" || scalars[grade] == "級" {
            cursor = next(after: grade, in: scalars)
        }
        guard let star = cursor else { return nil }
        let term = term(after: star, in: scalars)
        guard stars.contains(scalars[star]) || asterisks.contains(scalars[star]) && !term.isEmpty else { return nil }
        var text = String.UnicodeScalarView()
        for scalar in [scalars[start], "密", "★"] { text.append(scalar) }
        return SecrecyMark(text: String(text) + term)
    }

    /// `10年`, `6个月`, `长期`, `至2035年…`; empty if none follows.
    private static func term(after star: Int, in scalars: [Unicode.Scalar]) -> String {
        var term = ""
        var cursor = next(after: star, in: scalars)
        while let place = cursor, term.unicodeScalars.count < 8 {
            let scalar = NumberText.halfWidth(scalars[place])
            guard ("0"..."9").contains(scalar) || "年月日个長长期至壹贰叁一二三四五六七八九十拾".unicodeScalars.contains(scalar)
            else { break }
            term.unicodeScalars.append(scalar)
            cursor = next(after: place, in: scalars)
        }
        return term
    }

    private static func previous(to place: Int, in scalars: [Unicode.Scalar]) -> Int? {
        var cursor = place - 1
        while cursor >= 0, isSpace(scalars[cursor]) { cursor -= 1 }
        return cursor >= 0 ? cursor : nil
    }

    private static func next(after place: Int, in scalars: [Unicode.Scalar]) -> Int? {
        var cursor = place + 1
        while cursor < scalars.count, isSpace(scalars[cursor]) { cursor += 1 }
        return cursor < scalars.count ? cursor : nil
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || ["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}"].contains(scalar)
    }
}

extension SecrecyMark {
    /// A text that is a secrecy class and nothing else but perhaps a term or a degree of urgency: `机密`, `秘 密`,
    /// `机密 10年`, `绝密 特急`, `密级：机密`.
    static func alone(_ text: String) -> SecrecyMark? {
        guard text.utf8.count < 64 else { return nil }
        var rest = String(
            String.UnicodeScalarView(text.unicodeScalars.filter { !isSpace($0) }.map(NumberText.halfWidth)))
        for lead in ["密级:", "密级", "密級:", "【", "[", "(", "〔"] where rest.hasPrefix(lead) {
            rest.removeFirst(lead.count)
        }
        for urgency in ["特提", "特急", "加急", "平急", "急件"] where rest.hasPrefix(urgency) {
            rest.removeFirst(urgency.count)
        }
        let scalars = Array(rest.unicodeScalars)
        guard scalars.count >= 2, firsts.contains(scalars[0]), scalars[1] == "密" else { return nil }
        var tail = String(String.UnicodeScalarView(scalars.dropFirst(2)))
        for word in ["级", "級", "】", "]", ")", "〕", "特提", "特急", "加急", "平急", "急件", "长期", "長期"] {
            if tail.hasPrefix(word) { tail.removeFirst(word.count) }
        }
        while let digit = tail.unicodeScalars.first, ("0"..."9").contains(digit) { tail.removeFirst() }
        for word in ["年", "个月", "月"] where tail.hasPrefix(word) { tail.removeFirst(word.count) }
        guard tail.isEmpty else { return nil }
        return SecrecyMark(text: String(String.UnicodeScalarView(scalars.prefix(2))))
    }

    /// How many lines of a first page count as its head.
    private static let head = 12

    /// The marks of a document's text: starred ones on any page, lines that are nothing but the mark at the head of the
    /// first. One of each text is enough.
    static func marks(inPages pages: [String]) -> [SecrecyMark] {
        var marks: [SecrecyMark] = []
        for (place, page) in pages.enumerated() {
            if var mark = starred(in: page), !marks.contains(where: { $0.text == mark.text }) {
                mark.page = place + 1
                marks.append(mark)
            }
        }
        if marks.isEmpty, let first = pages.first {
            let lines = first.split(whereSeparator: \.isNewline).filter { line in
                !line.unicodeScalars.allSatisfy(isSpace)
            }
            if var mark = lines.prefix(head).lazy.compactMap({ alone(String($0)) }).first {
                mark.page = 1
                marks.append(mark)
            }
        }
        return marks
    }

    /// A mark in a file's, folder's or package's name: starred, or a word of its own at one end (`【机密】…`, `…_秘密.pdf`).
    static func mark(inName name: FileName) -> SecrecyMark? {
        if let mark = starred(in: name.display) { return mark }
        for part in name.components {
            var stem = part.display
            if let dot = stem.lastIndex(of: "."), stem.distance(from: dot, to: stem.endIndex) <= 6 {
                stem = String(stem[..<dot])
            }
            let words = stem.unicodeScalars.split { scalar in
                !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar)
            }
            let ends = [words.first, words.last].compactMap { $0.map { String($0) } }
            if let mark = ends.lazy.compactMap({ alone($0) }).first { return mark }
        }
        return nil
    }
}
