import Archive
import Discovery

// Above the hits: how they are shown; below them: how they are taken away.

extension HTML {
    /// As a list with what stands around the words found, or one line a record.
    mutating func views(_ view: SearchView) {
        nav(.class("views no-print"), .ariaLabel(Words(zh: "显示方式", en: "How hits are shown"))) { h in
            for (compact, words) in [
                (false, Words(zh: "列表", en: "List")), (true, Words(zh: "紧凑", en: "Compact")),
            ] {
                h.a(
                    words, .href(view.shown(compact: compact)), .rel("nofollow"),
                    .when(view.isCompact == compact, .current("true")))
            }
        }
    }

    /// The whole result as a file.
    mutating func takeAway(_ view: SearchView) {
        section(.class("away no-print"), .labelledBy("away")) { h in
            h.h2(Words(zh: "带走这份结果", en: "Take this result away"), .id("away"))
            if view.answer.total > ResultFormat.most {
                h.p(
                    Words(
                        zh: "只给前\(ResultFormat.most.grouped)件；要全部，请先缩小范围。",
                        en: "The first \(ResultFormat.most.grouped) records only; narrow the question to have them all."
                    ),
                    .class("help"))
            }
            h.p(.class("row")) { h in
                for format in ResultFormat.allCases {
                    h.a(
                        .class("btn"), .href(view.exported(format)), .rel("nofollow"), .download
                    ) { h in
                        h.icon(.down)
                        h.text(format.words)
                    }
                }
            }
        }
    }
}

extension SearchView {
    /// The result as a file: the same question at another address.
    fileprivate func exported(_ format: ResultFormat) -> Path {
        let query = first.text.split(separator: "?", maxSplits: 1).dropFirst().first.map { "?" + $0 } ?? ""
        return Path(local: "/search/export/" + format.rawValue + query) ?? "/search"
    }
}
