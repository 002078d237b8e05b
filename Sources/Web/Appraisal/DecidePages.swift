import Appraisal
import Archive
import Catalogue

/// What was chosen, counted before anything is decided.
struct ChosenView {
    var selection: Selection
    var count: Int64
    var sample: [ArchivalUnit]
    /// How many stand how with opening.
    var standing: [AccessStatus: Int64] = [:]
    /// How many are public now.
    var published: Int64 = 0
    /// Open on the day the publication begins.
    var open: Int64 = 0
}

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
            h.aside(.class("pane")) { $0.chosen(view) }
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

/// Publishing: from which day and to which level.
func publishPage(
    _ visit: Visit, _ view: ChosenView, level: PublicationLevel = .text, from: String = "", refusals: [Refusal] = [],
    errors: [FieldError] = []
) -> [UInt8] {
    let title = Words(zh: "公布", en: "Publish")
    let left = view.count - Int64(refusals.count)
    return deskPage(visit, title: title, at: .opening) { h in
        h.section(.class("dialog")) { h in
            h.h1(Words(zh: "公布\(left.grouped)件？", en: "Publish \(Phrases.items(left).en)?"))
            h.errorSummary(errors, Words(zh: "还不能公布", en: "Not yet"))
            h.standing(view)
            h.refused(refusals, of: view.count)
            if refusals.isEmpty, view.open < view.count {
                h.note(
                    .warn,
                    Words(
                        zh: "其中\((view.count - view.open).grouped)件还没有开放，不能公布",
                        en: "\((view.count - view.open).grouped) of them are not open and cannot be published")
                ) { h in
                    h.p { h in
                        h.a(
                            Words(zh: "先作开放审核", en: "Decide their opening first"),
                            .href(Path("/desk/opening/decide").adding(view.selection)))
                    }
                }
            }
            h.unitSample(view.sample, of: view.count)
            h.postForm(to: "/desk/opening/publish", visit, class: "") { h in
                h.selectionFields(view.selection)
                for refusal in refusals { h.hiddenField("leave", refusal.unit.text) }
                h.fieldset { h in
                    h.legend(Words(zh: "公布到什么程度", en: "To which level"), .class("legend"))
                    h.radio(
                        "level", value: "1", Words(zh: "目录　只有著录", en: "Catalogue entry: the description only"),
                        checked: level == .catalogue)
                    h.radio(
                        "level", value: "2", Words(zh: "图像　著录和页图", en: "Page images: description and images"),
                        checked: level == .image)
                    h.radio(
                        "level", value: "3",
                        Words(zh: "全文　著录、页图、全文检索和下载", en: "Full text: also text, search in it, and download"),
                        checked: level == .text)
                }
                h.textField(
                    Field(
                        name: "from", label: Words(zh: "公布日", en: "Public from"), value: from,
                        help: Words(zh: "留空即今天，立即可见。", en: "Empty means today: visible at once."), errors: errors),
                    inputmode: "numeric")
                h.p(
                    Words(
                        zh: "公布后任何人都能看到和保存。撤回即时生效，但已被下载的收不回来。",
                        en:
                            "Anybody can then see and keep them. Withdrawal is at once, but cannot reach what was downloaded."
                    ),
                    .class("help"))
                h.div(.class("acts")) { h in
                    if left > 0 {
                        h.button(
                            Words(zh: "公布\(left.grouped)件", en: "Publish \(Phrases.items(left).en)"),
                            .class("btn first"), .type("submit"))
                    }
                    h.a(Phrases.cancel, .class("btn bare"), .href("/desk/opening"))
                }
            }
        }
    }
}

/// Withdrawing from the public, at once.
func withdrawPage(_ visit: Visit, _ view: ChosenView, reason: String = "", errors: [FieldError] = []) -> [UInt8] {
    let title = Words(zh: "撤回公布", en: "Withdraw")
    return deskPage(visit, title: title, at: .opening) { h in
        h.section(.class("dialog")) { h in
            if view.published == 0 {
                h.h1(Words(zh: "选中的都没有公布", en: "None of the chosen is published"))
                h.p(Words(zh: "无需撤回。", en: "There is nothing to withdraw."))
                h.div(.class("acts")) { $0.a(Phrases.cancel, .class("btn"), .href("/desk/opening")) }
                return
            }
            h.h1(
                Words(
                    zh: "撤回公布\(view.published.grouped)件？", en: "Withdraw \(Phrases.items(view.published).en)?"))
            h.errorSummary(errors, Words(zh: "没有撤回", en: "Nothing was withdrawn"))
            h.p(
                Words(
                    zh: "撤回后，检索、单件页、图像、文件与接口立即不再显示。已被下载的无法收回。开放状态不变。",
                    en:
                        "Search, pages, images, files and the API stop showing them at once. What was downloaded cannot be called back. They stay open."
                ))
            h.unitSample(view.sample, of: view.count)
            h.postForm(to: "/desk/opening/withdraw", visit, class: "") { h in
                h.selectionFields(view.selection)
                h.textArea(
                    Field(
                        name: "reason", label: Words(zh: "缘由", en: "Reason"), value: reason,
                        help: Words(zh: "记入账簿，不对外显示。", en: "Kept in the ledger, never shown to the public."),
                        errors: errors, required: true), rows: 2)
                h.div(.class("acts")) { h in
                    h.button(
                        Words(
                            zh: "撤回公布\(view.published.grouped)件",
                            en: "Withdraw \(Phrases.items(view.published).en)"), .class("btn grave"), .type("submit"))
                    h.a(Words(zh: "不撤回", en: "Do not withdraw"), .class("btn bare"), .href("/desk/opening"))
                }
            }
        }
    }
}

/// What a decision came to, and the way back.
struct DecisionView {
    var id: DecisionID
    var events: [Event]
    var units: [ArchivalUnit]
    var access: [UnitID: AccessRow]
    var total: Int64
    var next: Path?
    var names: [String: String]
}

func decisionPage(_ visit: Visit, _ view: DecisionView) -> [UInt8] {
    let first = view.events[0]
    let title = first.decisionWords
    let published = view.access.values.count { $0.level > 0 }
    let open = view.access.values.count { $0.status == .open }
    return deskPage(visit, title: title, at: .opening) { h in
        h.crumbs([(DeskPlace.opening.words, "/desk/opening")], here: title)
        h.div(.class("h")) { h in
            h.h1(title + Words(zh: "：\(view.total.grouped)件", en: ": \(Phrases.items(view.total).en)"))
            h.span(.class("push acts no-print")) { h in
                if published > 0 {
                    h.a(
                        Words(zh: "撤回公布", en: "Withdraw"), .class("btn grave"),
                        .href("/desk/opening/withdraw?decision=\(view.id.text)"))
                }
                if first.kind == .decided, open > 0 {
                    h.a(
                        Words(zh: "公布这些", en: "Publish these"), .class("btn first"),
                        .href("/desk/opening/publish?decision=\(view.id.text)"))
                    h.a(
                        Words(zh: "停止开放", en: "Close again"), .class("btn grave"),
                        .href(
                            "/desk/opening/decide?decision=\(view.id.text)&verdict=controlled&ground=decided-in-error"))
                }
            }
        }
        h.note(.good, Words(zh: "已办妥，已记入账簿", en: "Done, and in the ledger")) { h in
            h.p(first.decisionConsequence)
        }
        h.div(.class("panes sect")) { h in
            h.section(.class("pane")) { h in
                h.unitTable(visit, Words(zh: "涉及的件", en: "The items"), view.units, access: view.access, pick: false)
                h.pager(Words(zh: "翻页", en: "Pages"), where: nil, previous: nil, next: view.next)
            }
            h.aside(.class("pane")) { h in
                h.h2(Words(zh: "经过", en: "What happened"))
                h.timeline { h in
                    for event in view.events.reversed() {
                        h.li(.class("done")) { h in
                            h.moment(event.at, visit.clock)
                            h.text(event.kind.words)
                            h.text("　")
                            h.text(view.names[event.agent.id] ?? event.agent.role.words[visit.language])
                        }
                    }
                }
            }
        }
    }
}

// MARK: Parts

extension HTML {
    fileprivate mutating func chosen(_ view: ChosenView) {
        h2(Words(zh: "选中的\(view.count.grouped)件", en: "\(Phrases.items(view.count).en) chosen"))
        standing(view)
        unitSample(view.sample, of: view.count)
    }

    /// How the chosen stand now, in a line of marks with counts.
    fileprivate mutating func standing(_ view: ChosenView) {
        p(.class("row")) { h in
            for status in AccessStatus.allCases {
                guard let count = view.standing[status], count > 0 else { continue }
                h.span(.class("row")) { h in
                    h.badge(status)
                    h.span(.class("num")) { $0.text(Phrases.items(count)) }
                }
            }
            if view.published > 0 {
                h.span(
                    Words(zh: "已公布\(view.published.grouped)件", en: "\(view.published.grouped) public now"),
                    .class("quiet"))
            }
        }
    }

    fileprivate mutating func refused(_ refusals: [Refusal], of count: Int64) {
        guard !refusals.isEmpty else { return }
        note(
            .stop,
            Words(
                zh: "\(refusals.count)件不能这样办，会留下不动",
                en: "\(refusals.count) cannot be decided so and are left as they are")
        ) { h in
            h.ul { h in
                for refusal in refusals.prefix(20) {
                    h.li { h in
                        h.code(refusal.code)
                        h.text(Words(zh: "：", en: ": "))
                        h.text(refusal.what)
                        h.text(Words(zh: "。", en: ". "))
                        h.span(refusal.next, .class("quiet"))
                    }
                }
                if refusals.count > 20 {
                    h.li(Words(zh: "……等\(refusals.count)件", en: "… \(refusals.count) in all"), .class("quiet"))
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

extension Path {
    /// With a choice of items as query.
    func adding(_ selection: Selection) -> Path {
        selection.fields.reduce(self) { $0.adding($1.name, $1.value) }
    }
}

extension Event {
    /// What a decision or publication was, in a few words.
    var decisionWords: Words {
        if kind == .withdrawn { return Words(zh: "撤回公布", en: "Withdrawn") }
        if kind == .published {
            let level = facts["level"]?.int.flatMap { PublicationLevel(rawValue: Int($0)) }
            return Words(zh: "公布到\(level?.words.zh ?? "")", en: "Published: \(level?.words.en ?? "")")
        }
        switch facts["verdict"]?.string {
        case "open": return Words(zh: "开放", en: "Opened")
        case "delayed": return Words(zh: "延期开放", en: "Opening delayed")
        default: return Words(zh: "控制", en: "Controlled")
        }
    }

    fileprivate var decisionConsequence: Words {
        if kind == .withdrawn {
            return Words(
                zh: "从下一次访问起，公众在任何地方都看不到这些件。", en: "From the next request on the public sees none of them anywhere.")
        }
        if kind == .published {
            return Words(zh: "生效后，公众可以检索并阅读。", en: "From its day on the public can find and read them.")
        }
        return facts["verdict"]?.string == "open"
            ? Words(
                zh: "生效后可以按规定利用。公众还看不到，直到公布。",
                en: "From its day on they may be used. The public does not see them until they are published.")
            : Words(zh: "不对外开放；原已公布的已经撤回。", en: "Not open; what was public has been withdrawn.")
    }
}
