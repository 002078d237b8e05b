/// Words that must be found, anywhere or in one part of the record, in any form their numbers can be written in.
struct Clause: Hashable, Sendable {
    let forms: [Phrase]
    let field: SearchedField?

    init(_ phrase: Phrase, in field: SearchedField? = nil) {
        forms = phrase.forms
        self.field = field
    }

    /// In FTS5's language.
    var expression: String {
        let any = "(" + forms.map(\.expression).joined(separator: " OR ") + ")"
        return field.map { "(\($0.rawValue) : \(any))" } ?? any
    }
}

extension [Clause] {
    /// All of them, in FTS5's language.
    var expression: String { map(\.expression).joined(separator: " AND ") }
}
