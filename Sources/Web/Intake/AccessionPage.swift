import Archive
import Intake
import Ledger

/// Everything an accession's page shows.
struct AccessionView {
    var accession: Accession
    var report: CheckReport?
    var form: HandoverForm?
    var events: [Event]
    var names: [String: String]
    var work: [WorkProgress]
    var supersedes: Accession?
    var successors: [Accession]
    /// Why it was sent back by hand.
    var returnReason: String?
    var isParked = false
}

/// One transfer, from receipt to catalogue: where it stands, what was found, who has to do what.
func accessionPage(_ visit: Visit, _ view: AccessionView) -> [UInt8] {
    let accession = view.accession
    let working = accession.state.isUnchecked || accession.state == .accepted || accession.state == .preserved
    return deskPage(
        visit, title: Words(zh: "收 \(accession.number)", en: "Receipt \(accession.number)"), at: .accessions,
        refresh: working ? 3 : nil
    ) { h in
        h.crumbs(
            [(DeskPlace.accessions.words, "/desk/accessions")],
            here: Words(zh: "收 \(accession.number)", en: "Receipt \(accession.number)"))
        if accession.state == .quarantined {
            h.quarantine(visit, view)
            return
        }
        h.div(.class("h")) { h in
            h.h1(accession.shownName)
            h.span(accession.agency, .class("quiet"))
            if view.report != nil {
                h.span(.class("push row no-print")) { h in
                    h.a(
                        .class("btn"), .href("/desk/accessions/\(accession.id.text)/report.json")
                    ) { h in
                        h.icon(.down)
                        h.text(Words(zh: "报告 JSON", en: "Report as JSON"))
                    }
                }
            }
        }
        // While work is under way this part renews itself, with script or by reloading.
        h.div(.when(working, .data("data-poll", ""))) { h in
            h.steps(accession.steps.names, now: accession.steps.now, label: Words(zh: "办理进度", en: "Progress"))
            h.div(.class("stack sect")) { h in
                h.state(visit, view)
            }
        }
        guard let report = view.report else {
            h.div(.class("sect")) { $0.receipt(visit, view) }
            return
        }
        h.div(.class("panes sect")) { h in
            h.div { h in
                for property in Finding.Property.allCases { h.property(visit, property, report) }
            }
            h.aside(.class("stack"), .ariaLabel(Words(zh: "交接", en: "Handover"))) { h in
                if let form = view.form { h.handover(visit, view, form) }
                h.receipt(visit, view)
                h.happened(visit, view)
            }
        }
        h.p(.class("print-only small")) { h in
            h.text(visit.site.name)
            h.text(
                Words(
                    zh: "　四性检测报告　收 \(accession.number)　依据DA/T 70—2018（移交与接收环节）　印于",
                    en: "　Report of the checks　Receipt \(accession.number)　DA/T 70-2018　printed on "))
            h.text(visit.clock.today.words)
        }
    }
}

extension Accession {
    /// The steps of its way, and the one it stands at.
    fileprivate var steps: (names: [Words], now: Int) {
        let received = Words(zh: "收件", en: "Received")
        let checked = Words(zh: "检测", en: "Checks")
        switch state {
        case .returned: return ([received, checked, AccessionState.returned.words], 2)
        case .quarantined: return ([received, checked, AccessionState.quarantined.words], 2)
        default: break
        }
        let names = [
            received, checked, Words(zh: "交接", en: "Handover"), Words(zh: "入库", en: "Kept"),
            Words(zh: "著录", en: "Described"),
        ]
        switch state {
        case .received, .checking: return (names, 1)
        case .awaiting: return (names, 2)
        case .accepted: return (names, 3)
        case .preserved: return (names, 4)
        default: return (names, 5)
        }
    }
}

extension HTML {
    /// What holds now, in a sentence, with numbers and what to do.
    fileprivate mutating func state(_ visit: Visit, _ view: AccessionView) {
        let accession = view.accession
        if view.isParked {
            note(.warn, Words(zh: "这一份的办理卡住了", en: "Work on this transfer is parked")) { h in
                h.p { h in
                    h.text(Words(zh: "没有丢失任何内容。", en: "Nothing is lost. "))
                    if visit.may(.seeParked) {
                        h.a(Words(zh: "看原因并重试", en: "See why, and try again"), .href("/desk/parked"))
                    } else {
                        h.text(Words(zh: "档案馆会处理。", en: "The archive is looking after it."))
                    }
                }
            }
        }
        switch accession.state {
        case .received, .checking:
            note(.info, Words(zh: "已收到，正在检测", en: "Received; being checked")) { h in
                h.p(
                    Words(
                        zh: "收件号\(accession.number)。页面可以关闭，结果会保留。",
                        en: "Receipt \(accession.number). The page may be closed; the result is kept."))
            }
            work(view, Words(zh: "检测", en: "Checks"))
        case .accepted:
            note(.info, Words(zh: "双方已签字，正在入库", en: "Both sides signed; being put into the stacks")) { h in
                h.p(
                    Words(zh: "写入后逐个读回核对，相符才算入库。", en: "Every file is read back and compared before it counts as kept.")
                )
            }
            work(view, Words(zh: "入库", en: "Keeping"))
        case .preserved:
            note(.info, Words(zh: "已入库，正在起草目录", en: "Kept; its catalogue entries are being drafted"))
            work(view, Words(zh: "起草目录", en: "Drafting"))
        case .described:
            note(
                .good,
                Words(
                    zh: "已入库，\(Phrases.items(accession.records).zh)，目录已起草",
                    en: "Kept: \(Phrases.items(accession.records).en), drafted in the catalogue")
            ) {
                h in
                h.p(.class("row")) { h in
                    h.text(Words(zh: "读回核对全部相符。", en: "Every file was read back and is as it came. "))
                    if visit.may(.browse) {
                        h.a(
                            Words(zh: "查看并确认著录", en: "See and confirm the descriptions"),
                            .href("/desk/accessions/\(accession.id.text)/units"))
                    }
                }
            }
        case .returned:
            note(.stop, Words(zh: "已退回移交单位", en: "Returned to the agency")) { h in
                if let reason = view.returnReason {
                    h.p(Words(zh: "缘由：\(reason)", en: "Reason: \(reason)"))
                } else {
                    h.p(
                        Words(
                            zh: "有阻断项。按下面的“怎么办”改正后重新移交；报告、清单与摘要留存。",
                            en:
                                "There are blocking findings. Correct them as said below and submit again; report, listing and digests are kept."
                        ))
                }
                if visit.may(.submit), view.successors.isEmpty {
                    h.p { h in
                        h.a(
                            Words(zh: "改好后重新移交", en: "Submit it again, corrected"), .class("btn"),
                            .href("/desk/accessions/new?supersedes=\(accession.id.text)"))
                    }
                }
            }
        case .awaiting, .quarantined: break
        }
        if let successor = view.successors.last {
            note(.info, Words(zh: "已由收 \(successor.number) 替换", en: "Replaced by receipt \(successor.number)")) { h in
                h.p { h in
                    h.a(
                        Words(zh: "对照两次报告", en: "Compare the two reports"),
                        .href("/desk/accessions/\(successor.id.text)/compare"))
                }
            }
        }
        if let report = view.report { verdict(visit, view, report) }
    }

    private mutating func work(_ view: AccessionView, _ name: Words) {
        guard !view.work.isEmpty else { return }
        div(.class("card")) { h in
            for work in view.work {
                h.progressBar(
                    name, done: work.done, total: work.total, perMinute: work.rate.map { Int64($0 * 60) })
            }
        }
    }

    fileprivate mutating func verdict(_ visit: Visit, _ view: AccessionView, _ report: CheckReport) {
        section(.class("verdict"), .labelledBy("v")) { h in
            h.div { h in
                h.h2(report.saying, .class("say"), .id("v"))
                h.p { h in
                    h.text(report.summary)
                    if let earlier = view.supersedes {
                        h.text(
                            Words(
                                zh: "替换退回的收 \(earlier.number)，", en: " In place of the returned \(earlier.number): "))
                        h.a(
                            Words(zh: "对照两次报告", en: "compare the two reports"),
                            .href("/desk/accessions/\(view.accession.id.text)/compare"))
                        h.text(Words(zh: "。", en: "."))
                    }
                }
            }
            h.dl(.class("tally")) { h in
                for (name, value) in [
                    (Words(zh: "档案", en: "Items"), Words(asIs: report.records.grouped)),
                    (Words(zh: "文件", en: "Files"), Words(asIs: report.files.grouped)),
                    (Words(zh: "数据量", en: "Size"), Words(asIs: report.bytes.size)),
                    (Words(zh: "检测项", en: "Checks"), Words(asIs: report.outcomes.count.grouped)),
                    (Words(zh: "用时", en: "Time"), Words(seconds: report.seconds)),
                ] {
                    h.div { h in
                        h.dt(name)
                        h.dd(value)
                    }
                }
            }
        }
    }

    /// One of the four properties: its findings, then what passed and what nobody looked at.
    fileprivate mutating func property(_ visit: Visit, _ property: Finding.Property, _ report: CheckReport) {
        let findings = report.findings.filter { $0.property == property }
        let outcomes = report.outcomes.filter { $0.property == property }
        guard !findings.isEmpty || !outcomes.isEmpty else { return }
        let id = "p-\(property.rawValue)"
        section(.class("prop"), .labelledBy(id)) { h in
            h.div(.class("row apart")) { h in
                h.h2(property.words.capitalised, .id(id))
                h.span(.class("quiet")) { h in
                    h.text(
                        Words(
                            zh: "\(outcomes.count)项", en: outcomes.count == 1 ? "1 check" : "\(outcomes.count) checks"))
                    for severity in Finding.Severity.allCases {
                        let count = findings.count { $0.severity == severity }
                        if count > 0 {
                            h.text(Words(zh: "　\(count)\(severity.words.zh)", en: ", \(count) \(severity.words.en)"))
                        }
                    }
                }
            }
            for finding in findings.prefix(Self.mostFindings) { h.finding(finding) }
            if findings.count > Self.mostFindings {
                h.p(
                    Words(
                        zh: "另有\(findings.count - Self.mostFindings)项同类发现，见报告 JSON。",
                        en: "\(findings.count - Self.mostFindings) more findings are in the report as JSON."),
                    .class("help"))
            }
            let reviews = outcomes.filter { $0.result == .review && $0.findings == 0 }
            if !reviews.isEmpty {
                h.details(.class("more")) { h in
                    h.summary(
                        Words(zh: "待人工复核的\(reviews.count)项", en: "\(reviews.count) for review by a person"))
                    h.ul { h in
                        for outcome in reviews { h.outcome(outcome, .eye) }
                    }
                }
            }
            let passed = outcomes.filter { $0.result == .passed }
            if !passed.isEmpty {
                h.details(.class("more")) { h in
                    h.summary(Words(zh: "通过的\(passed.count)项", en: "\(passed.count) passed"))
                    h.ul { h in
                        for outcome in passed { h.outcome(outcome, .tick) }
                    }
                }
            }
            let absent = outcomes.filter { $0.result == .notApplicable }
            if !absent.isEmpty {
                h.details(.class("more")) { h in
                    h.summary(
                        Words(zh: "包内没有此类内容的\(absent.count)项", en: "\(absent.count) not applicable"))
                    h.ul { h in
                        for outcome in absent { h.outcome(outcome, .dash) }
                    }
                }
            }
        }
    }

    private static let mostFindings = 200

    private mutating func outcome(_ outcome: CheckReport.Outcome, _ icon: Icon) {
        li(.class("passed")) { h in
            h.icon(icon)
            h.text(" ")
            h.label(of: outcome.check, outcome.label)
        }
    }

    /// The name of a check with its number in the standard, quiet.
    mutating func label(of check: String, _ label: String) {
        let parts = label.split(separator: " ", maxSplits: 1)
        let (number, name) = parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", label)
        text(Words(zh: name, en: check.replacing("-", with: " ").capitalisedFirst))
        if !number.isEmpty { span(Words(asIs: "　" + number), .class("quiet small num")) }
    }

    /// One finding in three columns: what, where, what to do.
    mutating func finding(_ finding: Finding) {
        let name: StaticString =
            switch finding.severity {
            case .blocking: "finding block"
            case .warning: "finding"
            case .review: "finding look"
            }
        article(.class(name)) { h in
            h.h3 { h in
                h.badge(finding.severity)
                h.span { $0.label(of: finding.check, finding.label) }
            }
            h.dl(.class("wwn")) { h in
                h.div { h in
                    h.dt(Phrases.what)
                    h.dd(finding.what)
                }
                h.div { h in
                    h.dt(Phrases.place)
                    h.dd { h in
                        if let record = finding.record { h.p { $0.code(record) } }
                        if let file = finding.file { h.p { $0.code(file.display) } }
                        if let element = finding.element {
                            h.p(Words(zh: "“\(element)”", en: "“\(element)”"))
                        }
                        if let line = finding.line { h.p(Words(zh: "第\(line)行", en: "line \(line)")) }
                        if finding.record == nil, finding.file == nil, finding.element == nil {
                            h.p(Words(zh: "整个移交包", en: "the package as a whole"))
                        }
                    }
                }
                h.div { h in
                    h.dt(Phrases.next)
                    h.dd(finding.next)
                }
            }
        }
    }

    // MARK: Aside

    fileprivate mutating func handover(_ visit: Visit, _ view: AccessionView, _ form: HandoverForm) {
        let accession = view.accession
        section(.class("pane")) { h in
            h.div(.class("ph")) { h in
                h.h2(Words(zh: "交接签字", en: "Signatures"))
                h.span(
                    accession.state == .awaiting
                        ? Words(zh: "双方签齐即入库", en: "Kept once both have signed")
                        : accession.state.words, .class("quiet"))
            }
            h.signatures(visit, form, waiting: accession.state == .awaiting)
            if accession.state == .awaiting {
                h.div(.class("acts no-print gap")) { h in
                    if visit.maySign(form) {
                        h.a(.class("btn first"), .href("/desk/accessions/\(accession.id.text)/handover")) { h in
                            h.icon(.pen)
                            h.text(Words(zh: "核对登记表并签字", en: "Check the form and sign"))
                        }
                    } else {
                        h.a(
                            Words(zh: "看登记表", en: "See the form"), .class("btn"),
                            .href("/desk/accessions/\(accession.id.text)/handover"))
                    }
                    if visit.may(.returnPackage) {
                        h.a(
                            Words(zh: "退回", en: "Return it"), .class("btn grave"),
                            .href("/desk/accessions/\(accession.id.text)/return"))
                    }
                }
            }
        }
    }

    /// The two boxes: who signed, or who is waited for.
    mutating func signatures(_ visit: Visit, _ form: HandoverForm, waiting: Bool) {
        div(.class("sign")) { h in
            for side in HandoverSide.allCases {
                let party = side == .sending ? form.sender : form.receiver
                if let signature = form[side] {
                    h.div { h in
                        h.p { h in
                            h.text(side.words)
                            h.text("　" + party)
                        }
                        h.p(signature.name, .class("name"))
                        h.p { h in
                            h.moment(signature.at, visit.clock)
                            h.br()
                            h.text(
                                signature.scan == nil
                                    ? Words(zh: "系统内签字", en: "signed in the system")
                                    : Words(zh: "纸质签字，扫描件已附", en: "signed on paper, scan attached"))
                        }
                    }
                } else {
                    h.div(.class("wait")) { h in
                        h.p { h in
                            h.text(side.words)
                            h.text("　" + party)
                        }
                        h.p(
                            waiting ? Words(zh: "待签字", en: "to sign") : Words(zh: "未签字", en: "not signed"),
                            .class("name quiet"))
                    }
                }
            }
        }
    }

    fileprivate mutating func receipt(_ visit: Visit, _ view: AccessionView) {
        let accession = view.accession
        section(.class("pane")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "收件", en: "Receipt")) }
            h.div(.class("card")) { h in
                h.definitions { h in
                    h.definition(Words(zh: "收件号", en: "Receipt")) { $0.code(accession.number) }
                    h.definition(Words(zh: "收到", en: "Received")) { $0.moment(accession.receivedAt, visit.clock) }
                    if !accession.agency.isEmpty { h.definition(Phrases.agency, accession.agency) }
                    if let kind = accession.kind { h.definition(Words(zh: "类型", en: "Kind"), kind.words) }
                    h.definition(Words(zh: "大小", en: "Size"), accession.bytes.size)
                    h.definition(Words(zh: "SHA-256", en: "SHA-256")) { $0.code(accession.sha256.hex) }
                    if let note = accession.note, !note.isEmpty { h.definition(Words(zh: "附言", en: "Note"), note) }
                    if accession.purgedAt != nil {
                        h.definition(
                            Words(zh: "字节", en: "Bytes"),
                            Words(zh: "已按期清除，报告与摘要留存", en: "removed on schedule; report and digests are kept"))
                    }
                }
            }
        }
    }

    fileprivate mutating func happened(_ visit: Visit, _ view: AccessionView) {
        section(.class("pane")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "经过", en: "What happened")) }
            h.timeline { h in
                for (place, event) in view.events.reversed().enumerated() {
                    h.li(.class(place == 0 ? "now" : "done")) { h in
                        h.moment(event.at, visit.clock)
                        h.text(event.kind.words)
                        if let name = view.names[event.agent.id] { h.text("　" + name) }
                    }
                }
            }
        }
    }

    /// What stopped at a secrecy mark: no names, no titles, whoever looks.
    fileprivate mutating func quarantine(_ visit: Visit, _ view: AccessionView) {
        let accession = view.accession
        div(.class("h")) { h in
            h.h1(
                Words(zh: "收 \(accession.number) 已停止并隔离", en: "Receipt \(accession.number) is stopped and quarantined"))
            h.badge(accession.state)
        }
        note(.stop, Words(zh: "发现密级标志", en: "A secrecy mark was found"), alert: true) { h in
            h.dl(.class("wwn")) { h in
                h.div { h in
                    h.dt(Phrases.what)
                    h.dd(
                        Words(
                            zh: "包内有密级标志，而本机只能存放非涉密档案。",
                            en:
                                "Something in the package carries a secrecy mark, and this node must not hold state secrets."
                        ))
                }
                h.div { h in
                    h.dt(Phrases.place)
                    h.dd(Words(zh: "文件名与题名不在此显示。", en: "File names and titles are not shown here."))
                }
                h.div { h in
                    h.dt(Phrases.next)
                    h.dd(
                        Words(
                            zh: "不要打开、复制或转发。保密员已收到告知；请移交单位经办人到馆当面处理。",
                            en:
                                "Do not open, copy or pass it on. The security officer has been told; the agency deals with it in person."
                        ))
                }
            }
            h.p(
                Words(
                    zh: "没有建立索引，没有生成图像，没有送往任何副本。",
                    en: "Nothing was indexed, no image was made, nothing was copied anywhere."))
        }
        div(.class("sect")) { $0.happened(visit, view) }
    }
}

extension Visit {
    /// Whether this person may sign a side that is still open, not having signed the other.
    func maySign(_ form: HandoverForm) -> Bool {
        guard !form.signatures.contains(where: { $0.agent.id == person?.account }) else { return false }
        return form[.sending] == nil && may(.signSending) || form[.receiving] == nil && may(.signReceiving)
    }
}

extension CheckReport {
    fileprivate func count(_ severity: Finding.Severity) -> Int { findings.count { $0.severity == severity } }

    /// The verdict as the headline says it.
    var saying: Words {
        let warnings = count(.warning)
        let blocking = count(.blocking)
        switch verdict {
        case .accept: return Words(zh: "可以接收", en: "It may be accepted")
        case .acceptWithWarnings:
            return Words(
                zh: "可以接收，有\(warnings)处提醒",
                en: "It may be accepted, with \(warnings == 1 ? "one warning" : "\(warnings) warnings")")
        case .return:
            return Words(
                zh: "退回，有\(blocking)处阻断",
                en: "Returned: \(blocking == 1 ? "one thing blocks it" : "\(blocking) things block it")")
        }
    }

    fileprivate var summary: Words {
        let reviews = count(.review)
        let first =
            count(.blocking) == 0
            ? Words(zh: "没有阻断。", en: "Nothing blocks it.")
            : Words(zh: "改正阻断项后重新移交。", en: "Correct what blocks it and submit again.")
        guard reviews > 0 else { return first }
        return first
            + Words(
                zh: "\(reviews)项需要人看过才能判断，不影响结论。",
                en: " \(reviews) need a person to look; they do not change the verdict.")
    }
}

extension Words {
    /// With a capital first letter in English.
    var capitalised: Words { Words(zh: zh, en: en.capitalisedFirst) }
}

extension String {
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
