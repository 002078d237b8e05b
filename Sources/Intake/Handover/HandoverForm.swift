package import Archive

/// The form of transfer and receipt (电子档案移交与接收登记表), filled from facts. Source: 档发〔2012〕7号, 附件 1.
package struct HandoverForm: Hashable, Sendable {
    package let accession: AccessionID
    package let number: String
    /// 交接工作名称: agency, year and batch.
    package let work: String
    /// 内容描述
    package let content: String
    /// 移交电子档案数量: records, and volumes (none where the package is arranged by item).
    package let records: Int64
    package let volumes: Int64
    /// 移交数据量, exact; the form shows GB with three decimals.
    package let bytes: Int64
    /// 载体起止顺序号, or the receipt number for an online transfer.
    package let media: String
    /// 移交载体类型、规格; `在线` for an online transfer.
    package let mediumType: String
    /// 移交单位, 接收单位
    package let sender: String
    package let receiver: String
    package let verdict: Verdict
    package let reportDigest: Digest
    package let listingDigest: Digest
    package let signatures: [HandoverSignature]
    /// What the archive's seal in a signature comes to, verified now; of sides that signed without one there is none.
    package let seals: [HandoverSide: ToldSignature]

    package subscript(side: HandoverSide) -> HandoverSignature? { signatures.first { $0.side == side } }

    /// `0.008`: gigabytes of 10⁹ bytes, rounded to three decimals, as the form asks.
    package var gigabytes: String {
        let thousandths = (bytes + 500_000) / 1_000_000
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}
