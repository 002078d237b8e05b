/// One attempt to read a reference code by one rule; remembers how far it came, so that the refusal names the right part.
struct CodeMatch {
    let rule: CodeRule
    let tokens: [ReferenceCode.Token]
    /// The furthest token that did not fit.
    private(set) var reach = -1
    private var wanted: CodeRule.Element?

    init(rule: CodeRule, tokens: [ReferenceCode.Token]) {
        self.rule = rule
        self.tokens = tokens
    }

    mutating func parts() -> [ReferenceCode.Part]? { parts(element: 0, token: 0) }

    /// Whether the separators alone could be of this rule: then it is the rule to explain the refusal by.
    var hasItsSeparators: Bool { separatorsFit(element: 0, token: 0) }

    private func separatorsFit(element place: Int, token: Int) -> Bool {
        guard place < rule.elements.count else { return token == tokens.count }
        let element = rule.elements[place]
        if token < tokens.count, tokens[token].separator == element.separator,
            separatorsFit(element: place + 1, token: token + 1)
                || element.repeats && separatorsFit(element: place, token: token + 1)
        {
            return true
        }
        return element.isOptional && separatorsFit(element: place + 1, token: token)
    }

    /// Tries the longer reading of optional and repeated parts first.
    private mutating func parts(element place: Int, token: Int) -> [ReferenceCode.Part]? {
        guard place < rule.elements.count else {
            if token == tokens.count { return [] }
            miss(at: token, nil)
            return nil
        }
        let element = rule.elements[place]
        if token < tokens.count, tokens[token].separator == element.separator,
            rule.accepts(tokens[token].text, as: element)
        {
            let part = ReferenceCode.Part(
                role: element.role, text: tokens[token].text, separator: tokens[token].separator)
            if element.repeats, let rest = parts(element: place, token: token + 1) { return [part] + rest }
            if let rest = parts(element: place + 1, token: token + 1) { return [part] + rest }
        } else if !element.isOptional {
            miss(at: token, element)
        }
        return element.isOptional ? parts(element: place + 1, token: token) : nil
    }

    private mutating func miss(at token: Int, _ element: CodeRule.Element?) {
        guard token > reach else { return }
        reach = token
        wanted = element
    }

    func problem(in original: String) -> ReferenceCodeProblem {
        guard let wanted else { return .surplus(tokens[reach].text, original: original, rule: rule) }
        guard reach < tokens.count else { return .missing(wanted.role, original: original, rule: rule) }
        let token = tokens[reach]
        if token.separator != wanted.separator, rule.accepts(token.text, as: wanted), let separator = wanted.separator {
            return .separator(before: wanted.role, expected: String(separator), original: original, rule: rule)
        }
        return .part(
            wanted.role, found: token.text, expected: wanted.role.expected(digits: wanted.digits), original: original,
            rule: rule)
    }
}
