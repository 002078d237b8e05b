import Archive
import Formats
import Intake
import Preservation

struct PolicyEditView {
    var draft: PolicyDraft
    var problem: FormatPolicyProblem?
    /// What would become of what is kept: each format as it is judged now, and by the draft.
    var trial: [(now: JudgedFormat, then: JudgedFormat)]?
}

/// The form of the format policy: its rows, from when, and why.
func policyEditPage(_ visit: Visit, _ view: PolicyEditView) -> [UInt8] {
    let title = Words(zh: "修改格式策略", en: "Change the format policy")
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs(
            [(DeskPlace.accessions.words, "/desk/accessions"), (PolicyView.title, "/desk/formats")], here: title)
        h.div(.class("h")) { $0.h1(title) }
        if let problem = view.problem {
            h.note(.stop, problem.what, alert: true) { h in
                h.p(problem.next)
                if let field = view.draft.field(of: problem) {
                    h.p { $0.a(Words(zh: "到那一栏", en: "Go to that field"), .href(fragment: field)) }
                }
            }
        }
        if let trial = view.trial { h.trial(trial) }
        h.postForm(to: "/desk/formats/edit", visit, class: "stack") { h in
            h.hiddenField("seen", String(view.draft.seen))
            h.p(
                Words(
                    zh: "格式一栏写 PUID（fmt/95）、PUID 开头（fmt/70*）、格式大类（\(families)）或 *；清空即删去这一行。",
                    en:
                        "Under format stand PUIDs (fmt/95), beginnings of PUIDs (fmt/70*), families (\(families)) or *. Emptied, the row is taken away."
                ), .class("help"))
            h.rowTable(view)
            h.policyDecision(visit, view)
        }
    }
}

private var families: String { FormatTarget.families.map(\.rawValue).joined(separator: " ") }

extension HTML {
    fileprivate mutating func rowTable(_ view: PolicyEditView) {
        let (format, category) = (PolicyView.format, PolicyView.category)
        let (treatment, reason) = (PolicyView.treatment, PolicyView.reason)
        let next = (view.draft.rows.map(\.place).max() ?? -1) + 1
        let spare = (next..<(next + PolicyDraft.spare)).map { PolicyDraft.Row(place: $0, treatment: "accept") }
        let wrong = view.problem.flatMap { view.draft.field(of: $0) }
        table(PolicyView.title, [format, category, treatment, reason].map { Column($0) }) { h in
            for row in view.draft.rows + spare {
                let number = row.place + 1
                func label(_ words: Words) -> Words {
                    Words(zh: "第\(number)行的\(words.zh)", en: "\(words.en), row \(number)")
                }
                h.tr { h in
                    h.cell(format) { h in
                        h.lineField("t-\(row.place)", label(format), row.target, size: 10, wrong)
                    }
                    h.cell(category) { h in
                        h.lineField("g-\(row.place)", label(category), row.category, size: 4, wrong)
                    }
                    h.cell(treatment) { h in
                        h.select(
                            .class("in"), .id("w-\(row.place)"), .name("w-\(row.place)"), .ariaLabel(label(treatment))
                        ) { h in
                            for each in FormatPolicy.Treatment.allCases {
                                h.option(
                                    each.words, .value(each.rawValue),
                                    .when(each.rawValue == row.treatment, .selected))
                            }
                        }
                    }
                    h.cell(reason) { h in
                        h.lineField("r-\(row.place)", label(reason), row.reason, size: 40, wrong)
                        h.hiddenField("o-\(row.place)", row.kept.zh)
                        h.hiddenField("e-\(row.place)", row.kept.en)
                    }
                }
            }
        }
    }

    /// A field of a row, named for those who do not see its column.
    private mutating func lineField(_ name: String, _ label: Words, _ value: String, size: Int64, _ wrong: String?) {
        input(
            .class("in"), .id(name), .name(name), .type("text"), .value(value), .ariaLabel(label), .size(size),
            .lang(Tongue.tag(of: value, on: language)), .autocomplete("off"), .when(name == wrong, .invalid))
    }

    fileprivate mutating func policyDecision(_ visit: Visit, _ view: PolicyEditView) {
        let errors =
            view.problem.flatMap { problem in
                view.draft.field(of: problem).map { [FieldError(field: $0, words: problem.what)] }
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
                help: Words(zh: "为什么改，记入账簿。", en: "Why it is changed; it is kept in the ledger."), errors: errors))
        div(.class("acts")) { h in
            h.button(
                Words(zh: "看看会怎样", en: "See what would change"), .class("btn"), .type("submit"), .name("do"),
                .value("look"))
            h.button(
                Words(zh: "保存为新的一版", en: "Save as a new version"), .class("btn first"), .type("submit"), .name("do"),
                .value("save"))
            h.a(Phrases.cancel, .class("btn bare"), .href("/desk/formats"))
        }
    }

    /// What would become of what is kept.
    fileprivate mutating func trial(_ trial: [(now: JudgedFormat, then: JudgedFormat)]) {
        let changed = trial.filter { $0.now.row?.treatment != $0.then.row?.treatment }
        guard !changed.isEmpty else {
            note(
                .info, Words(zh: "馆藏的每种格式，处理都不变", en: "Nothing would change for any format that is kept"),
                alert: true)
            return
        }
        note(
            .warn,
            Words(
                zh: "馆藏中有\(changed.count)种格式的处理会变",
                en: changed.count == 1
                    ? "One format among what is kept would be treated otherwise"
                    : "\(changed.count) formats among what is kept would be treated otherwise"),
            alert: true
        ) { h in
            h.ul { h in
                for (now, then) in changed.prefix(50) {
                    h.li { h in
                        h.formatName(now.group)
                        h.text(Words(zh: "，", en: ", "))
                        h.text(Phrases.files(now.amount.files))
                        h.text(Words(zh: "：", en: ": "))
                        h.del(now.row?.treatment.words ?? Words(zh: "没有规定", en: "no row"))
                        h.text(" ")
                        h.ins(then.row?.treatment.words ?? Words(zh: "没有规定", en: "no row"))
                    }
                }
            }
        }
    }

    /// A kept format by name and PUID, with its 门类.
    mutating func formatName(_ group: FormatCensus.Group) {
        text(group.name.isEmpty ? Words(zh: "不能识别", en: "unknown") : Words(asIs: group.name))
        if let puid = group.puid {
            text(" ")
            code(puid)
        }
        if !group.category.isEmpty {
            text(" ")
            span(CategoryName.of(group.category), .class("quiet small"))
        }
    }
}
