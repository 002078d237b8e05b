package import Archive

/// Why an edition of the rule book (检测依据) cannot be kept as it is. Rows are counted from 1 in their section.
package enum RuleBookProblem: Explained, Hashable {
    /// The part of it that is wrong.
    package enum Section: String, Hashable, Sendable, CaseIterable {
        case elements, domains, labels, measures, lists
    }

    case badName
    case badPath(row: Int, String)
    case elementTwice(row: Int, String)
    case badLongest(row: Int, String)
    /// An element names a domain that the edition has not.
    case noDomain(row: Int, String, domain: String)
    case noElements
    case tooMany(Section, most: Int)
    case badDomainName(row: Int)
    case domainTwice(row: Int, String)
    case badValues(row: Int, String)
    case noSuchCheck(String)
    /// The number is not written as one, or stands under another of the four properties.
    case badNumber(check: String, String)
    case badLabel(check: String)
    case badMeasure(RuleBook.Measure)
    case badList(String)
    case reasonMissing
    /// It would have judged transfers that were judged already.
    case dayPassed(Day, today: Day)
    case badDay
    /// The same as what holds already.
    case nothingChanged
    case mayNotDecide(Role)
    /// Written by hand and not understood; where.
    case unreadable(String)
    /// The text is no JSON at all from this line on.
    case notJSON(line: Int)
    /// Others decided an edition meanwhile: what was seen is not what would be replaced.
    case changedMeanwhile
}

extension RuleBookProblem.Section {
    package var words: Words {
        switch self {
        case .elements: Words(zh: "元素", en: "elements")
        case .domains: Words(zh: "值域", en: "domains")
        case .labels: Words(zh: "检测项的编号和名称", en: "numbers and names of checks")
        case .measures: Words(zh: "图像指标", en: "measures of images")
        case .lists: Words(zh: "名单", en: "lists")
        }
    }
}

extension RuleBookProblem {
    package var code: String {
        switch self {
        case .badName: "rule-book.bad-name"
        case .badPath: "rule-book.bad-path"
        case .elementTwice: "rule-book.element-twice"
        case .badLongest: "rule-book.bad-longest"
        case .noDomain: "rule-book.no-domain"
        case .noElements: "rule-book.no-elements"
        case .tooMany: "rule-book.too-many"
        case .badDomainName: "rule-book.bad-domain-name"
        case .domainTwice: "rule-book.domain-twice"
        case .badValues: "rule-book.bad-values"
        case .noSuchCheck: "rule-book.no-such-check"
        case .badNumber: "rule-book.bad-number"
        case .badLabel: "rule-book.bad-label"
        case .badMeasure: "rule-book.bad-measure"
        case .badList: "rule-book.bad-list"
        case .reasonMissing: "rule-book.reason-missing"
        case .dayPassed: "rule-book.day-passed"
        case .badDay: "rule-book.bad-day"
        case .nothingChanged: "rule-book.nothing-changed"
        case .mayNotDecide: "rule-book.may-not-decide"
        case .unreadable: "rule-book.unreadable"
        case .notJSON: "rule-book.not-json"
        case .changedMeanwhile: "rule-book.changed-meanwhile"
        }
    }

    package var what: Words {
        switch self {
        case .badName: Words(zh: "没有写依据的名称，或超过 200 字。", en: "The name is missing, or longer than 200 characters.")
        case .badPath(let row, let path):
            Words(zh: "元素第 \(row) 行：“\(path)”不是元素的路径。", en: "Elements, row \(row): \"\(path)\" is no path.")
        case .elementTwice(let row, let path):
            Words(zh: "元素第 \(row) 行：“\(path)”前面已有。", en: "Elements, row \(row): \"\(path)\" stands above already.")
        case .badLongest(let row, let path):
            Words(
                zh: "元素第 \(row) 行（\(path)）：最长字数应是 1 到 100000。",
                en: "Elements, row \(row) (\(path)): the most characters must be a number from 1 to 100,000.")
        case .noDomain(let row, let path, let domain):
            Words(
                zh: "元素第 \(row) 行（\(path)）：没有“\(domain)”这个值域。",
                en: "Elements, row \(row) (\(path)): there is no domain \"\(domain)\".")
        case .noElements: Words(zh: "一个元素也没有。", en: "There are no elements.")
        case .tooMany(let section, let most):
            Words(
                zh: "\(section.words.zh)太多，最多 \(most) 行。",
                en: "There are too many \(section.words.en): \(most) at most.")
        case .badDomainName(let row):
            Words(
                zh: "值域第 \(row) 行：没有写名称，或超过 50 字。",
                en: "Domains, row \(row): the name is missing, or longer than 50 characters.")
        case .domainTwice(let row, let name):
            Words(zh: "值域第 \(row) 行：“\(name)”前面已有。", en: "Domains, row \(row): \"\(name)\" stands above already.")
        case .badValues(let row, let name):
            Words(
                zh: "值域第 \(row) 行（\(name)）：没有值、有两个一样的，或有超过 100 字的。",
                en: "Domains, row \(row) (\(name)): no value, one that stands twice, or one of over 100 characters.")
        case .noSuchCheck(let key): Words(zh: "没有“\(key)”这一项检测。", en: "There is no check \"\(key)\".")
        case .badNumber(let check, let number):
            Words(
                zh: "“\(CheckLabels.label(check).name.zh)”的编号“\(number)”不对。",
                en: "\"\(number)\" is no number for the check \(check).")
        case .badLabel(let check):
            Words(
                zh: "“\(CheckLabels.label(check).name.zh)”没有写名称，或超过 200 字。",
                en: "The check \(check) has no name, or one of over 200 characters.")
        case .badMeasure(let measure):
            Words(
                zh: "“\(measure.words.zh)”应是 \(measure.range.lowerBound) 到 \(measure.range.upperBound) 的整数。",
                en:
                    "The measure \"\(measure.words.en)\" must be a number from \(measure.range.lowerBound) to \(measure.range.upperBound)."
            )
        case .badList(let name):
            Words(zh: "名单 \(name) 是空的，或有写得不对的。", en: "The list \(name) is empty, or holds what cannot stand there.")
        case .reasonMissing:
            Words(zh: "没有写为什么这样定，或超过 1000 字。", en: "The reason is missing, or longer than 1000 characters.")
        case .dayPassed(let day, let today):
            Words(zh: "生效日 \(day) 已经过去（今天 \(today)）。", en: "The day \(day) has passed (today is \(today)).")
        case .badDay: Words(zh: "生效日写得不对。", en: "The day is not written as a day.")
        case .nothingChanged: Words(zh: "与已定的一版一样，没有改动。", en: "It is what was decided already: nothing would change.")
        case .mayNotDecide(let role):
            Words(zh: "\(role.words.zh)不能制定检测依据。", en: "A \(role.words.en) may not decide on the rule book.")
        case .unreadable(let place): Words(zh: "检测依据读不懂：\(place)", en: "The rule book cannot be read: \(place)")
        case .notJSON(let line):
            Words(zh: "第 \(line) 行写得不合 JSON 的规则。", en: "Line \(line) is not written by the rules of JSON.")
        case .changedMeanwhile:
            Words(zh: "打开页面之后，别人已定了新的一版。", en: "Somebody decided another edition since this page was opened.")
        }
    }

    package var next: Words {
        switch self {
        case .badName: Words(zh: "写明依据哪些标准。", en: "Name the standards it rests on.")
        case .badPath:
            Words(zh: "写作“内容描述/题名”的样子，不带空格。", en: "Write it like 内容描述/题名, without spaces.")
        case .elementTwice, .domainTwice: Words(zh: "留一行，删一行。", en: "Keep one of them.")
        case .badLongest: Words(zh: "写一个数；不限则留空。", en: "Write a number; empty: any length.")
        case .noDomain: Words(zh: "先在值域里加上它，或留空。", en: "Add it to the domains first, or leave the field empty.")
        case .noElements: Words(zh: "至少写一个。", en: "Write at least one.")
        case .tooMany: Words(zh: "去掉不用的行。", en: "Take away what is not used.")
        case .badDomainName: Words(zh: "给它起个名字。", en: "Give it a name.")
        case .badValues: Words(zh: "值用顿号隔开，每个写一次。", en: "Write the values with 、 between, each once.")
        case .noSuchCheck:
            Words(zh: "看 lantai rule-book --json 里的 labels。", en: "See labels of lantai rule-book --json.")
        case .badNumber:
            Words(
                zh: "写作 1-4 的样子：1 真实性、2 完整性、3 可用性、4 安全性，要与这一项的性质相符；没有编号则留空。",
                en:
                    "Write it like 1-4: 1 authenticity, 2 integrity, 3 usability, 4 safety, as the check is; empty: no number."
            )
        case .badLabel: Words(zh: "写标准里的名称。", en: "Write the name it has in the standard.")
        case .badMeasure: Words(zh: "改成这个范围内的数。", en: "Write a number within these.")
        case .badList: Words(zh: "看 lantai rule-book --json 里的 lists。", en: "See lists of lantai rule-book --json.")
        case .reasonMissing: Words(zh: "用一句话写明依据。", en: "Say in a sentence what it rests on.")
        case .dayPassed:
            Words(zh: "选今天或以后的一天；过去的检测报告不改。", en: "Choose today or a later day: reports that were made stay.")
        case .badDay: Words(zh: "写成 2026-12-01 的样子。", en: "Write it like 2026-12-01.")
        case .nothingChanged: Words(zh: "改了再保存。", en: "Change something, then save.")
        case .mayNotDecide: Words(zh: "由档案员制定。", en: "An archivist decides.")
        case .unreadable:
            Words(
                zh: "用 lantai rule-book --json 看现行依据的写法，照着改。",
                en: "lantai rule-book --json shows how it is written; change that.")
        case .notJSON:
            Words(
                zh: "看那一行及上一行的引号、逗号和括号；同一个名字只能写一次，数只能是整数。",
                en:
                    "See the quotes, commas and brackets there and in the line above; a name stands once, numbers are whole."
            )
        case .changedMeanwhile: Words(zh: "看过新的一版，再改。", en: "Look at the new edition, then change it.")
        }
    }
}
