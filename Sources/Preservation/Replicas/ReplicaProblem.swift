package import Archive

/// Why nothing can be written to or read from a copy just now.
package enum ReplicaProblem: Explained, Hashable {
    /// It was there before and is not now: an unplugged disk, a folder not mounted.
    case away(String, place: String)
    /// It bears the mark of another archive.
    case foreign(String, place: String)
    /// Something lies where a new copy should begin.
    case occupied(String, place: String, found: String)
    /// A file of the ledger's copy is not that of the ledger.
    case ledgerDiffers(String, file: String)
    case unknown(String)
    /// The archive has no history yet to know it by.
    case tooNew

    package var code: String {
        switch self {
        case .away: "replica.away"
        case .foreign: "replica.foreign"
        case .occupied: "replica.occupied"
        case .ledgerDiffers: "replica.ledger-differs"
        case .unknown: "replica.unknown"
        case .tooNew: "replica.too-new"
        }
    }

    package var isTransient: Bool {
        switch self {
        case .away, .tooNew: true
        default: false
        }
    }

    package var what: Words {
        switch self {
        case .away(let name, let place):
            Words(zh: "副本 \(name) 现在不在（\(place)）。", en: "The copy \(name) is not there just now (\(place)).")
        case .foreign(let name, let place):
            Words(
                zh: "副本 \(name) 处是另一个档案馆的副本（\(place)）。",
                en: "At \(place), named \(name), lies the copy of another archive.")
        case .occupied(let name, let place, let found):
            Words(
                zh: "副本 \(name) 处已有别的内容（\(place)：\(found)）。",
                en: "Something else lies where the copy \(name) should begin (\(place): \(found)).")
        case .ledgerDiffers(let name, let file):
            Words(
                zh: "副本 \(name) 的账簿文件与本馆的不同：\(file)。", en: "In the copy \(name) a file of the ledger differs: \(file).")
        case .unknown(let name): Words(zh: "没有叫 \(name) 的副本。", en: "There is no copy named \(name).")
        case .tooNew: Words(zh: "本馆还没有任何记载。", en: "Nothing has happened in this archive yet.")
        }
    }

    package var next: Words {
        switch self {
        case .away:
            Words(zh: "接上磁盘或挂载文件夹；随后自动接着复制。", en: "Plug in the disk or mount the folder; copying goes on by itself.")
        case .foreign:
            Words(
                zh: "在设置 replicas 里换一个位置；不要删除那里的内容。",
                en: "Name another place in the setting replicas; remove nothing there.")
        case .occupied:
            Words(
                zh: "换一个空文件夹（例如其下的新文件夹）或别的前缀。",
                en: "Name an empty folder, such as a new one below it, or another prefix.")
        case .ledgerDiffers:
            Words(
                zh: "先运行 lantai verify-ledger 核对本馆的账簿，再查明副本里谁改过。",
                en: "Run lantai verify-ledger on the archive's own first; then find out who changed the copy.")
        case .unknown: Words(zh: "lantai replicas 列出副本。", en: "lantai replicas lists them.")
        case .tooNew: Words(zh: "有了第一条记载后自动开始。", en: "It begins by itself with the first event.")
        }
    }
}
