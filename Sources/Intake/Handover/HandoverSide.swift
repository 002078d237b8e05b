package import Archive

/// Which of the two parties signs (交接双方).
package enum HandoverSide: String, Hashable, Sendable, Codable, CaseIterable {
    case sending, receiving

    package var words: Words {
        switch self {
        case .sending: Words(zh: "移交单位", en: "sending side")
        case .receiving: Words(zh: "接收单位", en: "receiving side")
        }
    }
}

/// The five inspections of the form, each with a result in words, `合格` unless something is to be said (检验内容).
package struct Inspection: Hashable, Sendable {
    /// 准确性, 完整性, 可用性, 安全性, 载体外观
    package var accuracy: String
    package var completeness: String
    package var usability: String
    package var safety: String
    package var medium: String

    package init(
        accuracy: String = "合格", completeness: String = "合格", usability: String = "合格", safety: String = "合格",
        medium: String = "合格"
    ) {
        self.accuracy = accuracy
        self.completeness = completeness
        self.usability = usability
        self.safety = safety
        self.medium = medium
    }
}

/// One side's signature under the form: who, when, what they found, and exactly what they signed.
package struct HandoverSignature: Hashable, Sendable {
    package let side: HandoverSide
    /// The person's name as written on the form.
    package let name: String
    /// The account that signed, or that entered the scan.
    package let agent: Agent
    package let at: Instant
    package let inspection: Inspection
    /// SHA-256 of the wet-ink form's scan, if it was signed on paper.
    package let scan: Digest?
    /// What was signed.
    package let report: Digest
    package let listing: Digest
    /// The archive's own signature or seal over all of this, where it was signed with one.
    package internal(set) var seal: HandoverSeal?
}
