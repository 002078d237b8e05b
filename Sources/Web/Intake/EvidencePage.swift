package import Archive
package import Intake
import Ledger

/// The evidence of the checks as one file that needs nothing beside it: to be read, printed on A4 and signed (检测佐证).
package func evidencePage(_ book: EvidenceBook, _ language: Language, _ clock: Clock) -> [UInt8] {
    let title = Words(zh: "电子档案四性检测佐证", en: "Evidence of the checks of electronic records")
    var h = HTML(language)
    h.markup("<!doctype html>\n")
    h.html(.lang(language.tag)) { h in
        h.head { h in
            h.meta(.charset("utf-8"))
            h.meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
            h.title { $0.text(title) }
            h.markup(
                """
                <style>
                @page{size:A4;margin:18mm 15mm}
                body{font:10.5pt/1.6 serif;max-width:190mm;margin:0 auto;padding:6mm}
                h1{font-size:18pt;text-align:center}h2{font-size:13pt;break-after:avoid}h3{font-size:11pt;break-after:avoid}
                table{border-collapse:collapse;width:100%;margin:4mm 0}
                th,td{border:1px solid #777;padding:1mm 2mm;text-align:start;vertical-align:top;overflow-wrap:anywhere}
                thead{display:table-header-group}tr{break-inside:avoid}
                .transfer{break-before:page}.lack{border:2px solid #8c2413;padding:2mm 4mm}
                code{font-size:8.5pt;overflow-wrap:anywhere}
                </style>
                """)
        }
        h.body { h in
            h.h1(title)
            h.summary(book, clock)
            h.overItems(book)
            h.keeping(book, clock)
            for transfer in book.transfers { h.transfer(transfer, book, clock) }
        }
    }
    return h.bytes
}

extension HTML {
    fileprivate mutating func summary(_ book: EvidenceBook, _ clock: Clock) {
        let made = LocalTime(book.madeAt, clock).full
        p(
            Words(
                zh: "\(book.archive)，依据DA/T 70—2018，\(made.zh)由兰台从登记和账簿中生成。",
                en: "\(book.archive), by DA/T 70-2018; made by Lantai on \(made.en) from the register and the ledger."))
        let (what, count) = (Words(zh: "依据的材料", en: "What it rests on"), Words(zh: "数量", en: "How much"))
        plain([what, count]) { h in
            h.row(
                [Words(zh: "移交", en: "transfers"), Words(asIs: "\(book.transfers.count)")])
            h.row(
                [
                    Words(zh: "移交单位", en: "agencies"),
                    Words(asIs: "\(book.agencies.count)　" + book.agencies.joined(separator: "、")),
                ])
            let there = book.material
            for kind in MaterialKind.allCases {
                let sum = there[kind] ?? (transfers: 0, files: 0)
                h.row([
                    kind.words,
                    Words(
                        zh: "\(sum.files.grouped)个文件，在\(sum.transfers)次移交中",
                        en: "\(sum.files.grouped) files in \(sum.transfers) transfers"),
                ])
            }
        }
        let missing = book.missing
        if !missing.isEmpty {
            div(.class("lack")) { h in
                h.p(Words(zh: "专家组要求而这里没有的：", en: "Asked for by expert panels and not here:"))
                h.ul { h in for each in missing { h.li(each) } }
            }
        }
        if let proofs = book.proofs {
            p { h in
                h.text(
                    Words(
                        zh: "账簿共\(proofs.size.grouped)条，根为",
                        en: "The ledger has \(proofs.size.grouped) entries; its root:"))
                h.text(" ")
                h.element("code", []) { $0.text(proofs.root.hex) }
            }
        }
    }

    /// Every item of the stages at hand, with how often it came to what.
    fileprivate mutating func overItems(_ book: EvidenceBook) {
        let stages = CheckStage.allCases.filter { stage in book.transfers.contains { $0.report.stage == stage } }
        for stage in stages {
            h2(
                Words(
                    zh: "\(stage.words.zh)环节逐项结果（次）", en: "Results of every item at \(stage.words.en) (transfers)"))
            let results: [CheckReport.Outcome.Result] = [.passed, .warned, .failed, .review, .notApplicable, .off]
            let head = [Words(zh: "编号", en: "Number"), Words(zh: "检测项目", en: "Item"), Words(zh: "方式", en: "How")]
            plain(head + results.map(\.words)) { h in
                for item in CheckItems.items(of: stage) {
                    let counts = book.results(of: item)
                    h.row(
                        [
                            Words(asIs: item.number.map { "\(stage.code)-\($0)" } ?? "—"), item.name, item.mode.words,
                        ] + results.map { Words(asIs: counts[$0].map { "\($0)" } ?? "") })
                }
            }
        }
    }

    /// What is kept: the rounds that judge it, with the last of each, and what a person found where no program can judge.
    fileprivate mutating func keeping(_ book: EvidenceBook, _ clock: Clock) {
        h2(Words(zh: "长期保存环节", en: "Long-term keeping"))
        plain([
            Words(zh: "检测项目", en: "Item"), Words(zh: "方式", en: "How"), Words(zh: "最近一次巡检", en: "Last round"),
            Words(zh: "人工意见", en: "Opinion"),
        ]) { h in
            for item in CheckItems.items(of: .keeping) {
                let last = item.rounds.compactMap { book.rounds[$0] }.max { $0.index < $1.index }
                let said = last.map { last -> Words in
                    let when = LocalTime(last.event.at, clock).full
                    if let files = last.event.facts["checked"]?.int, let damaged = last.event.facts["damaged"]?.int {
                        return Words(
                            zh: "\(when.zh)，核对\(files.grouped)个文件，损坏\(damaged.grouped)个，账簿第\(last.index)条",
                            en:
                                "\(when.en): \(files.grouped) files compared, \(damaged.grouped) damaged; entry \(last.index) of the ledger"
                        )
                    }
                    return Words(
                        zh: "\(when.zh)，\(last.event.kind.words.zh)，账簿第\(last.index)条",
                        en: "\(when.en), \(last.event.kind.words.en), entry \(last.index) of the ledger")
                }
                let opinion: Words =
                    if let review = book.opinions[item.key] {
                        Words(
                            zh:
                                "\(review.opinion.words.zh)；\(review.note.isEmpty ? "—" : review.note)；\(review.name)，\(LocalTime(review.at, clock).full.zh)",
                            en:
                                "\(review.opinion.words.en); \(review.note.isEmpty ? "—" : review.note); \(review.name), \(LocalTime(review.at, clock).full.en)"
                        )
                    } else {
                        item.form == nil ? Words(asIs: "—") : Words(zh: "没有填写", en: "not filled in")
                    }
                // An item without a round has none to be missing.
                let none = item.rounds.isEmpty ? Words(asIs: "—") : Words(zh: "账簿中没有", en: "none in the ledger")
                h.row([item.name, item.mode.words, said ?? none, opinion])
            }
        }
    }

    fileprivate mutating func transfer(_ transfer: AccessionEvidence, _ book: EvidenceBook, _ clock: Clock) {
        let accession = transfer.accession
        section(.class("transfer")) { h in
            h.h2(
                Words(
                    zh: "收 \(accession.number)　\(accession.agency)",
                    en: "Receipt \(accession.number)　\(accession.agency)"))
            h.plain([Words(zh: "事项", en: "Subject"), Words(zh: "记录", en: "Record")]) { h in
                h.row([
                    Words(zh: "接收", en: "Received"),
                    HTML.said(LocalTime(accession.receivedAt, clock).full, book.name(of: accession.receivedBy)),
                ])
                h.row([
                    Words(zh: "移交包", en: "Package"),
                    Words(
                        zh:
                            "\(accession.bytes.grouped)字节，\(accession.records.grouped)件，\(accession.files.grouped)个文件；SHA-256 \(accession.sha256.hex)",
                        en:
                            "\(accession.bytes.grouped) bytes, \(accession.records.grouped) items, \(accession.files.grouped) files; SHA-256 \(accession.sha256.hex)"
                    ),
                ])
                h.row([Words(zh: "检测结论", en: "Verdict"), transfer.report.verdict.words])
                h.row([
                    Words(zh: "报告摘要", en: "Digest of the report"), Words(asIs: accession.reportDigest?.hex ?? "—"),
                ])
                for signature in transfer.signatures {
                    h.row([
                        signature.side.words.capitalised,
                        HTML.said(LocalTime(signature.at, clock).full, signature.name),
                    ])
                }
                if let checked = transfer.checked {
                    h.row([
                        Words(zh: "账簿", en: "Ledger"),
                        Words(
                            zh: "第\(checked.index)条，依据文件 \(checked.event.act?.hex ?? "—")",
                            en: "entry \(checked.index), act \(checked.event.act?.hex ?? "—")"),
                    ])
                }
            }
            h.items(of: transfer, clock)
            h.happened(transfer, book, clock)
        }
    }

    private mutating func items(of transfer: AccessionEvidence, _ clock: Clock) {
        h3(Words(zh: "逐项结果", en: "Item by item"))
        plain([
            Words(zh: "编号", en: "Number"), Words(zh: "检测项目", en: "Item"), Words(zh: "检测程序", en: "Checks"),
            Words(zh: "结果", en: "Result"), Words(zh: "复核意见", en: "Opinions"),
        ]) { h in
            let language = h.language
            for result in transfer.items {
                h.row([
                    Words(asIs: result.item.number.map { "\(result.item.stage.code)-\($0)" } ?? "—"), result.item.name,
                    Words(asIs: result.outcomes.map(\.check).joined(separator: ", ")), result.result.words,
                    Words(
                        asIs: result.reviews.map {
                            "\($0.opinion.words[language]) \($0.note) \($0.name) \(LocalTime($0.at, clock).full[language])"
                        }.joined(separator: "\n")),
                ])
            }
        }
    }

    private mutating func happened(_ transfer: AccessionEvidence, _ book: EvidenceBook, _ clock: Clock) {
        h3(Words(zh: "账簿中的各步", en: "Every step in the ledger"))
        plain([
            Words(zh: "序号", en: "Entry"), Words(zh: "时间", en: "When"), Words(zh: "事项", en: "What"),
            Words(zh: "经办", en: "By"),
        ]) { h in
            for (index, event) in transfer.events {
                h.row([
                    Words(asIs: "\(index)"), LocalTime(event.at, clock).full, event.kind.words,
                    Words(asIs: book.name(of: event.agent)),
                ])
            }
        }
    }

    private static func said(_ when: Words, _ who: String) -> Words {
        Words(zh: "\(when.zh)，\(who)", en: "\(when.en), \(who)")
    }

    private mutating func plain(_ head: [Words], _ body: (inout HTML) -> Void) {
        table { h in
            h.thead { h in h.tr { h in for each in head { h.th(each, .scope("col")) } } }
            h.tbody(content: body)
        }
    }

    private mutating func row(_ cells: [Words]) {
        tr { h in for cell in cells { h.td(cell) } }
    }
}
