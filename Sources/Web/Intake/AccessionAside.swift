import Archive
import Intake
import Ledger

// Beside the report: who signs, what was received, what happened.

extension HTML {
    mutating func handover(_ visit: Visit, _ view: AccessionView, _ signed: HandoverForm) {
        let accession = view.accession
        section(.class("pane")) { h in
            h.div(.class("ph")) { h in
                h.h2(Words(zh: "交接签字", en: "Signatures"))
                h.span(
                    accession.state == .awaiting
                        ? Words(zh: "双方签齐即入库", en: "Kept once both have signed")
                        : accession.state.words, .class("quiet"))
            }
            h.signatures(visit, signed, waiting: accession.state == .awaiting)
            // The form stays to be printed when both have signed it.
            h.div(.class("acts no-print gap")) { h in
                let form: Path = "/desk/accessions/\(accession.id.text)/handover"
                if accession.state == .awaiting && visit.maySign(signed) {
                    h.a(.class("btn first"), .href(form)) { h in
                        h.icon(.pen)
                        h.text(Words(zh: "核对登记表并签字", en: "Check the form and sign"))
                    }
                } else {
                    h.a(Words(zh: "看登记表", en: "See the form"), .class("btn"), .href(form))
                }
                if accession.state == .awaiting && visit.may(.returnPackage) {
                    h.a(
                        Words(zh: "退回", en: "Return it"), .class("btn grave"),
                        .href("/desk/accessions/\(accession.id.text)/return"))
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
                            h.text(side.words.capitalised)
                            h.text("　" + party)
                        }
                        h.p(signature.name, .class("name"))
                        h.p { h in
                            h.stamp(signature.at, visit.clock)
                            h.br()
                            h.text(
                                signature.scan == nil
                                    ? Words(zh: "系统内签字", en: "signed in the system")
                                    : Words(zh: "纸质签字，扫描件已附", en: "signed on paper, scan attached"))
                        }
                        if signature.scan != nil {
                            h.p(.class("no-print")) { h in
                                h.a(
                                    Words(zh: "看扫描件", en: "See the scan"),
                                    .href("/desk/accessions/\(form.accession.text)/scans/\(side.rawValue)"))
                            }
                        }
                        if let told = form.seals[side] { h.seal(form.accession, told) }
                    }
                } else {
                    h.div(.class("wait")) { h in
                        h.p { h in
                            h.text(side.words.capitalised)
                            h.text("　" + party)
                        }
                        h.p(
                            waiting ? Words(zh: "待签字", en: "to sign") : Words(zh: "未签字", en: "not signed"),
                            .class("name quiet no-print"))
                        // On paper this is where somebody signs by hand.
                        h.div(.class("print-only by-hand")) { h in
                            h.p(Words(zh: "签字（盖章）：", en: "Signature and seal:"))
                            h.p(Words(zh: "日期：　　　　年　　月　　日", en: "Date:"))
                        }
                    }
                }
            }
        }
    }

    mutating func receipt(_ visit: Visit, _ view: AccessionView) {
        let accession = view.accession
        section(.class("pane")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "收件", en: "Receipt")) }
            h.div(.class("card")) { h in
                h.definitions { h in
                    h.definition(Words(zh: "收件号", en: "Receipt")) { $0.code(accession.number) }
                    h.definition(Words(zh: "收到", en: "Received")) { $0.moment(accession.receivedAt, visit.clock) }
                    if !accession.agency.isEmpty { h.definition(Phrases.agency, accession.agency) }
                    if let kind = accession.kind { h.definition(Words(zh: "类型", en: "Kind"), kind.words) }
                    if accession.carries != .records {
                        h.definition(Words(zh: "内容", en: "Content"), accession.carries.words)
                    }
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

    mutating func happened(_ visit: Visit, _ view: AccessionView) {
        section(.class("pane")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "经过", en: "What happened")) }
            h.timeline { h in
                for (place, event) in view.events.reversed().enumerated() {
                    h.li(.class(place == 0 ? "now" : "done")) { h in
                        h.moment(event.at, visit.clock)
                        h.text(event.kind.words.capitalised)
                        if let name = view.names[event.agent.id] { h.text("　" + name) }
                    }
                }
            }
        }
    }
}

extension Visit {
    /// Whether this person may sign a side that is still open, not having signed the other.
    func maySign(_ form: HandoverForm) -> Bool {
        guard !form.signatures.contains(where: { $0.agent.id == person?.account }) else { return false }
        return form[.sending] == nil && may(.signSending) || form[.receiving] == nil && may(.signReceiving)
    }
}
