/// The shape of a path: `/records/{id}/files/{n}`. A part in braces takes any one segment.
struct Pattern: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    enum Part: Hashable, Sendable {
        case word(String)
        case value(String)
    }

    let parts: [Part]
    let description: String

    init(stringLiteral text: String) {
        description = text
        parts = text.split(separator: "/").map { part in
            part.hasPrefix("{") && part.hasSuffix("}")
                ? .value(String(part.dropFirst().dropLast())) : .word(String(part))
        }
    }

    /// How many of its parts take any segment.
    var values: Int { parts.count { if case .value = $0 { true } else { false } } }

    /// The values in braces if `segments` have this shape, else `nil`.
    func match(_ segments: [String]) -> [String: String]? {
        guard segments.count == parts.count else { return nil }
        var values: [String: String] = [:]
        for (part, segment) in zip(parts, segments) {
            switch part {
            case .word(let word): if word != segment { return nil }
            case .value(let name): values[name] = segment
            }
        }
        return values
    }

    /// The segments of a request's path, percent-decoded one by one; `nil` if an empty one, `.` or `..` is among them.
    static func segments(of path: some StringProtocol) -> [String]? {
        var segments: [String] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let segment = String(part).percentDecoded(plus: false)
            guard !segment.isEmpty || part.endIndex == path.endIndex, segment != ".", segment != ".." else {
                return nil
            }
            segments.append(segment)
        }
        // A slash at the end names the same page.
        if segments.last == "" { segments.removeLast() }
        return segments
    }
}
