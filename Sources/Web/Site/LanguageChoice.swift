import Archive

/// In which language to answer: as the address says, else as the cookie remembers, else as the browser prefers, else as the
/// archive is set.
enum LanguageChoice {
    static let cookie = "lantai-lang"

    static func choose(query: String?, cookie: String?, acceptLanguage: String?, otherwise: Language = .zh)
        -> Language
    {
        if let chosen = query.flatMap(Language.init(rawValue:)) ?? cookie.flatMap(Language.init(rawValue:)) {
            return chosen
        }
        return preferred(acceptLanguage) ?? otherwise
    }

    /// The first of the browser's languages, by weight, that we speak.
    static func preferred(_ header: String?) -> Language? {
        guard let header else { return nil }
        var best: (language: Language, weight: Int)?
        for item in header.prefix(500).split(separator: ",") {
            let parts = item.split(separator: ";")
            let tag = parts.first?.trimmed.lowercased() ?? ""
            let quality = parts.dropFirst().first { $0.trimmed.hasPrefix("q=") }
            let language: Language
            if tag == "zh" || tag.hasPrefix("zh-") {
                language = .zh
            } else if tag == "en" || tag.hasPrefix("en-") {
                language = .en
            } else {
                continue
            }
            let weight = quality.map { LanguageChoice.weight(of: $0.trimmed.dropFirst(2)) } ?? 1000
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language
    }

    /// `0.8` in thousandths.
    private static func weight(of text: Substring) -> Int {
        let digits = text.filter(\.isNumber)
        guard let number = Int(digits.prefix(4)), !digits.isEmpty else { return 0 }
        var scaled = number
        for _ in min(4, digits.count)..<4 { scaled *= 10 }
        return scaled
    }
}
