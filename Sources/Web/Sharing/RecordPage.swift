import Archive
import Sharing

/// A published record as a reader sees it: no more of it than its level permits.
struct RecordView {
    let record: PublicRecord
    /// The file and the page shown, and that page's text where the text is published.
    let file: PublicFile?
    let page: Int
    let text: String?

    var pages: Int { max(1, file?.pages ?? 1) }
}

func recordPage(_ visit: Visit, _ view: RecordView) -> [UInt8] {
    let record = view.record
    let tag = Tongue.tag(of: record.title, on: visit.language)
    return portalPage(visit, title: Words(asIs: record.title)) { h in
        var way: [(words: Words, path: Path)] = [
            (PortalPlace.fonds.words, "/fonds"), (Words(asIs: record.fonds.title), "/fonds/\(record.fonds.publicID)"),
        ]
        if let category = record.category {
            way.append((Words(asIs: category.title), "/fonds/\(record.fonds.publicID)?in=\(category.publicID)"))
        }
        h.crumbs(way, here: Words(asIs: record.code))
        h.header(.class("rec-head")) { h in
            h.h1(.lang(tag)) { $0.text(record.title) }
            h.p(.class("facts")) { h in
                h.code(record.code)
                if let date = record.date { h.span(date, .class("num")) }
                if let author = record.author { h.span { $0.recordText(author) } }
                h.badge(AccessStatus.open)
                h.badge(record.published)
            }
        }
        if let file = view.file { h.viewer(view, file) }
        h.div(.class("areas sect")) { h in
            h.description(record)
            h.rights(record)
            if !record.files.isEmpty && record.published >= .text { h.downloads(record) }
            h.citation(record)
        }
        h.neighbours(record)
    }
}

extension HTML {
    private func path(_ view: RecordView, _ n: Int, page: Int) -> Path {
        "/records/\(view.record.publicID)?file=\(n)&page=\(page)"
    }

    /// The page image, with its text beside it, and the way to the other pages and files.
    fileprivate mutating func viewer(_ view: RecordView, _ file: PublicFile) {
        section(.class("viewer"), .ariaLabel(Words(zh: "原件", en: "The original"))) { h in
            h.div(.class("v-bar")) { h in
                h.text(file.role)
                h.span(
                    Words(zh: "第\(view.page)页，共\(view.pages)页", en: "page \(view.page) of \(view.pages)"),
                    .class("num"))
                if view.page > 1 {
                    h.a(Phrases.previousPage, .class("btn"), .href(h.path(view, file.n, page: view.page - 1)))
                }
                if view.page < view.pages {
                    h.a(Phrases.nextPage, .class("btn"), .href(h.path(view, file.n, page: view.page + 1)))
                }
            }
            h.div(.class("v-body")) { h in
                if file.hasImages {
                    h.div(.class("sheet")) { h in
                        h.img(
                            .src("/records/\(view.record.publicID)/pages/\(file.n)/\(view.page)"),
                            .alt(
                                Words(
                                    zh: "\(view.record.title)，\(file.role.zh)第\(view.page)页",
                                    en: "\(view.record.title), \(file.role.en), page \(view.page)")))
                    }
                }
                if let text = view.text { h.transcript(text) }
            }
            if view.record.files.count > 1 || view.pages > 1 { h.leaves(view) }
        }
    }

    private mutating func transcript(_ text: String) {
        let tag = Tongue.tag(of: text, on: language)
        div(.class("script")) { h in
            h.h2(Words(zh: "文字", en: "Text"))
            h.div(.class("text"), .lang(tag)) { h in
                for line in text.split(whereSeparator: \.isNewline) { h.p(String(line)) }
            }
        }
    }

    /// One link a page and a file: works without script, by keyboard.
    private mutating func leaves(_ view: RecordView) {
        nav(.ariaLabel(Words(zh: "全部页", en: "All pages"))) { h in
            h.ul(.class("leaves")) { h in
                for file in view.record.files {
                    // A file of a thousand pages is paged through, not listed.
                    for page in 1...max(1, min(file.pages ?? 1, 60)) {
                        let isHere = file.n == view.file?.n && page == view.page
                        h.li { h in
                            h.a(
                                .href(h.path(view, file.n, page: page)), .when(isHere, .current("true")),
                                .ariaLabel(file.role + Words(zh: "第\(page)页", en: ", page \(page)"))
                            ) { $0.text(page) }
                        }
                    }
                }
            }
        }
    }

    fileprivate mutating func description(_ record: PublicRecord) {
        section(.class("area"), .labelledBy("description")) { h in
            h.h2(.id("description")) { $0.text(Words(zh: "著录", en: "Description")) }
            h.dl(.class("dl")) { h in
                for element in record.description {
                    h.dt(element.name)
                    h.dd { $0.recordText(element.value) }
                }
            }
        }
    }

    fileprivate mutating func rights(_ record: PublicRecord) {
        section(.class("area"), .labelledBy("rights")) { h in
            h.h2(.id("rights")) { $0.text(Words(zh: "开放与利用", en: "Access and use")) }
            h.dl(.class("dl")) { h in
                h.dt(Words(zh: "开放", en: "Open since"))
                h.dd { $0.day(record.openedFrom) }
                h.dt(Words(zh: "公布", en: "Published"))
                h.dd { h in
                    h.text(record.published.words)
                    h.text("　")
                    h.day(record.publishedFrom)
                }
            }
            if record.published < .text {
                h.p(
                    Words(zh: "没有公布的部分，可到馆申请查阅。", en: "What is not published may be asked for in the reading room."),
                    .class("quiet"))
            }
        }
    }

    fileprivate mutating func downloads(_ record: PublicRecord) {
        section(.class("area"), .labelledBy("files")) { h in
            h.h2(.id("files")) { $0.text(Words(zh: "下载", en: "Download")) }
            h.ul(.class("files")) { h in
                for file in record.files {
                    h.li { h in
                        h.a(.href("/records/\(record.publicID)/files/\(file.n)")) { $0.text(file.name) }
                        h.span(file.format, .class("quiet"))
                        h.span(file.bytes.grouped + Words(zh: "字节", en: " bytes")[h.language], .class("num quiet"))
                        h.span(.class("code small")) { $0.text("SHA-256 " + file.digest.hex) }
                    }
                }
            }
        }
    }

    fileprivate mutating func citation(_ record: PublicRecord) {
        section(.class("area"), .labelledBy("cite")) { h in
            h.h2(.id("cite")) { $0.text(Words(zh: "怎样引用（GB/T 7714）", en: "How to cite (GB/T 7714)")) }
            h.p(.class("cite")) { $0.recordText(record.citation) }
        }
    }

    fileprivate mutating func neighbours(_ record: PublicRecord) {
        guard record.previous != nil || record.next != nil else { return }
        nav(.class("near"), .ariaLabel(Words(zh: "前后各一件", en: "Neighbours"))) { h in
            if let previous = record.previous {
                h.neighbour(previous, Words(zh: "上一件", en: "Previous record"), "previous")
            }
            if let next = record.next { h.neighbour(next, Words(zh: "下一件", en: "Next record"), "next") }
        }
    }

    private mutating func neighbour(_ one: PublicNeighbour, _ words: Words, _ place: StaticString) {
        a(.class(place), .href("/records/\(one.publicID)")) { h in
            h.span(words, .class("way"))
            h.span(.class("t")) { $0.recordText(one.title) }
        }
    }
}
