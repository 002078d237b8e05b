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
        let lines = text.split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }
        let measure = lines.map(\.count).max() ?? 0
        guard measure >= shortest else { return lines }
        var paragraphs: [String] = []
        var goesOn = false
        for line in lines {
            if goesOn, !isNumbered(line), let last = paragraphs.popLast() {
                paragraphs.append(last + (areWords(last, line) ? " " : "") + line)
            } else {
                paragraphs.append(line)
            }
            goesOn = line.count >= measure - slack && !(line.last.map { "。！？：；”".contains($0) } ?? true)
        }
        return paragraphs
    }

    /// `一、`, `（二）`, `3.`: what begins a paragraph of its own however full the line before is.
    private static func isNumbered(_ line: String) -> Bool {
        line.firstMatch(of: #/^(第?[一二三四五六七八九十百]+[、条章节]|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、])/#) != nil
    }

    /// Latin words need a space between lines; Chinese needs none.
    private static func areWords(_ left: String, _ right: String) -> Bool {
        guard let end = left.last, let begin = right.first else { return false }
        return end.isASCII && begin.isASCII && !end.isWhitespace && end != "-"
    }
}
