import Archive
import Bytes
import Formats

/// Signatures and seals inside PDF and OFD files.
extension Signatures {
    func findings(inDocument n: Int64, _ code: String?, _ package: PackageUnderCheck) throws -> [Finding] {
        guard let facts = package.facts[n], facts.isSigned else { return [] }
        let signers = SignerJudge(trust: package.trust, today: package.today)
        let path = package.package.path(n)
        let document =
            switch facts.kind {
            case .pdf: try PDFSignatureJudge(signers: signers).judge(path)
            case .ofd: try OFDSignatureJudge(signers: signers).judge(path)
            default: SignedDocument()
            }
        let place = Place(file: package.path(n), code: code)
        for signature in document.signatures { package.signatures.add(signature, file: place.file, record: code) }
        return document.signatures.compactMap { finding($0, place) } + findings(beside: document, place)
    }

    private struct Place {
        let file: FileName
        let code: String?
    }

    private func finding(_ judged: DocumentSignature, _ place: Place) -> Finding? {
        let element = judged.isSeal ? "电子印章" : "电子签名"
        let name =
            judged.isSeal
            ? Words(zh: "电子印章 \(judged.id)（\(judged.signer)）", en: "seal \(judged.id) (\(judged.signer))")
            : Words(
                zh: judged.signer.isEmpty ? "电子签名 \(judged.id)" : "电子签名 \(judged.id)（\(judged.signer)）",
                en: judged.signer.isEmpty ? "signature \(judged.id)" : "signature \(judged.id) (\(judged.signer))")
        switch judged.outcome {
        case .valid: return nil
        case .altered(let alteration):
            let what = Signatures.words(alteration)
            return finding(
                .blocking, file: place.file, element: element, record: place.code,
                Words(zh: "\(name.zh)验不过：\(what.zh)", en: "The \(name.en) does not hold: \(what.en)"),
                Words(
                    zh: "请移交单位用签名时的原文件替换后重新提交；改动确有必要的，改动后重新签名或用印。",
                    en:
                        "The agency puts the file that was signed in its place; if the change is meant, it signs or seals it again."
                ))
        case .untrusted(let distrust):
            let what = Signatures.words(distrust, at: judged.moment)
            return finding(
                .blocking, file: place.file, element: element, record: place.code,
                Words(zh: "\(name.zh)不可信：\(what.zh)", en: "The \(name.en) is not to be trusted. \(what.en)"),
                Words(
                    zh: "请移交单位用有效证书和印章重新签名或用印后提交；证书其实可信的，请系统管理员把签发者加入可信证书。",
                    en:
                        "The agency signs or seals again with what is valid; if the certificate is trusted after all, the system administrator adds its issuer."
                ))
        case .unknown(let reason):
            let what = Signatures.words(reason)
            return finding(
                .review, file: place.file, element: element, record: place.code,
                Words(
                    zh: "\(name.zh)不能断定：\(what.zh)", en: "It cannot be told whether the \(name.en) holds: \(what.en)"),
                reason == .noTrust
                    ? Words(
                        zh: "请系统管理员在设置 intake.trust 指定可信证书文件夹后重新检测，或另行验证并写明。",
                        en:
                            "The system administrator names a folder of trusted certificates in the setting intake.trust; then check again, or verify by other means."
                    )
                    : Words(
                        zh: "请接收人员用签章厂商的工具验证，并在登记表“准确性”中写明。",
                        en: "Verify it with the maker's tool and say so on the form."))
        }
    }

    /// What is in the document and no signature protects.
    private func findings(beside document: SignedDocument, _ place: Place) -> [Finding] {
        var findings: [Finding] = []
        if let reason = document.unreadable {
            findings.append(
                finding(
                    .review, file: place.file, element: "电子签名", record: place.code,
                    Words(
                        zh: "文件带有签名，但签名读不出来：\(reason.zh)",
                        en: "The file is signed, and its signatures cannot be read: \(reason.en)"),
                    Words(
                        zh: "请接收人员用签章厂商的工具验证，并在登记表“准确性”中写明。",
                        en: "Verify it with the maker's tool and say so on the form.")))
        }
        if document.added > 0 {
            findings.append(
                finding(
                    .warning, file: place.file, element: "电子签名", record: place.code,
                    Words(
                        zh: "签名之后文件末尾又加了 \(document.added) 字节，这些内容不受任何签名保护。",
                        en: "\(document.added) bytes were added behind what was signed; no signature protects them."),
                    Words(
                        zh: "请接收人员核对显示的内容是否还是签名时的内容（只补了验证资料的除外），并在登记表“准确性”中写明。",
                        en:
                            "See whether what is shown is still what was signed (unless only material for verifying was added), and say so on the form."
                    )))
        }
        if let first = document.unprotected.first {
            findings.append(
                finding(
                    .review, file: place.file, element: "电子签名", record: place.code,
                    Words(
                        zh: "版式文件里有 \(document.unprotected.count) 个文件不受任何签名保护（如 \(first)）。",
                        en:
                            "\(document.unprotected.count) files inside the document are protected by no signature (such as \(first))."
                    ),
                    Words(
                        zh: "请接收人员核对它们是否影响显示的内容，并在登记表“准确性”中写明。",
                        en: "See whether they bear on what is shown, and say so on the form.")))
        }
        return findings
    }

    static func words(_ alteration: DocumentOutcome.Alteration) -> Words {
        switch alteration {
        case .content: Words(zh: "被签名的内容在签名之后改动过。", en: "what was signed was changed after it was signed.")
        case .value:
            Words(zh: "签名值不是用所附证书签出来的。", en: "its value was not made with the key of the certificate beside it.")
        case .place:
            Words(
                zh: "ByteRange 所留的空位里不只是签名，或已移位，内容在签名之后改动过。",
                en:
                    "what its ByteRange leaves out is not the signature alone, or was shifted: the file was changed after it was signed."
            )
        case .files(let first, let count):
            Words(
                zh: "所保护的文件中有 \(count) 个改动过或不在了（如 \(first)）。",
                en: "\(count) of the files it protects were changed or are gone (such as \(first)).")
        case .description:
            Words(
                zh: "签名描述文件（Signature.xml）在用印之后改动过。",
                en: "its description (Signature.xml) was changed after the seal was put on.")
        case .seal: Words(zh: "印章本身不是制章者所制的样子。", en: "the seal itself is not as its maker made it.")
        case .stamp:
            Words(zh: "所附时间戳不是对这个签名盖的，或已损坏。", en: "its time stamp is not one over this signature, or is spoiled.")
        }
    }

    static func words(_ distrust: DocumentOutcome.Distrust, at moment: Instant?) -> Words {
        switch distrust {
        case .signer(let judgement): return words(judgement, at: moment)
        case .maker(let maker, let judgement):
            let what = words(judgement, at: moment)
            return Words(zh: "制章者“\(maker)”的证书：\(what.zh)", en: "The maker of the seal is \(maker). \(what.en)")
        case .notNamed:
            return Words(zh: "用印的证书不在印章所列的证书之中。", en: "The seal does not name the certificate it was used with.")
        case .sealDays(let start, let end):
            let days = [start, end].map { $0.map { day($0) } ?? "—" }
            let used = moment.map { day($0) } ?? "—"
            return Words(
                zh: "用印时间 \(used) 不在印章有效期 \(days[0]) 至 \(days[1]) 之内。",
                en: "It was used on \(used), and the seal is valid from \(days[0]) to \(days[1]).")
        }
    }

    static func words(_ reason: DocumentOutcome.Reason) -> Words {
        switch reason {
        case .certificate: Words(zh: "没有能读的证书。", en: "there is no certificate that can be read.")
        case .algorithm(let name):
            Words(zh: "签名算法（\(name)）在本机没有。", en: "the algorithm (\(name)) is not known here.")
        case .form(let name):
            Words(zh: "签名的格式（\(name)）本系统还不会读。", en: "its form (\(name)) cannot be read here yet.")
        case .brokenDigest(let name):
            Words(
                zh: "签名没有问题，但所用摘要算法 \(name) 已不安全，可以造出摘要相同的另一份内容。",
                en: "it holds, but by \(name), for which another content with the same digest can be made.")
        case .noTrust:
            Words(
                zh: "内容没有改动，但本机没有可信证书。", en: "what was signed is unchanged, but no trusted certificates are kept here.")
        case .noTime(let end):
            Words(
                zh: "证书有效期止 \(day(end))，签名没有写明时间，不知是否在有效期内所签。",
                en: "its certificate expired on \(day(end)), and it does not say when it was made.")
        case .stamp(let authority):
            Words(
                zh: "签名没有问题，但时间戳（\(authority)）不能采信，签名时间只是签名人自己说的。",
                en:
                    "it holds, but its time stamp (\(authority)) cannot be believed; only the signer says when it was made."
            )
        case .list:
            Words(
                zh: "只有签名列表在它之后改动过，通常是又加盖了别的印章。",
                en: "only the list of signatures was changed after it, as when other seals were added.")
        case .twice(let name):
            Words(
                zh: "文件包里有两个 \(name)，不同软件会显示不同的一个。",
                en: "the package holds \(name) twice, and programs differ in which they show.")
        case .tooMuch: Words(zh: "所签内容太多，没有读完。", en: "it covers more than is read.")
        }
    }

    static func words(_ judgement: TrustStore.Judgement, at instant: Instant?) -> Words {
        let moment = instant.map { day($0) } ?? "—"
        return switch judgement {
        case .expired(let end):
            Words(
                zh: "签名时间 \(moment) 晚于证书有效期止 \(day(end))，证书已过期。",
                en: "It was signed on \(moment), after its certificate had expired on \(day(end)).")
        case .notYetValid(let start):
            Words(
                zh: "签名时间 \(moment) 早于证书有效期起 \(day(start))。",
                en: "It was signed on \(moment), before its certificate was valid on \(day(start)).")
        case .revoked(let since, let issuer):
            Words(
                zh: "证书在 \(day(since)) 已被“\(issuer)”吊销，签名时间是 \(moment)。",
                en:
                    "Its certificate was revoked by \(issuer) on \(day(since)); it was signed on \(moment)."
            )
        case .unknownIssuer(let issuer):
            Words(
                zh: "证书由“\(issuer)”签发，不在本馆可信证书之列。",
                en: "Its certificate was issued by \(issuer), whom this archive does not trust.")
        case .unfit(let reason):
            Words(zh: "证书不合格（\(reason)）。", en: "Its certificate is unfit (\(reason)).")
        case .trusted(_): Words(zh: "证书可信。", en: "Its certificate is trusted.")
        }
    }
}
