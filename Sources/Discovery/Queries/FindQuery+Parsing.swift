import Archive
import Foundation

extension FindQuery {
    /// Reads what a person typed: words (all must be found), “phrases” in any quotation marks, `档号:X013-WS` or anything that
    /// looks like the beginning of a reference code, years as `1990..1995`, `1990-1995` or `年:1990`, words in one field as
    /// `题名:防汛` (责任者 文号 正文), values as `全宗:X013` (门类 保管期限), and `排序:档号`. A minus before any of them leaves out
    /// what it holds for.
    ///
    /// Whatever does not fit is taken as words, and `notes` says so.
    package init(parsing text: String) {
        self.init()
        var reader = QueryReader(text)
        var start = reader.at
        while let piece = reader.next() {
            add(piece)
            pieces.append(reader.text(start..<reader.at).trimmingCharacters(in: .whitespacesAndNewlines))
            start = reader.at
        }
        notes = reader.notes + notes
        if terms.isEmpty, years == nil, sort == nil, reader.found { isUnsearchable = true }
        if isUnsearchable {
            notes.append(
                Words(
                    zh: "没有可检索的文字：请输入汉字、字母或数字。",
                    en: "Nothing that can be searched for: type characters, letters or digits."))
        }
    }

    private mutating func add(_ piece: QueryReader.Piece) {
        guard terms.count < QueryReader.mostTerms else { return note(.tooMany) }
        if piece.isQuoted {
            if let phrase = Phrase(piece.text) { add(.phrase(phrase), piece) }
            return
        }
        if let field = piece.field, let rest = piece.rest, add(field, rest, piece) { return }
        if let years = Years(range: piece.text) {
            limit(to: years, piece)
        } else if let phrase = Phrase(piece.text) {
            if let prefix = CodePrefix.guess(piece.text) {
                add(.codeOrPhrase(prefix: prefix, phrase), piece)
            } else {
                add(.phrase(phrase), piece)
            }
        }
    }

    private mutating func add(_ term: Term, _ piece: QueryReader.Piece) {
        terms.append(piece.isExcluded ? .not(term) : term)
    }

    /// `false` if it is not a field after all.
    private mutating func add(_ field: QueryReader.Field, _ value: String, _ piece: QueryReader.Piece) -> Bool {
        switch field {
        case .code:
            let prefix = ReferenceCode.keyPrefix(of: value)
            guard !prefix.isEmpty, prefix.unicodeScalars.count <= ReferenceCode.longest else { return false }
            add(.code(prefix: prefix), piece)
        case .year:
            guard let years = Years(range: value) ?? Years(year: value) else {
                note(.notYears(value))
                return false
            }
            limit(to: years, piece)
        case .sort:
            guard let sort = FindSort(typed: value) else {
                note(.notSort(value))
                return false
            }
            self.sort = sort
        case .words(let field):
            guard let phrase = Phrase(value) else { return false }
            add(.field(field, phrase), piece)
        case .fact(let field):
            guard !value.isEmpty else { return false }
            add(.fact(field, Self.value(value, of: field)), piece)
        }
        return true
    }

    private mutating func limit(to asked: Years, _ piece: QueryReader.Piece) {
        var asked = asked
        if asked.from > asked.to {
            note(.reversed(asked))
            asked = Years(from: asked.to, to: asked.from)
        }
        if piece.isExcluded {
            terms.append(.not(.years(asked)))
        } else {
            years = years?.and(asked) ?? asked
        }
    }

    private enum Note {
        case tooMany
        case notYears(String)
        case notSort(String)
        case reversed(Years)
    }

    private mutating func note(_ note: Note) {
        let words =
            switch note {
            case .tooMany:
                Words(
                    zh: "只取前 \(QueryReader.mostTerms) 个检索词。",
                    en: "Only the first \(QueryReader.mostTerms) terms were used.")
            case .notYears(let text):
                Words(
                    zh: "“\(text)”不是年份，已按文字检索；年份写作 1990 或 1990..1995。",
                    en: "“\(text)” is not a year and was searched as words; years are written 1990 or 1990..1995.")
            case .notSort(let text):
                Words(
                    zh: "不能按“\(text)”排序，已按文字检索；可用 相关度、日期、日期升序、档号。",
                    en:
                        "There is no order “\(text)”, it was searched as words; there are relevance, date, date-ascending, code."
                )
            case .reversed(let years):
                Words(
                    zh: "年份前后颠倒，已按 \(years.to)–\(years.from) 检索。",
                    en: "The years were turned round: \(years.to)–\(years.from).")
            }
        if !notes.contains(words) { notes.append(words) }
    }
}
