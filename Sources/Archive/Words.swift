/// The same sentence in Chinese and English. Whoever writes one writes both.
package struct Words: Hashable, Sendable, Codable {
    package let zh: String
    package let en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    package subscript(language: Language) -> String { language == .zh ? zh : en }
}

/// A language Lantai speaks: simplified Chinese or English.
package enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    case zh, en

    /// The BCP 47 tag for `lang` attributes and headers.
    package var tag: String { self == .zh ? "zh-Hans" : "en" }
}
