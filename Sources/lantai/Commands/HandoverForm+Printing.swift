import Archive
import Bytes
import Intake

extension HandoverForm {
    /// The form line by line, as it is printed and signed.
    var lines: [(key: String, label: Words, value: String)] {
        var lines: [(key: String, label: Words, value: String)] = [
            ("number", Words(zh: "收件号", en: "Receipt"), number),
            ("work", Words(zh: "交接工作名称", en: "Handover"), work),
            ("content", Words(zh: "内容描述", en: "Content"), content),
            ("records", Words(zh: "移交电子档案数量（件）", en: "Records"), String(records)),
            ("volumes", Words(zh: "移交电子档案数量（卷）", en: "Volumes"), String(volumes)),
            ("bytes", Words(zh: "移交数据量（GB）", en: "Amount (GB)"), gigabytes),
            ("media", Words(zh: "载体起止顺序号", en: "Media"), media),
            ("medium", Words(zh: "移交载体类型、规格", en: "Kind of medium"), mediumType),
            ("sender", Words(zh: "移交单位", en: "Sending side"), sender),
            ("receiver", Words(zh: "接收单位", en: "Receiving side"), receiver),
            ("verdict", Words(zh: "检测结论", en: "Result of the checks"), verdict.rawValue),
            ("report", Words(zh: "检测报告摘要", en: "Digest of the report"), reportDigest.hex),
            ("listing", Words(zh: "清单摘要", en: "Digest of the listing"), listingDigest.hex),
        ]
        for side in [HandoverSide.sending, .receiving] {
            let signature = self[side]
            lines.append(
                (
                    side.rawValue, Words(zh: side.words.zh + "签字", en: "Signed, " + side.words.en),
                    signature.map { "\($0.name)  \($0.at.text)" } ?? "—"
                ))
            if let told = seals[side] {
                let label = told.kind == .seal ? SealKind.seal.words : SealKind.cms.words
                lines.append((side.rawValue + "-sealed", label, "\(told.signer)  \(told.outcome.rawValue)"))
            }
        }
        return lines
    }

    var json: JSON {
        var members: [String: JSON] = ["schema": 1, "accession": .string(accession.text), "bytes": .int(bytes)]
        for line in lines where line.key != "bytes" { members[line.key] = .string(line.value) }
        members["records"] = .int(records)
        members["volumes"] = .int(volumes)
        return .object(members)
    }
}
