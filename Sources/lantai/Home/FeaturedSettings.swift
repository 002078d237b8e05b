import Archive

extension Settings {
    /// What the portal's first page leads to.
    static let featuredFields = [
        Field(
            key: "site.featured", read: { $0.featured = try codes("site.featured", $1) },
            write: { $0.featured.joined(separator: " ") })
    ]

    /// Reference codes, with a space or a comma between them; at most a dozen, each once.
    private static func codes(_ key: String, _ text: String) throws -> [String] {
        var codes: [String] = []
        for code in text.split(whereSeparator: { $0.isWhitespace || ",，;；、".contains($0) }).map(String.init)
        where !codes.contains(code) {
            codes.append(code)
        }
        guard codes.count <= 12 else {
            throw HomeProblem.setting(
                key: key,
                Words(zh: "写了\(codes.count)个档号，最多12个。", en: "There are \(codes.count) codes; 12 are the most."))
        }
        return codes
    }
}
