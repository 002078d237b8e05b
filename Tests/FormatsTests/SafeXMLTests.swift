import Glibc
import Testing

@testable import Formats

@Suite("Foreign XML is read safely")
struct SafeXMLTests {
    @Test("elements, attributes, text and lines come back")
    func plain() throws {
        let root = try SafeXML.tree(
            Array("<?xml version=\"1.0\"?>\r\n<目录 版本='1'>\r\n  <件><题名>通知 &amp; 附件</题名></件>\r\n</目录>".utf8))
        #expect(root.name == "目录" && root[attribute: "版本"] == "1" && root.line == 2)
        let title = try #require(root.at("件", "题名"))
        #expect(title.text == "通知 & 附件" && title.line == 3)
        #expect(root.text == "\n  \n")
    }

    @Test("namespaces are kept apart from names; CDATA is text")
    func namespaces() throws {
        let root = try SafeXML.tree(Array("<o:a xmlns:o='urn:x' o:k='1' k='2'><![CDATA[<甲>]]></o:a>".utf8))
        #expect(root.name == "a" && root.namespace == "urn:x" && root.text == "<甲>")
        #expect(root.attributes.map(\.namespace) == ["urn:x", nil])
    }

    @Test(
        "encodings by mark and by declaration",
        arguments: [
            ("UTF-8", "UTF-8", [] as [UInt8]), ("UTF-8", "UTF-8", [0xEF, 0xBB, 0xBF]), ("GB18030", "GB18030", []),
            ("GB18030", "GB18030", [0x84, 0x31, 0x95, 0x33]),
            ("GB18030", "gb2312", []), ("GB18030", "GBK", []), ("UTF-16LE", "UTF-16", [0xFF, 0xFE]),
            ("UTF-16BE", "UTF-16", [0xFE, 0xFF]), ("BIG5", "Big5", []),
        ])
    func encodings(real: String, declared: String, mark: [UInt8]) throws {
        let text = "<?xml version=\"1.0\" encoding=\"\(declared)\"?>\n<目錄>檔案館</目錄>"
        let root = try SafeXML.tree(mark + encode(text, as: real))
        #expect(root.name == "目錄" && root.text == "檔案館" && root.line == 2)
    }

    @Test("characters of GB 18030's four-byte part come back whole across pieces")
    func pieces() throws {
        let text =
            "<?xml version=\"1.0\" encoding=\"GB18030\"?><甲>"
            + String(repeating: "㐀𠀀档", count: 100_000) + "</甲>"
        let root = try SafeXML.tree(encode(text, as: "GB18030"))
        #expect(root.text.unicodeScalars.count == 300_000)
    }

    @Test("a document type is refused with its line, before its entities are read")
    func documentType() {
        let bomb = """
            <?xml version="1.0"?>

            <!DOCTYPE a [<!ENTITY l0 "哈"><!ENTITY l1 "&l0;&l0;"><!ENTITY l2 SYSTEM "file:///etc/passwd">]>
            <a>&l1;&l2;</a>
            """
        #expect(throws: XMLProblem.documentType(line: 3)) { try SafeXML.tree(Array(bomb.utf8)) }
    }

    @Test("an entity nobody defined is refused with its line")
    func entity() {
        #expect(throws: XMLProblem.entity(line: 2)) { try SafeXML.tree(Array("<a>\n&xxe;</a>".utf8)) }
    }

    @Test(
        "what is not well-formed is refused with its line",
        arguments: [
            ("<a>\n<b></a>", 2), ("<a>\n\n<b x=1/></a>", 3), ("<a>\n", 2), ("", 1), ("<a/>\n<b/>", 2),
            ("<a>\n\u{1}</a>", 2),
        ])
    func malformed(text: String, line: Int) throws {
        let problem = try #require(throws: XMLProblem.self) { try SafeXML.tree(Array(text.utf8)) }
        #expect(problem.code == "formats.xml-malformed" && problem.line == line)
    }

    @Test("bytes that the encoding does not have are named with their line")
    func wrongEncoding() {
        let gbk = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>".utf8) + encode("中文", as: "GB18030")
        #expect(throws: XMLProblem.encoding("UTF-8", line: 2)) { try SafeXML.tree(gbk + Array("</a>".utf8)) }
        let half = Array("<?xml version=\"1.0\" encoding=\"GBK\"?>\n<a>\n".utf8) + [0xFF, 0xFF]
        #expect(throws: XMLProblem.encoding("GB18030", line: 3)) { try SafeXML.tree(half) }
        #expect(throws: XMLProblem.unknownEncoding("EBCDIC-X")) {
            try SafeXML.tree(Array("<?xml version=\"1.0\" encoding=\"EBCDIC-X\"?><a/>".utf8))
        }
    }

    @Test("size, depth, number of elements and of attributes have limits")
    func limits() {
        let deep = String(repeating: "<a>", count: 5_000)
        #expect(throws: XMLProblem.tooDeep(limit: 100, line: 1)) { try SafeXML.tree(Array(deep.utf8)) }
        let many = "<a>" + String(repeating: "\n<b/>", count: 50) + "</a>"
        #expect(throws: XMLProblem.tooManyElements(limit: 20, line: 21)) {
            try SafeXML.tree(Array(many.utf8), limits: XMLLimits(elements: 20))
        }
        #expect(throws: XMLProblem.tooLarge(limit: 100)) {
            try SafeXML.tree(Array(many.utf8), limits: XMLLimits(bytes: 100))
        }
        let attributes = "<a " + (0..<300).map { "a\($0)='1'" }.joined(separator: " ") + "/>"
        #expect(throws: XMLProblem.tooManyAttributes(limit: 256, line: 1)) { try SafeXML.tree(Array(attributes.utf8)) }
    }

    @Test("a listing is read one element at a time, with lines beyond 65,535")
    func listing() throws {
        let path = "/tmp/lantai-listing-\(getpid())-\(UInt32.random(in: 0 ... .max)).xml"
        defer { unlink(path) }
        let text = "<目录>\n" + String(repeating: "<件>\n<件><题名>甲</题名></件></件>\n", count: 50_000) + "</目录>"
        let file = try #require(fopen(path, "w"))
        fputs(text, file)
        fclose(file)
        var lines: [Int] = []
        try SafeXML.elements("件", path: path) { node in
            #expect(node.children.count == 1 && node.at("件", "题名")?.text == "甲")
            lines.append(node.line)
        }
        #expect(lines.count == 50_000 && lines.last == 100_000)
    }

    @Test("the caller's own error ends the reading and comes through")
    func callersError() {
        struct Enough: Error {}
        var seen = 0
        #expect(throws: Enough.self) {
            try SafeXML.events(Array("<a><b/><c/></a>".utf8)) { _ in
                seen += 1
                if seen == 2 { throw Enough() }
            }
        }
        #expect(seen == 2)
    }
}

/// `text` in another encoding, as the system converts it.
func encode(_ text: String, as encoding: String) -> [UInt8] {
    let converter = iconv_open(encoding, "UTF-8")
    defer { iconv_close(converter) }
    var input = Array(text.utf8)
    var output = [UInt8](repeating: 0, count: input.count * 4 + 16)
    var inputLeft = input.count
    var outputLeft = output.count
    input.withUnsafeMutableBytes { from in
        output.withUnsafeMutableBytes { to in
            var source = from.baseAddress?.assumingMemoryBound(to: CChar.self)
            var target = to.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = iconv(converter, &source, &inputLeft, &target, &outputLeft)
        }
    }
    return Array(output.prefix(output.count - outputLeft))
}
