package import Archive

/// What became of a kept file (损坏种类).
package enum DamageKind: String, Sendable, CaseIterable {
    case altered, truncated, missing, extra, unreadable, swapped, inventory, sidecar

    package var words: Words {
        switch self {
        case .altered: Words(zh: "内容与保存时的摘要不符。", en: "The bytes are not those that were kept.")
        case .truncated: Words(zh: "文件被截短。", en: "The file is cut short.")
        case .missing: Words(zh: "文件缺失。", en: "The file is missing.")
        case .extra: Words(zh: "对象中出现了不属于它的文件。", en: "A file lies in the object that does not belong to it.")
        case .unreadable: Words(zh: "文件无法读取。", en: "The file cannot be read.")
        case .swapped: Words(zh: "内容是另一个保存文件的内容。", en: "The bytes are those of another kept file.")
        case .inventory: Words(zh: "清单与登记的摘要不符。", en: "The inventory is not what its digest says.")
        case .sidecar: Words(zh: "清单的摘要文件不符。", en: "The inventory's sidecar is not as it was.")
        }
    }

    /// One or two words.
    package var name: Words {
        switch self {
        case .altered: Words(zh: "内容改变", en: "altered")
        case .truncated: Words(zh: "截短", en: "truncated")
        case .missing: Words(zh: "缺失", en: "missing")
        case .extra: Words(zh: "多余", en: "extra")
        case .unreadable: Words(zh: "读不出", en: "unreadable")
        case .swapped: Words(zh: "内容调换", en: "swapped")
        case .inventory: Words(zh: "清单损坏", en: "inventory damaged")
        case .sidecar: Words(zh: "摘要文件损坏", en: "sidecar damaged")
        }
    }
}
