package import Archive

/// Why the pool of workers could not do its work. What is wrong with a file is never here: see `DocumentFacts.damage`.
package enum WorkerProblem: Explained, Hashable {
    /// The file to examine cannot be opened.
    case unreadable(path: String, number: Int32)
    /// No worker process can be started.
    case noWorker(executable: String, number: Int32)
    /// The pool is closed.
    case closed
    /// This format has no page images yet.
    case notRendered(FormatKind)
    /// The page could not be drawn: there is no such page, or it is damaged.
    case pageImage(page: Int, reason: Words)
    /// No copy that browsers play could be made of sound or film.
    case notCopied(Words)

    package var code: String {
        switch self {
        case .unreadable: "formats.unreadable"
        case .noWorker: "formats.no-worker"
        case .closed: "formats.closed"
        case .notRendered: "formats.not-rendered"
        case .pageImage: "formats.page-image"
        case .notCopied: "formats.not-copied"
        }
    }

    package var isTransient: Bool {
        switch self {
        case .noWorker: true
        case .unreadable, .closed, .notRendered, .pageImage, .notCopied: false
        }
    }

    package var what: Words {
        switch self {
        case .unreadable(let path, let number):
            Words(zh: "无法打开文件 \(path)（系统错误 \(number)）。", en: "\(path) cannot be opened (system error \(number)).")
        case .noWorker(let executable, let number):
            Words(
                zh: "无法启动隔离的解析进程 \(executable)（系统错误 \(number)）。",
                en: "The isolated worker \(executable) cannot be started (system error \(number)).")
        case .closed:
            Words(zh: "解析进程已停止。", en: "The workers have been stopped.")
        case .notRendered(let kind):
            Words(zh: "暂不能生成 \(kind.rawValue) 文件的页面图像。", en: "Pages of a \(kind.rawValue) file cannot be rendered yet.")
        case .pageImage(let page, let reason):
            Words(zh: "第 \(page) 页无法生成图像：\(reason.zh)", en: "Page \(page) cannot be drawn: \(reason.en)")
        case .notCopied(let reason):
            Words(
                zh: "没能制成可播放的副本：\(reason.zh)", en: "No copy that browsers play could be made: \(reason.en)")
        }
    }

    package var next: Words {
        switch self {
        case .unreadable:
            Words(zh: "请检查文件是否存在及其权限。", en: "Check that the file is there and may be read.")
        case .noWorker:
            Words(zh: "请检查系统内存和进程数限制，稍后会自动重试。", en: "Check memory and process limits; this is tried again.")
        case .closed:
            Words(zh: "请在服务启动后重试。", en: "Try again when the service runs.")
        case .notRendered:
            Words(zh: "请下载原文件查看。", en: "Download the original instead.")
        case .pageImage:
            Words(zh: "请下载原文件查看，或检查文件是否损坏。", en: "Download the original, or check whether it is damaged.")
        case .notCopied:
            Words(
                zh: "请下载原文件，用本机软件打开；再检查 ffmpeg 是否装好、文件是否损坏。",
                en:
                    "Download the original and open it with another program; see whether ffmpeg works and the file is whole."
            )
        }
    }
}
