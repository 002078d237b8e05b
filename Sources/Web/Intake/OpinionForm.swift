import Archive
import Intake

// Opinions of persons where no program can judge (人工意见): on the checks of a transfer, and on the items of keeping.

/// A form of opinions while it is filled in.
struct TypedOpinions {
    /// The checks or items, as they stand on the page.
    private var keys: [String] = []
    /// What was chosen and written, by the key of each.
    private(set) var opinions: [String: String] = [:]
    private(set) var notes: [String: String] = [:]
    private(set) var name = ""
    private(set) var errors: [FieldError] = []

    init() {}

    /// As it was sent.
    init(_ call: Call, of keys: [String]) {
        self.keys = keys
        name = call.form["name"] ?? ""
        for key in keys {
            opinions[key] = call.form["opinion-\(key)"] ?? ""
            notes[key] = call.form["note-\(key)"] ?? ""
        }
    }

    /// Those on which something was chosen.
    var entries: [ReviewEntry] {
        keys.compactMap { key in
            Review.Opinion(rawValue: opinions[key] ?? "").map {
                ReviewEntry(check: key, opinion: $0, note: notes[key] ?? "")
            }
        }
    }

    /// Whether `save` took it; if not, what was wrong stands in `errors`.
    mutating func isTaken(by save: () async throws -> Void) async throws -> Bool {
        do {
            try await save()
            return true
        } catch let problem as ReviewProblem {
            let field = problem.check.map { "note-\($0)" } ?? "name"
            errors = [FieldError(field: field, words: problem.what + problem.next.spaced)]
        } catch IntakeProblem.nameMissing {
            let problem = IntakeProblem.nameMissing
            errors = [FieldError(field: "name", words: problem.what + problem.next.spaced)]
        }
        return false
    }
}

extension HTML {
    /// The form: `fields` of each check or item, the name of who says it (`by`), to save or to leave.
    mutating func opinionForm(
        _ visit: Visit, to path: Path, back: Path, by: Words, _ typed: TypedOpinions, fields: (inout HTML) -> Void
    ) {
        errorSummary(typed.errors, Words(zh: "没有保存", en: "Nothing was saved"))
        postForm(to: path, visit, class: "form pane") { h in
            fields(&h)
            h.textField(
                Field(
                    name: "name", label: by, value: typed.name.isEmpty ? visit.person?.name ?? "" : typed.name,
                    errors: typed.errors, required: true),
                autocomplete: "name")
            h.div(.class("acts")) { h in
                h.button(Words(zh: "保存意见", en: "Save the opinions"), .class("btn first"), .type("submit"))
                h.a(Words(zh: "不填了", en: "Leave it"), .class("btn bare"), .href(back))
            }
        }
    }

    /// One of them: what it is and what to look at (`about`, with the legend), an opinion or none (`unset`), a note.
    /// - Parameter known: what stands there as long as nothing else was typed.
    mutating func opinionFields(
        _ key: String, unset: Words, known: Review? = nil, _ typed: TypedOpinions, about: (inout HTML) -> Void
    ) {
        let chosen = typed.opinions[key] ?? known?.opinion.rawValue ?? ""
        fieldset(.id("opinion-\(key)")) { h in
            about(&h)
            h.div(.class("row")) { h in
                h.radio("opinion-\(key)", value: "", unset, checked: chosen.isEmpty)
                for opinion in Review.Opinion.allCases {
                    h.radio(
                        "opinion-\(key)", value: opinion.rawValue, opinion.words.capitalised,
                        checked: chosen == opinion.rawValue)
                }
            }
            h.textArea(
                Field(
                    name: "note-\(key)", label: Words(zh: "怎么看的，看到什么", en: "How it was looked at, what was seen"),
                    value: typed.notes[key] ?? known?.note ?? "", errors: typed.errors), rows: 2, lang: "zh-Hans")
        }
    }

    /// What was said of each of `keys`; `name` writes what a key is called.
    mutating func opinionTable(
        _ visit: Visit, _ caption: Words, of first: Words, by who: Words, keys: [String], _ reviews: [String: Review],
        name: (inout HTML, String) -> Void
    ) {
        let (opinion, note) = (Words(zh: "意见", en: "Opinion"), Words(zh: "情况", en: "What was seen"))
        table(caption, [first, opinion, note, who].map { Column($0) }) { h in
            for key in keys {
                h.tr { h in
                    h.cell(first) { name(&$0, key) }
                    if let review = reviews[key] {
                        h.cell(opinion) { $0.badge(review.opinion) }
                        h.cell(note) { $0.recordText(review.note.isEmpty ? "—" : review.note) }
                        h.cell(who) { $0.opinionSaid(visit, review) }
                    } else {
                        h.cell(opinion) { $0.span(Words(zh: "待填", en: "to be filled in"), .class("quiet")) }
                        h.cell(note, "")
                        h.cell(who, "")
                    }
                }
            }
        }
    }

    /// By whom and when.
    mutating func opinionSaid(_ visit: Visit, _ review: Review) {
        recordText(review.name)
        text("　")
        stamp(review.at, visit.clock)
    }

    mutating func opinionButton(_ label: Words, to path: Path) {
        div(.class("acts no-print gap")) { h in
            h.a(.class("btn"), .href(path)) { h in
                h.icon(.pen)
                h.text(label)
            }
        }
    }
}
