import Archive
import Hummingbird
import Intake

// Opinions on items of keeping, for the archive's periodic check (长期保存环节的人工意见).

/// The items that a person judges, wholly or beside a round.
private enum KeepingOpinions {
    static let items = CheckItems.items(of: .keeping).filter { $0.form != nil }
    static let title = Words(zh: "长期保存人工意见", en: "Opinions on what is kept")
    static let path: Path = "/desk/items/keeping"
}

extension Pages {
    var keepingReviewRoutes: [Route] {
        [
            .get("/desk/items/keeping", .duty(.arrangeChecks)) { call in
                call.page(
                    keepingReviewPage(call.visit, try await rooms.desk.keepingReviews(), TypedOpinions()))
            },
            .post("/desk/items/keeping", .duty(.arrangeChecks), enterKeeping),
        ]
    }

    private func enterKeeping(_ call: Call) async throws -> Response {
        // Said again, it is the opinion of another check on another day.
        var typed = TypedOpinions(call, of: KeepingOpinions.items.map(\.key))
        let (entries, name) = (typed.entries, typed.name)
        let isTaken = try await typed.isTaken {
            try await rooms.desk.reviewKeeping(entries, name: name, by: try call.agent(.arrangeChecks))
        }
        if isTaken { return call.redirect(to: "/desk/items?stage=keeping", saying: "reviewed") }
        let page = keepingReviewPage(call.visit, try await rooms.desk.keepingReviews(), typed)
        return call.page(page, status: .unprocessableContent)
    }
}

private func keepingReviewPage(_ visit: Visit, _ reviews: [String: Review], _ typed: TypedOpinions) -> [UInt8] {
    let back: Path = "/desk/items?stage=keeping"
    return deskPage(visit, title: KeepingOpinions.title, at: .accessions) { h in
        h.crumbs(
            [
                (DeskPlace.accessions.words, "/desk/accessions"), (Phrases.schemes, "/desk/schemes"),
                (Words(zh: "检测项目表", en: "Items of the checks"), back),
            ], here: KeepingOpinions.title)
        h.div(.class("h")) { $0.h1(KeepingOpinions.title) }
        h.p(
            Words(
                zh: "定期检测馆藏时，程序判断不了的项由人看过填写。可以只填其中几项；每填一次记入账簿，注明日期和填写人，以最近一次为准。",
                en:
                    "At each periodic check of what is kept, somebody looks at what no program can judge. You may fill in some only; each time is kept in the ledger with its day and your name, and the latest counts."
            ))
        h.opinionForm(
            visit, to: KeepingOpinions.path, back: back, by: Words(zh: "填写人姓名", en: "Your name"), typed
        ) { h in
            for item in KeepingOpinions.items {
                h.opinionFields(item.key, unset: Words(zh: "这次不填", en: "Not this time"), typed) { h in
                    h.legend(item.name.capitalised, .class("legend"))
                    if let form = item.form { h.p(form.look, .class("help")) }
                    if let known = reviews[item.key] { h.lastTime(visit, known) }
                }
            }
        }
    }
}

extension HTML {
    fileprivate mutating func lastTime(_ visit: Visit, _ review: Review) {
        p(.class("help")) { h in
            h.text(Words(zh: "上次：", en: "Last time: "))
            h.text(review.opinion.words)
            h.text(Words(zh: "，", en: ", "))
            if !review.note.isEmpty {
                h.recordText(review.note)
                h.text(Words(zh: "，", en: ", "))
            }
            h.opinionSaid(visit, review)
        }
    }

    /// The latest opinions, below the table of the items of keeping.
    mutating func keepingOpinions(_ visit: Visit, _ reviews: [String: Review]) {
        section(.class("sect"), .labelledBy("i-opinions")) { h in
            h.h2(KeepingOpinions.title, .id("i-opinions"))
            let names = Dictionary(uniqueKeysWithValues: KeepingOpinions.items.map { ($0.key, $0.name.capitalised) })
            h.opinionTable(
                visit, Words(zh: "最近的意见", en: "Latest opinions"), of: Words(zh: "检测项目", en: "Item"),
                by: Words(zh: "填写人", en: "By"), keys: KeepingOpinions.items.map(\.key), reviews
            ) { h, key in
                if let name = names[key] { h.text(name) }
            }
            if visit.may(.arrangeChecks) {
                h.opinionButton(Words(zh: "填写意见", en: "Enter opinions"), to: KeepingOpinions.path)
            }
        }
    }
}
