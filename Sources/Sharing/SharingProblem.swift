package import Archive

/// Why the reading room could not serve just now. What may not be seen is no problem: it is not there.
package enum SharingProblem: Explained {
    /// Too many page images are being made.
    case busy

    package var code: String { "sharing.busy" }
    package var isTransient: Bool { true }

    package var what: Words {
        Words(zh: "正在生成的页面图像太多。", en: "Too many page images are being made.")
    }

    package var next: Words {
        Words(zh: "请过几秒再看。", en: "Look again in a few seconds.")
    }
}
