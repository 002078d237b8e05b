/// The opening mark of a unit (开放标识). Source: DA/T 18-2022.
package enum AccessStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case unreviewed, open, controlled, delayed

    package var words: Words {
        switch self {
        case .unreviewed: Words(zh: "未审核", en: "not reviewed")
        case .open: Words(zh: "开放", en: "open")
        case .controlled: Words(zh: "控制", en: "controlled")
        case .delayed: Words(zh: "延期开放", en: "opening delayed")
        }
    }
}

/// How much of an opened unit is made public (公布): its entry, its page images, or its full text and files.
package enum PublicationLevel: Int, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case catalogue = 1
    case image = 2
    case text = 3

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package var words: Words {
        switch self {
        case .catalogue: Words(zh: "目录", en: "catalogue entry")
        case .image: Words(zh: "图像", en: "page images")
        case .text: Words(zh: "全文", en: "full text")
        }
    }
}
