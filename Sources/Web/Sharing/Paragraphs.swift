/// Paragraphs out of the lines of a page, as its text was extracted: a line that fills the measure goes on in the next.
///
/// A page has no other sign of where a paragraph ends. Whoever reads wants sentences; whoever compares has the image.
enum Paragraphs {
    /// A line counts as full if it lacks no more characters than this of the page's longest: an indent of two, and what
    /// a stop carried over may leave free.
    private static let slack = 3
    /// With no line as long as this the page has no measure to speak of: a list, a form, a title page.
    private static let shortest = 12

    static func read(_ text: String) -> [String] {
        let lines = text.unicodeScalars.split { isNewline($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
        let lengths = lines.map { $0.unicodeScalars.count }
        let measure = lengths.max() ?? 0
        guard measure >= shortest else { return lines }
        var paragraphs: [String] = []
        var goesOn = false
        for (line, length) in zip(lines, lengths) {
            if goesOn, !isNumbered(line), let last = paragraphs.popLast() {
                paragraphs.append(last + (areWords(last, line) ? " " : "") + line)
            } else {
                paragraphs.append(line)
            }
            goesOn = length >= measure - slack && !endsSentence(line)
        }
        return paragraphs
    }

    /// Form feed, next line and the separators of Unicode are line ends too.
    private static func isNewline(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func endsSentence(_ line: String) -> Bool {
        switch line.unicodeScalars.last {
        case "。", "！", "？", "：", "；", "”", nil: true
        default: false
        }
    }

    /// `一、`, `第三条`, `（二）`, `3.`: what begins a paragraph of its own however full the line before is.
    ///
    /// By hand: this looks at every line of every page that is read, and a pattern would be compiled for each.
    private static func isNumbered(_ line: String) -> Bool {
        var rest = line.unicodeScalars[...]
        switch rest.first {
        case "（", "(":
            rest.removeFirst()
            let inside = rest.prefix { isNumeral($0) || isDigit($0) }
            return !inside.isEmpty && [")", "）"].contains(rest[inside.endIndex...].first)
        case let first? where isDigit(first):
            return [".", "．", "、"].contains(rest.drop(while: isDigit).first)
        case "第": rest.removeFirst()
        default: break
        }
        let numerals = rest.prefix(while: isNumeral)
        return !numerals.isEmpty && ["、", "条", "章", "节"].contains(rest[numerals.endIndex...].first)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百": true
        default: false
        }
    }

    /// Latin words need a space between lines; Chinese needs none.
    private static func areWords(_ left: String, _ right: String) -> Bool {
        guard let end = left.unicodeScalars.last, let begin = right.unicodeScalars.first else { return false }
        return end.isASCII && begin.isASCII && !end.properties.isWhitespace && end != "-"
    }
}
