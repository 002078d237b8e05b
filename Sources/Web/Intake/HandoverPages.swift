import Archive
import Bytes
import Intake

/// The form of transfer and receipt (移交与接收登记表), to be read, signed or printed.
struct HandoverView {
    var accession: Accession
    var form: HandoverForm
    var reviews: ReviewTable?
    /// The side this person signs now; `nil` if there is nothing to sign.
    var side: HandoverSide?
    /// The sides whose signature on paper this person may enter.
    var paperSides: [HandoverSide] = []
    /// What the archive can sign with besides the name.
    var offered: [SealKind] = []
    var typed = HandoverTyped()
    var problem: (any Explained)?
}

/// What somebody had typed into the forms, to stand there again after something went wrong.
struct HandoverTyped {
    var name = ""
    var inspection = Inspection()
    var kind: SealKind?
    var paperSide: HandoverSide?
    var paperName = ""
}

func handoverPage(_ visit: Visit, _ view: HandoverView) -> [UInt8] {
    let form = view.form
    let title =
        view.accession.isTakenByOneSide
        ? Words(zh: "目录接收登记表", en: "Form for taking in a catalogue")
        : Words(zh: "电子档案移交与接收登记表", en: "Form of transfer and receipt")
    let back: Path = "/desk/accessions/\(view.accession.id.text)"
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs(
            [
                (DeskPlace.accessions.words, "/desk/accessions"),
                (Words(zh: "收 \(form.number)", en: "Receipt \(form.number)"), back),
            ], here: Words(zh: "登记表", en: "Form"))
        h.div(.class("h")) { $0.h1(title) }
        if let problem = view.problem { h.note(.stop, problem.what, alert: true) { $0.p(problem.next) } }
        h.div(.class("panes")) { h in
            h.section(.class("pane stack")) { h in
                h.div(.class("card")) { h in
                    h.definitions(wide: true) { h in
                        h.definition(Words(zh: "交接工作名称", en: "Transfer")) { $0.recordText(form.work) }
                        h.definition(Words(zh: "内容描述", en: "Content")) { $0.recordText(form.content) }
                        h.definition(
                            Words(zh: "移交电子档案数量", en: "Quantity"),
                            Words(
                                zh: "\(form.records.grouped)件，\(form.volumes.grouped)卷",
                                en: "\(Phrases.items(form.records).en), \(Phrases.volumes(form.volumes).en)"))
                        h.definition(
                            Words(zh: "移交数据量", en: "Size"),
                            Words(
                                zh: "\(form.gigabytes) GB（\(form.bytes.grouped)字节）",
                                en: "\(form.gigabytes) GB (\(form.bytes.grouped) bytes)"))
                        h.definition(Words(zh: "载体起止顺序号", en: "Media numbers")) { $0.recordText(form.media) }
                        h.definition(Words(zh: "移交载体类型、规格", en: "Medium")) { $0.recordText(form.mediumType) }
                        h.definition(HandoverSide.sending.words.capitalised) { $0.recordText(form.sender) }
                        h.definition(HandoverSide.receiving.words.capitalised) { $0.recordText(form.receiver) }
                        h.definition(Words(zh: "检测结论", en: "Verdict of the checks"), form.verdict.words)
                        h.definition(Words(zh: "检测报告摘要", en: "Digest of the report")) { $0.code(form.reportDigest.hex) }
                        h.definition(Words(zh: "清单摘要", en: "Digest of the listing")) { $0.code(form.listingDigest.hex) }
                    }
                }
                h.inspections(form)
                if let reviews = view.reviews { h.reviews(visit, reviews) }
                h.signatures(visit, form, waiting: view.accession.state == .awaiting)
            }
            h.aside(.class("pane stack no-print")) { h in
                if let side = view.side { h.signForm(visit, view, side) }
                if !view.paperSides.isEmpty { h.paperForm(visit, view) }
                if view.side == nil, view.paperSides.isEmpty {
                    h.note(.info, Words(zh: "现在没有要你签的", en: "There is nothing for you to sign now")) { h in
                        h.p(
                            Words(
                                zh: "双方各用自己的账号签字；同一个账号不能签两方。",
                                en: "Each side signs with an account of its own; one account cannot sign for both."))
                    }
                }
            }
        }
    }
}

extension HTML {
    /// What each side found, as the form lists it.
    fileprivate mutating func inspections(_ form: HandoverForm) {
        let item = Words(zh: "检验内容", en: "Inspection")
        let sides = HandoverSide.allCases
        table(item, shown: true, [Column(item)] + sides.map { Column($0.words.capitalised) }) { h in
            for (name, value) in Inspection.lines {
                h.tr { h in
                    h.th(name, .scope("row"))
                    for side in sides {
                        h.cell(side.words.capitalised) { h in
                            if let signature = form[side] {
                                h.recordText(value(signature.inspection))
                            } else {
                                h.span(Words(zh: "待填", en: "to be filled in"), .class("quiet no-print"))
                            }
                        }
                    }
                }
            }
        }
    }
}

extension Inspection {
    /// The five lines of the form: the name and where its value stands.
    static let lines: [(name: Words, value: @Sendable (Inspection) -> String)] = [
        (Words(zh: "准确性", en: "Accuracy"), { $0.accuracy }),
        (Words(zh: "完整性", en: "Completeness"), { $0.completeness }),
        (Words(zh: "可用性", en: "Usability"), { $0.usability }),
        (Words(zh: "安全性", en: "Safety"), { $0.safety }),
        (Words(zh: "载体外观", en: "State of the medium"), { $0.medium }),
    ]

    static let names = ["accuracy", "completeness", "usability", "safety", "medium"]

    init(_ form: Form) {
        self.init()
        accuracy = form["accuracy"] ?? accuracy
        completeness = form["completeness"] ?? completeness
        usability = form["usability"] ?? usability
        safety = form["safety"] ?? safety
        medium = form["medium"] ?? medium
    }
}

/// Sending a checked package back by hand.
func returnPage(_ visit: Visit, _ accession: Accession, reason: String = "", errors: [FieldError] = []) -> [UInt8] {
    let title = Words(zh: "退回收 \(accession.number)", en: "Return \(accession.number)")
    return deskPage(visit, title: title, at: .accessions) { h in
        h.section(.class("dialog")) { h in
            h.h1(title + Words(zh: "？", en: "?"))
            h.p(accession.shownName)
            h.errorSummary(errors, Words(zh: "没有退回", en: "It was not returned"))
            h.p(
                Words(
                    zh: "退回后不能再签收这一份，移交单位须改正后重新移交。检测报告、清单与摘要留存。",
                    en:
                        "It can then no longer be signed; the agency corrects and submits again. Report, listing and digests are kept."
                ))
            h.postForm(to: "/desk/accessions/\(accession.id.text)/return", visit, class: "") { h in
                h.textArea(
                    Field(
                        name: "reason", label: Words(zh: "要改什么", en: "What is to be corrected"), value: reason,
                        help: Words(zh: "移交单位会看到这句话。", en: "The agency will read this."), errors: errors,
                        required: true))
                h.div(.class("acts")) { h in
                    h.button(Words(zh: "退回移交单位", en: "Return it to the agency"), .class("btn grave"), .type("submit"))
                    h.a(
                        Words(zh: "不退回", en: "Do not return it"), .class("btn bare"),
                        .href("/desk/accessions/\(accession.id.text)"))
                }
            }
        }
    }
}

/// A resubmission beside the returned one: what was corrected, what is still there, what is new.
func comparePage(
    _ visit: Visit, _ earlier: (accession: Accession, report: CheckReport),
    _ later: (accession: Accession, report: CheckReport)
) -> [UInt8] {
    let title = Words(zh: "对照两次报告", en: "Two reports compared")
    let before = Set(earlier.report.findings.map(Compared.init))
    let after = Set(later.report.findings.map(Compared.init))
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs(
            [
                (DeskPlace.accessions.words, "/desk/accessions"),
                (
                    Words(zh: "收 \(later.accession.number)", en: "Receipt \(later.accession.number)"),
                    "/desk/accessions/\(later.accession.id.text)"
                ),
            ], here: title)
        h.div(.class("h")) { $0.h1(title) }
        let number = Words(zh: "收件号", en: "Receipt")
        let verdict = Words(zh: "结论", en: "Verdict")
        let items = Words(zh: "件数", en: "Items")
        let size = Words(zh: "数据量", en: "Size")
        h.table(
            title, [Column(number), Column(verdict), Column(items, number: true), Column(size, number: true)]
        ) { h in
            for (accession, report) in [earlier, later] {
                h.tr { h in
                    h.th(.scope("row")) { h in
                        h.a(accession.number, .href("/desk/accessions/\(accession.id.text)"), .class("code"))
                    }
                    h.cell(verdict, report.saying)
                    h.cell(items, class: "n", report.records.grouped)
                    h.cell(size, class: "n", report.bytes.size)
                }
            }
        }
        let (then, now) = (earlier.report.schemes, later.report.schemes)
        if !then.isEmpty, !now.isEmpty,
            then.map(\.scope) != now.map(\.scope) || then.map(\.version) != now.map(\.version)
        {
            h.note(.info, Words(zh: "两次按不同的检测方案检测", en: "The two were judged by different schemes")) { h in
                h.p(then.words + Words(asIs: " → ") + now.words)
            }
        }
        if let old = earlier.report.rules, let new = later.report.rules, old.version != new.version {
            h.note(.info, Words(zh: "两次按不同的检测依据检测", en: "The two were held against different rule books")) { h in
                h.p(old.words + Words(asIs: " → ") + new.words)
            }
        }
        // What was not looked for again is not corrected.
        let (unseen, gone) = earlier.report.findings.filter { !after.contains(Compared($0)) }
            .reduce(into: ([Finding](), [Finding]())) { parts, finding in
                if later.report.notRun.contains(finding.check) {
                    parts.0.append(finding)
                } else {
                    parts.1.append(finding)
                }
            }
        h.compared(
            Words(zh: "已改正", en: "Corrected"), gone,
            Words(zh: "没有。上次的发现都还在。", en: "None: everything found before is still there."))
        if !unseen.isEmpty {
            h.compared(
                Words(zh: "这次没有检", en: "Not looked for this time"), unseen, Words(zh: "没有。", en: "None."))
        }
        h.compared(
            Words(zh: "仍然存在", en: "Still there"), later.report.findings.filter { before.contains(Compared($0)) },
            Words(zh: "没有。", en: "None."))
        h.compared(
            Words(zh: "新出现", en: "New"), later.report.findings.filter { !before.contains(Compared($0)) },
            Words(zh: "没有。", en: "None."))
    }
}

/// What makes two findings the same thing: check, record, file and element, not its words or line.
private struct Compared: Hashable {
    let check: String
    let record: String?
    let file: FileName?
    let element: String?

    init(_ finding: Finding) {
        (check, record, file, element) = (finding.check, finding.record, finding.file, finding.element)
    }
}

extension HTML {
    fileprivate mutating func compared(_ title: Words, _ findings: [Finding], _ none: Words) {
        section(.class("prop sect")) { h in
            h.div(.class("row apart")) { h in
                h.h2(title)
                h.span(Words(zh: "\(findings.count)处", en: "\(findings.count)"), .class("quiet num"))
            }
            if findings.isEmpty { h.p(none, .class("quiet")) }
            for finding in findings.prefix(100) { h.finding(finding) }
        }
    }
}

/// Stopped packages, for the security officer: numbers and days, no names.
func incidentsPage(_ visit: Visit, _ incidents: [Incident]) -> [UInt8] {
    let title = DeskPlace.incidents.words
    return deskPage(visit, title: title, at: .incidents) { h in
        h.div(.class("h")) { $0.h1(title) }
        if incidents.isEmpty {
            h.void(
                Words(zh: "没有隔离事件", en: "There are no incidents"),
                Words(
                    zh: "移交包里出现密级标志时会立即停止、隔离，并记在这里。",
                    en: "A package with a secrecy mark is stopped and quarantined at once, and listed here."))
            return
        }
        let number = Words(zh: "收件号", en: "Receipt")
        let marks = Words(zh: "标志数", en: "Marks")
        let opened = Words(zh: "发现", en: "Found")
        h.table(
            title, [Column(number), Column(marks, number: true), Column(opened), Column(Phrases.state)]
        ) { h in
            for incident in incidents {
                h.tr(.id("i-\(incident.id)")) { h in
                    h.th(incident.number, .scope("row"), .class("code"))
                    h.cell(marks, class: "n", incident.marks.grouped)
                    h.cell(opened, class: "nb") { $0.moment(incident.openedAt, visit.clock) }
                    h.cell(Phrases.state) { h in
                        if incident.closedAt == nil {
                            h.stopBadge(Words(zh: "隔离中", en: "in quarantine"))
                        } else {
                            h.goodBadge(Words(zh: "已处理", en: "closed"))
                        }
                    }
                }
            }
        }
        h.p(
            Words(
                zh: "这里不显示文件名与题名。处理须由移交单位经办人到馆当面进行。",
                en: "File names and titles are not shown. The agency deals with it in person at the archive."),
            .class("help gap"))
    }
}
