import Archive

extension DescriptiveElement {
    /// What is wrong with `value` for this element; `nil` if nothing is.
    /// - Parameter classified: Whether this node may hold state secrets.
    func fault(in value: String, classified: Bool) -> InvalidValue? {
        if let secret = secretFault(in: value, classified: classified) { return secret }
        switch type {
        case .text, .prose, .kept, .documentNumber: return nil
        case .date:
            return explained(by: .describing) { () throws(ArchivalDateProblem) in _ = try ArchivalDate(parsing: value) }
        case .referenceCode:
            // What was published stands under its index number until it is given a code.
            if IndexNumber(value) != nil { return nil }
            return explained(by: .codes) { () throws(ReferenceCodeProblem) in _ = try ReferenceCode(parsing: value) }
        case .day:
            return Day(text: value) != nil
                ? nil : wrong(value, Words(zh: "写作 2026-11-23", en: "Write it as 2026-11-23."))
        case .number:
            return Int64(value).map { $0 >= 0 } ?? false
                ? nil : wrong(value, Words(zh: "写一个不小于 0 的整数", en: "Write a whole number, 0 or more."))
        case .retention:
            return Retention(term: value) != nil
                ? nil
                : wrong(
                    value, Words(zh: "写永久、长期、短期或“30年”这样的年数", en: "Write 永久, 长期, 短期 or a number of years such as 30年."),
                    rule: .periods)
        case .domain(let allowed):
            let list = allowed.joined(separator: "、")
            return allowed.contains(value)
                ? nil : wrong(value, Words(zh: "从中选择：\(list)", en: "Choose one of: \(list)."))
        case .classification:
            guard SecrecyLabel(value) == nil else { return nil }
            let list = Secrecy.allCases.map(\.rawValue).joined(separator: "、")
            return wrong(
                value, Words(zh: "写\(list)，可加期限如“机密★10年”", en: "Write one of \(list), with a period as in 机密★10年."),
                rule: .labels)
        }
    }

    /// That `value` carries a state secret's mark, on a node that may not hold it: such text is kept nowhere, not even unsaved.
    func secretFault(in value: String, classified: Bool) -> InvalidValue? {
        guard !classified else { return nil }
        if type == .classification { return SecrecyLabel(value)?.secrecy.isStateSecret ?? false ? secret : nil }
        return SecrecyLabel.stands(in: value) ? secret : nil
    }

    /// That the element must have a value at this level.
    func missing(at level: Level) -> InvalidValue {
        InvalidValue(
            self, what: Words(zh: "\(level.words.zh)级必须著录", en: "a \(level.words.en) must have it"),
            next: Words(zh: "请填写\(name.zh)", en: "Fill in the \(name.en)."))
    }

    private var secret: InvalidValue {
        InvalidValue(
            self,
            what: Words(
                zh: "带有国家秘密标志，本系统不是涉密系统", en: "it carries a state secret mark, and this is not a classified system"),
            next: Words(zh: "请立即删除并报告保密员", en: "Remove it now and tell the security officer."), rule: .secrets)
    }

    private func wrong(_ value: String, _ next: Words, rule: Words = .describing) -> InvalidValue {
        InvalidValue(
            self, what: Words(zh: "不能是“\(value)”", en: "it cannot be \"\(value)\""), next: next, rule: rule)
    }

    private func explained<Problem: Explained>(by rule: Words, _ reading: () throws(Problem) -> Void) -> InvalidValue? {
        do {
            try reading()
            return nil
        } catch {
            return InvalidValue(self, what: error.what, next: error.next, rule: rule)
        }
    }
}
