import Archive
import Foundation
import Testing

@testable import Formats

@Suite("The text of a document comes by page, as a reader sees it")
struct PageTextTests {
    private func facts(_ name: String, _ make: (URL) throws -> Void) async throws -> DocumentFacts {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("file")
            try make(file)
            return try await withWorkers { try await $0.examine(path: file.path, name: FileName(name)) }
        }
    }

    private func zipped(_ name: String, _ entries: [(name: String, content: String)]) async throws -> DocumentFacts {
        try await facts(name) { file in Made.zip(entries.map { ($0.name, Array($0.content.utf8)) }, to: file) }
    }

    private func relations(_ rows: [(id: String, kind: String, target: String)]) -> String {
        let rows = rows.map { "<Relationship Id='\($0.id)' Type='urn:rel/\($0.kind)' Target='\($0.target)'/>" }
        return "<Relationships>" + rows.joined() + "</Relationships>"
    }

    // MARK: OFD

    private func page(_ content: String, template: String = "") -> String {
        "<ofd:Page \(Made.ofdNamespace)>\(template)<ofd:Content><ofd:Layer>\(content)</ofd:Layer></ofd:Content></ofd:Page>"
    }

    private func text(_ text: String, _ x: Int, _ y: Int, _ steps: String = "") -> String {
        "<ofd:TextObject Size='5' Boundary='\(x) \(y) 50 6'><ofd:TextCode X='0' Y='5' \(steps)>\(text)</ofd:TextCode>"
            + "</ofd:TextObject>"
    }

    @Test("OFD: the words of a template stand on each page that uses it, an annotation's after them, each line once")
    func ofdTemplatesAndAnnotations() async throws {
        let template = "<ofd:Template TemplateID='7' ZOrder='Background'/>"
        let mark =
            "<ofd:Appearance Boundary='10 10 90 9'>\(text("内部文件", 0, 0))\(text("内部文件", 0, 50))</ofd:Appearance>"
        let facts = try await zipped(
            "a.ofd",
            [
                (
                    "OFD.xml",
                    "<ofd:OFD \(Made.ofdNamespace)>"
                        + "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
                        + "<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
                ),
                (
                    "Doc_0/Document.xml",
                    "<ofd:Document \(Made.ofdNamespace)><ofd:CommonData>"
                        + "<ofd:TemplatePage ID='7' BaseLoc='Tpls/T.xml'/></ofd:CommonData>"
                        + "<ofd:Pages><ofd:Page ID='1' BaseLoc='P1.xml'/><ofd:Page ID='2' BaseLoc='P2.xml'/></ofd:Pages>"
                        + "<ofd:Annotations>Annots/List.xml</ofd:Annotations></ofd:Document>"
                ),
                ("Doc_0/Tpls/T.xml", page(text("北溪区文化局", 60, 5))),
                ("Doc_0/P1.xml", page(text("正文", 20, 50), template: template)),
                ("Doc_0/P2.xml", page(text("附件", 20, 50), template: template)),
                (
                    "Doc_0/Annots/List.xml",
                    "<ofd:Annotations \(Made.ofdNamespace)><ofd:Page PageID='2'><ofd:FileLoc>P2/A.xml</ofd:FileLoc>"
                        + "</ofd:Page></ofd:Annotations>"
                ),
                (
                    "Doc_0/Annots/P2/A.xml",
                    "<ofd:PageAnnot \(Made.ofdNamespace)><ofd:Annot ID='9' Type='Watermark'>\(mark)</ofd:Annot>"
                        + "<ofd:Annot ID='10' Type='Highlight'><ofd:Remark>已阅</ofd:Remark></ofd:Annot>"
                        + "<ofd:Annot ID='11' Visible='false'><ofd:Remark>无</ofd:Remark></ofd:Annot></ofd:PageAnnot>"
                ),
                (
                    "Doc_1/Document.xml",
                    "<ofd:Document \(Made.ofdNamespace)><ofd:Pages><ofd:Page ID='1' BaseLoc='P1.xml'/></ofd:Pages>"
                        + "</ofd:Document>"
                ),
                ("Doc_1/P1.xml", page(text("第二个文档", 20, 50))),
            ])
        #expect(facts.damage == nil && facts.pages == 3)
        #expect(facts.text == ["北溪区文化局\n正文", "北溪区文化局\n附件\n内部文件\n已阅", "第二个文档"])
    }

    @Test("OFD: a page in columns is read from the right")
    func ofdColumns() async throws {
        let facts = try await zipped(
            "a.ofd",
            [
                (
                    "OFD.xml",
                    "<ofd:OFD \(Made.ofdNamespace)><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
                ),
                (
                    "D.xml",
                    "<ofd:Document \(Made.ofdNamespace)><ofd:Pages><ofd:Page BaseLoc='P.xml'/></ofd:Pages></ofd:Document>"
                ),
                ("P.xml", page(text("後学之人", 20, 10, "DeltaY='5 5 5'") + text("先生之言", 40, 10, "DeltaY='g 3 5'"))),
            ])
        #expect(facts.text == ["先生之言\n後学之人"])
    }

    // MARK: Office

    @Test(
        "DOCX: breaks make pages, headers and footers stand once, notes at the foot of their page, boxes after their paragraph"
    )
    func docx() async throws {
        let document = """
            <w:document xmlns:w="urn:w" xmlns:mc="urn:mc"><w:body>
            <w:p><w:r><w:t>关于移交档案的函</w:t><w:footnoteReference w:id="2"/></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>年度</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>件数</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:p><w:r><w:t>2021</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>三十</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><w:r><w:br w:type="page"/></w:r></w:p>
            <w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:lastRenderedPageBreak/><w:t>第二</w:t>
            <mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框中字</w:t></w:r></w:p></w:txbxContent></mc:Choice>
            <mc:Fallback><w:txbxContent><w:p><w:r><w:t>框中字</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>
            <w:t>页</w:t></w:r></w:p>
            <w:p><w:moveFrom><w:r><w:t>移走的</w:t></w:r></w:moveFrom><w:r><w:lastRenderedPageBreak/><w:t>末页</w:t></w:r></w:p>
            </w:body></w:document>
            """
        let notes = """
            <w:footnotes xmlns:w="urn:w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
            <w:footnote w:id="2"><w:p><w:r><w:t>见附件</w:t></w:r></w:p></w:footnote></w:footnotes>
            """
        func part(_ text: String) -> String {
            "<w:hdr xmlns:w='urn:w'><w:p><w:r><w:t>\(text)</w:t></w:r></w:p></w:hdr>"
        }
        let facts = try await zipped(
            "a.docx",
            [
                ("[Content_Types].xml", "<Types/>"), ("word/document.xml", document), ("word/footnotes.xml", notes),
                ("word/header1.xml", part("北溪区")), ("word/header2.xml", part("北溪区")), ("word/footer1.xml", part("内部")),
                (
                    "word/_rels/document.xml.rels",
                    relations([
                        ("a", "header", "header1.xml"), ("b", "header", "header2.xml"), ("c", "footer", "footer1.xml"),
                        ("d", "footnotes", "footnotes.xml"),
                    ])
                ),
            ])
        #expect(facts.damage == nil && facts.pages == nil)
        #expect(
            facts.text == [
                "北溪区\n关于移交档案的函\n年度\t件数\n2021\t三十\n见附件\n内部\n", "第二页\n框中字\n", "末页\n",
            ])
    }

    @Test("PPTX: slides in the order they are shown, with their notes, without their numbers")
    func pptx() async throws {
        func slide(_ text: String) -> String {
            "<p:sld xmlns:p='urn:p' xmlns:a='urn:a'><a:p><a:r><a:t>\(text)</a:t></a:r></a:p>"
                + "<a:p><a:fld type='slidenum'><a:t>9</a:t></a:fld></a:p></p:sld>"
        }
        let facts = try await zipped(
            "a.pptx",
            [
                ("[Content_Types].xml", "<Types/>"),
                (
                    "ppt/presentation.xml",
                    "<p:presentation xmlns:p='urn:p' xmlns:r='urn:r'><p:sldIdLst><p:sldId id='1' r:id='x'/>"
                        + "<p:sldId id='2' r:id='y'/></p:sldIdLst></p:presentation>"
                ),
                (
                    "ppt/_rels/presentation.xml.rels",
                    relations([("y", "slide", "slides/slide1.xml"), ("x", "slide", "/ppt/slides/slide2.xml")])
                ),
                ("ppt/slides/slide1.xml", slide("其次")), ("ppt/slides/slide2.xml", slide("首先")),
                ("ppt/slides/_rels/slide2.xml.rels", relations([("n", "notesSlide", "../notesSlides/n1.xml")])),
                ("ppt/notesSlides/n1.xml", slide("讲稿")),
            ])
        #expect(facts.pages == 2 && facts.text == ["首先\n\n讲稿\n", "其次\n"])
    }

    // MARK: HTML

    @Test("HTML: words and no scripts, styles or comments; rows of tables on a line; characters by name and number")
    func html() async throws {
        let page = """
            <!DOCTYPE html><html><head><title>通知</title><style>p{color:red}</style><script>if (a<b) { x("</p>") }</script>
            </head><body><!-- <p>无</p> --><H1>关于&ldquo;移交&rdquo;的<b>通</b>知</H1><p title="a>b">第一段&#x3002;
            接着说&nbsp;AT&amp;T &lt;1&gt; 3 < 4 & 5</p><table><tr><td>甲<td>乙</tr></table><pre>一
              二</pre></body></html>
            """
        let facts = try await facts("a.html") { try Data(page.utf8).write(to: $0) }
        #expect(facts.identification.kind == .html && facts.damage == nil)
        #expect(
            facts.text == ["通知\n关于“移交”的通知\n第一段。 接着说 AT&T <1> 3 < 4 & 5\n甲\t乙\n一\n  二"])
    }

    @Test("HTML in what it says it is written in, or in what it is", arguments: ["GBK", "BIG5", "UTF-8"])
    func htmlEncodings(encoding: String) async throws {
        let body = "<p>關於檔案移交的說明：共計三十件，請查收。</p>"
        for head in ["<html><meta charset=\"\(encoding)\">", "<html><meta charset=utf-16>", "<html>"] {
            let facts = try await facts("a.htm") { try encode(head + body, as: encoding).asData.write(to: $0) }
            #expect(facts.text == ["關於檔案移交的說明：共計三十件，請查收。"], "\(head)")
        }
    }

    @Test("HTML of a million open tags, quotes that never end, and tags cut anywhere: an answer")
    func hostileHTML() async throws {
        for page in [
            "<html>" + String(repeating: "<div>", count: 200_000) + "字",
            "<html><p title=\"" + String(repeating: "<", count: 100_000),
            "<html>字<script>" + String(repeating: "</scrip", count: 100_000), "<html>字<!--", "<html>字<", "<html>字&",
            "<html>字&#x",
            "<html>字&#99999999999;&#0;", "<html>字</",
        ] {
            let facts = try await facts("a.html") { try Data(page.utf8).write(to: $0) }
            #expect(facts.damage == nil, "\(page.prefix(40))")
            #expect(facts.text.map { ["", "字"].contains($0[0].prefix(1)) } ?? true, "\(page.prefix(40))")
        }
    }

    @Test("XHTML with its document type is HTML, not an XML with a fault")
    func xhtml() async throws {
        let facts = try await facts("a.html") {
            try Data(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
                <html xmlns="http://www.w3.org/1999/xhtml"><body><p>字</p></body></html>
                """.utf8
            ).write(to: $0)
        }
        #expect(facts.identification.puid == "fmt/102" && facts.damage == nil && facts.text == ["字"])
    }

    // MARK: Plain text

    @Test("text whose first pages are plain ASCII is read by what comes later")
    func lateText() async throws {
        let head = String(repeating: "Report of the year 1999.\n", count: 5000)
        let facts = try await facts("a.txt") { try encode(head + "档案移交说明", as: "GB18030").asData.write(to: $0) }
        #expect(facts.text?.first?.hasSuffix("档案移交说明") == true)
    }

    @Test("UTF-16 without a mark, even of Chinese alone", arguments: ["UTF-16LE", "UTF-16BE"])
    func unmarkedUTF16(encoding: String) async throws {
        let text = "关于移交档案的函：\n现将三十件档案移交贵馆，请查收。\n"
        let facts = try await facts("a.txt") { try encode(text, as: encoding).asData.write(to: $0) }
        #expect(facts.text == [text])
    }
}

extension [UInt8] {
    fileprivate var asData: Data { Data(self) }
}
