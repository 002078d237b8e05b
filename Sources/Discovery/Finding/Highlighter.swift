/// Cuts shown texts into marked and other segments, by the same tokens the index has: what was found is what is marked.
struct Highlighter {
    let phrases: [Phrase]

    /// More places than a title or a page's beginning shows.
    private static let mostMarks = 64
    /// About how many characters a snippet has, and how many of them at most stand before the first match.
    private static let length = 60
    private static let lead = 20

    /// All of `text`, marked in at most so many places.
    func marked(_ text: String, most: Int = mostMarks) -> [Segment] {
        let bytes = Array(text.utf8)
        return segments(Self.pieces(of: bytes, 0..<bytes.count), phrases.marks(in: bytes, limit: most))
    }

    /// The neighbourhood of the first match in the first of `texts` that has one; empty if none has.
    func snippet(of texts: [String]) -> [Segment] {
        guard !phrases.isEmpty else { return [] }
        for text in texts {
            let bytes = Array(text.utf8)
            let marks = phrases.marks(in: bytes, limit: Self.mostMarks)
            if let first = marks.first { return around(first, marks, in: bytes) }
        }
        return []
    }

    /// One character as a reader sees it (with its marks, joiners and selectors), and its bytes.
    private struct Piece {
        var text: String
        let bytes: Range<Int>
    }

    private func around(_ first: Range<Int>, _ marks: [Range<Int>], in bytes: [UInt8]) -> [Segment] {
        // Some hundred bytes are enough for sixty characters of any script.
        let from = Self.boundary(first.lowerBound - 300, in: bytes)
        let to = Self.boundary(first.lowerBound + 1500, in: bytes)
        let pieces = Self.pieces(of: bytes, from..<to)
        guard let match = pieces.firstIndex(where: { $0.bytes.upperBound > first.lowerBound }) else { return [] }
        var start = Self.start(of: pieces, before: match)
        while start < match, pieces[start].text == " " { start += 1 }
        let end = Self.end(of: pieces, from: start, atLeast: match + 1)
        var segments = segments(Array(pieces[start..<end]), marks)
        if start > 0 || from > 0 { segments.insert(Segment("…"), at: 0) }
        if end < pieces.count || to < bytes.count { segments.append(Segment("…")) }
        return segments
    }

    /// Behind the nearest end of a sentence before the match; else behind a comma or space; else where the lead is full.
    private static func start(of pieces: [Piece], before match: Int) -> Int {
        let earliest = max(0, match - lead)
        let lead = earliest..<match
        func behind(_ marks: String) -> Int? {
            lead.last { marks.contains(pieces[$0].text) }.map { $0 + 1 }
        }
        if earliest == 0, behind("。！？；.!?;") == nil { return 0 }
        return behind("。！？；!?;") ?? behind("，、,： ") ?? earliest
    }

    /// Where the length is reached, or a little later so that no word of Latin letters is cut.
    private static func end(of pieces: [Piece], from start: Int, atLeast: Int) -> Int {
        var end = min(pieces.count, max(start + length, atLeast))
        let latest = min(pieces.count, end + lead)
        func isWord(_ place: Int) -> Bool { pieces[place].text.utf8.allSatisfy { $0 >= 0x30 && $0 < 0x80 } }
        while end < latest, end > 0, isWord(end - 1), isWord(end) { end += 1 }
        return end
    }

    private func segments(_ pieces: [Piece], _ marks: [Range<Int>]) -> [Segment] {
        var segments: [Segment] = []
        var text = ""
        var isMarked = false
        for piece in pieces {
            let marked = marks.contains { $0.overlaps(piece.bytes) }
            if marked != isMarked, !text.isEmpty {
                segments.append(Segment(text, isMarked: isMarked))
                text = ""
            }
            isMarked = marked
            text += piece.text
        }
        if !text.isEmpty { segments.append(Segment(text, isMarked: isMarked)) }
        return segments
    }

    /// The characters of a stretch of `bytes`. A run of white space is one space, or nothing where a line of Han text goes
    /// on in the next: a text is shown as it is read, not as its lines are set.
    private static func pieces(of bytes: [UInt8], _ range: Range<Int>) -> [Piece] {
        var pieces: [Piece] = []
        var at = range.lowerBound
        /// Where the white space before this character began, and how many lines it ends.
        var blank: (start: Int, lines: Int)?
        for character in String(decoding: bytes[range], as: UTF8.self) {
            let next = at + character.utf8.count
            if isBlank(character) {
                blank = (blank?.start ?? at, (blank?.lines ?? 0) + (character.isNewline ? 1 : 0))
            } else {
                if let (start, lines) = blank {
                    let goesOn =
                        lines == 1 && isWide(character) && pieces.last.map { isWide(Character($0.text)) } ?? false
                    if !goesOn { pieces.append(Piece(text: " ", bytes: start..<at)) }
                }
                blank = nil
                pieces.append(Piece(text: String(character), bytes: at..<next))
            }
            at = next
        }
        if let blank { pieces.append(Piece(text: " ", bytes: blank.start..<at)) }
        return pieces
    }

    /// White space, and control characters, which have no shape either.
    private static func isBlank(_ character: Character) -> Bool {
        // Nearly all characters are of these, and Unicode's tables are slow to ask.
        switch character.unicodeScalars.first?.value ?? 0 {
        case 0x21...0x7E, 0x3001...0x9FFF: return false
        default: break
        }
        return character.isWhitespace
            || character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
    }

    /// Han, kana, and the punctuation between them: scripts that write without spaces.
    private static func isWide(_ character: Character) -> Bool {
        switch character.unicodeScalars.first?.value ?? 0 {
        case 0x2E80...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// The nearest place at or after `place` where a code point begins, within `bytes`.
    private static func boundary(_ place: Int, in bytes: [UInt8]) -> Int {
        var place = min(max(0, place), bytes.count)
        while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
        return place
    }
}
