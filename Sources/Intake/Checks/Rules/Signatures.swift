import Archive

/// Electronic signatures, seals and time stamps hold.
///
/// Check: authenticity (真实性), YJ-1-1. Trusted certificates are not kept here yet, so signed records are for review, never
/// passed; unsigned packages are not concerned.
struct Signatures: Check {
    let key = "signatures"

    func applies(to package: PackageUnderCheck) -> Bool { package.records.contains(where: \.isSigned) }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard let first = package.records.first(where: \.isSigned) else { return [] }
        let signed = package.records.count(where: \.isSigned)
        return [
            finding(
                .review, record: signed == 1 ? first.code : nil,
                Words(
                    zh: "\(signed) 件带有电子签名、印章或时间戳（如 \(first.code)），没有验证：本机没有可信证书。",
                    en:
                        "\(signed) records carry signatures, seals or time stamps (such as \(first.code)); not verified: no trusted certificates are kept here."
                ),
                Words(
                    zh: "请接收人员用签章厂商的工具验证，并在登记表“准确性”中写明。",
                    en: "Verify them with the maker's tool and say so on the form."))
        ]
    }
}
