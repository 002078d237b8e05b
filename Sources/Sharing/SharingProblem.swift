package import Archive

/// Why the reading room could not serve just now. What may not be seen is no problem: it is not there.
package enum SharingProblem: Explained {
    /// Too many page images are being made.
    case busy
    /// The process that worked on an access copy was ended at it, time after time.
    case copyKills
    /// A copy could not be made, and nobody said why in words.
    case copyFailed(String)

    package var code: String {
        switch self {
        case .busy: "sharing.busy"
        case .copyKills: "sharing.copy-kills"
        case .copyFailed: "sharing.copy-failed"
        }
    }

    package var isTransient: Bool { if case .busy = self { true } else { false } }

    package var what: Words {
        switch self {
        case .busy: Words(zh: "正在生成的页面图像太多。", en: "Too many page images are being made.")
        case .copyKills:
            Words(
                zh: "制作这几页的利用件时，程序屡次中断。",
                en: "The program was ended again and again while it made copies of these pages.")
        case .copyFailed(let error):
            Words(zh: "利用件没有做成：\(error)", en: "The access copy could not be made: \(error)")
        }
    }

    package var next: Words {
        switch self {
        case .busy: Words(zh: "请过几秒再看。", en: "Look again in a few seconds.")
        case .copyKills, .copyFailed:
            Words(
                zh: "重试；如再次出现，请检查原文件并报告此信息。",
                en: "Retry; if it happens again, look at the file and report this message.")
        }
    }
}
