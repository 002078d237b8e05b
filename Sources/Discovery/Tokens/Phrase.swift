import CSearch

/// Units to be found one after the other: a word or a quoted phrase of a query.
struct Phrase: Hashable, Sendable {
    let units: [TextUnit]

    /// More units than anybody searches for; what is longer is cut.
    static let longest = 200

    /// `nil` if there is nothing in `text` that is indexed.
    init?(_ text: String) {
        units = TextUnit.units(of: text, limit: Phrase.longest)
        if units.isEmpty { return nil }
    }

    init(units: [TextUnit]) { self.units = units }

    /// The phrase in FTS5's language. Nothing the reader typed gets there but folded letters, each token in quotes, and the
    /// tokeniser takes quoted strings of a query as they stand: there is no syntax to break out of.
    var expression: String {
        let (tokens, isOpen) = tokens
        return tokens.map(quoted).joined(separator: " + ") + (isOpen ? " *" : "")
    }

    /// The tokens that stand one after the other where the phrase does; if it is open, the last is the beginning of one.
    var tokens: (tokens: [[UInt8]], isOpen: Bool) {
        var tokens: [[UInt8]] = []
        var isOpen = false
        for (place, unit) in units.enumerated() {
            let following = place + 1 < units.count ? units[place + 1] : nil
            if unit.isHan, let following, following.isHan, !following.gap {
                tokens.append(unit.bytes + following.bytes)
            } else if unit.isHan, following == nil {
                // What comes after the last character is open. If the character before it is its neighbour, their
                // bigram has said all; if not, it is any token that begins with it.
                let alone = place == 0 || !units[place - 1].isHan || unit.gap
                if alone {
                    tokens.append(unit.bytes)
                    isOpen = true
                }
            } else {
                tokens.append(unit.bytes)
            }
        }
        return (tokens, isOpen)
    }

    private func quoted(_ token: [UInt8]) -> String {
        "\"" + String(decoding: token, as: UTF8.self).replacing("\"", with: "\"\"") + "\""
    }
}

extension [Phrase] {
    /// Where the phrases stand in `text`, in bytes, in order; at most `limit` places.
    func marks(in text: [UInt8], limit: Int) -> [Range<Int>] {
        let keys = map { $0.units.map(\.key) }
        let gaps = map { $0.units.map { $0.gap ? UInt8(1) : 0 } }
        let allKeys = keys.flatMap(\.self)
        let allGaps = gaps.flatMap(\.self)
        return allKeys.withUnsafeBufferPointer { keys in
            allGaps.withUnsafeBufferPointer { gaps in
                var phrases: [csearch_phrase] = []
                var at = 0
                for phrase in self {
                    phrases.append(
                        csearch_phrase(
                            keys: keys.baseAddress! + at, gaps: gaps.baseAddress! + at,
                            count: Int32(phrase.units.count)))
                    at += phrase.units.count
                }
                return marks(phrases, in: text, limit: limit)
            }
        }
    }

    private func marks(_ phrases: [csearch_phrase], in text: [UInt8], limit: Int) -> [Range<Int>] {
        [csearch_mark](unsafeUninitializedCapacity: limit) { marks, count in
            count = text.withUnsafeBytes { bytes in
                let characters = bytes.assumingMemoryBound(to: CChar.self).baseAddress
                return Swift.max(
                    0,
                    Int(
                        csearch_marks(
                            characters, Int64(bytes.count), phrases, Int32(phrases.count), marks.baseAddress,
                            Int64(limit))))
            }
        }.map { Int($0.start)..<Int($0.end) }.sorted { $0.lowerBound < $1.lowerBound }
    }
}
