import Archive
import Intake

// The report of the checks: the verdict, then each property of the standard with its findings.

extension HTML {
    mutating func verdict(_ visit: Visit, _ view: AccessionView, _ report: CheckReport) {
        section(.class("verdict"), .labelledBy("v")) { h in
            h.div { h in
                h.h2(report.saying, .class("say"), .id("v"))
                h.p { h in
                    h.text(report.summary)
                    if !report.schemes.isEmpty { h.judged(by: report.schemes) }
                    if let rules = report.rules, rules.version > 0 { h.heldAgainst(rules) }
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
                    (Words(zh: "档案", en: "Items"), Words(zh: "\(report.records.grouped)件", en: report.records.grouped)),
                    (Words(zh: "文件", en: "Files"), Words(zh: "\(report.files.grouped)个", en: report.files.grouped)),
                    (Words(zh: "数据量", en: "Size"), Words(asIs: report.bytes.size)),
                    (
                        Words(zh: "检测项", en: "Checks"),
                        Words(zh: "\(report.outcomes.count.grouped)项", en: report.outcomes.count.grouped)
                    ),
                    (Words(zh: "用时", en: "Time"), Words(seconds: report.seconds)),
                    (Words(zh: "杀毒软件", en: "Virus scanner"), Words(asIs: report.scanner ?? "")),
                ] where !value.zh.isEmpty {
                    h.div { h in
                        h.dt(name)
                        h.dd(value)
                    }
                }
            }
        }
    }

    /// By which version of which scheme, or schemes.
    private mutating func judged(by schemes: [AppliedScheme]) {
        if language == .en { text(" ") }
        let said =
            schemes.count == 1
            ? Words(zh: "按\(Words.slot)检测。", en: "Judged by \(Words.slot).")
            : Words(
                zh: "包内有几个门类，按\(Words.slot)检测，每项取其中最严的。",
                en: "Judged by \(Words.slot): it holds several categories, and each check is run as the strictest says."
            )
        text(said) { h in
            for (place, scheme) in schemes.enumerated() {
                if place > 0 { h.text(Words(zh: "、", en: ", ")) }
                h.a(scheme.words, .href(scheme.scope.page))
                if let from = scheme.from {
                    h.text(Words(zh: "（\(from.words.zh)起生效）", en: " (in force since \(from.words.en))"))
                }
            }
        }
    }

    /// Which edition of the rule book metadata and images were held against.
    private mutating func heldAgainst(_ rules: AppliedRuleBook) {
        if language == .en { text(" ") }
        text(Words(zh: "元素、值域等按\(Words.slot)。", en: "Elements, domains and measures are by \(Words.slot).")) { h in
            h.a(rules.words, .href("/desk/rules"))
            if let from = rules.from {
                h.text(Words(zh: "（\(from.words.zh)起生效）", en: " (in force since \(from.words.en))"))
            }
        }
    }

    /// One of the four properties: its findings, then what passed and what nobody looked at.
    mutating func property(_ accession: Accession, _ property: Finding.Property, _ report: CheckReport) {
        let numbers = report.findings.indices.filter { report.findings[$0].property == property }
        let findings = numbers.map { report.findings[$0] }
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
            for (number, finding) in zip(numbers.prefix(Self.mostFindings), findings) {
                h.finding(finding, place: (number, accession.path(toFinding: number)))
            }
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
            let off = outcomes.filter { $0.result == .off }
            if !off.isEmpty {
                h.details(.class("more")) { h in
                    h.summary(
                        Words(zh: "按方案没有检的\(off.count)项", en: "\(off.count) not run, by the scheme"))
                    h.ul { h in
                        for outcome in off { h.outcome(outcome, .dash) }
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

    mutating func outcome(_ outcome: CheckReport.Outcome, _ icon: Icon) {
        li(.class("passed")) { h in
            h.icon(icon)
            h.text(" ")
            h.label(of: outcome.check, outcome.label)
        }
    }
}

extension AppliedRuleBook {
    /// `检测依据第2版`, or that nothing was decided.
    var words: Words {
        version > 0
            ? Words(zh: "检测依据第\(version)版", en: "version \(version) of the rule book")
            : Words(zh: "通用检测依据", en: "the general rule book")
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
