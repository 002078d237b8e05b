import Archive

/// Cuts what was typed into pieces: quoted phrases, and what stands between white space.
struct QueryReader {
    struct Piece {
        let text: String
        let isQuoted: Bool
        /// The field named before the first colon, and what follows it.
        var field: Field?
        var rest: String?
    }

    enum Field {
        case code, year, sort

        init?(_ name: String) {
            switch name.lowercased() {
            case "档号", "檔號", "code": self = .code
            case "年", "年度", "年份", "year": self = .year
            case "排序", "sort": self = .sort
            default: return nil
            }
        }
    }

    /// More than anybody types; what is longer is cut.
    static let longest = 1000
    static let mostTerms = 32

    private let scalars: [Unicode.Scalar]
    private var at = 0
    private(set) var notes: [Words] = []
    /// Whether anything but white space was typed.
    private(set) var found = false

    init(_ text: String) {
        scalars = Array(text.unicodeScalars.prefix(Self.longest))
        if text.unicodeScalars.count > Self.longest {
            notes.append(
                Words(
                    zh: "检索式过长，只取前 \(Self.longest) 个字符。",
                    en: "The query is too long: only the first \(Self.longest) characters were used."))
        }
    }

    mutating func next() -> Piece? {
        while at < scalars.count, scalars[at].properties.isWhitespace { at += 1 }
        guard at < scalars.count else { return nil }
        found = true
        if let text = quoted() { return Piece(text: text, isQuoted: true) }
        let start = at
        var colon: Int?
        while at < scalars.count, !scalars[at].properties.isWhitespace, at == start || closing(at) == nil {
            if colon == nil, scalars[at] == ":" || scalars[at] == "：" { colon = at }
            at += 1
        }
        guard let colon, let field = Field(text(start..<colon)) else {
            return Piece(text: text(start..<at), isQuoted: false)
        }
        // 档号:"X013 - WS": the quoted text belongs to the field.
        let rest = colon + 1 == at ? quoted() : nil
        return Piece(
            text: text(start..<at), isQuoted: false, field: field, rest: rest ?? text(colon + 1..<at))
    }

    /// The quoted text that begins here; `nil`, and nothing read, if none does.
    private mutating func quoted() -> String? {
        guard let close = closing(at) else { return nil }
        guard let end = scalars[(at + 1)...].firstIndex(of: close) else {
            let note = Words(zh: "引号没有成对，已按文字检索。", en: "A quotation mark is not closed; searched as words.")
            if !notes.contains(note) { notes.append(note) }
            return nil
        }
        defer { at = end + 1 }
        return text(at + 1..<end)
    }

    /// The mark that closes the quotation which begins at `place`; `nil` if none does.
    private func closing(_ place: Int) -> Unicode.Scalar? {
        guard place < scalars.count else { return nil }
        return switch scalars[place] {
        case "\"": "\""
        case "＂": "＂"
        case "“": "”"
        case "「": "」"
        case "『": "』"
        case "«": "»"
        default: nil
        }
    }

    private func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}
