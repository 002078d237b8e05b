import CSearch

extension [Clause] {
    /// Runs `body` with the clauses as `csearch_lists_find` takes them.
    func withTokens<T>(_ body: (UnsafePointer<csearch_clause>?) -> T) -> T {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        var forms: [(tokens: Int, isOpen: Bool)] = []
        for form in flatMap(\.forms) {
            let (tokens, isOpen) = form.tokens
            for token in tokens {
                bytes += token
                ends.append(bytes.count)
            }
            forms.append((tokens.count, isOpen))
        }
        return bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            let tokens = ends.map { end in
                defer { start = end }
                return csearch_token(bytes: bytes.baseAddress.map { $0 + start }, length: Int32(end - start))
            }
            return tokens.withUnsafeBufferPointer { tokens in
                var next = 0
                let forms = forms.map { form in
                    defer { next += form.tokens }
                    return csearch_form(
                        tokens: tokens.baseAddress.map { $0 + next }, count: Int32(form.tokens),
                        is_open: form.isOpen ? 1 : 0)
                }
                return forms.withUnsafeBufferPointer { forms in
                    var next = 0
                    let clauses = map { clause in
                        defer { next += clause.forms.count }
                        return csearch_clause(
                            forms: forms.baseAddress.map { $0 + next }, count: Int32(clause.forms.count),
                            column: clause.field.map { Int32($0.column) } ?? -1)
                    }
                    return clauses.withUnsafeBufferPointer { body($0.baseAddress) }
                }
            }
        }
    }
}
