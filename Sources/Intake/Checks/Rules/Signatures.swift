import Archive
import Bytes

/// Electronic signatures, seals and time stamps hold.
///
/// Check: authenticity (真实性), YJ-1-1. Those of capsules (DA/T 48) and those inside PDF and OFD files are verified, each: what was signed is
/// there unchanged, and whoever signed could be trusted then. Others are for review, never passed; unsigned packages are not concerned.
struct Signatures: Check {
    let key = "signatures"

    func applies(to package: PackageUnderCheck) -> Bool {
        // Before the first capsule is read nobody knows whether any is signed.
        areCapsules(package) && package.records.isEmpty || package.facts.holdSignatures
            || package.records.contains(where: \.isSigned)
    }

    private func areCapsules(_ package: PackageUnderCheck) -> Bool { package.contents?.kind == .capsules }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) throws -> [Finding] {
        try inCapsule(record, package)
            + record.folder.contents.flatMap { try findings(inDocument: $0, record.code, package) }
    }

    private func inCapsule(_ record: RecordUnderCheck, _ package: PackageUnderCheck) throws -> [Finding] {
        guard let capsule = record.metadata?.capsule, let n = record.metadataFile else { return [] }
        let signatures = CapsuleSignatures(capsule, trust: package.trust, today: package.today)
        let judged = try signatures.judge(package.package.path(n), limit: max(1, package.listing.bytes(n)))
        for one in judged {
            package.signatures.add(ToldSignature(one, file: package.path(n), record: record.code))
        }
        return judged.compactMap { finding($0, package.path(n), record.code) }
    }

    func findings(in package: PackageUnderCheck) throws -> [Finding] {
        let loose =
            try package.loose.flatMap { try findings(inDocument: $0, nil, package) } + unlicensed(package.signatures)
        guard !areCapsules(package), let first = package.records.first(where: \.isSigned) else { return loose }
        let signed = package.records.count(where: \.isSigned)
        return loose + [
            finding(
                .review, record: signed == 1 ? first.code : nil,
                Words(
                    zh: "\(signed) 件的元数据中记有电子签名、印章或时间戳（如 \(first.code)），文件里却没有能验的签名，没有验证。",
                    en:
                        "The metadata of \(signed) records name signatures, seals or time stamps (such as \(first.code)), and their files hold none that can be verified: not verified."
                ),
                Words(
                    zh: "请接收人员用签章厂商的工具验证，并在登记表“准确性”中写明。",
                    en: "Verify them with the maker's tool and say so on the form."))
        ]
    }

    /// Valid ones that are not qualified, by who vouched for them: what they are worth in law a person judges. All records and loose files
    /// were looked at before.
    private func unlicensed(_ book: SignatureBook) -> [Finding] {
        book.content.unlicensed.sorted { $0.key < $1.key }.map { issuer, found in
            finding(
                .review, file: found.count == 1 ? found.first.file : nil, element: "证书",
                record: found.count == 1 ? found.first.record : nil,
                Words(
                    zh:
                        "\(found.count) 个签名或印章有效，但证书的签发者“\(issuer)”不在本馆登记的依法设立的电子认证服务机构之列（如 \(found.first.file.display)）。",
                    en:
                        "\(found.count) signatures or seals are valid, but their certificates are by \(issuer), which this archive does not list as a licensed authority: they are not qualified (such as in \(found.first.file.display))."
                ),
                Words(
                    zh: "请接收人员判断其效力并写明；该机构确是依法设立的，请系统管理员把它的证书移入可信证书文件夹下的 licensed 文件夹。",
                    en:
                        "Judge what they are worth and say so; if the authority is a licensed one, the system administrator moves its certificate into the folder licensed inside that of trusted certificates."
                ))
        }
    }

    private func finding(_ judged: JudgedSignature, _ file: FileName, _ code: String) -> Finding? {
        let name =
            judged.isLock ? Words(zh: "锁定签名", en: "the lock on the signature") : Words(zh: "电子签名", en: "the signature")
        switch judged.outcome {
        case .valid: return nil
        case .altered:
            return finding(
                .blocking, file: file, element: judged.isLock ? "锁定签名" : "电子签名", line: judged.line, record: code,
                judged.isLock
                    ? Words(
                        zh: "锁定签名验不过：电子签名“\(judged.id)”在锁定之后被改动。",
                        en: "The lock does not hold: the signature \(judged.id) was changed after it was locked.")
                    : Words(
                        zh: "电子签名“\(judged.id)”验不过：“被签名对象”在签名之后被改动。",
                        en: "The signature \(judged.id) does not hold: what was signed was changed after it was signed."
                    ),
                Words(
                    zh: "请移交单位用签名时的原封装包替换后重新提交；改动确有必要的，作修改封装并重新签名。",
                    en:
                        "The agency puts the capsule that was signed in its place; if the change is meant, it makes a modification and signs that."
                ))
        case .untrusted(let judgement): return untrusted(judgement, judged, name, file, code)
        case .unknown(let reason):
            return finding(
                .review, file: file, element: judged.isLock ? "锁定签名" : "电子签名", line: judged.line, record: code,
                Words(
                    zh: "\(name.zh)“\(judged.id)”（\(judged.signer)）不能断定：\(Signatures.words(reason).zh)",
                    en:
                        "It cannot be told whether \(name.en) \(judged.id) (\(judged.signer)) holds: \(Signatures.words(reason).en)"
                ),
                reason == .noTrust
                    ? Words(
                        zh: "请系统管理员在设置 intake.trust 指定可信证书文件夹后重新检测，或另行验证并写明。",
                        en:
                            "The system administrator names a folder of trusted certificates in the setting intake.trust; then check again, or verify by other means."
                    )
                    : Words(
                        zh: "请接收人员用签名软件验证，并在登记表“准确性”中写明。",
                        en: "Verify it with the program that made it and say so on the form."))
        }
    }

    private func untrusted(
        _ judgement: TrustStore.Judgement, _ judged: JudgedSignature, _ name: Words, _ file: FileName, _ code: String
    ) -> Finding {
        let what = Signatures.words(judgement, at: judged.moment)
        return finding(
            .blocking, file: file, element: "证书", line: judged.line, record: code,
            Words(
                zh: "\(name.zh)“\(judged.id)”（\(judged.signer)）不可信：\(what.zh)",
                en: "\(judged.signer) is not to be trusted in \(name.en) \(judged.id). \(what.en)"),
            Words(
                zh: "请移交单位用有效证书重新签名后提交；证书其实可信的，请系统管理员把签发者加入可信证书。",
                en:
                    "The agency signs again with a valid certificate; if it is trusted after all, the system administrator adds its issuer."
            ))
    }

    private static func words(_ reason: SignatureOutcome.Reason) -> Words {
        switch reason {
        case .certificate: Words(zh: "没有能读的证书。", en: "there is no certificate that can be read.")
        case .algorithm(let name):
            Words(zh: "签名算法（\(name)）在本机没有。", en: "the algorithm (\(name)) is not known here.")
        case .value: Words(zh: "签名结果不是 Base64。", en: "its value is no Base64.")
        case .rule:
            Words(
                zh: "签名规则没有写明怎样规范化，按 Exclusive C14N 验不过。",
                en: "its rule does not say how what was signed is written, and by Exclusive C14N it does not hold.")
        case .noTrust:
            Words(
                zh: "内容没有改动，但本机没有可信证书。", en: "what was signed is unchanged, but no trusted certificates are kept here.")
        }
    }

    /// In the time of China, as signers write it.
    static func day(_ instant: Instant) -> String { String((instant + .seconds(8 * 3600)).text.prefix(10)) }
}
