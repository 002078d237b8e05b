import Archive
import Testing

@testable import Web

@Suite("HTML: whatever the text, it stays text")
struct WritingHTMLTests {
    private func written(_ language: Language = .zh, _ body: (inout HTML) -> Void) -> String {
        var h = HTML(language)
        body(&h)
        return String(decoding: h.bytes, as: UTF8.self)
    }

    @Test("markup in text and attributes is escaped")
    func escaped() {
        let text = written { h in
            h.p("<script>alert('1')&\"", .id("a\"><b>"))
        }
        #expect(text == "<p id=\"a&quot;&gt;&lt;b&gt;\">&lt;script&gt;alert(&#39;1&#39;)&amp;&quot;</p>")
    }

    @Test("control characters cannot be in HTML and become U+FFFD; line ends and tabs stay")
    func control() {
        #expect(written { $0.text("a\u{0}b\u{1B}c\td\r\ne\u{7F}") } == "a\u{FFFD}b\u{FFFD}c\td\r\ne\u{FFFD}")
    }

    @Test("every byte of every text of one and two scalars around the special ones comes out as it should")
    func exhaustive() {
        let special: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"]
        for first in (0x20...0x7E).compactMap(Unicode.Scalar.init) + ["档", "𠮷", "é"] {
            let text = String(Character(first)) + "档" + String(Character(first))
            let expected = special[first] ?? String(Character(first))
            #expect(written { $0.text(text) } == expected + "档" + expected)
        }
    }

    @Test("words come in the language of the page")
    func languages() {
        let words = Words(zh: "档号", en: "Reference code")
        #expect(written(.zh) { $0.span(words) } == "<span>档号</span>")
        #expect(written(.en) { $0.span(words) } == "<span>Reference code</span>")
    }

    @Test("elements close in the order they were opened, attributes without value and absent ones included")
    func nesting() {
        let text = written { h in
            h.ul(.class("a"), .when(false, .class("b"))) { h in
                h.li { $0.input(.type("checkbox"), .checked, .lang(nil)) }
                h.li { $0.text(12) }
            }
        }
        #expect(
            text == "<ul class=\"a\"><li><input type=\"checkbox\" checked></li><li>12</li></ul>")
    }

    @Test("an address keeps what is interpolated in its place")
    func paths() {
        let hostile = "a/../b?c=d&e#f\"'档 +%"
        let path: Path = "/records/\(hostile)/files/\(3)?q=\(hostile)"
        let encoded = "a%2F..%2Fb%3Fc%3Dd%26e%23f%22%27%E6%A1%A3%20%2B%25"
        #expect(path.text == "/records/\(encoded)/files/3?q=\(encoded)")
        #expect(hostile.percentEncoded.percentDecoded(plus: false) == hostile)
    }

    @Test(
        "a way back leads nowhere but to this site",
        arguments: [
            "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a\nb", "", "desk",
        ])
    func ways(back: String) { #expect(Path(local: back) == nil) }

    @Test("traditional writing is marked as such, simplified only on an English page")
    func scripts() {
        #expect(Tongue.tag(of: "沈陳氏控族姪偽造賣契", on: .zh) == "zh-Hant")
        #expect(Tongue.tag(of: "关于颁发土地房产所有证的通知", on: .zh) == nil)
        #expect(Tongue.tag(of: "关于颁发土地房产所有证的通知", on: .en) == "zh-Hans")
        #expect(Tongue.tag(of: "Notice No. 3", on: .en) == nil)
    }
}
