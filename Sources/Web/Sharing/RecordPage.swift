import Archive
import Catalogue
import Preservation
import Sharing

/// What the page of one published record shows. There is no way to make one of a closed record.
struct RecordView {
    let record: PublicRecord
    /// The file and page in the viewer.
    let file: PublicFile?
    let page: Int
    /// Text of that page, at the level of full text.
    let text: String?

    init(_ shown: RecordAtPage) {
        (record, file, page, text) = (shown.record, shown.file, shown.page, shown.text)
    }

    /// Pages of the file in the viewer; one where they were not counted.
    var pages: Int { max(1, file?.pages ?? 1) }

    func path(page: Int) -> Path {
        let base: Path = "/records/\(record.publicID)"
        guard let file else { return base }
        return base.adding("file", file.n == record.files.first?.n ? nil : String(file.n))
            .adding("page", page == 1 ? nil : String(page))
    }
}

func recordPage(_ visit: Visit, _ view: RecordView) -> [UInt8] {
    let record = view.record
    let lang = Tongue.tag(of: record.title, on: visit.language)
    return portalPage(visit, title: Words(asIs: record.title), at: .search) { h in
        var way: [(words: Words, path: Path)] = [
            (Words(asIs: "\(record.fonds.code) \(record.fonds.title)"), "/fonds/\(record.fonds.publicID)")
        ]
        if let category = record.category {
            way.append((Words(asIs: category.title), "/fonds/\(record.fonds.publicID)?in=\(category.publicID)"))
        }
        h.crumbs(way, here: Words(asIs: record.code))
        h.header(.class("rec-head")) { h in
            h.h1(record.title, .lang(lang))
            h.p(.class("facts")) { h in
                h.code(record.code)
                if let date = record.date { h.recordDate(date) }
                if let author = record.author { h.span { $0.recordText(author) } }
                let pages = record.files.compactMap(\.pages).reduce(0, +)
                if pages > 0 { h.span(Phrases.pages(Int64(pages))) }
                h.badge(AccessStatus.open)
                h.badge(record.published)
            }
        }
        if let file = view.file { h.viewer(view, file) }
        h.neighbours(record)
        h.div(.class("cols sect")) { h in
            h.div(.class("areas")) { $0.areas(record) }
            h.aside(.class("side"), .ariaLabel(Words(zh: "利用说明", en: "Using this record"))) { h in
                h.using(visit, record)
            }
        }
        h.p(.class("print-only small")) { h in
            h.text(visit.site.name)
            h.text(Words(zh: "　本页印自公开档案，以原件为准。印于", en: "　Printed from the public record; the original prevails. "))
            h.text(visit.clock.today.words)
        }
    }
}

extension HTML {
    fileprivate mutating func viewer(_ view: RecordView, _ file: PublicFile) {
        let record = view.record
        let reads = record.published == .text
        section(.class("viewer"), .id("viewer"), .ariaLabel(Words(zh: "页图与文字", en: "Page images and text"))) { h in
            h.div(.class("v-bar")) { h in
                if view.pages > 1 {
                    h.span(.class("group")) { h in
                        h.turn(view.page > 1 ? view.path(page: view.page - 1) : nil, .left, Phrases.previousPage)
                        h.turn(view.page < view.pages ? view.path(page: view.page + 1) : nil, .right, Phrases.nextPage)
                    }
                }
                h.span(.class("num")) { h in
                    h.text(
                        Words(
                            zh: "第\(view.page)页，共\(view.pages)页", en: "Page \(view.page) of \(view.pages)"))
                }
                if record.files.count > 1 { h.span(file.role, .class("quiet")) }
                if reads {
                    h.span(.class("push")) { $0.download(record, file, named: true) }
                }
            }
            h.div(.class(view.text != nil && file.hasImages ? "v-body two" : "v-body")) { h in
                if file.hasImages {
                    h.div(.class("sheet")) { h in
                        h.img(
                            .src("/records/\(record.publicID)/pages/\(file.n)/\(view.page).jpg"),
                            .alt(Words(zh: "第\(view.page)页页图", en: "Image of page \(view.page)")), .width(1200),
                            .height(1697))
                    }
                }
                if let text = view.text { h.script(text) }
            }
            if view.pages > 1 { h.leaves(view) }
        }
    }

    private mutating func turn(_ path: Path?, _ icon: Icon, _ name: Words) {
        if let path {
            a(.class("btn icon"), .href(path)) { $0.icon(icon, named: name) }
        } else {
            span(.class("btn icon"), .ariaDisabled) { $0.icon(icon, named: name) }
        }
    }

    private mutating func download(_ record: PublicRecord, _ file: PublicFile, named: Bool) {
        a(.class("btn"), .href("/records/\(record.publicID)/files/\(file.n)"), .download) { h in
            h.icon(.down)
            h.text(named ? Words(zh: "下载", en: "Download") : file.role)
            h.span(.class("quiet num")) { $0.text(file.bytes.size) }
        }
    }

    /// The text of one page, a paragraph a line.
    private mutating func script(_ text: String) {
        div(.class("script")) { h in
            h.h2(Words(zh: "本页文字", en: "Text of this page"))
            if text.contains(where: { !$0.isWhitespace }) {
                h.div(.class("text"), .lang(Tongue.tag(of: text, on: h.language))) { h in
                    for paragraph in Paragraphs.read(text) { h.p(paragraph) }
                }
                h.p(
                    Words(zh: "文字由程序从文件中提取，以原件为准。", en: "Extracted from the file by program; the original prevails."),
                    .class("help"))
            } else {
                h.p(
                    Words(zh: "这一页没有可提取的文字。", en: "No text could be extracted from this page."), .class("quiet"))
            }
        }
    }

    /// Links to pages: all of a short file, the neighbourhood in a long one, always the first and the last.
    private mutating func leaves(_ view: RecordView) {
        let near = Set([1, view.pages]).union((view.page - 10)...(view.page + 10)).filter {
            (1...view.pages).contains($0)
        }
        ul(.class("leaves no-print"), .ariaLabel(Words(zh: "各页", en: "Pages"))) { h in
            for page in near.sorted() {
                h.li { h in
                    h.a(.href(view.path(page: page)), .when(page == view.page, .current("page"))) { h in
                        h.span(.class("num")) { $0.text(page) }
                    }
                }
            }
        }
    }

    fileprivate mutating func neighbours(_ record: PublicRecord) {
        guard record.previous != nil || record.next != nil else { return }
        nav(.class("near no-print"), .ariaLabel(Words(zh: "前后件", en: "Neighbouring records"))) { h in
            if let previous = record.previous {
                h.a(.href("/records/\(previous.publicID)"), .rel("prev")) { h in
                    h.span(Words(zh: "前一件", en: "Previous"), .class("way"))
                    h.span(previous.title, .class("t"), .lang(Tongue.tag(of: previous.title, on: h.language)))
                }
            }
            if let next = record.next {
                h.a(.class("next"), .href("/records/\(next.publicID)"), .rel("next")) { h in
                    h.span(Words(zh: "后一件", en: "Next"), .class("way"))
                    h.span(next.title, .class("t"), .lang(Tongue.tag(of: next.title, on: h.language)))
                }
            }
        }
    }

    /// The description by the areas of DA/T 18.
    fileprivate mutating func areas(_ record: PublicRecord) {
        for area in DescriptiveElement.Area.allCases {
            let elements = record.description.filter { DescriptiveElement.named($0.identifier)?.area == area }
            guard !elements.isEmpty else { continue }
            let id = "area-\(area.rawValue)"
            section(.class("area"), .labelledBy(id)) { h in
                h.h2(area.name, .id(id))
                h.definitions { h in
                    for element in elements {
                        h.div { h in
                            h.dt(element.name)
                            if DescriptiveElement.named(element.identifier)?.type == .date {
                                h.dd { $0.recordDate(element.value) }
                            } else {
                                h.dd(element.value, .lang(Tongue.tag(of: element.value, on: h.language)))
                            }
                        }
                    }
                }
            }
        }
    }

    fileprivate mutating func using(_ visit: Visit, _ record: PublicRecord) {
        section { h in
            h.h2(Words(zh: "怎样引用", en: "How to cite"))
            h.p(record.citation, .class("cite"), .lang(Tongue.tag(of: record.citation, on: h.language)))
        }
        section { h in
            h.h2(Words(zh: "权利与使用", en: "Rights and use"))
            h.p(
                Words(
                    zh: "可以阅读、引用。请注明“\(visit.site.name.zh)藏”及档号。",
                    en: "You may read and cite it. Please name \(visit.site.name.en) and the reference code."))
            h.p(.class("help")) { h in
                h.text(Words(zh: "开放：", en: "Open since "))
                h.day(record.openedFrom)
                h.text(
                    Words(
                        zh: "。公布至\(record.published.words.zh)：", en: ". Published (\(record.published.words.en)) since "
                    ))
                h.day(record.publishedFrom)
                h.text(Words(zh: "。", en: "."))
            }
        }
        if record.published == .text, !record.files.isEmpty {
            section { h in
                h.h2(Words(zh: "文件与凭据", en: "Files and evidence"))
                h.ul(.class("files")) { h in
                    for file in record.files {
                        h.li { h in
                            h.div { h in
                                h.download(record, file, named: false)
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
}
