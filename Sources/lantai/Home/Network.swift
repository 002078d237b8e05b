import Archive

/// The three physically separate networks of a Chinese archive.
enum Network: String, Sendable {
    case office, government
    case `public`

    var words: Words {
        switch self {
        case .office: Words(zh: "局域网", en: "office network")
        case .government: Words(zh: "政务网", en: "government network")
        case .public: Words(zh: "因特网", en: "internet")
        }
    }
}
