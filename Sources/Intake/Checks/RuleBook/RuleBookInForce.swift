package import Archive

/// An edition of the rule book, as it was decided.
package struct DecidedRuleBook: Hashable, Sendable {
    /// From 1.
    package let version: Int64
    /// The first day it holds.
    package let from: Day
    package let book: RuleBook
    package let reason: String
    package let at: Instant
    package let by: Agent

    package var json: JSON {
        [
            "version": .int(version), "from": .string(from.text), "reason": .string(reason), "at": .string(at.text),
            "by": .string(by.id), "ruleBook": book.json,
        ]
    }
}

/// The edition that holds on one day.
package struct RuleBookInForce: Hashable, Sendable {
    package let book: RuleBook
    /// 0: nothing was decided, the program's own from the standards.
    package let version: Int64
    /// Since when; `nil` for version 0.
    package let from: Day?

    package static let standard = RuleBookInForce(book: .standard, version: 0, from: nil)

    private init(book: RuleBook, version: Int64, from: Day?) {
        (self.book, self.version, self.from) = (book, version, from)
    }

    /// - Parameter decided: any editions; of those that hold on `day` the one with the latest day, then the latest version.
    package init(on day: Day, among decided: [DecidedRuleBook]) {
        let latest = decided.filter { $0.from <= day }.max { ($0.from, $0.version) < ($1.from, $1.version) }
        self = latest.map { RuleBookInForce(book: $0.book, version: $0.version, from: $0.from) } ?? .standard
    }

    /// Reads what `lantai rule-book --json` prints.
    /// - Throws: `RuleBookProblem` for anything else.
    package init(json: JSON) throws(RuleBookProblem) {
        guard let book = json["ruleBook"] else { throw .unreadable("ruleBook") }
        guard let version = json["version"]?.int, version >= 0 else { throw .unreadable("version") }
        let from = json["from"]?.string.flatMap(Day.init(text:))
        guard version == 0 || from != nil else { throw .unreadable("from") }
        self.init(book: try RuleBook(json: book).validated(), version: version, from: from)
    }

    package func applied(on day: Day) -> AppliedRuleBook {
        AppliedRuleBook(name: book.name, version: version, from: from, day: day)
    }

    /// `检测依据第2版`, or that it is the standards' own.
    package var words: Words {
        version == 0
            ? Words(zh: "通用检测依据（本馆没有另定）", en: "the general rule book (nothing else was decided)")
            : Words(zh: "检测依据第\(version)版", en: "version \(version) of the rule book")
    }

    /// What asks for an element: the standard where it does so too, else this edition.
    func ground(of element: RuleBook.Element) -> Words {
        RuleBook.standard.element(element.path)?.obligation == element.obligation
            ? Words(zh: "DA/T 46-2009", en: "DA/T 46-2009") : words
    }

    package var json: JSON {
        ["version": .int(version), "from": JSON(from?.text), "ruleBook": book.json]
    }
}

/// The edition a package was judged by, as its report names it.
package struct AppliedRuleBook: Hashable, Sendable {
    package let name: String
    package let version: Int64
    /// Since when it is in force; `nil` for version 0.
    package let from: Day?
    /// The day of receipt, for which it was looked up.
    package let day: Day

    package var json: JSON {
        var members: [String: JSON] = ["name": .string(name), "version": .int(version), "day": .string(day.text)]
        if let from { members["from"] = .string(from.text) }
        return .object(members)
    }

    package init(name: String, version: Int64, from: Day?, day: Day) {
        (self.name, self.version, self.from, self.day) = (name, version, from, day)
    }

    init?(json: JSON) {
        guard let name = json["name"]?.string, let version = json["version"]?.int,
            let day = json["day"]?.string.flatMap(Day.init(text:))
        else { return nil }
        self.init(
            name: name, version: version, from: json["from"]?.string.flatMap(Day.init(text:)), day: day)
    }
}
