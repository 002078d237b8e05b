/// Why a text is not a reference code (档号): which part is wrong and what was expected there.
package enum ReferenceCodeProblem: Explained, Equatable {
    case empty
    case tooLong(count: Int)
    /// No rule was given to read it by.
    case noRule(String)
    case part(CodeRole, found: String, expected: Words, original: String, rule: CodeRule)
    case missing(CodeRole, original: String, rule: CodeRule)
    case separator(before: CodeRole, expected: String, original: String, rule: CodeRule)
    case surplus(String, original: String, rule: CodeRule)

    package var code: String {
        switch self {
        case .empty: "archive.code-empty"
        case .tooLong: "archive.code-too-long"
        case .noRule: "archive.code-without-rule"
        case .part: "archive.code-part-wrong"
        case .missing: "archive.code-part-missing"
        case .separator: "archive.code-separator-wrong"
        case .surplus: "archive.code-surplus"
        }
    }

    /// The part that is wrong, where one can be named.
    package var role: CodeRole? {
        switch self {
        case .part(let role, _, _, _, _), .missing(let role, _, _), .separator(let role, _, _, _): role
        case .empty, .tooLong, .noRule, .surplus: nil
        }
    }

    package var what: Words {
        switch self {
        case .empty: return Words(zh: "档号为空。", en: "The reference code is empty.")
        case .tooLong(let count):
            return Words(
                zh: "档号长 \(count) 个字符，超过 \(ReferenceCode.longest) 个。",
                en: "The reference code has \(count) characters, more than \(ReferenceCode.longest).")
        case .noRule(let original):
            return Words(zh: "没有可用的档号规则读取“\(original)”。", en: "There is no rule to read \"\(original)\" by.")
        case .part(let role, let found, let expected, let original, _):
            return Words(
                zh: "档号“\(original)”的\(role.words.zh)“\(found)”不规范，应为\(expected.zh)。",
                en: "The \(role.words.en) \"\(found)\" in \"\(original)\" is wrong: expected \(expected.en).")
        case .missing(let role, let original, _):
            return Words(
                zh: "档号“\(original)”缺少\(role.words.zh)。", en: "\"\(original)\" has no \(role.words.en).")
        case .separator(let role, let expected, let original, _):
            return Words(
                zh: "档号“\(original)”的\(role.words.zh)之前应为“\(expected)”。",
                en: "\"\(original)\" should have \"\(expected)\" before the \(role.words.en).")
        case .surplus(let text, let original, _):
            return Words(
                zh: "档号“\(original)”末尾多出“\(text)”。", en: "\"\(original)\" has \"\(text)\" too much at the end.")
        }
    }

    package var next: Words {
        switch self {
        case .empty: Words(zh: "补录档号。", en: "Fill in the reference code.")
        case .tooLong: Words(zh: "检查是否误录了其他内容。", en: "See whether another text was entered by mistake.")
        case .noRule: Words(zh: "在设置中添加档号规则。", en: "Add a rule in the settings.")
        case .part(_, _, _, _, let rule), .missing(_, _, let rule), .separator(_, _, _, let rule),
            .surplus(_, _, let rule):
            Words(
                zh: "按 \(rule.source) 的结构更正：\(rule.outline.zh)。",
                en: "Correct it after \(rule.source): \(rule.outline.en).")
        }
    }
}

extension CodeRule {
    /// The template in words: `全宗号-门类代码·年度-保管期限代码-[机构（问题）代码]-件号`.
    package var outline: Words {
        func line(_ language: Language) -> String {
            elements.reduce(into: "") { text, element in
                if let separator = element.separator { text.unicodeScalars.append(separator) }
                let name = element.role.words[language]
                text += element.isOptional ? "[\(name)]" : name
            }
        }
        return Words(zh: line(.zh), en: line(.en))
    }
}
