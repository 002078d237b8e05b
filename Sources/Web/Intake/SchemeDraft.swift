import Archive
import Formats
import Intake

/// A scheme as it stands in the form: everything as it was written, until all of it can be read.
struct SchemeDraft {
    /// What it is for: an agency (empty: all that have none of their own), a 门类, a stage.
    var scope = SchemeScope()
    var name = ""
    var choices: [String: String] = [:]
    var formats: Set<String> = []
    var fonds = ""
    var categories = ""
    /// In MB.
    var largest = ""
    var required: Set<String> = []
    var countsPaper = false
    /// In dots an inch.
    var resolution = ""
    var from = ""
    var reason = ""
    /// The latest version when the form was opened.
    var seen: Int64 = 0

    init(_ scheme: CheckScheme, for scope: SchemeScope, seen: Int64) {
        (self.scope, self.seen) = (scope, seen)
        name = scheme.name
        choices = scheme.choices.mapValues(\.rawValue)
        formats = Set(scheme.terms.formats.map(\.rawValue))
        fonds = scheme.terms.fonds.joined(separator: " ")
        // Of a scheme for one 门类 it is said already which is meant.
        categories = scope.category.isEmpty ? scheme.terms.categories.joined(separator: " ") : ""
        largest = scheme.terms.largest.map { String($0 / 1_000_000) } ?? ""
        required = Set(scheme.terms.required)
        countsPaper = scheme.terms.countsPaper
        resolution = scheme.terms.resolution.map { String($0) } ?? ""
    }

    /// - Throws: `WebProblem.notFound` for a 门类 or a stage that the page does not offer.
    init(_ form: Form) throws {
        guard let scope = SchemeScope({ form[$0] }) else { throw WebProblem.notFound }
        self.scope = scope
        name = form["name"] ?? ""
        for (field, value) in form.fields where field.hasPrefix("c-") && !value.isEmpty {
            choices[String(field.dropFirst(2))] = value
        }
        formats = Set(form.all("format"))
        fonds = form["fonds"] ?? ""
        categories = form["categories"] ?? ""
        largest = form["largest"] ?? ""
        required = Set(form.all("required"))
        countsPaper = form["paper"] != nil
        resolution = form["resolution"] ?? ""
        from = form["from"] ?? ""
        reason = form["reason"] ?? ""
        seen = form["seen"].flatMap { Int64($0) } ?? 0
    }

    /// What it says; whether that may be decided is for the desk to judge.
    func scheme() throws(SchemeProblem) -> CheckScheme {
        var chosen: [String: CheckScheme.Choice] = [:]
        for (check, word) in choices {
            guard let choice = CheckScheme.Choice(rawValue: word) else { throw .unreadable(check) }
            chosen[check] = choice
        }
        var terms = SchemeTerms()
        for word in formats {
            guard let kind = FormatKind(rawValue: word) else { throw .noSuchFormat(word) }
            terms.formats.insert(kind)
        }
        terms.fonds = SchemeDraft.words(fonds)
        terms.categories = SchemeDraft.words(categories)
        terms.required = required.sorted()
        terms.countsPaper = countsPaper
        if !largest.isEmpty {
            guard let megabytes = Int64(largest), (1...1_000_000_000).contains(megabytes) else { throw .badSize }
            terms.largest = megabytes * 1_000_000
        }
        if !resolution.isEmpty {
            guard let dots = Int(resolution), SchemeTerms.resolutions.contains(dots) else { throw .badResolution }
            terms.resolution = dots
        }
        return CheckScheme(name: name, choices: chosen, terms: terms)
    }

    /// The day it says; today if it says none.
    func day(today: Day) throws(SchemeProblem) -> Day {
        guard !from.isEmpty else { return today }
        guard let day = Day(text: from) else { throw .badDay }
        return day
    }

    private static func words(_ text: String) -> [String] {
        text.split { $0.isWhitespace || ",，、;；".contains($0) }.map { String($0) }
    }
}

extension SchemeProblem {
    /// The field of the form that it is about.
    var field: String? {
        switch self {
        case .locked(let check), .noSuchCheck(let check): "c-\(check)"
        case .noSuchFormat: "formats"
        case .noSuchElement: "required"
        case .badFonds: "fonds"
        case .badCategory: "categories"
        case .badSize: "largest"
        case .badResolution: "resolution"
        case .nameMissing: "name"
        case .reasonMissing: "reason"
        case .dayPassed, .badDay: "from"
        case .categoriesSaid: "categories"
        case .badStage: "stage"
        case .badAgency, .nothingChanged, .mayNotDecide, .unreadable, .noSuchScheme, .changedMeanwhile: nil
        }
    }
}
