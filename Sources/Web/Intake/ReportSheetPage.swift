import Archive
import Intake

/// The report of one transfer as both sides sign it (四性检测报告): every item of the stage, on paper.
struct ReportSheet {
    var accession: Accession
    var report: CheckReport
    /// The latest opinions of persons, by check or item.
    var reviews: [String: Review]
    /// Where the handover can be signed, or was.
    var form: HandoverForm?
}

func reportSheetPage(_ visit: Visit, _ view: ReportSheet) -> [UInt8] {
    let (accession, report) = (view.accession, view.report)
    let title = Words(zh: "电子档案四性检测报告", en: "Report on the four properties")
    let results = report.items(view.reviews)
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs(
            [
                (DeskPlace.accessions.words, "/desk/accessions"),
                (
                    Words(zh: "收 \(accession.number)", en: "Receipt \(accession.number)"),
                    "/desk/accessions/\(accession.id.text)"
                ),
            ], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(.class("quiet")) { h in
                h.text(
                    Words(
                        zh: "依据DA/T 70—2018，\(report.stage.words.zh)环节", en: "DA/T 70-2018, \(report.stage.words.en)"))
            }
        }
        h.p(
            Words(
                zh: "用浏览器的“打印”得到 A4 报告；没有填的复核意见照实写“待填”。",
                en: "Print it from the browser, on A4. Opinions nobody entered are shown as open."),
            .class("help no-print"))
        h.facts(visit, view, results)
        for property in Finding.Property.allCases {
            h.results(visit, results.filter { $0.item.property == property }, of: property)
        }
        h.faults(report)
        h.fetched(visit, report.fetched, most: 50)
        h.signatures(visit, accession, report.signatures, most: 50)
        h.section(.class("sect"), .labelledBy("h-signed")) { h in
            h.h2(Words(zh: "检测结论和签字", en: "Conclusion and signatures"), .id("h-signed"))
            h.p(report.saying)
            if let form = view.form {
                h.signatures(visit, form, waiting: accession.state == .awaiting)
            } else {
                h.byHand(accession)
            }
        }
    }
}

extension HTML {
    fileprivate mutating func facts(_ visit: Visit, _ view: ReportSheet, _ results: [ItemResult]) {
        let (accession, report) = (view.accession, view.report)
        div(.class("card")) { h in
            h.definitions(wide: true) { h in
                h.definition(Words(zh: "收件号", en: "Receipt")) { $0.code(accession.number) }
                h.definition(HandoverSide.sending.words.capitalised) { $0.recordText(accession.agency) }
                if let form = view.form {
                    h.definition(HandoverSide.receiving.words.capitalised) { $0.recordText(form.receiver) }
                }
                h.definition(Words(zh: "检测对象", en: "What was checked")) { $0.text(accession.shownName) }
                h.definition(
                    Words(zh: "数量", en: "Quantity"),
                    Words(
                        zh: "\(report.records.grouped)件，\(report.files.grouped)个文件，\(report.bytes.grouped)字节",
                        en:
                            "\(report.records.grouped) items, \(report.files.grouped) files, \(report.bytes.grouped) bytes"
                    ))
                h.definition(Words(zh: "收到", en: "Received")) { $0.stamp(accession.receivedAt, visit.clock) }
                if let at = accession.checkedAt {
                    h.definition(Words(zh: "检测完成", en: "Checked")) { $0.stamp(at, visit.clock) }
                }
                if !report.schemes.isEmpty {
                    h.definition(Words(zh: "检测方案", en: "Scheme"), report.schemes.words)
                }
                if let rules = report.rules {
                    h.definition(RuleBookView.title, rules.version > 0 ? rules.words : Words(asIs: rules.name))
                }
                h.definition(
                    Words(zh: "检测系统", en: "Checked by"),
                    Words(zh: "兰台（自动检测），人工复核见下表", en: "Lantai (automated); by persons as below"))
                h.definition(
                    Words(zh: "杀毒软件", en: "Virus scanner"),
                    report.scanner.map { Words(asIs: $0) } ?? Words(zh: "没有连接", en: "none connected"))
                h.definition(Words(zh: "检测项目", en: "Items"), HTML.tally(results))
                if let digest = accession.reportDigest {
                    h.definition(Words(zh: "报告摘要（已记入账簿）", en: "Digest of the report, in the ledger")) {
                        $0.code(digest.hex)
                    }
                }
            }
        }
    }

    fileprivate static func tally(_ results: [ItemResult]) -> Words {
        func count(_ result: CheckReport.Outcome.Result) -> Int { results.count { $0.result == result } }
        let (good, warned, bad) = (count(.passed), count(.warned), count(.failed))
        let (open, none) = (count(.review), count(.notApplicable) + count(.off))
        return Words(
            zh: "共\(results.count)项：通过\(good)，有提醒\(warned)，不通过\(bad)，待人工复核\(open)，不适用或不检\(none)",
            en:
                "\(results.count): \(good) passed, \(warned) with warnings, \(bad) failed, \(open) for review, \(none) not applicable or not run"
        )
    }

    fileprivate mutating func results(_ visit: Visit, _ results: [ItemResult], of property: Finding.Property) {
        let (number, name) = (Words(zh: "编号", en: "Number"), Words(zh: "检测项目", en: "Item"))
        let (mode, outcome) = (Words(zh: "方式", en: "How"), Words(zh: "结果", en: "Result"))
        let (note, who) = (Words(zh: "发现和意见", en: "Findings and opinions"), Words(zh: "复核人", en: "Reviewed by"))
        section(.class("sect")) { h in
            h.h2(property.words.capitalised)
            h.table(property.words.capitalised, [number, name, mode, outcome, note, who].map { Column($0) }) { h in
                for result in results {
                    h.tr(.id("item-\(result.item.key)")) { h in
                        h.cell(
                            number, class: "code nb",
                            result.item.number.map { "\(result.item.stage.code)-\($0)" } ?? "—")
                        h.cell(name, result.item.name.capitalised)
                        h.cell(mode, result.mode.words)
                        h.cell(outcome, class: "nb") { $0.badge(result.result) }
                        h.cell(note) { $0.said(of: result) }
                        h.cell(who) { h in
                            for review in result.reviews {
                                h.p { h in
                                    h.recordText(review.name)
                                    h.text("　")
                                    h.stamp(review.at, visit.clock)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private mutating func said(of result: ItemResult) {
        if result.findings > 0 {
            p(
                Words(
                    zh: "\(result.findings)处发现", en: result.findings == 1 ? "1 finding" : "\(result.findings) findings")
            )
        }
        for review in result.reviews {
            p { h in
                h.text(review.opinion.words)
                h.text(Words(zh: "：", en: ": "))
                h.recordText(review.note.isEmpty ? "—" : review.note)
            }
        }
        if result.needsForm, !result.reviews.contains(where: { $0.check == result.item.key }) {
            p(Words(zh: "复核意见待填", en: "opinion to be filled in"), .class("quiet"))
        }
    }

    /// What is wrong, with the place: on paper as much as fits a report, all of it at the desk.
    fileprivate mutating func faults(_ report: CheckReport) {
        let faults = report.findings.filter { $0.severity != .review }
        guard !faults.isEmpty else { return }
        let most = 60
        section(.class("prop"), .labelledBy("h-faults")) { h in
            h.h2(Words(zh: "问题清单", en: "What is wrong"), .id("h-faults"))
            for finding in faults.prefix(most) { h.finding(finding) }
            if faults.count > most {
                h.p(
                    Words(
                        zh: "另有\(faults.count - most)处，见收件页和报告 JSON。",
                        en: "\(faults.count - most) more stand on the page of the receipt and in the report as JSON."),
                    .class("help"))
            }
        }
    }

    /// Where nobody can sign in the system: a package that went back.
    fileprivate mutating func byHand(_ accession: Accession) {
        div(.class("sign")) { h in
            for side in HandoverSide.allCases {
                h.div(.class("wait")) { h in
                    h.p { h in
                        h.text(side.words.capitalised)
                        if side == .sending { h.text("　" + accession.agency) }
                    }
                    h.div(.class("print-only by-hand")) { h in
                        h.p(Words(zh: "签字（盖章）：", en: "Signature and seal:"))
                        h.p(Words(zh: "日期：　　　　年　　月　　日", en: "Date:"))
                    }
                }
            }
        }
    }

    mutating func badge(_ result: CheckReport.Outcome.Result) {
        switch result {
        case .passed: goodBadge(result.words)
        case .warned: warnBadge(result.words)
        case .failed: stopBadge(result.words)
        case .review: warnBadge(result.words)
        case .notApplicable, .off: plainBadge(result.words)
        }
    }
}

extension ItemResult {
    /// How it was judged in this package: an item whose form was not asked for was judged by the program alone.
    fileprivate var mode: CheckItem.Mode {
        guard needsForm else { return item.mode == .form ? .form : .automated }
        return outcomes.contains { $0.result != .notApplicable } ? .partly : .form
    }
}
