import Archive

/// Every picture of help is so large, in pixels: its place on the page is kept before it comes.
enum HelpPicture {
    static let width: Int64 = 1100
    static let height: Int64 = 700
}

/// The overview (`page` is `nil`) or one page of help.
func helpPage(_ visit: Visit, _ page: HelpPage?, _ text: Markdown, isSettingUp: Bool = false) -> [UInt8] {
    let title = page.map(\.words) ?? HelpPage.word
    func content(_ h: inout HTML) {
        h.div(.class("cols helping")) { h in
            h.article(.class("help")) { $0.blocks(text.blocks) }
            h.nav(.class("no-print"), .labelledBy("h-help")) { h in
                h.h2(.id("h-help")) { $0.a(HelpPage.word, .href("/help"), .when(page == nil, .current("page"))) }
                h.ul { h in
                    for each in HelpPage.allCases {
                        h.li { $0.a(each.words, .href(each.path), .when(each == page, .current("page"))) }
                    }
                }
            }
        }
    }
    return isSettingUp ? setUpPage(visit, title: title, content) : portalPage(visit, title: title, content)
}

// MARK: Markdown, written with the house's own elements

extension HTML {
    fileprivate mutating func blocks(_ blocks: [Markdown.Block]) {
        for block in blocks {
            switch block {
            case .heading(1, let inlines): h1 { $0.inlines(inlines) }
            case .heading(2, let inlines): h2(.id(Markdown.anchor(inlines))) { $0.inlines(inlines) }
            case .heading(_, let inlines): h3(.id(Markdown.anchor(inlines))) { $0.inlines(inlines) }
            case .paragraph(let inlines): p { $0.inlines(inlines) }
            case .list(let start?, let items):
                ol(.when(start != 1, .start(Int64(start)))) { h in for item in items { h.li { $0.item(item) } } }
            case .list(nil, let items): ul { h in for item in items { h.li { $0.item(item) } } }
            case .quote(let inside): blockquote { $0.blocks(inside) }
            case .code(let text): pre(text)
            case .rule: hr()
            }
        }
    }

    /// What is one paragraph stands in its item without one more box.
    private mutating func item(_ blocks: [Markdown.Block]) {
        if case .paragraph(let inlines)? = blocks.first {
            self.inlines(inlines)
            self.blocks(Array(blocks.dropFirst()))
        } else {
            self.blocks(blocks)
        }
    }

    private mutating func inlines(_ inlines: [Markdown.Inline]) {
        for inline in inlines {
            switch inline {
            case .text(let text): self.text(text)
            case .code(let text): code(text, .class("code"))
            case .strong(let inside): strong { $0.inlines(inside) }
            case .emphasis(let inside): em { $0.inlines(inside) }
            case .lineBreak: br()
            // Chinese is written on without a space where a line of the text ends.
            case .softBreak: if language == .en { text(" ") }
            case .link(let address, let inside):
                switch HelpLink(address) {
                case .page(let path): a(.href(path)) { $0.inlines(inside) }
                case .here(let anchor): a(.href(fragment: anchor)) { $0.inlines(inside) }
                case .elsewhere: self.inlines(inside)
                }
            case .image(let address, let alt):
                img(
                    .src(HelpLink.picture(address)), .alt(alt), .width(HelpPicture.width),
                    .height(HelpPicture.height), .lazy)
            }
        }
    }
}

/// Where a link of a text leads on this site.
enum HelpLink: Equatable {
    case page(Path)
    case here(String)
    /// Not on this site: a page for developers, another site. Its words stand there without a link.
    case elsewhere

    init(_ address: String) {
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let anchor = parts.count > 1 ? (parts[1].percentDecoded(plus: false)) : nil
        if parts[0].isEmpty, let anchor {
            self = .here(anchor)
        } else if parts[0].hasSuffix(".md"), let page = HelpPage(rawValue: String(parts[0].dropLast(3))) {
            self = .page(anchor.map { "\(page.path)#\($0)" } ?? page.path)
        } else if parts[0] == HelpText.index + ".md" {
            self = .page("/help")
        } else {
            self = .elsewhere
        }
    }

    /// `../../images/help/en/desk.webp` is served as `/help/pictures/en/desk.webp`.
    static func picture(_ address: String) -> Path {
        let parts = address.split(separator: "/").suffix(2).map(String.init)
        return parts.count == 2 ? "/help/pictures/\(parts[0])/\(parts[1])" : "/help"
    }
}
