/// How the reference codes (档号) of one standard, or of one archive, are built: a template that is data, not program.
///
/// A template reads like a code: `fonds-category·year-retention-office?-item:4`. Parts of one level are joined by `·`,
/// levels by `-`; `?` marks a part that may be absent, `*` one that may be repeated or absent, `:4` or `:3~5` the number
/// of digits. Source of the built-in ones: DA/T 13-2022, DA/T 22-2015, DA/T 13-1994.
package struct CodeRule: Hashable, Sendable, Identifiable {
    /// Stable name, such as `dat22-2015`.
    package let id: String
    package let name: Words
    /// The standard, or the archive's own decision.
    package let source: String
    /// The days on which new codes are made by this rule; codes made then stay valid for ever.
    package let from: Day?
    package let until: Day?
    /// The first-level categories (门类代码) it is for; empty means any two letters.
    package let categories: Set<String>
    package let template: String

    let elements: [Element]

    package init(
        id: String, name: Words, source: String, from: Day? = nil, until: Day? = nil, categories: Set<String> = [],
        template: String
    ) throws(CodeRuleProblem) {
        elements = try CodeRule.elements(of: template)
        (self.id, self.name, self.source, self.from, self.until) = (id, name, source, from, until)
        (self.categories, self.template) = (categories, template)
    }
}

extension CodeRule {
    /// One place of a template.
    struct Element: Hashable, Sendable {
        let role: CodeRole
        /// `-`, `·`, or `nil` for the first.
        let separator: Unicode.Scalar?
        let isOptional: Bool
        let repeats: Bool
        let digits: ClosedRange<Int>?
    }

    func accepts(_ text: String, as element: Element) -> Bool {
        element.role.accepts(text, digits: element.digits)
            && (element.role != .category || categories.isEmpty || categories.contains(text))
    }

    private static func elements(of template: String) throws(CodeRuleProblem) -> [Element] {
        var elements: [Element] = []
        var separator: Unicode.Scalar?
        var rest = Substring(template)
        while true {
            let end = rest.firstIndex { $0 == "-" || $0 == "·" } ?? rest.endIndex
            elements.append(try element(String(rest[..<end]), after: separator, in: template))
            guard end < rest.endIndex else { break }
            separator = rest[end] == "-" ? "-" : "·"
            rest = rest[rest.index(after: end)...]
        }
        guard let last = elements.last, [.file, .item, .page].contains(last.role) else {
            throw .noNumberAtTheEnd(template: template)
        }
        return elements
    }

    private static func element(
        _ text: String, after separator: Unicode.Scalar?, in template: String
    ) throws(CodeRuleProblem) -> Element {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let mark = halves[0].last
        let name = mark == "?" || mark == "*" ? halves[0].dropLast() : halves[0]
        guard let role = CodeRole(rawValue: String(name)) else {
            throw .unknownPart(String(name), template: template)
        }
        var digits: ClosedRange<Int>?
        if halves.count == 2 {
            let bounds = halves[1].split(separator: "~").map { Int($0) }
            guard (1...2).contains(bounds.count), let low = bounds[0], let high = bounds[bounds.count - 1], low >= 1,
                low <= high, high <= 9
            else { throw .unreadableWidth(String(halves[1]), template: template) }
            digits = low...high
        }
        return Element(
            role: role, separator: separator, isOptional: mark == "?" || mark == "*", repeats: mark == "*",
            digits: digits)
    }
}

extension CodeRule {
    /// The rules of the standards, in the order in which a code is tried against them. An archive appends its own.
    package static let standard: [CodeRule] = [
        rule(
            "dat22-2015", Words(zh: "归档文件（按件）", en: "filed documents, item by item"), "DA/T 22-2015",
            from: Day(year: 2016, month: 6, day: 1), "fonds-category·year-retention-office?-item:4"),
        rule(
            "dat13-2022-item", Words(zh: "按件整理", en: "arranged by item"), "DA/T 13-2022",
            from: Day(year: 2022, month: 7, day: 1), for: ["WS", "LY", "LX", "SJ", "YJ", "WY", "MT", "SW"],
            "fonds-category·subcategory*·year·retention·office?-item:3~5"),
        rule(
            "dat13-2022-accounts", Words(zh: "会计档案", en: "accounts"), "DA/T 13-2022",
            from: Day(year: 2022, month: 7, day: 1), for: ["KU"],
            "fonds-category·subcategory?:2·year?·retention?·office?-file:3~5-item?:3~5"),
        rule(
            "dat13-2022-volume", Words(zh: "按卷整理", en: "arranged by file"), "DA/T 13-2022",
            from: Day(year: 2022, month: 7, day: 1),
            for: ["WS", "KJ", "RS", "KU", "ZY", "ZP", "LY", "LX", "SJ", "YJ", "WY", "MT", "SW"],
            "fonds-category·subcategory*·project?·year?·retention?·office?-file:3~5-item?:3~5"),
        rule(
            "dat13-1994-catalogue", Words(zh: "全宗号-目录号-案卷号-件号", en: "by catalogue, file and item"),
            "DA/T 13-1994", "fonds-catalogue:1~4-file:1~5-item?:1~5"),
    ]

    /// Templates of the table above are literals; a test reads each.
    private static func rule(
        _ id: String, _ name: Words, _ source: String, from: Day? = nil, for categories: Set<String> = [],
        _ template: String
    ) -> CodeRule {
        do {
            return try CodeRule(
                id: id, name: name, source: source, from: from, categories: categories, template: template)
        } catch {
            preconditionFailure("\(error)")
        }
    }
}

/// Why a template is not one: for the person who adds a rule to an archive's settings.
package enum CodeRuleProblem: Explained, Equatable {
    case unknownPart(String, template: String)
    case unreadableWidth(String, template: String)
    case noNumberAtTheEnd(template: String)

    package var code: String {
        switch self {
        case .unknownPart: "archive.rule-part-unknown"
        case .unreadableWidth: "archive.rule-width-unreadable"
        case .noNumberAtTheEnd: "archive.rule-without-number"
        }
    }

    package var what: Words {
        switch self {
        case .unknownPart(let part, let template):
            Words(
                zh: "档号规则“\(template)”中有未知的组成部分“\(part)”。",
                en: "The reference code rule \"\(template)\" has an unknown part \"\(part)\".")
        case .unreadableWidth(let width, let template):
            Words(
                zh: "档号规则“\(template)”中的位数“\(width)”无法识别。",
                en: "The reference code rule \"\(template)\" has an unreadable number of digits \"\(width)\".")
        case .noNumberAtTheEnd(let template):
            Words(
                zh: "档号规则“\(template)”没有以案卷号、件号或页号结尾。",
                en: "The reference code rule \"\(template)\" does not end with a file, item or page number.")
        }
    }

    package var next: Words {
        switch self {
        case .unknownPart:
            Words(
                zh: "可用的部分：\(CodeRole.allCases.map(\.rawValue).joined(separator: "、"))。",
                en: "Known parts: \(CodeRole.allCases.map(\.rawValue).joined(separator: ", ")).")
        case .unreadableWidth:
            Words(zh: "写作 item:4 或 item:3~5（1 至 9 位）。", en: "Write item:4 or item:3~5 (1 to 9 digits).")
        case .noNumberAtTheEnd:
            Words(zh: "在末尾加 -item:4 等。", en: "Add -item:4 or the like at the end.")
        }
    }
}
