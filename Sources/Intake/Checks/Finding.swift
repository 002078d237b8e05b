package import Archive

/// One thing a check saw and disliked (检测发现): what, where, and who does what next.
package struct Finding: Hashable, Sendable {
    /// The four properties (四性). Source: DA/T 70-2018.
    package enum Property: String, Hashable, Sendable, Codable, CaseIterable {
        case authenticity, integrity, usability, safety

        package var words: Words {
            switch self {
            case .authenticity: Words(zh: "真实性", en: "authenticity")
            case .integrity: Words(zh: "完整性", en: "integrity")
            case .usability: Words(zh: "可用性", en: "usability")
            case .safety: Words(zh: "安全性", en: "safety")
            }
        }
    }

    package enum Severity: String, Hashable, Sendable, Codable, CaseIterable {
        /// 阻断: the package goes back.
        case blocking
        /// 提醒: it may be accepted as it is.
        case warning
        /// 待人工复核: nobody looked yet; does not change the verdict.
        case review

        package var words: Words {
            switch self {
            case .blocking: Words(zh: "阻断", en: "blocking")
            case .warning: Words(zh: "提醒", en: "warning")
            case .review: Words(zh: "待人工复核", en: "for review")
            }
        }
    }

    /// The check's own key, `digests-match`: stable.
    package let check: String
    /// Number and name in DA/T 70, for people: `YJ-1-1 固化信息有效性`.
    package internal(set) var label: String
    package let property: Property
    package internal(set) var severity: Severity
    /// What the check itself said, where the scheme (检测方案) weighs it otherwise.
    package internal(set) var usual: Severity?
    /// The file inside the package.
    package let file: FileName?
    /// The element of the metadata or of a listing, or the key of the notes file.
    package let element: String?
    /// A line of `file`, counted from 1.
    package let line: Int?
    /// The reference code (档号) of the record.
    package let record: String?
    package let what: Words
    package let next: Words
}
