/// The names of an entry that has several, as one text: an entry holds one number whatever it names, and texts are few, for
/// the same offices write together again and again.
enum NamesTogether {
    /// U+001F, which is in no name.
    private static let between: UInt8 = 0x1F

    /// Each name once, in the order given.
    static func text(_ names: [String]) -> String {
        guard names.count > 1 else { return names.first ?? "" }
        var seen: Set<String> = []
        return names.filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: "\u{1F}")
    }

    static func has(_ text: String, _ name: String) -> Bool {
        text.utf8.contains(between) ? apart(text).contains { $0 == name } : text == name
    }

    /// How many hits name whom; `counts` by the number of the text.
    static func counts(_ texts: [String], _ counts: [Int64]) -> [Facet.Value] {
        var alone: [Facet.Value] = []
        var together: [String: Int] = [:]
        for (text, count) in zip(texts, counts) where count > 0 {
            if text.utf8.contains(between) {
                for name in apart(text) { together[String(name), default: 0] += Int(count) }
            } else {
                alone.append(Facet.Value(text: text, count: Int(count)))
            }
        }
        if together.isEmpty { return alone }
        alone = alone.map {
            Facet.Value(text: $0.text, count: $0.count + (together.removeValue(forKey: $0.text) ?? 0))
        }
        return alone + together.map { Facet.Value(text: $0.key, count: $0.value) }
    }

    private static func apart(_ text: String) -> [Substring] { text.split(separator: "\u{1F}") }
}
