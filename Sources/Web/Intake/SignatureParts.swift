import Archive
import Intake

// The signatures and seals of a transfer: each with what it came to, and what a seal looks like.

extension HTML {
    /// - Parameter most: rows shown; the rest is told as a number.
    mutating func signatures(_ visit: Visit, _ accession: Accession, _ signatures: ToldSignatures, most: Int) {
        guard signatures.count > 0 else { return }
        let title = Words(zh: "签名和印章", en: "Signatures and seals")
        let (who, outcome) = (Words(zh: "签名人或印章", en: "Signer or seal"), Words(zh: "结果", en: "Outcome"))
        let (at, place) = (Words(zh: "签名时间", en: "Signed"), Words(zh: "在哪里", en: "Where"))
        section(.class("prop"), .labelledBy("h-seals")) { h in
            h.div(.class("row apart")) { h in
                h.h2(title, .id("h-seals"))
                h.span(Words(zh: "\(signatures.count.grouped)个", en: signatures.count.grouped), .class("quiet num"))
            }
            h.table(Words(zh: "每个签名和印章的结果", en: "What each came to"), [who, outcome, at, place].map { Column($0) }) {
                h in
                for told in signatures.told.prefix(most) {
                    h.tr { h in
                        h.cell(who) { $0.signer(accession.id, told) }
                        h.cell(outcome) { $0.outcome(told) }
                        h.cell(at, class: "nb") { h in
                            if let at = told.at {
                                h.stamp(at, visit.clock)
                            } else {
                                h.text(Words(zh: "没有写明", en: "not told"))
                            }
                        }
                        h.cell(place) { h in
                            if let record = told.record { h.p { $0.code(record) } }
                            h.p { $0.code(told.file.display) }
                        }
                    }
                }
            }
            let rest = signatures.count - Int64(min(most, signatures.told.count))
            if rest > 0 {
                h.p(
                    Words(
                        zh: "另有\(rest.grouped)个没有列出；有问题的都在检测发现里。",
                        en: "\(rest.grouped) more are not listed; what is wrong with any stands among the findings."),
                    .class("help"))
            }
        }
    }

    /// The archive's own signature or seal under a form: what it looks like, whose it is and what it comes to now.
    mutating func seal(_ accession: AccessionID, _ told: ToldSignature) {
        signer(accession, told, number: false)
        outcome(told)
    }

    /// - Parameter number: Whether it has one in its document.
    private mutating func signer(_ accession: AccessionID, _ told: ToldSignature, number: Bool = true) {
        p { h in
            h.text(told.kind.words.capitalised)
            h.text(number ? " \(told.id)　" : "　")
            h.recordText(told.signer)
        }
        guard let seal = told.seal else { return }
        if case .shown(_, let digest) = seal.picture {
            let (width, height) = seal.shownSize
            img(
                .src("/desk/accessions/\(accession.text)/seals/\(digest.hex)"),
                .alt(
                    Words(
                        zh: "印章图像：\(told.signer)，制章者\(seal.maker)",
                        en: "Picture of the seal \(told.signer), made by \(seal.maker)")),
                .width(width), .height(height), .lazy)
        }
        if case .notShown(let kind) = seal.picture {
            p(
                Words(
                    zh: "印章图像为\(kind)，这里不显示（只显示 1 MB 以内的 PNG、JPEG、GIF、BMP）；请用签章厂商的工具查看。",
                    en:
                        "The picture of the seal is \(kind) and not shown here (only PNG, JPEG, GIF and BMP of up to 1 MB are); see it with the maker's tool."
                ), .class("small"))
        }
        if case .none = seal.picture {
            p(Words(zh: "印章里没有图像。", en: "The seal holds no picture."), .class("small"))
        }
        p(.class("small quiet")) { h in
            h.text(Words(zh: "制章者：\(Words.slot)", en: "Made by \(Words.slot)")) { $0.recordText(seal.maker) }
            if seal.width > 0, seal.height > 0 {
                h.text(
                    Words(
                        zh: "　\(seal.width)×\(seal.height) 毫米", en: ", \(seal.width) × \(seal.height) mm"))
            }
        }
    }

    private mutating func outcome(_ told: ToldSignature) {
        // A badge stays on one line: what is said of the authority stands below it.
        let valid = Words(zh: "有效", en: "valid")
        switch told.outcome {
        case .qualified: goodBadge(valid)
        case .valid: warnBadge(valid)
        case .unknown: warnBadge(told.outcome.words)
        case .altered, .untrusted: stopBadge(told.outcome.words)
        }
        if told.outcome == .qualified || told.outcome == .valid { p(told.outcome.words, .class("small")) }
        if !told.issuer.isEmpty {
            p(.class("small quiet")) { h in
                h.text(Words(zh: "签发者：\(Words.slot)", en: "Issued by \(Words.slot)")) { $0.recordText(told.issuer) }
            }
        }
        if let stamp = told.stamp {
            p(.class("small quiet")) { h in
                h.text(
                    stamp.isLicensed
                        ? Words(
                            zh: "时间戳：\(Words.slot)（依法设立的电子认证服务机构签发）",
                            en: "Time stamp of \(Words.slot), by a licensed authority")
                        : Words(
                            zh: "时间戳：\(Words.slot)（签发者不在登记的依法设立的机构之列）",
                            en: "Time stamp of \(Words.slot), not by a licensed authority")
                ) { $0.recordText(stamp.authority) }
            }
        }
    }
}

extension ToldSeal {
    /// In pixels of a page, 96 to the inch, as large as it is on paper but within a cell of the table.
    fileprivate var shownSize: (Int64, Int64) {
        let most = 160
        let (width, height) = (width > 0 ? width : 40, height > 0 ? height : 40)
        let longest = max(width, height)
        let scale = min(most, longest * 96 * 10 / 254)
        return (Int64(max(1, width * scale / longest)), Int64(max(1, height * scale / longest)))
    }
}
