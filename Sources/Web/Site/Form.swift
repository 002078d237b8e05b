import Archive

/// Names and values of a query or a posted form, in order. A name can have several values.
package struct Form: Hashable, Sendable {
    package private(set) var fields: [(name: String, value: String)]

    package init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

    /// Reads `application/x-www-form-urlencoded` (or a query). More than `limit` fields are refused.
    package init(urlEncoded text: some StringProtocol, limit: Int = 5000) throws(WebProblem) {
        fields = []
        for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
            guard fields.count < limit else {
                throw .malformed(Words(zh: "字段太多。", en: "There are too many fields."))
            }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let value = equals < pair.endIndex ? pair[pair.index(after: equals)...] : pair[pair.endIndex...]
            fields.append((Form.decode(pair[..<equals]), Form.decode(value)))
        }
    }

    private static func decode(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes.percentDecoded(plus: true), as: UTF8.self)
    }

    mutating func append(_ name: String, _ value: String) { fields.append((name, value)) }

    /// The first value, without white space around it; `nil` if it is absent or empty.
    package subscript(name: String) -> String? {
        guard let value = fields.first(where: { $0.name == name })?.value.trimmed, !value.isEmpty else { return nil }
        return value
    }

    /// The first value as it was sent; `nil` only if it is absent.
    package func raw(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All values of a name, in order.
    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    package static func == (left: Form, right: Form) -> Bool {
        left.fields.elementsEqual(right.fields) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
        for field in fields {
            hasher.combine(field.name)
            hasher.combine(field.value)
        }
    }
}

extension StringProtocol {
    /// Without white space (the ideographic space too) at either end.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
