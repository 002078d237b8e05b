import Archive

/// A requirement of E-ARK that a package does not meet.
struct EArkFault: Sendable {
    enum What: Sendable {
        case absent
        case empty
        /// Another value than the rule allows.
        case wrong(String, expected: Words)
        /// Stands there so many times.
        case several(Int)
        /// An identifier that another element has.
        case repeated(String)
        /// Says something else of one thing than another place does.
        case told(Words)
    }

    /// The requirements, the one it is first.
    let rules: [String]
    /// The element or attribute; `nil`: that of the rule.
    var place: String?
    let what: What
    /// How bad it is, where that is not what the rule's level says.
    var severity: Finding.Severity?
    let file: FileName
    var line: Int?

    init(
        _ rule: String, place: String? = nil, _ what: What, _ severity: Finding.Severity? = nil, file: FileName,
        line: Int? = nil
    ) {
        (rules, self.place, self.what) = ([rule], place, what)
        (self.severity, self.file, self.line) = (severity, file, line)
    }

    /// One that two requirements ask for.
    init(
        _ rule: String, _ other: String, place: String? = nil, _ what: What, _ severity: Finding.Severity? = nil,
        file: FileName, line: Int? = nil
    ) {
        (rules, self.place, self.what) = ([rule, other], place, what)
        (self.severity, self.file, self.line) = (severity, file, line)
    }

    private var rule: EArkRule { EArkRule.named(rules[0]) }
    private var isBlocking: Bool { (severity ?? (rule.level == .must ? .blocking : .warning)) == .blocking }

    /// The finding of `check` that says so.
    func finding(of check: some Check) -> Finding {
        check.finding(
            severity ?? (rule.level == .must ? .blocking : .warning), file: file, element: place ?? rule.place,
            line: line, sentence, isBlocking ? EArkFault.again : EArkFault.nextTime)
    }

    private static let again = Words(
        zh: "请移交单位在生成该信息包的软件里改正，重新生成后提交。",
        en: "The agency corrects it in the program that made the package, makes it again and submits.")
    private static let nextTime = Words(
        zh: "请移交单位下次补上或改正；不影响接收。", en: "The agency mends it next time; it may be accepted as it is.")

    private var sentence: Words {
        let id = rules.joined(separator: "、")
        let ids = rules.joined(separator: ", ")
        let level = rule.level.words
        let place = place ?? rule.place
        switch what {
        case .absent:
            return Words(
                zh: "不符合 \(id)（\(level.zh)）：没有 \(place)。", en: "\(ids) (\(level.en)) is not met: there is no \(place).")
        case .empty:
            return Words(
                zh: "不符合 \(id)（\(level.zh)）：\(place) 是空的。", en: "\(ids) (\(level.en)) is not met: \(place) is empty.")
        case .wrong(let value, let expected):
            return Words(
                zh: "不符合 \(id)（\(level.zh)）：\(place) 是“\(value)”，应是\(expected.zh)。",
                en: "\(ids) (\(level.en)) is not met: \(place) is \"\(value)\"; it should be \(expected.en).")
        case .several(let count):
            return Words(
                zh: "不符合 \(id)（\(level.zh)）：\(place) 有 \(count) 个，只能有一个。",
                en: "\(ids) (\(level.en)) is not met: there are \(count) of \(place); there may be one.")
        case .repeated(let value):
            return Words(
                zh: "不符合 \(id)（\(level.zh)）：标识“\(value)”已被别的元素用了。",
                en: "\(ids) (\(level.en)) is not met: another element has the identifier \"\(value)\" already.")
        case .told(let words):
            return Words(
                zh: "不符合 \(id)（\(level.zh)）：\(words.zh)", en: "\(ids) (\(level.en)) is not met: \(words.en)")
        }
    }
}

extension PackageUnderCheck {
    /// What METS says, if it is an E-ARK package.
    var eArk: EArkPackage? { contents?.eArk }
}
