/// The text of a page as it is read, not as it is set: a line that ends between two Han characters does not end a word.
///
/// Without it 十月 broken over two lines is found by nobody.
enum RunningText {
    /// `text` without the line breaks (and the blanks around them) that stand between two wide characters.
    static func joined(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var blanks: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                blanks.append(scalar)
                continue
            }
            let breaksLine = blanks.contains { $0 == "\n" || $0 == "\r" }
            if !(breaksLine && isWide(scalar) && out.last.map(isWide) ?? false) { out.append(contentsOf: blanks) }
            blanks = []
            out.append(scalar)
        }
        out.append(contentsOf: blanks)
        return String(out)
    }

    /// Han, kana and their punctuation: scripts that write without blanks.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2E80...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
