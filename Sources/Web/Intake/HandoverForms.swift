import Archive
import Bytes
import Intake

// The forms beside the form of transfer and receipt: to sign it, and to enter what was signed on paper.

extension HandoverView {
    /// What the signature that is asked for brings about.
    fileprivate var consequence: Words {
        if accession.isTakenByOneSide {
            Words(
                zh: "\(accession.carries.words.zh)：保管责任不变，由档案馆一方签收；签字不能收回",
                en:
                    "\(accession.carries.words.en.capitalisedFirst): nobody's custody changes, the archive alone signs; a signature cannot be taken back"
            )
        } else if form.signatures.isEmpty {
            Words(zh: "签字不能收回", en: "A signature cannot be taken back")
        } else {
            Words(
                zh: "你签字后保管责任即转到档案馆，不能撤回",
                en: "With your signature custody passes to the archive; this cannot be undone")
        }
    }
}

extension HTML {
    private mutating func inspectionFields(_ typed: Inspection) {
        details(.class("more")) { h in
            h.summary(Words(zh: "五项检验都合格；如不是，在此改写", en: "All five inspections passed; change that here if not"))
            for (place, line) in Inspection.lines.enumerated() {
                h.textField(
                    Field(name: Inspection.names[place], label: line.name, value: line.value(typed)),
                    lang: "zh-Hans")
            }
        }
    }

    mutating func signForm(_ visit: Visit, _ view: HandoverView, _ side: HandoverSide) {
        h2(
            side == .receiving
                ? Words(zh: "代表接收单位签字", en: "Sign for the receiving side")
                : Words(zh: "代表移交单位签字", en: "Sign for the sending side"))
        postForm(to: "/desk/accessions/\(view.accession.id.text)/sign", visit) { h in
            h.hiddenField("side", side.rawValue)
            h.textField(
                Field(
                    name: "name", label: Words(zh: "签字人姓名", en: "Name of the person signing"),
                    value: view.typed.name.isEmpty ? visit.person?.name ?? "" : view.typed.name, required: true),
                autocomplete: "name")
            h.inspectionFields(view.typed.inspection)
            if side == .receiving, !view.offered.isEmpty { h.sealChoice(view) }
            if side == .receiving, let left = view.reviews?.left, left > 0 {
                h.note(
                    .warn,
                    Words(
                        zh: "还有\(left)项待人工复核没有填写意见", en: "\(left) of what is for review have no opinion yet")
                ) { h in
                    h.p(
                        Words(
                            zh: "签字后就不能再填；没有填的，登记表上照实写“待填”。",
                            en: "After the signature none can be entered; the form then says that they are open."))
                }
            }
            let isLast = !view.form.signatures.isEmpty || view.accession.isTakenByOneSide
            h.note(.warn, view.consequence)
            h.div(.class("acts")) { h in
                h.button(.class("btn first"), .type("submit")) { h in
                    h.icon(.pen)
                    h.text(
                        !isLast
                            ? Words(zh: "签字", en: "Sign")
                            : view.accession.isTakenByOneSide
                                ? Words(zh: "签字并收入目录", en: "Sign, and take it in")
                                : Words(zh: "签字并接收", en: "Sign, and accept custody"))
                }
            }
        }
    }

    /// With what the archive signs besides the name: nothing, its signature, its seal.
    private mutating func sealChoice(_ view: HandoverView) {
        fieldset { h in
            h.legend(Words(zh: "本馆的签名和印章", en: "The archive's signature and seal"))
            h.radio(
                "with", value: "", Words(zh: "不用，只签姓名", en: "None, the name alone"),
                checked: view.typed.kind == nil)
            for kind in view.offered {
                h.radio("with", value: kind.rawValue, kind.words.capitalised, checked: view.typed.kind == kind)
            }
            h.p(
                Words(
                    zh: "选了印章的，由签名服务对这次签署作出，本系统当场验证；服务不通时什么都不写入，可以改为只签姓名。",
                    en:
                        "The signing server makes it over this signature, and it is verified here at once. If the server is away nothing is written, and you can sign by name alone."
                ), .class("help"))
        }
    }

    mutating func paperForm(_ visit: Visit, _ view: HandoverView) {
        details(.class("more"), .when(view.typed.paperSide != nil, .open)) { h in
            h.summary(Words(zh: "签在纸上？录入扫描件", en: "Signed on paper? Enter the scan"))
            h.form(
                .class("form"), .method("post"), .action("/desk/accessions/\(view.accession.id.text)/sign-scan"),
                .acceptCharset("utf-8"), .enctype("multipart/form-data")
            ) { h in
                h.token(visit)
                if view.paperSides.count > 1 {
                    let chosen = view.typed.paperSide ?? .sending
                    h.choice(
                        Field(
                            name: "paper-side", label: Words(zh: "纸上签字的一方", en: "Side that signed on paper"),
                            value: chosen.rawValue,
                            help: Words(
                                zh: "双方都签在纸上的，两方分别录入；同一个账号不能录两方。",
                                en: "Where both signed on paper each is entered; one account cannot enter both.")),
                        view.paperSides.map { ($0.rawValue, $0.words.capitalised) })
                } else if let side = view.paperSides.first {
                    h.hiddenField("paper-side", side.rawValue)
                }
                h.textField(
                    Field(
                        name: "paper-name", label: Words(zh: "纸上签字人姓名", en: "Name signed on paper"),
                        value: view.typed.paperName, required: true))
                h.fileField(
                    Field(
                        name: "scan", label: Words(zh: "签字页扫描件", en: "Scan of the signed page"),
                        help: Words(
                            zh: "PDF、OFD、JPEG、PNG或TIFF，不超过20 MB。", en: "PDF, OFD, JPEG, PNG or TIFF, up to 20 MB."),
                        required: true), accept: ".pdf,.ofd,.jpg,.jpeg,.png,.tif,.tiff")
                h.div(.class("acts")) { h in
                    h.button(
                        Words(zh: "录入纸上的签字", en: "Enter the signature on paper"), .class("btn"), .type("submit"))
                }
            }
        }
    }
}
