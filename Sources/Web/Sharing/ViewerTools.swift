import Archive
import Sharing

// What a viewer has beside its pages: the whole screen, its keys, a player for sound and film.

extension HTML {
    /// Shown by the script, where the browser can.
    mutating func fullScreenButton() {
        button(.class("btn icon no-print"), .type("button"), .hidden, .data("data-full", "")) { h in
            h.icon(.full, named: Words(zh: "全屏", en: "Full screen"))
        }
    }

    /// The keys of the viewer, unfolded with `?`. They are the script's: without it this stays hidden.
    mutating func viewerKeys(_ viewer: Viewer) {
        guard viewer.view.file.hasImages || viewer.view.pages > 1 else { return }
        details(.class("more v-keys no-print"), .hidden, .data("data-keys", "")) { h in
            h.summary(Words(zh: "快捷键（?）", en: "Keys (?)"))
            h.dl(.class("dl")) { h in
                for (keys, words) in Self.viewerKeyWords {
                    h.div { h in
                        h.dt(keys, .class("code"))
                        h.dd(words)
                    }
                }
            }
        }
    }

    static let viewerKeyWords: [(keys: String, words: Words)] = [
        ("← →", Words(zh: "上一页、下一页", en: "previous page, next page")),
        ("+ −", Words(zh: "放大、缩小（页图内）", en: "larger, smaller (in the image)")),
        ("0", Words(zh: "复原（页图内）", en: "fit the window (in the image)")),
        ("r", Words(zh: "顺时针旋转", en: "turn clockwise")),
        ("f", Words(zh: "全屏", en: "full screen")),
        ("?", Words(zh: "打开、收起这张表", en: "open and close this list")),
    ]

    /// A player for sound or film: the browser's own, which asks for the parts it plays. Where it is known that none plays the
    /// format, or the script finds out that this one does not, that is said, and the file offered.
    /// A copy made for browsers is played in place of what they do not play, and said to be one; the file stays what it is.
    mutating func player(_ file: PublicFile, _ playable: PlayableState?, under base: Path) {
        guard let medium = file.medium else { return }
        var isCopy = false
        if case .ready = playable { isCopy = true }
        let isPlayed = medium.isPlayed || isCopy
        div(.class("player"), .data("data-player", "")) { h in
            if isPlayed {
                let attributes: [Attribute] = [
                    .controls, .preload("metadata"),
                    .src(isCopy ? "\(base)/plays/\(file.n)" : "\(base)/files/\(file.n)"), .ariaLabel(file.role),
                ]
                switch medium.kind {
                case .sound: h.element("audio", attributes, "")
                case .film: h.element("video", attributes, "")
                }
                if isCopy {
                    h.p(
                        Words(
                            zh: "原件（\(file.format)）浏览器放不出，这里放的是为此另制的副本；下载的仍是原件。",
                            en:
                                "Browsers do not play the original (\(file.format)): this is a copy made for them. What is downloaded is the original."
                        ), .class("help"))
                }
                h.p(
                    Words(
                        zh: "浏览器放不出这种格式时，请下载后播放。",
                        en: "Where the browser cannot play this format, download it and play it with another program."),
                    .class("help"))
            }
            h.div(.when(isPlayed, .hidden)) { h in
                h.note(
                    .info,
                    Words(
                        zh: "浏览器放不出这个文件（\(file.format)）",
                        en: "The browser cannot play this file (\(file.format))")
                ) { h in
                    h.p(Words(zh: "请下载后用播放程序打开。", en: "Download it and play it with another program."))
                    if playable == .waiting {
                        h.p(
                            Words(
                                zh: "正在另制浏览器能放的副本，过一会儿再看。",
                                en: "A copy that browsers play is being made: look again in a while."))
                    }
                    h.p { $0.download(file, under: base, named: true) }
                }
            }
        }
    }
}
