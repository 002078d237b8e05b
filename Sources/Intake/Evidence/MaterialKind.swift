package import Archive

/// What sort of material a file is, as an expert panel asks for it (材料类型), told from its format.
package enum MaterialKind: String, Hashable, Sendable, CaseIterable {
    case text, image, audio, video
    /// A database as such: SQLite, dBASE, SIARD, Access.
    case database
    /// A table that is no database: a workbook, CSV.
    case table
    case other

    package init(mime: String?) {
        let mime = mime?.lowercased() ?? ""
        let family = mime.split(separator: "/").first.map { String($0) } ?? ""
        switch family {
        case "image": self = .image
        case "audio": self = .audio
        case "video": self = .video
        default:
            if ["sqlite", "dbf", "siard", "msaccess"].contains(where: mime.contains) {
                self = .database
            } else if ["spreadsheet", "excel", "text/csv"].contains(where: mime.contains) {
                self = .table
            } else if family == "text"
                || ["pdf", "ofd", "word", "rtf", "xml", "presentation", "powerpoint"].contains(where: mime.contains)
            {
                self = .text
            } else {
                self = .other
            }
        }
    }

    package var words: Words {
        switch self {
        case .text: Words(zh: "文本", en: "text")
        case .image: Words(zh: "图像", en: "image")
        case .audio: Words(zh: "音频", en: "audio")
        case .video: Words(zh: "视频", en: "video")
        case .database: Words(zh: "数据库", en: "database")
        case .table: Words(zh: "电子表格", en: "table")
        case .other: Words(zh: "其他", en: "other")
        }
    }

    /// What a panel wants to see (DA/T 70 does not say it; 验收 does): at least one transfer of each.
    package static let asked: [MaterialKind] = [.text, .image, .audio, .video, .database]
    /// As many agencies at least.
    package static let agenciesAsked = 5
}
