/// What a query looks for, in any text: for whoever shows a record that was found.
package struct TextMarks: Sendable {
    private let phrases: [Phrase]

    /// Places marked in one text: more than a page shows.
    private static let most = 400

    package init(_ query: FindQuery) { phrases = query.phrases }

    /// Whether there is nothing to mark: years, codes, nothing at all.
    package var isEmpty: Bool { phrases.isEmpty }

    /// Whether `text` holds any of the words, in any script they are written in.
    package func match(_ text: String) -> Bool {
        !phrases.isEmpty && !phrases.marks(in: Array(text.utf8), limit: 1).isEmpty
    }

    /// All of `text`, marked.
    package func marked(_ text: String) -> [Segment] {
        phrases.isEmpty ? [Segment(text)] : Highlighter(phrases: phrases).marked(text, most: Self.most)
    }
}
