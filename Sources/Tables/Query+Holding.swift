package import Archive

extension Query {
    /// Whether `words` stand anywhere in `column`, whatever the capitals of Latin letters.
    ///
    /// What the two wild cards of LIKE mean, nobody means. Only one of the engines minds capitals by itself.
    package static func holds(_ words: String, in column: Query) -> Query {
        let plain = words.lowercased()
            .replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
        return "lower(\(sql: column)) LIKE \("%\(plain)%") ESCAPE '!'"
    }
}
