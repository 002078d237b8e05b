import Archive
import Intake

/// One section of the rule book as it stands in the form: everything as it was written, until all of it can be read. The other
/// sections stay as the latest edition has them.
struct RuleBookDraft {
    /// What is edited at once.
    enum Part: String, CaseIterable {
        case elements, domains, labels, measures, json

        var words: Words {
            switch self {
            case .elements: RuleBookProblem.Section.elements.words
            case .domains: RuleBookProblem.Section.domains.words
            case .labels: RuleBookProblem.Section.labels.words
            case .measures: Words(zh: "图像指标和名单", en: "measures and lists")
            case .json: Words(zh: "全文（JSON）", en: "the whole of it, as JSON")
            }
        }
    }

    struct ElementRow {
        /// Its place in the form, from 0: names of its fields end with it.
        var place: Int
        var path = ""
        var obligation = RuleBook.Obligation.optional.rawValue
        var form = RuleBook.Form.text.rawValue
        var longest = ""
        var domain = ""
    }

    struct DomainRow {
        var place: Int
        var name = ""
        /// Between 、.
        var values = ""
        var isOpen = false
        var admitsYears = false
    }

    struct LabelRow {
        let check: String
        var number = ""
        var zh = ""
        var en = ""
    }

    var part: Part
    /// The edition that is changed.
    var base: RuleBook
    /// The latest version when the form was opened.
    var seen: Int64
    /// Without those that name nothing: they are taken away.
    var elements: [ElementRow] = []
    var domains: [DomainRow] = []
    var labels: [LabelRow] = []
    var measures: [RuleBook.Measure: String] = [:]
    /// Lines, by the name of the list.
    var lists: [String: String] = [:]
    var json = ""
    var from = ""
    var reason = ""

    /// Empty rows below the others, to be filled in.
    static let spare = 5
    /// The lists that are edited line by line; the rest is changed as JSON.
    static let lineLists = ["editors", "compressions", "openness"]

    init(_ part: Part, of base: RuleBook, seen: Int64) {
        (self.part, self.base, self.seen) = (part, base, seen)
        elements = base.elements.enumerated().map { place, element in
            ElementRow(
                place: place, path: element.path, obligation: element.obligation.rawValue, form: element.form.rawValue,
                longest: element.longest.map { "\($0)" } ?? "", domain: element.domain)
        }
        domains = base.domains.enumerated().map { place, domain in
            DomainRow(
                place: place, name: domain.name, values: domain.values.joined(separator: "、"), isOpen: domain.isOpen,
                admitsYears: domain.admitsYears)
        }
        labels = ListedCheck.all.map { check in
            let label = base.labels[check.key] ?? RuleBook.Label(number: "", name: check.name)
            return LabelRow(check: check.key, number: label.number, zh: label.name.zh, en: label.name.en)
        }
        for measure in RuleBook.Measure.allCases { measures[measure] = "\(base.measure(measure))" }
        lists = [
            "editors": base.lists.editors.joined(separator: "\n"),
            "openness": base.lists.openness.joined(separator: "\n"),
            "compressions": base.lists.compressions.map { "\($0)" }.joined(separator: "\n"),
        ]
        json = base.lines
    }

    /// What was sent, over what stands in `base`.
    init(_ form: Form, of base: RuleBook) {
        let part = form["part"].flatMap(Part.init(rawValue:)) ?? .elements
        self.init(part, of: base, seen: form["seen"].flatMap { Int64($0) } ?? 0)
        from = form["from"] ?? ""
        reason = form["reason"] ?? ""
        switch part {
        case .elements: elements = RuleBookDraft.elements(form)
        case .domains: domains = RuleBookDraft.domains(form)
        case .labels:
            for place in labels.indices {
                let key = labels[place].check
                labels[place].number = form["c-\(key)"] ?? ""
                labels[place].zh = form["z-\(key)"] ?? ""
                labels[place].en = form["e-\(key)"] ?? ""
            }
        case .measures:
            for measure in RuleBook.Measure.allCases { measures[measure] = form["m-\(measure.rawValue)"] ?? "" }
            for name in RuleBookDraft.lineLists { lists[name] = form["l-\(name)"] ?? "" }
        case .json: json = form["json"] ?? ""
        }
    }

    /// The rows of a form, whose fields are named by a letter and the place: `p-3`.
    private static func rows<Row>(
        _ form: Form, most: Int, new: (Int) -> Row, set: (inout Row, Character, String) -> Void
    ) -> [Row] {
        var rows: [Int: Row] = [:]
        for (field, value) in form.fields {
            guard field.utf8.count > 2, field.dropFirst().first == "-", let letter = field.first,
                let place = Int(field.dropFirst(2)), (0..<(most + spare)).contains(place)
            else { continue }
            var row = rows[place] ?? new(place)
            set(&row, letter, value.trimmed)
            rows[place] = row
        }
        return rows.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func elements(_ form: Form) -> [ElementRow] {
        rows(form, most: RuleBook.mostElements, new: { ElementRow(place: $0) }) { row, letter, value in
            switch letter {
            case "p": row.path = value
            case "o": row.obligation = value
            case "f": row.form = value
            case "l": row.longest = value
            case "d": row.domain = value
            default: break
            }
        }.filter { !$0.path.isEmpty }
    }

    private static func domains(_ form: Form) -> [DomainRow] {
        rows(form, most: RuleBook.mostDomains, new: { DomainRow(place: $0) }) { row, letter, value in
            switch letter {
            case "n": row.name = value
            case "v": row.values = value
            case "x": row.isOpen = true
            case "y": row.admitsYears = true
            default: break
            }
        }.filter { !$0.name.isEmpty || !$0.values.isEmpty }
    }
}

extension RuleBookDraft {
    /// What it says; whether that may be decided is for the desk to judge. Rows in problems are counted from 1.
    func book() throws(RuleBookProblem) -> RuleBook {
        var book = base
        switch part {
        case .elements:
            var read: [RuleBook.Element] = []
            for (number, row) in elements.enumerated() {
                guard let obligation = RuleBook.Obligation(rawValue: row.obligation) else {
                    throw .unreadable("o-\(row.place)")
                }
                guard let form = RuleBook.Form(rawValue: row.form) else { throw .unreadable("f-\(row.place)") }
                let longest = Int(row.longest)
                guard row.longest.isEmpty || longest != nil else { throw .badLongest(row: number + 1, row.path) }
                read.append(
                    RuleBook.Element(
                        path: row.path, obligation: obligation, form: form, longest: longest, domain: row.domain))
            }
            book.elements = read
        case .domains:
            book.domains = domains.map { row in
                RuleBook.Domain(
                    name: row.name, values: row.values.split(separator: "、").map { String($0).trimmed },
                    isOpen: row.isOpen, admitsYears: row.admitsYears)
            }
        case .labels:
            for row in labels {
                book.labels[row.check] = RuleBook.Label(number: row.number, name: Words(zh: row.zh, en: row.en))
            }
        case .measures:
            for (measure, text) in measures.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                guard let number = Int(text) else { throw .badMeasure(measure) }
                book.measures[measure] = number
            }
            book.lists.editors = lines("editors").map { $0.lowercased() }
            book.lists.openness = lines("openness")
            let numbers = lines("compressions").map { Int($0) }
            guard !numbers.contains(nil) else { throw .badList("compressions") }
            book.lists.compressions = numbers.compactMap(\.self)
        case .json:
            let parsed = try RuleBook.document(Array(json.utf8))
            book = try RuleBook(json: parsed["ruleBook"] ?? parsed)
        }
        return try book.validated()
    }

    private func lines(_ name: String) -> [String] {
        (lists[name] ?? "").split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    /// The day it says; today if it says none.
    func day(today: Day) throws(RuleBookProblem) -> Day {
        guard !from.isEmpty else { return today }
        guard let day = Day(text: from) else { throw .badDay }
        return day
    }

    /// The field of the form that a problem is about.
    func field(of problem: RuleBookProblem) -> String? {
        func element(_ letter: String, _ row: Int) -> String? {
            elements.indices.contains(row - 1) ? "\(letter)-\(elements[row - 1].place)" : nil
        }
        func domain(_ letter: String, _ row: Int) -> String? {
            domains.indices.contains(row - 1) ? "\(letter)-\(domains[row - 1].place)" : nil
        }
        switch problem {
        case .reasonMissing: return "reason"
        case .dayPassed, .badDay: return "from"
        default: break
        }
        switch (part, problem) {
        case (.json, _): return "json"
        case (.elements, .badPath(let row, _)), (.elements, .elementTwice(let row, _)): return element("p", row)
        case (.elements, .badLongest(let row, _)): return element("l", row)
        case (.elements, .noDomain(let row, _, _)): return element("d", row)
        case (.domains, .badDomainName(let row)), (.domains, .domainTwice(let row, _)): return domain("n", row)
        case (.domains, .badValues(let row, _)): return domain("v", row)
        case (.domains, .noDomain(_, _, let name)):
            // It was taken away, or called otherwise, and an element needs it.
            return domains.first { $0.name == name }.map { "n-\($0.place)" }
        case (.labels, .badNumber(let check, _)): return "c-\(check)"
        case (.labels, .badLabel(let check)): return "z-\(check)"
        case (.measures, .badMeasure(let measure)): return "m-\(measure.rawValue)"
        case (.measures, .badList(let name)): return "l-\(name)"
        default: return nil
        }
    }
}
