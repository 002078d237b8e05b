import Archive
import Hummingbird
import Intake

// Opinions on items of keeping, for the archive's periodic check (长期保存环节的人工意见).

/// The form while it is filled in.
struct KeepingReviewView {
    let reviews: [String: Review]
    /// What was chosen and written last time, by the item's key.
    var opinions: [String: String] = [:]
    var notes: [String: String] = [:]
    var name = ""
    var errors: [FieldError] = []

    /// The items that a person judges, wholly or beside a round.
    static let items = CheckItems.items(of: .keeping).filter { $0.form != nil }
    static let title = Words(zh: "长期保存人工意见", en: "Opinions on what is kept")
    static let path: Path = "/desk/items/keeping"
}

extension Pages {
    var keepingReviewRoutes: [Route] {
        [
            .get("/desk/items/keeping", .duty(.arrangeChecks)) { call in
                call.page(
                    keepingReviewPage(call.visit, KeepingReviewView(reviews: try await rooms.desk.keepingReviews())))
            },
            .post("/desk/items/keeping", .duty(.arrangeChecks), enterKeeping),
        ]
    }

    private func enterKeeping(_ call: Call) async throws -> Response {
        var view = KeepingReviewView(reviews: try await rooms.desk.keepingReviews())
        view.name = call.form["name"] ?? ""
        var entries: [ReviewEntry] = []
        for item in KeepingReviewView.items.map(\.key) {
            let (opinion, note) = (call.form["opinion-\(item)"] ?? "", call.form["note-\(item)"] ?? "")
            (view.opinions[item], view.notes[item]) = (opinion, note)
            // Said again, it is the opinion of another check on another day.
            guard let opinion = Review.Opinion(rawValue: opinion) else { continue }
            entries.append(ReviewEntry(check: item, opinion: opinion, note: note))
        }
        do {
            try await rooms.desk.reviewKeeping(entries, name: view.name, by: try call.agent(.arrangeChecks))
            return call.redirect(to: "/desk/items?stage=keeping", saying: "reviewed")
        } catch let problem as ReviewProblem {
            let field = problem.check.map { "note-\($0)" } ?? "name"
            view.errors = [FieldError(field: field, words: problem.what + problem.next.spaced)]
        } catch IntakeProblem.nameMissing {
            let problem = IntakeProblem.nameMissing
            view.errors = [FieldError(field: "name", words: problem.what + problem.next.spaced)]
        }
        return call.page(keepingReviewPage(call.visit, view), status: .unprocessableContent)
    }
}

func keepingReviewPage(_ visit: Visit, _ view: KeepingReviewView) -> [UInt8] {
    let title = KeepingReviewView.title
    let back: Path = "/desk/items?stage=keeping"
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs(
            [
                (DeskPlace.accessions.words, "/desk/accessions"), (Phrases.schemes, "/desk/schemes"),
                (Words(zh: "检测项目表", en: "Items of the checks"), back),
            ], here: title)
        h.div(.class("h")) { $0.h1(title) }
        h.p(
            Words(
                zh: "定期检测馆藏时，程序判断不了的项由人看过填写。可以只填其中几项；每填一次记入账簿，注明日期和填写人，以最近一次为准。",
                en:
                    "At each periodic check of what is kept, somebody looks at what no program can judge. You may fill in some only; each time is kept in the ledger with its day and your name, and the latest counts."
            ))
        h.errorSummary(view.errors, Words(zh: "没有保存", en: "Nothing was saved"))
        h.postForm(to: KeepingReviewView.path, visit, class: "form pane") { h in
            for item in KeepingReviewView.items { h.keepingFields(visit, item, view) }
            h.textField(
                Field(
                    name: "name", label: Words(zh: "填写人姓名", en: "Your name"),
                    value: view.name.isEmpty ? visit.person?.name ?? "" : view.name, errors: view.errors, required: true
                ),
                autocomplete: "name")
            h.div(.class("acts")) { h in
                h.button(Words(zh: "保存意见", en: "Save the opinions"), .class("btn first"), .type("submit"))
                h.a(Words(zh: "不填了", en: "Leave it"), .class("btn bare"), .href(back))
            }
        }
    }
}

extension HTML {
    fileprivate mutating func keepingFields(_ visit: Visit, _ item: CheckItem, _ view: KeepingReviewView) {
        let chosen = view.opinions[item.key] ?? ""
        fieldset(.id("opinion-\(item.key)")) { h in
            h.legend(item.name.capitalised, .class("legend"))
            if let form = item.form { h.p(form.look, .class("help")) }
            if let known = view.reviews[item.key] {
                h.p(.class("help")) { h in
                    h.text(Words(zh: "上次：", en: "Last time: "))
                    h.keepingOpinion(visit, known)
                }
            }
            h.div(.class("row")) { h in
                h.radio(
                    "opinion-\(item.key)", value: "", Words(zh: "这次不填", en: "Not this time"), checked: chosen.isEmpty)
                for opinion in Review.Opinion.allCases {
                    h.radio(
                        "opinion-\(item.key)", value: opinion.rawValue, opinion.words.capitalised,
                        checked: chosen == opinion.rawValue)
                }
            }
            h.textArea(
                Field(
                    name: "note-\(item.key)", label: Words(zh: "怎么看的，看到什么", en: "How it was looked at, what was seen"),
                    value: view.notes[item.key] ?? "", errors: view.errors), rows: 2, lang: "zh-Hans")
        }
    }

    private mutating func keepingOpinion(_ visit: Visit, _ review: Review) {
        text(review.opinion.words)
        text(Words(zh: "，", en: ", "))
        if !review.note.isEmpty {
            recordText(review.note)
            text(Words(zh: "，", en: ", "))
        }
        recordText(review.name)
        text("　")
        stamp(review.at, visit.clock)
    }

    /// The latest opinions, below the table of the items of keeping.
    mutating func keepingOpinions(_ visit: Visit, _ reviews: [String: Review]) {
        section(.class("sect"), .labelledBy("i-opinions")) { h in
            h.h2(KeepingReviewView.title, .id("i-opinions"))
            let (name, opinion, note, who) = (
                Words(zh: "检测项目", en: "Item"), Words(zh: "意见", en: "Opinion"),
                Words(zh: "情况", en: "What was seen"), Words(zh: "填写人", en: "By")
            )
            h.table(KeepingReviewView.title, [name, opinion, note, who].map { Column($0) }) { h in
                for item in KeepingReviewView.items {
                    h.tr { h in
                        h.cell(name, item.name.capitalised)
                        if let review = reviews[item.key] {
                            h.cell(opinion) { $0.badge(review.opinion) }
                            h.cell(note) { $0.recordText(review.note.isEmpty ? "—" : review.note) }
                            h.cell(who) { h in
                                h.recordText(review.name)
                                h.text("　")
                                h.stamp(review.at, visit.clock)
                            }
                        } else {
                            h.cell(opinion) { $0.span(Words(zh: "待填", en: "to be filled in"), .class("quiet")) }
                            h.cell(note, "")
                            h.cell(who, "")
                        }
                    }
                }
            }
            if visit.may(.arrangeChecks) {
                h.div(.class("acts no-print gap")) { h in
                    h.a(.class("btn"), .href(KeepingReviewView.path)) { h in
                        h.icon(.pen)
                        h.text(Words(zh: "填写意见", en: "Enter opinions"))
                    }
                }
            }
        }
    }
}
