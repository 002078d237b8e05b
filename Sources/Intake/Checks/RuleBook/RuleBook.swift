package import Archive

/// What checks hold metadata and images against (检测依据): the elements of a record, the values they may have, how checks are
/// numbered and called, and measures of scans and photographs. Data; editions of it are decided at the desk.
///
/// Checks find an element by its path alone: what is not in the list is not asked for, and what an archive adds is judged like the rest.
package struct RuleBook: Hashable, Sendable {
    package enum Obligation: String, Hashable, Sendable, CaseIterable {
        /// 必备: must be there and not empty.
        case mandatory
        /// 应有: its absence is a warning.
        case expected
        /// 可选
        case optional

        package var words: Words {
            switch self {
            case .mandatory: Words(zh: "必备", en: "mandatory")
            case .expected: Words(zh: "应有", en: "expected")
            case .optional: Words(zh: "可选", en: "optional")
            }
        }
    }

    package enum Form: String, Hashable, Sendable, CaseIterable {
        case text
        /// Four digits.
        case year
        /// `2019-07-26`
        case date
        /// `2019-07-26T09:12:30`
        case moment
        /// 1, 2, 3 …
        case counting
        /// Bytes: 0, 1, 2 …
        case whole

        package var words: Words {
            switch self {
            case .text: Words(zh: "文本", en: "text")
            case .year: Words(zh: "年份", en: "year")
            case .date: Words(zh: "日期", en: "date")
            case .moment: Words(zh: "日期时间", en: "date and time")
            case .counting: Words(zh: "正整数", en: "whole number")
            case .whole: Words(zh: "字节数", en: "bytes")
            }
        }
    }

    /// One element of the metadata.
    package struct Element: Hashable, Sendable {
        /// `内容描述/题名`, without the containers around the entity.
        package var path: String
        package var obligation: Obligation
        package var form: Form = .text
        /// Characters; `nil`: any number.
        package var longest: Int?
        /// The name of a domain; empty: any value.
        package var domain = ""

        package init(
            path: String, obligation: Obligation, form: Form = .text, longest: Int? = nil, domain: String = ""
        ) {
            (self.path, self.obligation, self.form) = (path, obligation, form)
            (self.longest, self.domain) = (longest, domain)
        }

        package var name: String { path.split(separator: "/").last.map { String($0) } ?? path }
        /// Asked of each 文档, not once a record.
        package var isOfDocuments: Bool { path.hasPrefix(RuleBook.documents + "/") }
        /// What it stands under: `内容描述`.
        package var group: String { path.split(separator: "/").dropLast().joined(separator: "/") }
    }

    /// The values an element may have (值域).
    package struct Domain: Hashable, Sendable {
        package var name: String
        package var values: [String]
        /// Values outside the list are usual too: a warning.
        package var isOpen = false
        /// `30年`, `定期10年`, `D30`, `Y`: how terms are written besides.
        package var admitsYears = false

        package init(name: String, values: [String], isOpen: Bool = false, admitsYears: Bool = false) {
            (self.name, self.values, self.isOpen, self.admitsYears) = (name, values, isOpen, admitsYears)
        }

        func admits(_ value: String) -> Bool {
            let plain = NumberText.plain(value)
            return values.contains(plain) || pattern(plain)
        }

        private func pattern(_ value: String) -> Bool {
            guard admitsYears else { return false }
            let term = value.hasPrefix("定期") ? String(value.dropFirst(2)) : value
            return Retention(term: term) != nil || Retention(code: term) != nil
        }
    }

    /// How a check is numbered in DA/T 70, and what it is called there.
    package struct Label: Hashable, Sendable {
        /// `1-1`, without the stage; empty: the standard has no such item, or its number is not certain.
        package var number: String
        package var name: Words

        package init(number: String, name: Words) { (self.number, self.name) = (number, name) }
    }

    /// Where the metadata of each file stands.
    static let documents = "文件数据/文档"

    /// What it rests on: the standards, by number.
    package var name: String
    package var elements: [Element] { didSet { index() } }
    package var domains: [Domain] { didSet { index() } }
    /// By the key of the check; one that is left out is called as in the edition of the program.
    package var labels: [String: Label]
    package var measures: [Measure: Int]
    package var lists: Lists
    private var byPath: [String: Element] = [:]
    private var byName: [String: Element] = [:]
    private var domainsByName: [String: Domain] = [:]

    package init(
        name: String, elements: [Element], domains: [Domain], labels: [String: Label], measures: [Measure: Int],
        lists: Lists
    ) {
        (self.name, self.elements, self.domains) = (name, elements, domains)
        (self.labels, self.measures, self.lists) = (labels, measures, lists)
        index()
    }

    private mutating func index() {
        byPath = Dictionary(elements.map { ($0.path, $0) }) { first, _ in first }
        byName = Dictionary(elements.map { ($0.name, $0) }) { first, _ in first }
        domainsByName = Dictionary(domains.map { ($0.name, $0) }) { first, _ in first }
    }
}

extension RuleBook {
    package func element(_ path: String) -> Element? { byPath[path] }

    /// The first element of this name, wherever it stands: lists have no paths.
    func element(named name: String) -> Element? { byName[name] }

    /// What a mandatory element of the standards has become in this edition, if no longer that: the column of a list follows it.
    func eased(named name: String) -> Obligation? {
        guard RuleBook.standard.element(named: name)?.obligation == .mandatory else { return nil }
        let now = element(named: name)?.obligation ?? .optional
        return now == .mandatory ? nil : now
    }

    package func domain(of element: Element?) -> Domain? { element.flatMap { domainsByName[$0.domain] } }

    package func measure(_ measure: Measure) -> Int { measures[measure] ?? measure.usual }

    /// Number and name of a check, and its property, which no edition changes.
    func label(_ key: String) -> CheckLabels.Label {
        let own = CheckLabels.label(key)
        guard let label = labels[key] else { return own }
        return CheckLabels.Label(
            property: own.property, number: label.number.isEmpty ? nil : label.number, name: label.name)
    }
}
