/// The address of bytes in a store: parts of safe characters joined by slashes, never a path of the outside.
///
/// Parts hold ASCII letters, digits, `.`, `_`, `-`, `=` and `%`; none is empty, `.` or `..`.
package struct ByteKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    private static let signs = Set("._-=%".utf8)

    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let safe = parts.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".."
                && part.utf8.allSatisfy {
                    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                        || ByteKey.signs.contains($0)
                }
        }
        guard safe else { return nil }
        self.text = text
    }

    /// Trusts `text`: for keys the house composes itself.
    package init(trusted text: String) { self.text = text }

    package var description: String { text }
    package static func < (left: ByteKey, right: ByteKey) -> Bool { left.text < right.text }
    package static func / (base: ByteKey, part: String) -> ByteKey { ByteKey(trusted: base.text + "/" + part) }
}
