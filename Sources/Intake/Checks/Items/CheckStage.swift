package import Archive

/// The point in a record's life at which it is checked (检测环节). Source: DA/T 70-2018.
package enum CheckStage: String, Hashable, Sendable, Codable, CaseIterable {
    /// 归档: an agency's office hands it to the agency's own archives.
    case filing
    /// 移交与接收: the agency hands it to the archive.
    case transfer
    /// 长期保存: in rounds, for as long as it is kept.
    case keeping

    /// As the numbers of items begin: `YJ`.
    package var code: String {
        switch self {
        case .filing: "GD"
        case .transfer: "YJ"
        case .keeping: "CQ"
        }
    }

    package var words: Words {
        switch self {
        case .filing: Words(zh: "归档", en: "filing")
        case .transfer: Words(zh: "移交与接收", en: "transfer and receipt")
        case .keeping: Words(zh: "长期保存", en: "long-term keeping")
        }
    }
}
