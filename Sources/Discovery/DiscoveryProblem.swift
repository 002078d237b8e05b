package import Archive

/// Why finding could not be done.
package enum DiscoveryProblem: Explained {
    /// The index, or what holds now about access, cannot be read: no answer is better than a wrong one.
    case unavailable(detail: String)
    /// The place to go on from is not one that was given out.
    case badCursor
    /// The index file cannot be written.
    case unwritable(detail: String)

    package var code: String {
        switch self {
        case .unavailable: "discovery.unavailable"
        case .badCursor: "discovery.bad-cursor"
        case .unwritable: "discovery.unwritable"
        }
    }

    package var what: Words {
        switch self {
        case .unavailable(let detail):
            Words(zh: "检索暂时不可用（\(detail)）。", en: "Searching is not possible at the moment (\(detail)).")
        case .badCursor:
            Words(zh: "翻页位置无法识别。", en: "The place to go on from is not known.")
        case .unwritable(let detail):
            Words(zh: "索引无法写入（\(detail)）。", en: "The index cannot be written (\(detail)).")
        }
    }

    package var next: Words {
        switch self {
        case .unavailable:
            Words(
                zh: "请稍后再试；如持续出现，请管理员查看 /readyz 和日志。",
                en: "Try again shortly; if it goes on, an administrator should look at /readyz and the log.")
        case .badCursor:
            Words(zh: "请从第一页重新检索。", en: "Search again from the first page.")
        case .unwritable:
            Words(
                zh: "请检查 index 目录的权限和磁盘空间；索引可随时重建。",
                en: "Check the rights and the free space of the index folder; the index can be rebuilt at any time.")
        }
    }

    package var isTransient: Bool {
        switch self {
        case .unavailable, .unwritable: true
        case .badCursor: false
        }
    }
}
