/// A piece of shown text, marked where it answers the query. Text, never markup: whoever shows it escapes it.
package struct Segment: Hashable, Sendable {
    package let text: String
    package let isMarked: Bool

    package init(_ text: String, isMarked: Bool = false) {
        self.text = text
        self.isMarked = isMarked
    }
}

extension [Segment] {
    /// All pieces together.
    package var plain: String { map(\.text).joined() }
}
