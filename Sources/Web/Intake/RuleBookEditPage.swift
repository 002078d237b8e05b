import Archive
import Intake

struct RuleBookEditView {
    var draft: RuleBookDraft
    /// The edition decided last; `nil` if none ever was.
    var latest: DecidedRuleBook?
    var problem: RuleBookProblem?
    /// What the draft has otherwise than the edition it changes.
    var changes: [RuleBookChange]?

    static let anyValue = Words(zh: "任何值", en: "any value")
    static let open = Words(zh: "可有其他值（提醒）", en: "others, with a warning")
    static let years = Words(zh: "可写年限（30年、D30、Y）", en: "terms of years")

    /// What a list of the edition is called.
    static func list(_ name: String) -> Words {
        switch name {
        case "editors": Words(zh: "修图软件（名称里的字）", en: "Programs that change pictures")
        case "compressions": Words(zh: "TIFF 压缩方式（编号）", en: "Ways to pack a TIFF, by number")
        case "openness": Words(zh: "公开属性的值", en: "Values of openness")
        case "opennessToo": Words(zh: "公开属性的其他写法", en: "Other writings of openness")
        default:
            RuleBook.Column(rawValue: String(name.dropFirst("columns.".count))).map {
                Words(zh: "“\($0.words.zh)”一列的写法", en: "Headings of the \($0.words.en)")
            } ?? Words(asIs: name)
        }
    }

    fileprivate var wrong: String? { problem.flatMap { draft.field(of: $0) } }
    fileprivate var errors: [FieldError] {
        problem.flatMap { problem in draft.field(of: problem).map { [FieldError(field: $0, words: problem.what)] } }
            ?? []
    }
}

/// The form of one section of the rule book, from when, and why.
func ruleBookEditPage(_ visit: Visit, _ view: RuleBookEditView) -> [UInt8] {
    let part = view.draft.part
    let title = Words(zh: "修改检测依据：\(part.words.zh)", en: "Change the rule book: \(part.words.en)")
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs(
            [
                (DeskPlace.accessions.words, "/desk/accessions"), (Phrases.schemes, "/desk/schemes"),
                (RuleBookView.title, "/desk/rules"),
            ], here: part.words)
        h.div(.class("h")) { $0.h1(title) }
        if let problem = view.problem {
            h.note(.stop, problem.what, alert: true) { h in
                h.p(problem.next)
                if let field = view.wrong {
                    h.p { $0.a(Words(zh: "到那一栏", en: "Go to that field"), .href(fragment: field)) }
                }
            }
        }
        if let changes = view.changes { h.changesNote(changes) }
        if let latest = view.latest, latest.from > visit.clock.today {
            h.note(
                .info,
                Words(
                    zh: "这里改的是第\(latest.version)版，它\(latest.from.words.zh)才生效；生效日写得更早，它的改动也会更早生效",
                    en:
                        "This changes version \(latest.version), which takes effect on \(latest.from.words.en); an earlier day brings its changes forward too"
                ))
        }
        h.nav(.class("chips no-print"), .ariaLabel(RuleBookView.title)) { h in
            for each in RuleBookDraft.Part.allCases {
                h.a(
                    each.words.capitalised, .class("chip"), .href("/desk/rules/edit?part=\(each.rawValue)"),
                    .when(each == part, .current("page")))
            }
        }
        h.postForm(to: "/desk/rules/edit", visit, class: "stack") { h in
            h.hiddenField("seen", String(view.draft.seen))
            h.hiddenField("part", part.rawValue)
            switch part {
            case .elements: h.elementFields(view)
            case .domains: h.domainFields(view)
            case .labels: h.labelFields(view)
            case .measures: h.measureFields(view)
            case .json:
                h.textArea(
                    Field(
                        name: "json", label: part.words.capitalised, value: view.draft.json,
                        help: Words(
                            zh: "与下载的 JSON 一样；没有写的编号、指标和名单按程序自带的。",
                            en:
                                "As it is downloaded. Labels, measures and lists that are left out are those of the program."
                        ), errors: view.errors), rows: 20)
            }
            h.ruleDecision(visit, view)
        }
    }
}

extension HTML {
    fileprivate mutating func elementFields(_ view: RuleBookEditView) {
        let (element, obligation) = (RuleBookView.element, RuleBookView.obligation)
        let (form, longest, domain) = (RuleBookView.form, RuleBookView.longest, RuleBookView.domain)
        p(
            Words(
                zh: "元素写路径，如“内容描述/题名”；清空即删去这一行，从此不检它。“文件数据/文档/”开头的，每个文件都要有。",
                en:
                    "Elements are written by their path, with slashes as in the rows below. Emptied, a row is taken away and is asked for no more. What lies below the documents of a record is asked of each file."
            ), .class("help"))
        let next = (view.draft.elements.map(\.place).max() ?? -1) + 1
        let spare = (next..<(next + RuleBookDraft.spare)).map { RuleBookDraft.ElementRow(place: $0) }
        table(RuleBookView.title, [element, obligation, form, longest, domain].map { Column($0) }) { h in
            for row in view.draft.elements + spare {
                let n = row.place
                h.tr { h in
                    h.cell(element) { $0.rowField("p-\(n)", n, element, row.path, size: 28, view.wrong) }
                    h.cell(obligation) { h in
                        h.rowChoice(
                            "o-\(n)", n, obligation, row.obligation,
                            RuleBook.Obligation.allCases.map { ($0.rawValue, $0.words) })
                    }
                    h.cell(form) { h in
                        h.rowChoice("f-\(n)", n, form, row.form, RuleBook.Form.allCases.map { ($0.rawValue, $0.words) })
                    }
                    h.cell(longest) { $0.rowField("l-\(n)", n, longest, row.longest, size: 5, view.wrong) }
                    h.cell(domain) { h in
                        // What was written stays to be chosen again, also where it is no domain.
                        let names = view.draft.base.domains.map(\.name)
                        let all = [""] + names + (row.domain.isEmpty || names.contains(row.domain) ? [] : [row.domain])
                        h.rowChoice(
                            "d-\(n)", n, domain, row.domain,
                            all.map { ($0, $0.isEmpty ? RuleBookEditView.anyValue : Words(asIs: $0)) })
                    }
                }
            }
        }
    }

    fileprivate mutating func domainFields(_ view: RuleBookEditView) {
        let (domain, values, others) = (RuleBookView.domain, RuleBookView.values, RuleBookView.otherValues)
        p(
            Words(
                zh: "值用顿号隔开；清空一行即删去这个值域，用到它的元素要先改。",
                en:
                    "Values stand between 、. Emptied, the row is taken away; elements that have this domain are changed first."
            ), .class("help"))
        let next = (view.draft.domains.map(\.place).max() ?? -1) + 1
        let spare = (next..<(next + RuleBookDraft.spare)).map { RuleBookDraft.DomainRow(place: $0) }
        table(RuleBookView.title, [domain, values, others].map { Column($0) }) { h in
            for row in view.draft.domains + spare {
                let n = row.place
                h.tr { h in
                    h.cell(domain) { $0.rowField("n-\(n)", n, domain, row.name, size: 12, view.wrong) }
                    h.cell(values) { $0.rowField("v-\(n)", n, values, row.values, size: 48, view.wrong) }
                    h.cell(others) { h in
                        h.tick("x-\(n)", value: "yes", RuleBookEditView.open, checked: row.isOpen)
                        h.tick("y-\(n)", value: "yes", RuleBookEditView.years, checked: row.admitsYears)
                    }
                }
            }
        }
    }

    fileprivate mutating func labelFields(_ view: RuleBookEditView) {
        let (number, name) = (RuleBookView.number, RuleBookView.name)
        let english = Words(zh: "英文名称", en: "Name in English")
        p(
            Words(
                zh: "编号不带环节，如 1-4；标准里没有这一项则留空。报告里写作 YJ-1-4。",
                en: "Numbers are without the stage, as in 1-4; empty where the standard has none. Reports write YJ-1-4."
            ),
            .class("help"))
        for property in Finding.Property.allCases {
            let checks = ListedCheck.all.filter { $0.property == property }
            let rows = view.draft.labels.filter { row in checks.contains { $0.key == row.check } }
            let isOpen = rows.contains { view.wrong?.hasSuffix("-" + $0.check) == true }
            details(.class("more"), .when(isOpen, .open)) { h in
                h.summary(
                    Words(
                        zh: "\(property.words.zh)\(rows.count)项", en: "\(rows.count) checks of \(property.words.en)"))
                h.table(property.words.capitalised, [Phrases.check, number, name, english].map { Column($0) }) { h in
                    for row in rows {
                        func field(_ letter: String, _ words: Words, _ value: String, _ size: Int64, _ h: inout HTML) {
                            h.namedField(
                                "\(letter)-\(row.check)",
                                Words(zh: "\(row.check) 的\(words.zh)", en: "\(words.en) of \(row.check)"), value,
                                size: size, view.wrong)
                        }
                        h.tr { h in
                            h.th(.scope("row")) { $0.code(row.check) }
                            h.cell(number) { field("c", number, row.number, 5, &$0) }
                            h.cell(name) { field("z", name, row.zh, 30, &$0) }
                            h.cell(english) { field("e", english, row.en, 30, &$0) }
                        }
                    }
                }
            }
        }
    }

    fileprivate mutating func measureFields(_ view: RuleBookEditView) {
        for measure in RuleBook.Measure.allCases {
            textField(
                Field(
                    name: "m-\(measure.rawValue)", label: measure.words.capitalised,
                    value: view.draft.measures[measure] ?? "", errors: view.errors), inputmode: "numeric")
        }
        for name in RuleBookDraft.lineLists {
            textArea(
                Field(
                    name: "l-\(name)", label: RuleBookEditView.list(name), value: view.draft.lists[name] ?? "",
                    help: Words(zh: "一行一个。", en: "One a line."), errors: view.errors), rows: 5)
        }
        p(
            Words(
                zh: "公开属性的其他写法和各列的写法，用 JSON 修改。",
                en: "Other writings of openness, and headings of columns, are changed as JSON."), .class("help"))
    }

    private mutating func rowField(
        _ name: String, _ place: Int, _ column: Words, _ value: String, size: Int64, _ wrong: String?
    ) {
        namedField(
            name, Words(zh: "第\(place + 1)行的\(column.zh)", en: "\(column.en), row \(place + 1)"), value, size: size,
            wrong)
    }

    /// A field of a table, named for those who do not see its row and column.
    private mutating func namedField(_ name: String, _ label: Words, _ value: String, size: Int64, _ wrong: String?) {
        input(
            .class("in"), .id(name), .name(name), .type("text"), .value(value), .ariaLabel(label), .size(size),
            .lang(Tongue.tag(of: value, on: language)), .autocomplete("off"), .when(name == wrong, .invalid))
    }

    private mutating func rowChoice(
        _ name: String, _ place: Int, _ column: Words, _ value: String, _ options: [(String, Words)]
    ) {
        let label = Words(zh: "第\(place + 1)行的\(column.zh)", en: "\(column.en), row \(place + 1)")
        select(.class("in"), .id(name), .name(name), .ariaLabel(label)) { h in
            for (each, words) in options {
                h.option(
                    words, .value(each), .when(each == value, .selected),
                    .lang(Tongue.tag(of: words[h.language], on: h.language)))
            }
        }
    }

    fileprivate mutating func ruleDecision(_ visit: Visit, _ view: RuleBookEditView) {
        textField(
            Field(
                name: "from", label: Words(zh: "生效日", en: "Takes effect on"), value: view.draft.from,
                help: Words(
                    zh: "写作\(visit.clock.today.text)；留空即今天。那天起收到的移交才按它检测。",
                    en: "As \(visit.clock.today.text); empty means today. It judges what arrives from that day on."),
                errors: view.errors), inputmode: "numeric")
        textArea(
            Field(
                name: "reason", label: Words(zh: "理由", en: "Reason"), value: view.draft.reason,
                help: Words(zh: "为什么改，记入账簿。", en: "Why it is changed; it is kept in the ledger."),
                errors: view.errors))
        div(.class("acts")) { h in
            h.button(
                Words(zh: "看看改了什么", en: "See what is changed"), .class("btn"), .type("submit"), .name("do"),
                .value("look"))
            h.button(
                Words(zh: "保存为新的一版", en: "Save as a new version"), .class("btn first"), .type("submit"), .name("do"),
                .value("save"))
            h.a(Phrases.cancel, .class("btn bare"), .href("/desk/rules"))
        }
    }

    fileprivate mutating func changesNote(_ changes: [RuleBookChange]) {
        guard !changes.isEmpty else {
            note(.info, Words(zh: "还没有改动", en: "Nothing is changed yet"), alert: true)
            return
        }
        note(
            .warn,
            Words(
                zh: "改动\(changes.count)处，还没有保存",
                en: changes.count == 1 ? "One change, not saved yet" : "\(changes.count) changes, not saved yet"),
            alert: true
        ) { h in
            h.ruleChanges(changes)
            h.p(
                Words(
                    zh: "以后收到的移交按它检测；以前的报告不变。", en: "It judges what arrives from then on; reports that were made stay."),
                .class("small"))
        }
    }
}
