import Archive
import Testing

@testable import Web

@Suite("Help: the same pages in both languages, part of the program")
struct HelpTests {
    private static let names = [HelpText.index] + HelpPage.allCases.map(\.rawValue)

    private func inlines(_ blocks: [Markdown.Block]) -> [Markdown.Inline] {
        blocks.flatMap { block -> [Markdown.Inline] in
            switch block {
            case .heading(_, let inside), .paragraph(let inside): inside
            case .list(_, let items): items.flatMap { inlines($0) }
            case .quote(let inside): inlines(inside)
            case .code, .rule: []
            }
        }
    }

    private func anchors(_ text: Markdown) -> Set<String> {
        Set(text.blocks.compactMap { if case .heading(_, let inside) = $0 { Markdown.anchor(inside) } else { nil } })
    }

    @Test("each page has a title, no HTML, pictures that are there, and links that lead somewhere", arguments: names)
    func whole(name: String) throws {
        for language in Language.allCases {
            let text = try #require(HelpText.of(name, language), "\(language) \(name)")
            #expect(!text.title.isEmpty)
            #expect(text.refused == [])
            for inline in inlines(text.blocks) {
                switch inline {
                case .image(let address, let alt):
                    let file = address.split(separator: "/").suffix(2).joined(separator: "/")
                    #expect(file.hasPrefix(language.tag + "/"), "\(name): a picture of the other language")
                    #expect(HelpFiles.all[file] != nil, "\(name): \(file)")
                    #expect(address == "../../images/help/" + file && !alt.isEmpty, "\(name): \(address)")
                case .link(let address, _):
                    let parts = address.split(separator: "#").map(String.init)
                    let target = address.hasPrefix("#") ? name : String(parts[0].dropLast(3))
                    #expect(HelpLink(address) != .elsewhere, "\(name): \(address)")
                    let there = try #require(HelpText.of(target, language), "\(name): \(address)")
                    if address.contains("#") { #expect(anchors(there).contains(parts.last ?? "")) }
                default: break
                }
            }
        }
    }

    @Test("both languages show the same pictures, each picture is on a page and under 80 KB")
    func pictures() {
        var shown: [Language: [String]] = [:]
        for language in Language.allCases {
            for name in Self.names {
                for case .image(let address, _) in inlines(HelpText.of(name, language)?.blocks ?? []) {
                    shown[language, default: []].append(String(address.split(separator: "/").last ?? ""))
                }
            }
        }
        #expect(shown[.zh] == shown[.en])
        let files = HelpFiles.all.filter { $0.key.hasSuffix(".webp") }
        #expect(Set(files.keys) == Set(shown.flatMap { language, names in names.map { language.tag + "/" + $0 } }))
        for (name, bytes) in files {
            #expect(bytes.count <= 80_000 && bytes.starts(with: Array("RIFF".utf8)), "\(name)")
        }
    }

    @Test("HTML in a text does not get through; headings have the anchors a forge gives them")
    func refused() {
        let text = Markdown(Array("# 标题 A-1!\n\na <b>x</b> & <y>\n\n<script>1</script>\n\n- 1 `<i>`\n".utf8))
        #expect(text.refused == ["<b>", "</b>", "<y>", "<script>1</script>\n"])
        #expect(text.title == "标题 A-1!")
        #expect(anchors(text) == ["标题-a-1"])
        #expect(text.blocks.last == .list(start: nil, [[.paragraph([.text("1 "), .code("<i>")])]]))
    }

    @Test("links lead to pages of help, places on the page, and nowhere else")
    func links() {
        #expect(HelpLink("receive.md") == .page("/help/receive"))
        #expect(HelpLink("manual.md#trouble") == .page("/help/manual#trouble"))
        #expect(HelpLink("README.md") == .page("/help"))
        #expect(HelpLink("#上传") == .here("上传"))
        #expect(HelpLink("../set-up.md") == .elsewhere && HelpLink("https://example.org/") == .elsewhere)
    }

    @Test("served to anybody, in the language of the page; from each place of the desk to the page about it")
    func served() async throws {
        let house = try await TestHouse()
        try await house.account("archivist", [.archivist])
        try await house.serving { client in
            for (language, word) in [("zh", "收件号"), ("en", "receipt number")] {
                let page = try await client.get("/help/receive?lang=\(language)")
                #expect(page.status == 200 && page.text.contains(word))
                #expect(try await client.get("/help?lang=\(language)").text.contains("/help/manual"))
            }
            let picture = try await client.get("/help/pictures/en/desk.webp")
            #expect(picture.status == 200 && picture["Content-Type"] == "image/webp")
            for path in ["/help/none", "/help/README", "/help/pictures/en/receive.md", "/help/pictures/en/none.webp"] {
                #expect(try await client.get(path).status == 404, "\(path)")
            }
            try await client.signIn("archivist")
            for (path, page) in [
                ("/desk", "ten-minutes"), ("/desk/accessions", "receive"), ("/desk/catalogue", "describe-and-open"),
                ("/desk/search?q=x", "find"), ("/desk/storage", "manual"),
            ] {
                #expect(ReadPage(try await client.get(path).text).links.contains("/help/" + page), "\(path)")
            }
        }
    }
}
