import Archive
import Discovery
import Sharing

// Beside the description: how to cite, what is allowed, which files; below it: what else there is by the same maker.

extension HTML {
    mutating func using(_ visit: Visit, _ record: PublicRecord) {
        section { h in
            h.h2(Words(zh: "怎样引用", en: "How to cite"))
            h.p(
                record.citation, .class("cite"), .id("cite"),
                .lang(Tongue.tag(of: record.citation, on: h.language)))
            h.button(
                .class("btn no-print"), .type("button"), .hidden, .data("data-copy", "cite"),
                .dataLabel(Words(zh: "已复制", en: "Copied"))
            ) { $0.text(Words(zh: "复制引文", en: "Copy the citation")) }
            h.p(Words(zh: "按 GB/T 7714-2015。", en: "After GB/T 7714-2015."), .class("help"))
        }
        section { h in
            h.h2(Words(zh: "权利与使用", en: "Rights and use"))
            h.p(
                Words(
                    zh: "可以阅读、引用。请注明“\(visit.site.name.zh)藏”及档号。",
                    en: "You may read and cite it. Please name \(visit.site.name.en) and the reference code."))
            h.p(.class("help")) { h in
                h.text(Words(zh: "开放：\(Words.slot)。", en: "Open since \(Words.slot). ")) { $0.day(record.openedFrom) }
                h.text(
                    Words(
                        zh: "公布至\(record.published.words.zh)：\(Words.slot)。",
                        en: "Published (\(record.published.words.en)) since \(Words.slot).")
                ) { $0.day(record.publishedFrom) }
            }
        }
        if record.published == .text, !record.files.isEmpty {
            section { h in
                h.h2(Words(zh: "文件与凭据", en: "Files and evidence"))
                h.ul(.class("files")) { h in
                    for file in record.files {
                        h.li { h in
                            h.div { h in
                                h.download(file, under: "/records/\(record.publicID)", named: false)
                                h.p(.class("small quiet")) { h in
                                    h.text(file.format)
                                    if let pages = file.pages {
                                        h.text(Words(zh: "，", en: ", "))
                                        h.text(Phrases.pages(Int64(pages)))
                                    }
                                }
                                h.p(.class("small code")) { h in
                                    h.text("SHA-256 " + file.digest.hex)
                                }
                            }
                        }
                    }
                }
            }
        }
        section { h in
            h.h2(Words(zh: "存证", en: "Proof"))
            h.p(.class("small")) { h in
                h.text(
                    Words(
                        zh: "\(Words.slot)，可离线核对公布的内容与日期。",
                        en: "\(Words.slot) of what was published and when; it is checked offline. ")
                ) { h in
                    h.a(
                        Words(zh: "下载证明", en: "Download the proof"), .href("/records/\(record.publicID)/proof"),
                        .rel("nofollow"))
                }
                h.a(Words(zh: "说明", en: "How"), .href("/ledger"))
            }
        }
        if record.published < .text {
            section { h in
                h.note(
                    .info,
                    record.published == .catalogue
                        ? Words(zh: "只公布了目录", en: "Only the entry is published")
                        : Words(zh: "公布到页图", en: "Published as page images")
                ) { h in
                    h.p(Words(zh: "可以到馆查阅原件。", en: "The original can be read at the archive."))
                }
            }
        }
    }

    /// Other records by the same maker, and the way to all of them.
    mutating func related(_ related: RelatedRecords) {
        section(.class("sect no-print"), .labelledBy("h-related")) { h in
            h.div(.class("head")) { h in
                h.h2(.id("h-related")) { h in
                    h.text(Words(zh: "同一责任者：", en: "By the same maker: "))
                    h.recordText(related.author)
                }
                if related.total > Int64(related.hits.count + 1) {
                    h.a(
                        Words(zh: "全部\(related.total.grouped)件", en: "All \(related.total.grouped)"),
                        .href("/search?author=\(related.author)"), .rel("nofollow"))
                }
            }
            h.ul(.class("ledger")) { h in
                for hit in related.hits {
                    h.li { h in
                        h.div { h in
                            h.a(
                                hit.title, .class("t"), .href("/records/\(hit.publicID)"),
                                .lang(Tongue.tag(of: hit.title, on: h.language)))
                        }
                        h.div(.class("m")) { h in
                            h.code(hit.code)
                            if !hit.date.isEmpty { h.recordDate(hit.date) }
                        }
                    }
                }
            }
        }
    }
}
