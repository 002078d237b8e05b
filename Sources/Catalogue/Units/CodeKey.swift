import Archive

/// The key of a reference code: equal for all spellings of one code, in an order that keeps prefixes together.
package enum CodeKey {
    /// The key of `code` in any spelling, whole or only its beginning.
    package static func of(_ code: String) -> String { code }
}
