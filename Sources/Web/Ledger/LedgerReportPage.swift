import Archive
import Ledger

/// What a verification of the whole ledger found.
func ledgerReportPage(_ visit: Visit, _ report: LedgerReport) -> [UInt8] {
    let title =
        report.isClean
        ? Words(zh: "账簿完好", en: "The ledger is whole")
        : Words(zh: "账簿有\(report.faultCount)处不符", en: "The ledger has \(report.faultCount) faults")
    return deskPage(visit, title: title, at: .ledger) { h in
        h.crumbs([(DeskPlace.ledger.words, "/desk/ledger")], here: Words(zh: "核对", en: "Verification"))
        h.section(.class("verdict")) { h in
            h.div { h in
                h.h1(title, .class("say"))
                h.p(
                    report.isClean
                        ? Words(
                            zh: "数据库、封存段、尾部文件、行为文书与签名检查点逐一相符。",
                            en: "Database, segments, tail, act documents and signed checkpoints agree, every one.")
                        : Words(
                            zh: "先备份现场，不要修改任何文件，再按下面逐项处理。",
                            en: "Keep a copy as evidence, change nothing, then deal with each of these."))
            }
            h.dl(.class("tally")) { h in
                for (name, value) in [
                    (Words(zh: "记录", en: "Events"), Words(zh: "\(report.events.grouped)条", en: report.events.grouped)),
                    (
                        Words(zh: "封存段", en: "Segments"),
                        Words(zh: "\(report.segments.grouped)段", en: report.segments.grouped)
                    ),
                    (
                        Words(zh: "检查点", en: "Checkpoints"),
                        Words(zh: "\(report.checkpoints.grouped)个", en: report.checkpoints.grouped)
                    ),
                    (Words(zh: "行为文书", en: "Acts"), Words(zh: "\(report.acts.grouped)份", en: report.acts.grouped)),
                    (
                        Words(zh: "签名证实到", en: "Proven to"),
                        Words(zh: "第\(report.provenTo.grouped)条", en: "no. \(report.provenTo.grouped)")
                    ),
                ] {
                    h.div { h in
                        h.dt(name)
                        h.dd(value)
                    }
                }
            }
        }
        for fault in report.faults.prefix(200) {
            h.article(.class("finding block")) { h in
                h.dl(.class("wwn")) { h in
                    h.div { h in
                        h.dt(Phrases.what)
                        h.dd(fault.what)
                    }
                    h.div { h in
                        h.dt(Phrases.place)
                        h.dd { $0.code(fault.place) }
                    }
                    h.div { h in
                        h.dt(Phrases.next)
                        h.dd(fault.next)
                    }
                }
            }
        }
        h.p(.class("small code gap")) { h in
            h.text(Words(zh: "根 \(report.root.hex)", en: "Root \(report.root.hex)"))
        }
    }
}
