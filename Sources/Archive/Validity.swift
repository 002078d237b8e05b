/// Whether a published document of government holds today (效力状态), as its issuer says.
///
/// Source: 规章制定程序条例, 行政规范性文件清理 (现行有效、修改、废止、失效).
package enum Validity: String, Hashable, Sendable, CaseIterable {
    case inForce = "现行有效"
    case notYet = "尚未生效"
    case amended = "已修改"
    case partlyRepealed = "部分废止"
    case lapsed = "已失效"
    case repealed = "已废止"

    package var words: Words {
        switch self {
        case .inForce: Words(zh: rawValue, en: "in force")
        case .notYet: Words(zh: rawValue, en: "not yet in force")
        case .amended: Words(zh: rawValue, en: "amended")
        case .partlyRepealed: Words(zh: rawValue, en: "partly repealed")
        case .lapsed: Words(zh: rawValue, en: "lapsed")
        case .repealed: Words(zh: rawValue, en: "repealed")
        }
    }

    /// Whether nobody may rely on it any more.
    package var isOver: Bool { self == .lapsed || self == .repealed }

    /// The other words agencies write for each.
    private static let writings: [String: Validity] = [
        "有效": .inForce, "现行": .inForce, "继续有效": .inForce, "生效": .inForce, "已生效": .inForce, "未生效": .notYet,
        "待生效": .notYet, "尚未施行": .notYet, "修改": .amended, "已修订": .amended, "修订": .amended, "已被修改": .amended,
        "部分失效": .partlyRepealed, "部分有效": .partlyRepealed, "失效": .lapsed, "无效": .lapsed, "已过期": .lapsed,
        "废止": .repealed, "已被废止": .repealed, "宣布废止": .repealed, "已宣布失效": .lapsed, "宣布失效": .lapsed,
    ]

    /// By any of its usual writings; `nil` for other words.
    package init?(text: String) {
        let plain = text.filter { !$0.isWhitespace }
        guard let known = Validity(rawValue: plain) ?? Validity.writings[plain] else { return nil }
        self = known
    }
}
