/// The reference code of a unit (档号), read by the rule it was made with.
///
/// What was written is kept (`original`); what is compared, sorted and shown is the canonical form (`text`, the same as
/// `key`): half-width, upper case, levels joined by `-`, parts of one level by `·` (U+00B7). Two writings of one code are
/// equal. Source: DA/T 13-2022, DA/T 22-2015.
package struct ReferenceCode: Sendable {
    package struct Part: Hashable, Sendable {
        package let role: CodeRole
        package let text: String
        /// `-` or `·`; `nil` for the first part.
        let separator: Unicode.Scalar?
    }

    package let original: String
    package let text: String
    /// The rule that reads it.
    package let rule: CodeRule
    package let parts: [Part]

    /// Reads `original` by the first of `rules` that fits.
    package init(parsing original: String, rules: [CodeRule] = CodeRule.standard) throws(ReferenceCodeProblem) {
        let tokens = try ReferenceCode.tokens(of: original)
        var nearest: (separators: Int, reach: Int, problem: ReferenceCodeProblem)?
        for rule in rules {
            var match = CodeMatch(rule: rule, tokens: tokens)
            if let parts = match.parts() {
                self.init(original: original, rule: rule, parts: parts)
                return
            }
            let separators = match.hasItsSeparators ? 1 : 0
            if nearest.map({ ($0.separators, $0.reach) < (separators, match.reach) }) ?? true {
                nearest = (separators, match.reach, match.problem(in: original))
            }
        }
        throw nearest?.problem ?? .noRule(original)
    }

    private init(original: String, rule: CodeRule, parts: [Part]) {
        (self.original, self.rule, self.parts) = (original, rule, parts)
        text = ReferenceCode.joined(parts)
    }

    private static func joined(_ parts: some Sequence<Part>) -> String {
        parts.reduce(into: "") { text, part in
            if let separator = part.separator, !text.isEmpty { text.unicodeScalars.append(separator) }
            text += part.text
        }
    }
}

extension ReferenceCode: Hashable, Comparable, CustomStringConvertible {
    /// What makes two codes the same.
    package var key: String { text }

    /// `true` if it was written just as the standard writes it.
    package var isCanonical: Bool { original.utf8.elementsEqual(text.utf8) }

    package var description: String { text }
    package static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension ReferenceCode {
    /// The first part of `role`.
    package subscript(role: CodeRole) -> String? { parts.first { $0.role == role }?.text }

    package var fonds: String? { self[.fonds] }
    package var catalogue: String? { self[.catalogue] }
    package var category: String? { self[.category] }
    package var subcategories: [String] { parts.filter { $0.role == .subcategory }.map(\.text) }
    package var project: String? { self[.project] }
    package var year: Int? { self[.year].flatMap { Int($0) } }
    package var retention: Retention? { self[.retention].flatMap { Retention(code: $0) ?? Retention(term: $0) } }
    package var office: String? { self[.office] }
    package var file: String? { self[.file] }
    package var item: String? { self[.item] }
    package var page: String? { self[.page] }

    /// The code up to and including the last part of `role`, which is how the node above is called
    /// (`X013`, `X013-WS·2019`); `nil` if the code has no such part.
    package func stem(through role: CodeRole) -> String? {
        guard let last = parts.lastIndex(where: { $0.role == role }) else { return nil }
        return ReferenceCode.joined(parts[...last])
    }
}

extension ReferenceCode {
    /// Everything before the running number, its separator included: codes of one sequence have it in common.
    package var sequenceKey: String {
        let head = ReferenceCode.joined(parts.dropLast())
        return head + (parts.last?.separator.map { String($0) } ?? "")
    }

    /// The running number: of the item, or of the file in a file's own code.
    package var itemNumber: Int { parts.last.flatMap { Int($0.text) } ?? 0 }

    /// The code with number `number` in the same sequence and with the same number of digits;
    /// `nil` below 1 and where the digits do not suffice.
    package func numbered(_ number: Int) -> ReferenceCode? {
        guard let last = parts.last, number >= 1 else { return nil }
        let digits = pad(number, last.text.utf8.count)
        guard digits.utf8.count == last.text.utf8.count else { return nil }
        let part = Part(role: last.role, text: digits, separator: last.separator)
        let made = parts.dropLast() + [part]
        return ReferenceCode(original: ReferenceCode.joined(made), rule: rule, parts: Array(made))
    }

    package var next: ReferenceCode? { numbered(itemNumber + 1) }
    package var previous: ReferenceCode? { numbered(itemNumber - 1) }
}

extension ReferenceCode {
    /// More characters than any archive uses: the reader of rules is not made for texts.
    package static let longest = 200

    /// A part of the text and the separator in front of it.
    struct Token {
        var separator: Unicode.Scalar?
        var text: String
    }

    /// `original` folded and cut at its separators.
    private static func tokens(of original: String) throws(ReferenceCodeProblem) -> [Token] {
        let trimmed = Folding.trimmed(original)
        guard !trimmed.isEmpty else { throw .empty }
        guard trimmed.unicodeScalars.count <= longest else { throw .tooLong(count: trimmed.unicodeScalars.count) }
        var tokens = [Token(separator: nil, text: "")]
        for scalar in folded(trimmed).unicodeScalars {
            if scalar == "-" || scalar == "\u{B7}" {
                tokens.append(Token(separator: scalar, text: ""))
            } else {
                tokens[tokens.count - 1].text.unicodeScalars.append(scalar)
            }
        }
        return tokens
    }

    private static func folded(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let half = Folding.halfWidth(scalar)
            if Folding.dashes.contains(half) {
                out.append("-")
            } else if Folding.dots.contains(half) {
                out.append("\u{B7}")
            } else if ("a"..."z").contains(half) {
                out.append(Unicode.Scalar(UInt8(half.value) - 32))
            } else {
                out.append(half)
            }
        }
        return String(out)
    }

    /// The key of any text in the place of a code, read by a rule or not: for codes that are kept as they came.
    package static func key(of text: String) -> String {
        var scalars = folded(text).unicodeScalars
        scalars.removeAll(where: Folding.isSpace)
        return String(scalars)
    }

    /// What a person typed as the beginning of a code, as the beginning of a key (for a range over an index).
    package static func keyPrefix(of typed: String) -> String { key(of: typed) }
}
