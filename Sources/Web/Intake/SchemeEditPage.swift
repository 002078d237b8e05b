import Archive
import Formats
import Intake

/// The last transfer of an agency, weighed by a scheme that is not decided yet.
struct SchemeTrial {
    var accession: Accession?
    var report: CheckReport?
    var weighed: Reweighed?
}

struct SchemeEditView {
    var draft: SchemeDraft
    /// The version decided last; `nil` if the agency never had a scheme.
    var latest: DecidedScheme?
    var problem: SchemeProblem?
    var trial: SchemeTrial?
    /// Paths of the elements that can be required.
    var elements: [String]

    init(draft: SchemeDraft, latest: DecidedScheme?, rules: RuleBookInForce) {
        (self.draft, self.latest) = (draft, latest)
        let own = SchemeTerms.elements(of: rules.book)
        elements = own + draft.required.filter { !own.contains($0) }.sorted()
    }
}

/// The form of a scheme: how each check is run, what is agreed besides, from when, and why.
func schemeEditPage(_ visit: Visit, _ view: SchemeEditView) -> [UInt8] {
    let title =
        view.latest == nil ? Words(zh: "另定检测方案", en: "Make a scheme") : Words(zh: "修改检测方案", en: "Change a scheme")
    let scope = view.draft.scope
    return deskPage(visit, title: title, at: .accessions) { h in
        var way: [(Words, Path)] = [
            (DeskPlace.accessions.words, "/desk/accessions"), (Phrases.schemes, "/desk/schemes"),
        ]
        if view.latest != nil { way.append((scope.words, scope.page)) }
        h.crumbs(way, here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(scope.words, .class("quiet"))
        }
        if let problem = view.problem {
            h.note(.stop, problem.what, alert: true) { h in
                h.p(problem.next)
                if let field = problem.field {
                    h.p { $0.a(Words(zh: "到那一栏", en: "Go to that field"), .href(fragment: field)) }
                }
            }
        }
        if let trial = view.trial { h.trial(visit, trial) }
        h.postForm(to: "/desk/schemes/edit", visit, class: "stack") { h in
            h.hiddenField("agency", scope.agency)
            h.hiddenField("category", scope.category)
            h.hiddenField("stage", scope.stage?.rawValue ?? "")
            h.hiddenField("seen", String(view.draft.seen))
            h.div(.class("panes")) { h in
                h.div(.class("stack")) { h in
                    h.p(
                        Words(
                            zh: "方案改变的是阻断和提醒；待人工复核的仍待人工复核。",
                            en: "A scheme weighs what blocks and what warns; what is for review stays for review."),
                        .class("help"))
                    for property in Finding.Property.allCases {
                        // A link to a check must not lead into a folded part.
                        let isOpen = view.problem?.field?.hasPrefix("c-") ?? false
                        h.choices(of: property, view.draft, isOpen: isOpen)
                    }
                }
                h.div(.class("pane stack")) { h in
                    h.terms(visit, view)
                    h.decision(visit, view)
                }
            }
        }
    }
}

extension HTML {
    fileprivate mutating func choices(
        of property: Finding.Property, _ draft: SchemeDraft, isOpen: Bool
    ) {
        let checks = ListedCheck.all.filter { $0.property == property }
        let different = checks.count { (draft.choices[$0.key] ?? "usual") != "usual" }
        let said = Words(
            zh: "\(property.words.zh)\(checks.count)项" + (different > 0 ? "，\(different)项与照常不同" : ""),
            en: "\(checks.count) checks of \(property.words.en)" + (different > 0 ? ", \(different) not as usual" : ""))
        // What differs lies open; the rest of fifty checks does not stand in the way.
        details(.class("more"), .when(different > 0 || isOpen, .open)) { h in
            h.summary(said)
            h.choiceTable(property.words.capitalised, checks, draft)
        }
    }

    private mutating func choiceTable(_ name: Words, _ checks: [ListedCheck], _ draft: SchemeDraft) {
        let (check, how) = (Phrases.check, Phrases.howChecked)
        table(name, [Column(check), Column(how)]) { h in
            for each in checks {
                let name = "c-\(each.key)"
                h.tr { h in
                    h.th(.scope("row")) { h in
                        if each.locked == nil {
                            h.label(.for(name)) { $0.listed(each) }
                        } else {
                            h.listed(each)
                        }
                    }
                    h.cell(how) { h in
                        if let reason = each.locked {
                            h.p(Phrases.alwaysChecked, .id(name))
                            h.p(reason, .class("small quiet"))
                        } else {
                            h.select(.class("in"), .id(name), .name(name)) { h in
                                for choice in CheckScheme.Choice.allCases {
                                    h.option(
                                        choice.words, .value(choice.rawValue),
                                        .when(choice.rawValue == draft.choices[each.key] ?? "usual", .selected))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fileprivate mutating func terms(_ visit: Visit, _ view: SchemeEditView) {
        let draft = view.draft
        let errors =
            view.problem.flatMap { problem in
                problem.field.map { [FieldError(field: $0, words: problem.what)] }
            } ?? []
        textField(
            Field(
                name: "name", label: Words(zh: "方案名称", en: "Name"), value: draft.name, errors: errors, required: true))
        textField(
            Field(
                name: "fonds", label: SchemeTermWords.fonds, value: draft.fonds,
                help: Words(zh: "全宗号，多个用空格隔开；不限则留空。", en: "Numbers, separated by spaces; empty: no limit."),
                errors: errors))
        if draft.scope.category.isEmpty {
            textField(
                Field(
                    name: "categories", label: SchemeTermWords.categories, value: draft.categories,
                    help: Words(zh: "门类代码，如 WS ZP；不限则留空。", en: "Codes such as WS ZP; empty: no limit."),
                    errors: errors))
        }
        textField(
            Field(
                name: "largest", label: SchemeTermWords.largest + Words(zh: "（MB）", en: " (MB)"), value: draft.largest,
                help: Words(zh: "解包后的总大小；不限则留空。", en: "Size when unpacked; empty: no limit."), errors: errors),
            inputmode: "numeric")
        textField(
            Field(
                name: "resolution", label: SchemeTermWords.resolution + Words(zh: "（dpi）", en: " (dpi)"),
                value: draft.resolution,
                help: Words(
                    zh: "纸质档案数字化成果用；字小、字密或要识别文字的，常约定 300。按标准（200）则留空。",
                    en:
                        "For digitised paper; 300 where letters are small or are to be recognised. Empty: the standard's 200."
                ),
                errors: errors),
            inputmode: "numeric")
        fieldset(.id("formats")) { h in
            h.legend(SchemeTermWords.formats, .class("legend"))
            h.p(
                Words(
                    zh: "一个也不选，就按检测项自己的规则。选了，别的格式都阻断。",
                    en: "None chosen: as the check itself says. Once some are chosen, all others block."),
                .class("help"))
            h.div(.class("ticks")) { h in
                for kind in SchemeTerms.offered {
                    h.tick(
                        "format", value: kind.rawValue, kind.name, checked: draft.formats.contains(kind.rawValue))
                }
            }
        }
        fieldset(.id("required")) { h in
            h.legend(SchemeTermWords.required, .class("legend"))
            h.div(.class("ticks")) { h in
                for path in view.elements {
                    h.tick(
                        "required", value: path, Words(asIs: SchemeTermWords.elementName(path)),
                        checked: draft.required.contains(path))
                }
            }
        }
        fieldset { h in
            h.legend(Words(zh: "页数", en: "Pages"), .class("legend"))
            h.tick("paper", value: "yes", SchemeTermWords.paper, checked: draft.countsPaper)
            h.p(
                Words(
                    zh: "空白背面没有扫描时，一件的页数与文件不符只作提醒。",
                    en: "Blank backs are not scanned: a record whose files have another number gets a warning."),
                .class("help"))
        }
    }

    fileprivate mutating func decision(_ visit: Visit, _ view: SchemeEditView) {
        let errors =
            view.problem.flatMap { problem in
                problem.field.map { [FieldError(field: $0, words: problem.what)] }
            } ?? []
        textField(
            Field(
                name: "from", label: Words(zh: "生效日", en: "Takes effect on"), value: view.draft.from,
                help: Words(
                    zh: "写作\(visit.clock.today.text)；留空即今天。那天起收到的移交才按它检测。",
                    en: "As \(visit.clock.today.text); empty means today. It judges what arrives from that day on."),
                errors: errors), inputmode: "numeric")
        textArea(
            Field(
                name: "reason", label: Words(zh: "理由", en: "Reason"), value: view.draft.reason,
                help: Words(zh: "依据或约定，记入账簿。", en: "What it rests on; it is kept in the ledger."), errors: errors,
                required: false))
        div(.class("acts")) { h in
            h.button(
                Words(zh: "看看会怎样", en: "See what would change"), .class("btn"), .type("submit"), .name("do"),
                .value("look"))
            h.button(
                Words(zh: "保存为新的一版", en: "Save as a new version"), .class("btn first"), .type("submit"), .name("do"),
                .value("save"))
            if view.draft.scope != SchemeScope(), view.latest?.scheme != nil {
                h.button(
                    Words(zh: "不再另定", en: "Give it up"), .class("btn grave"), .type("submit"), .name("do"),
                    .value("end"))
            }
            h.a(
                Phrases.cancel, .class("btn bare"),
                .href(view.latest == nil ? "/desk/schemes" : view.draft.scope.page))
        }
    }

    /// What the last transfer would have come to.
    fileprivate mutating func trial(_ visit: Visit, _ trial: SchemeTrial) {
        guard let accession = trial.accession, let report = trial.report, let weighed = trial.weighed else {
            note(
                .info, Words(zh: "还没有可以比较的移交", en: "There is no transfer to compare with"), alert: true
            ) { h in
                h.p(
                    Words(
                        zh: "最近的移交里，没有一次会按这个方案检测。", en: "None of the last transfers would be judged by this scheme."))
            }
            return
        }
        let same = weighed.verdict == report.verdict
        note(
            same ? .info : .warn,
            Words(
                zh: same
                    ? "收 \(accession.number) 的结论不变：\(report.verdict.words.zh)"
                    : "收 \(accession.number) 会由“\(report.verdict.words.zh)”变为“\(weighed.verdict.words.zh)”",
                en: same
                    ? "Receipt \(accession.number) would come to the same: \(report.verdict.words.en)"
                    : "Receipt \(accession.number) would come to “\(weighed.verdict.words.en)” instead of “\(report.verdict.words.en)”"
            ), alert: true
        ) { h in
            h.ul { h in
                for finding in weighed.changed.prefix(10) {
                    h.li { h in
                        h.badge(finding.severity)
                        h.text(" ")
                        h.text(finding.what)
                    }
                }
            }
            if weighed.changed.count > 10 {
                h.p(
                    Words(
                        zh: "另有\(weighed.changed.count - 10)项也会改变轻重。",
                        en: "\(weighed.changed.count - 10) more would weigh otherwise."))
            }
            if !weighed.dropped.isEmpty {
                h.p(
                    Words(
                        zh: "有\(weighed.dropped.count)项发现不会再有，因为不检了。",
                        en: "\(weighed.dropped.count) findings would not be made any more."))
            }
            h.p(
                Words(
                    zh: "只按已有的检测结果重新衡量；原来没有检的项目，以及格式、全宗、大小等约定，要等下一次移交才看得出。",
                    en:
                        "Only what was found then is weighed anew. What was not looked for, and terms such as formats, fonds or size, show with the next transfer."
                ), .class("small"))
        }
    }
}
