import Appraisal
import Archive
import Catalogue

/// What was filled in on the form of an opening decision.
struct OpeningDraft {
    var verdict: AccessStatus?
    var ground = ""
    var text = ""
    var effective = ""
    var reviewOn = ""

    init(_ form: Form) {
        verdict = form["verdict"].flatMap(AccessStatus.init(rawValue:))
        ground = form["ground"] ?? ""
        text = form["text"] ?? ""
        effective = form["effective"] ?? ""
        reviewOn = form["review-on"] ?? ""
    }

    var fields: [(String, String)] {
        [
            ("verdict", verdict?.rawValue ?? ""), ("ground", ground), ("text", text), ("effective", effective),
            ("review-on", reviewOn),
        ]
    }
}

/// The form of an opening decision: verdict, ground, days.
func decideFormPage(_ visit: Visit, _ view: ChosenView, _ draft: OpeningDraft, errors: [FieldError] = []) -> [UInt8] {
    let title = Words(zh: "开放审核", en: "Decide opening")
    return deskPage(visit, title: title, at: .opening) { h in
        h.crumbs([(DeskPlace.opening.words, "/desk/opening")], here: title)
        h.div(.class("h")) { h in
            h.h1(
                Words(zh: "开放审核：\(view.count.grouped)件", en: "Decide the opening of \(Phrases.items(view.count).en)"))
        }
        h.errorSummary(errors, Words(zh: "还不能继续", en: "Not yet"))
        h.div(.class("panes")) { h in
            h.form(.method("get"), .action("/desk/opening/decide"), .class("form pane")) { h in
                h.selectionFields(view.selection)
                h.fieldset(.id("verdict")) { h in
                    h.legend(Words(zh: "结论", en: "Verdict"), .class("legend"))
                    h.radio(
                        "verdict", value: "open",
                        Words(zh: "开放　可以按规定利用；还不等于公布", en: "Open: may be used. This does not publish it yet."),
                        checked: draft.verdict == .open)
                    h.radio(
                        "verdict", value: "controlled",
                        Words(zh: "控制　不开放；已公布的立即撤回", en: "Controlled: not open; what is public is withdrawn at once."),
                        checked: draft.verdict == .controlled)
                    h.radio(
                        "verdict", value: "delayed",
                        Words(zh: "延期开放　到复审日再看", en: "Delayed: looked at again on the review day."),
                        checked: draft.verdict == .delayed)
                }
                h.choice(
                    Field(
                        name: "ground", label: Words(zh: "依据", en: "Ground"), value: draft.ground, errors: errors,
                        required: true),
                    [("", Words(zh: "（请选择）", en: "(choose)"))]
                        + Ground.all.map { ground in
                            (
                                ground.code,
                                Words(
                                    zh:
                                        "\(AccessStatus.allCases.filter(ground.verdicts.contains).map(\.words.zh).joined(separator: "／"))：\(ground.name.zh)（\(ground.source)）",
                                    en:
                                        "\(AccessStatus.allCases.filter(ground.verdicts.contains).map(\.words.en).joined(separator: "/")): \(ground.name.en)"
                                )
                            )
                        })
                h.textArea(
                    Field(
                        name: "text", label: Words(zh: "说明", en: "Remark"), value: draft.text,
                        help: Words(
                            zh: "可不填。会记入账簿，不对外显示。", en: "Optional. Kept in the ledger, never shown to the public.")),
                    rows: 2)
                h.div(.class("pair gap")) { h in
                    h.textField(
                        Field(
                            name: "effective", label: Words(zh: "生效日", en: "Takes effect on"),
                            value: draft.effective,
                            help: Words(
                                zh: "写作\(visit.clock.today.text)；留空即今天。以后的日子到那天才生效。",
                                en:
                                    "As \(visit.clock.today.text); empty means today. A later day changes nothing before it."
                            ),
                            errors: errors), inputmode: "numeric")
                    h.textField(
                        Field(
                            name: "review-on", label: Words(zh: "复审日", en: "Review on"), value: draft.reviewOn,
                            help: Words(zh: "延期开放必填。", en: "Needed for a delay."), errors: errors),
                        inputmode: "numeric")
                }
                h.div(.class("acts")) { h in
                    h.button(
                        Words(zh: "下一步：核对影响", en: "Next: check what it does"), .class("btn first"), .type("submit"))
                    h.a(Phrases.cancel, .class("btn bare"), .href("/desk/opening"))
                }
            }
            h.aside(.class("pane stack")) { $0.chosen(view) }
        }
    }
}

/// The last look before an opening decision: counts, consequences, and what stands against it.
func decideReviewPage(_ visit: Visit, _ view: ChosenView, _ draft: OpeningDraft, refusals: [Refusal]) -> [UInt8] {
    let verdict = draft.verdict ?? .open
    let title = Words(zh: "开放审核", en: "Decide opening")
    let left = view.count - Int64(refusals.count)
    return deskPage(visit, title: title, at: .opening) { h in
        h.section(.class("dialog")) { h in
            h.h1(verdict.question(left))
            h.standing(view)
            h.definitions { h in
                if let ground = Ground.named(draft.ground) { h.definition(Words(zh: "依据", en: "Ground"), ground.name) }
                if !draft.text.isEmpty { h.definition(Words(zh: "说明", en: "Remark"), draft.text) }
                h.definition(Words(zh: "生效日", en: "Takes effect on")) { h in
                    if let day = Day(text: draft.effective) { h.day(day) } else { h.text(Words(zh: "今天", en: "today")) }
                }
                if let day = Day(text: draft.reviewOn) {
                    h.definition(Words(zh: "复审日", en: "Review on")) { $0.day(day) }
                }
            }
            if verdict == .open {
                h.p(
                    Words(
                        zh: "开放后可以按规定利用；要让公众在网上看到，还须另作公布。",
                        en:
                            "Once open they may be used; for the public to see them here they must be published as well."
                    ))
            } else if view.published > 0 {
                h.note(
                    .warn,
                    Words(
                        zh: "其中\(view.published.grouped)件现在是公开的，会立即撤回",
                        en: "\(view.published.grouped) of them are public now and will be withdrawn at once"))
            }
            h.refused(refusals, of: view.count)
            h.unitSample(view.sample, of: view.count)
            h.postForm(to: "/desk/opening/decide", visit, class: "") { h in
                h.selectionFields(view.selection)
                for (name, value) in draft.fields { h.hiddenField(name, value) }
                for refusal in refusals { h.hiddenField("leave", refusal.unit.text) }
                h.div(.class("acts")) { h in
                    if left > 0 {
                        h.button(
                            verdict.act(left), .class(verdict == .open ? "btn first" : "btn grave"), .type("submit"))
                    }
                    h.a(Phrases.cancel, .class("btn bare"), .href("/desk/opening"))
                }
            }
        }
    }
}

extension AccessStatus {
    fileprivate func question(_ count: Int64) -> Words {
        switch self {
        case .open: Words(zh: "开放\(count.grouped)件？", en: "Open \(Phrases.items(count).en)?")
        case .controlled: Words(zh: "控制\(count.grouped)件，不予开放？", en: "Put \(Phrases.items(count).en) under control?")
        case .delayed: Words(zh: "延期开放\(count.grouped)件？", en: "Delay the opening of \(Phrases.items(count).en)?")
        case .unreviewed: Words(zh: "没有结论", en: "No verdict")
        }
    }

    fileprivate func act(_ count: Int64) -> Words {
        switch self {
        case .open: Words(zh: "开放\(count.grouped)件", en: "Open \(Phrases.items(count).en)")
        case .controlled: Words(zh: "控制\(count.grouped)件", en: "Control \(Phrases.items(count).en)")
        case .delayed: Words(zh: "延期开放\(count.grouped)件", en: "Delay \(Phrases.items(count).en)")
        case .unreviewed: Words(zh: "没有结论", en: "No verdict")
        }
    }
}
