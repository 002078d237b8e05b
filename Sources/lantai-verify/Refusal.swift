/// Why nothing is proven: a stable word, and a sentence in both languages.
struct Refusal: Error {
    let code: String
    let zh: String
    let en: String

    init(_ code: String, zh: String, en: String) { (self.code, self.zh, self.en) = (code, zh, en) }
}
