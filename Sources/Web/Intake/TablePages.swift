import Archive
import Formats
import Intake

/// Where a table is handed in for trial, and what is known of its like.
func tablesPage(_ visit: Visit, _ kept: [KeptMapping], names: [String: String], problem: (any Explained)?) -> [UInt8] {
    let title = Words(zh: "试读目录表格", en: "Look at a table first")
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs([(DeskPlace.accessions.words, "/desk/accessions")], here: title)
        h.div(.class("h")) { $0.h1(title) }
        if let problem { h.note(.stop, problem.what, alert: true) { $0.p(problem.next) } }
        h.div(.class("panes")) { h in
            h.form(
                .class("form pane"), .method("post"), .action("/desk/tables"), .acceptCharset("utf-8"),
                .enctype("multipart/form-data")
            ) { h in
                h.token(visit)
                h.fileField(
                    Field(
                        name: "table", label: Words(zh: "目录表格", en: "Table"),
                        help: Words(
                            zh: "XLSX，或 CSV（UTF-8、GB18030、Big5 都可以）。只是看一看，什么也不接收。",
                            en: "XLSX, or CSV in UTF-8, GB18030 or Big5. It is only looked at; nothing is received."),
                        required: true), accept: ".xlsx,.csv,.txt")
                h.div(.class("acts")) { h in
                    h.button(Words(zh: "试读", en: "Look"), .class("btn first"), .type("submit"))
                    h.a(Phrases.cancel, .class("btn bare"), .href("/desk/accessions/new"))
                }
            }
            h.section(.class("pane")) { h in
                h.h2(Words(zh: "记住的列对应", en: "Columns that are known"))
                if kept.isEmpty {
                    h.p(
                        Words(
                            zh: "还没有。列名通用的表格自动认得；认不出的，试读时指定一次，以后同样表头的表格就按它读。",
                            en:
                                "None yet. Usual headings are understood by themselves; for others say once what they mean, and tables with the same headings are read so from then on."
                        ), .class("quiet"))
                }
                for mapping in kept { h.keptMapping(visit, mapping, names) }
            }
        }
    }
}

extension HTML {
    fileprivate mutating func keptMapping(_ visit: Visit, _ kept: KeptMapping, _ names: [String: String]) {
        div(.class("card")) { h in
            h.h3 { $0.recordText(kept.name) }
            h.p(.class("small quiet")) { h in
                h.moment(kept.at, visit.clock)
                h.text("　")
                h.text(names[kept.by.id] ?? kept.by.role.words[visit.language])
            }
            h.p(.class("small")) { h in
                h.recordText(
                    zip(kept.mapping.headings, kept.mapping.columns).compactMap { heading, column in
                        column.map { heading == $0.rawValue ? heading : "\(heading) → \($0.rawValue)" }
                    }.joined(separator: "　"))
            }
            if visit.may(.describe) {
                h.postButton(
                    Words(zh: "不再使用", en: "Forget"), to: "/desk/tables/forget", visit, class: "linklike",
                    fields: [("fingerprint", kept.fingerprint)])
            }
        }
    }
}

struct TrialView {
    var id: String
    var trial: TableTrial
    var problem: (any Explained)?
}

/// A table on trial: its columns to be told, its first rows with what is wrong in them, and the rest in numbers.
func trialPage(_ visit: Visit, _ view: TrialView) -> [UInt8] {
    let (trial, report) = (view.trial, view.trial.report)
    let title = Words(zh: "试读：\(trial.name.display)", en: "Trial: \(trial.name.display)")
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs(
            [
                (DeskPlace.accessions.words, "/desk/accessions"),
                (Words(zh: "试读目录表格", en: "Look at a table first"), "/desk/tables"),
            ], here: Words(asIs: trial.name.display))
        h.div(.class("h")) { h in
            h.h1 { $0.recordText(trial.name.display) }
            h.span(.class("quiet num")) { $0.text(Phrases.items(trial.entries)) }
        }
        if let problem = view.problem { h.note(.stop, problem.what, alert: true) { $0.p(problem.next) } }
        h.verdict(report, trial.mapping)
        guard let mapping = trial.mapping else {
            h.void(
                Words(zh: "表里没有能读的行", en: "The table has no row to read"),
                Words(zh: "请检查文件是否为空，另存一次后再试。", en: "See whether it is empty, save it again, then try again."))
            return
        }
        h.postForm(to: "/desk/tables/\(view.id)", visit, class: "stack") { h in
            h.trialActs(visit, view)
            h.preview(visit, trial, mapping)
        }
        h.otherFindings(trial)
    }
}

extension HTML {
    fileprivate mutating func verdict(_ report: CheckReport, _ mapping: ColumnMapping?) {
        if let mapping, !mapping.isUsable {
            note(.stop, Words(zh: "还不知道哪一列是档号", en: "Which column holds the reference codes is not known yet")) {
                $0.p(
                    Words(
                        zh: "在下面的表头里给那一列选“档号”，其他列也核对一遍，然后按“按这些列重看”。",
                        en:
                            "Choose the reference code above that column, look over the others, then press “Look again with these columns”."
                    ))
            }
            return
        }
        let blocking = report.findings.count { $0.severity == .blocking }
        let warnings = report.findings.count { $0.severity == .warning }
        if blocking > 0 {
            note(
                .stop,
                Words(
                    zh: "\(blocking) 处必须改正，现在接收会被退回",
                    en: "\(blocking) things must be corrected: received now, it would go back")
            ) {
                $0.p(
                    Words(
                        zh: "逐行标在表里；改好原表再上传，或先改列对应。",
                        en:
                            "They are marked in the rows below. Correct the table and upload it again, or change what its columns mean."
                    ))
            }
        } else if warnings > 0 {
            note(.warn, Words(zh: "可以接收，有 \(warnings) 处提醒", en: "It may be received, with \(warnings) warnings"))
        } else {
            note(.good, Words(zh: "可以接收", en: "It may be received"))
        }
    }

    fileprivate mutating func preview(_ visit: Visit, _ trial: TableTrial, _ mapping: ColumnMapping) {
        let found = trial.findings
        p(
            Words(
                zh: "第 \(trial.headingRow) 行是表头。下面是表头以下的前 \(trial.rows.count) 行。",
                en: "Row \(trial.headingRow) holds the headings. The first \(trial.rows.count) rows below it:"),
            .class("quiet small"))
        div(.class("scroll"), .tabindex(0), .role("region"), .ariaLabel(Words(zh: "前 50 行", en: "The first 50 rows"))) {
            h in
            h.table(.class("tbl grid")) { h in
                h.thead { h in
                    h.tr { h in
                        h.th(Words(zh: "行", en: "Row"), .scope("col"), .class("n"))
                        for (place, heading) in mapping.headings.enumerated() {
                            h.th(.scope("col")) { $0.columnChoice(place, heading, mapping.columns[place]) }
                        }
                    }
                }
                h.tbody { h in
                    for row in trial.rows { h.row(row, mapping, found[row.number] ?? [:]) }
                }
            }
        }
    }

    private mutating func columnChoice(_ place: Int, _ heading: String, _ column: ItemColumn?) {
        let name = "c\(place)"
        label(.for(name)) { h in
            h.span(TableRow.letters(of: place), .class("quiet num"))
            h.text(" ")
            h.recordText(heading)
        }
        select(.class("in"), .id(name), .name(name)) { h in
            h.option(Words(zh: "（按原列名）", en: "(as it is called)"), .value(""), .when(column == nil, .selected))
            for each in ItemColumn.allCases {
                h.option(each.rawValue, .value(each.rawValue), .when(each == column, .selected), .lang("zh-Hans"))
            }
        }
    }

    private mutating func row(_ row: TableRow, _ mapping: ColumnMapping, _ found: [Int: [Finding]]) {
        tr { h in
            h.th(.scope("row"), .class("n")) { h in
                h.text(String(row.number))
                for finding in found[-1] ?? [] { h.cellFinding(finding) }
            }
            for place in mapping.headings.indices {
                let mine = found[place] ?? []
                let worst = mine.contains { $0.severity == .blocking }
                h.td(.when(!mine.isEmpty, .class(worst ? "bad" : "odd"))) { h in
                    if mapping.columns[place] == .code {
                        h.span(row[place], .class("code nb"))
                    } else {
                        h.recordText(row[place])
                    }
                    for finding in mine { h.cellFinding(finding) }
                }
            }
        }
    }

    private mutating func cellFinding(_ finding: Finding) {
        p(.class("small err")) { h in
            h.icon(finding.severity == .blocking ? .stop : .alert)
            h.text(finding.what)
        }
    }

    fileprivate mutating func trialActs(_ visit: Visit, _ view: TrialView) {
        div(.class("bar-tools no-print")) { h in
            h.button(
                Words(zh: "按这些列重看", en: "Look again with these columns"), .class("btn"), .type("submit"), .name("do"),
                .value("look"))
            h.textField(
                Field(
                    name: "name", label: Words(zh: "记作", en: "Keep them as"),
                    value: view.trial.name.stemForPeople))
            h.button(
                Words(zh: "记住列对应", en: "Keep what columns mean"), .class("btn"), .type("submit"), .name("do"),
                .value("keep"))
        }
        div(.class("bar-tools no-print")) { h in
            if visit.person?.agency == nil {
                h.textField(
                    Field(name: "agency", label: Words(zh: "移交单位（本馆的留空）", en: "Agency (empty for our own)")))
            }
            h.button(.class("btn first"), .type("submit"), .name("do"), .value("receive")) { h in
                h.icon(.up)
                h.text(Words(zh: "接收这份目录", en: "Receive this catalogue"))
            }
            h.a(Words(zh: "换一份", en: "Another table"), .class("btn bare"), .href("/desk/tables"))
        }
    }

    /// What is not in the rows shown.
    fileprivate mutating func otherFindings(_ trial: TableTrial) {
        let shown = Set(trial.rows.map(\.number))
        let others = trial.report.findings.filter { finding in
            finding.severity != .review && !(finding.line.map(shown.contains) ?? false)
        }
        guard !others.isEmpty else { return }
        section(.class("sect")) { h in
            h.h2(Words(zh: "其余各行和整表的问题", en: "In the other rows, and in the table as a whole"))
            h.ul(.class("stack")) { h in
                for finding in others.prefix(200) {
                    h.li { h in
                        if let line = finding.line { h.text(Words(zh: "第 \(line) 行　", en: "Row \(line)　")) }
                        if let record = finding.record { h.code(record) }
                        h.p { h in
                            h.icon(finding.severity == .blocking ? .stop : .alert)
                            h.text(finding.what)
                        }
                        h.p(finding.next, .class("small quiet"))
                    }
                }
            }
        }
    }
}

extension FileName {
    /// Its name without the extension, to be called so.
    fileprivate var stemForPeople: String {
        let ending = pathExtension
        return ending.isEmpty ? display : String(display.dropLast(ending.count + 1))
    }
}
