/// The level of a catalogue node (著录层级). Source: DA/T 18-2022.
package enum Level: String, Hashable, Sendable, Codable, CaseIterable {
    case fonds, series, file, item

    package var words: Words {
        switch self {
        case .fonds: Words(zh: "全宗", en: "fonds")
        case .series: Words(zh: "类别", en: "series")
        case .file: Words(zh: "案卷", en: "file")
        case .item: Words(zh: "件", en: "item")
        }
    }
}
