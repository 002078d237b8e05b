package import Archive

/// What a package brings (移交内容).
package enum Carried: String, Hashable, Sendable, Codable {
    /// Records, described and with their content: custody changes when both sides sign.
    case records
    /// A catalogue alone (目录): nothing is handed over, so the archive takes it in by its own signature.
    case entries
    /// Files for entries that stand in the catalogue already (挂接).
    case files

    package var words: Words {
        switch self {
        case .records: Words(zh: "电子档案", en: "records")
        case .entries: Words(zh: "目录（全文后补）", en: "a catalogue, files to follow")
        case .files: Words(zh: "挂接全文", en: "files for entries of the catalogue")
        }
    }
}
