import Archive

/// Cuts what was typed into pieces: quoted phrases, and what stands between white space.
struct QueryReader {
    struct Piece {
        let text: String
        let isQuoted: Bool
        /// Begins with a minus: whatever it holds for is left out.
        var isExcluded = false
        /// The field named before the first colon, and what follows it.
        var field: Field?
        var rest: String?
    }

    enum Field {
        case code, year, sort
        case words(SearchedField)
        case fact(FacetField)

        init?(_ name: String) {
            switch name.lowercased() {
            case "档号", "檔號", "code": self = .code
            case "年", "年度", "年份", "year": self = .year
            case "排序", "sort": self = .sort
            case "题名", "題名", "标题", "title": self = .words(.title)
            case "责任者", "責任者", "作者", "author": self = .words(.author)
            case "文号", "文號", "文件编号", "number": self = .words(.number)
            case "正文", "全文", "text": self = .words(.text)
            case "全宗", "全宗号", "fonds": self = .fact(.fonds)
            case "门类", "門類", "category": self = .fact(.category)
            case "保管期限", "期限", "retention": self = .fact(.retention)
            default: return nil
            }
        }
    }

    /// More than anybody types; what is longer is cut.
    static let longest = 1000
    static let mostTerms = 32

    private let scalars: [Unicode.Scalar]
    private(set) var at = 0
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
        let isExcluded = minus()
        if let text = quoted() { return Piece(text: text, isQuoted: true, isExcluded: isExcluded) }
        let start = at
        var colon: Int?
        while at < scalars.count, !scalars[at].properties.isWhitespace, at == start || closing(at) == nil {
            if colon == nil, scalars[at] == ":" || scalars[at] == "：" { colon = at }
            at += 1
        }
        guard let colon, let field = Field(text(start..<colon)) else {
            return Piece(text: text(start..<at), isQuoted: false, isExcluded: isExcluded)
        }
        // 档号:"X013 - WS": the quoted text belongs to the field.
        let rest = colon + 1 == at ? quoted() : nil
        return Piece(
            text: text(start..<at), isQuoted: false, isExcluded: isExcluded, field: field,
            rest: rest ?? text(colon + 1..<at))
    }

    /// Reads a minus right before what it leaves out.
    private mutating func minus() -> Bool {
        let signs: [Unicode.Scalar] = ["-", "－", "−"]
        guard signs.contains(scalars[at]), at + 1 < scalars.count, !signs.contains(scalars[at + 1]),
            !scalars[at + 1].properties.isWhitespace
        else { return false }
        at += 1
        return true
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

    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}
