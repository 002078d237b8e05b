import Archive
import Intake
import Ledger
import Sharing

// Where a transfer stands: the steps of its way, and what holds now.

extension Accession {
    /// The steps of its way, and the one it stands at.
    var steps: (names: [Words], now: Int) {
        let received = Words(zh: "收件", en: "Received")
        let checked = Words(zh: "检测", en: "Checks")
        switch state {
        case .returned: return ([received, checked, AccessionState.returned.words.capitalised], 2)
        case .quarantined: return ([received, checked, AccessionState.quarantined.words.capitalised], 2)
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
    mutating func state(_ visit: Visit, _ view: AccessionView) {
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
                    h.p(.class("acts")) { h in
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

    mutating func work(_ view: AccessionView, _ name: Words) {
        guard !view.work.isEmpty else { return }
        div(.class("card")) { h in
            for work in view.work {
                let isOther = work.follower == CopyRoom.name || work.follower == "intake.unpacking"
                h.progressBar(isOther ? FollowerWords.name(work.follower) ?? name : name, work)
            }
        }
    }
}
