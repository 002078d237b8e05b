import Archive
import Formats
import Intake

/// A format policy as it stands in the form: everything as it was written, until all of it can be read.
struct PolicyDraft {
    struct Row {
        /// Its place in the form, from 0: names of its fields end with it.
        var place: Int
        var target = ""
        var category = ""
        var treatment = ""
        var reason = ""
        /// The reason as the row had it, in both languages: kept as long as nobody rewrites it.
        var kept = Words(zh: "", en: "")

        var words: Words { reason == kept.zh ? kept : Words(asIs: reason) }
    }

    /// Without those that name no format: they are taken away.
    var rows: [Row] = []
    var from = ""
    var reason = ""
    /// The latest version when the form was opened.
    var seen: Int64 = 0

    /// Empty rows below the others, to be filled in.
    static let spare = 5

    init(_ policy: FormatPolicy, seen: Int64) {
        self.seen = seen
        rows = policy.rows.enumerated().map { place, row in
            Row(
                place: place, target: row.target.text, category: row.category, treatment: row.treatment.rawValue,
                reason: row.reason.zh, kept: row.reason)
        }
    }

    init(_ form: Form) {
        var rows: [Int: Row] = [:]
        for (field, value) in form.fields {
            guard field.utf8.count > 2, field.dropFirst().first == "-", let place = Int(field.dropFirst(2)),
                (0..<(FormatPolicy.mostRows + PolicyDraft.spare)).contains(place)
            else { continue }
            var row = rows[place] ?? Row(place: place)
            switch field.first {
            case "t": row.target = value.trimmed
            case "g": row.category = value.trimmed
            case "w": row.treatment = value
            case "r": row.reason = value.trimmed
            case "o": row.kept = Words(zh: value.trimmed, en: row.kept.en)
            case "e": row.kept = Words(zh: row.kept.zh, en: value.trimmed)
            default: continue
            }
            rows[place] = row
        }
        self.rows = rows.values.filter { !$0.target.isEmpty }.sorted { $0.place < $1.place }
        from = form["from"] ?? ""
        reason = form["reason"] ?? ""
        seen = form["seen"].flatMap { Int64($0) } ?? 0
    }

    /// What it says; whether that may be decided is for the desk to judge. Rows in problems are counted from 1.
    func policy() throws(FormatPolicyProblem) -> FormatPolicy {
        var read: [FormatPolicy.Row] = []
        for (number, row) in rows.enumerated() {
            guard let target = FormatTarget(text: row.target) else { throw .badTarget(row: number + 1, row.target) }
            guard let treatment = FormatPolicy.Treatment(rawValue: row.treatment) else {
                throw .badTreatment(row: number + 1, row.treatment)
            }
            read.append(FormatPolicy.Row(target, row.category, treatment, row.words))
        }
        return FormatPolicy(rows: read)
    }

    /// The day it says; today if it says none.
    func day(today: Day) throws(FormatPolicyProblem) -> Day {
        guard !from.isEmpty else { return today }
        guard let day = Day(text: from) else { throw .badDay }
        return day
    }

    /// The field of the form that a problem is about.
    func field(of problem: FormatPolicyProblem) -> String? {
        if let number = problem.row, rows.indices.contains(number - 1) {
            let letter =
                switch problem {
                case .badCategory: "g"
                case .badTreatment: "w"
                case .rowReasonMissing: "r"
                default: "t"
                }
            return "\(letter)-\(rows[number - 1].place)"
        }
        return switch problem {
        case .reasonMissing: "reason"
        case .dayPassed, .badDay: "from"
        default: nil
        }
    }
}
