/// A text as OFD (GB/T 33190) or DOCX (OOXML): the least that is a whole document of its kind.
struct DemoOffice {
    let title: String
    let paragraphs: [String]

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    /// One page of A4 in millimetres, a text object a line.
    var ofd: [UInt8] {
        let space = "xmlns:ofd=\"http://www.ofdspec.org/2016\""
        var objects = ""
        var y = 30
        for (place, line) in DemoPDF(title: title, paragraphs: paragraphs).lines.prefix(34).enumerated()
        where !line.text.isEmpty {
            let size = line.size == 20 ? 7 : 5
            objects +=
                "<ofd:TextObject ID=\"\(10 + place)\" Boundary=\"25 \(y) 170 8\" Font=\"3\" Size=\"\(size)\">"
                + "<ofd:TextCode X=\"0\" Y=\"6\" DeltaX=\"g \(max(1, line.text.count - 1)) \(size)\">\(line.text)</ofd:TextCode>"
                + "</ofd:TextObject>"
            y += 7
        }
        return DemoZip([
            (
                "OFD.xml",
                Self.xml(
                    "<ofd:OFD \(space) DocType=\"OFD\" Version=\"1.0\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>\(Self.number(title))</ofd:DocID>"
                        + "<ofd:Title>\(title)</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
                )
            ),
            (
                "Doc_0/Document.xml",
                Self.xml(
                    "<ofd:Document \(space)><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
                        + "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
                        + "<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages></ofd:Document>"
                )
            ),
            (
                "Doc_0/PublicRes.xml",
                Self.xml(
                    "<ofd:Res \(space) BaseLoc=\"Res\"><ofd:Fonts><ofd:Font ID=\"3\" FontName=\"宋体\" FamilyName=\"宋体\"/></ofd:Fonts></ofd:Res>"
                )
            ),
            (
                "Doc_0/Pages/Page_0/Content.xml",
                Self.xml(
                    "<ofd:Page \(space)><ofd:Content><ofd:Layer ID=\"2\" Type=\"Body\">\(objects)</ofd:Layer></ofd:Content></ofd:Page>"
                )
            ),
        ]).bytes
    }

    var docx: [UInt8] {
        let body = ([title] + paragraphs).map { "<w:p><w:r><w:t>\($0)</w:t></w:r></w:p>" }.joined()
        let schemas = "http://schemas.openxmlformats.org"
        return DemoZip([
            (
                "[Content_Types].xml",
                Self.xml(
                    "<Types xmlns=\"\(schemas)/package/2006/content-types\"><Default Extension=\"rels\" "
                        + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" "
                        + "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
                )
            ),
            (
                "_rels/.rels",
                Self.xml(
                    "<Relationships xmlns=\"\(schemas)/package/2006/relationships\"><Relationship Id=\"rId1\" "
                        + "Type=\"\(schemas)/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
                )
            ),
            (
                "word/document.xml",
                Self.xml(
                    "<w:document xmlns:w=\"\(schemas)/wordprocessingml/2006/main\"><w:body>\(body)</w:body></w:document>"
                )
            ),
        ]).bytes
    }

    private static func xml(_ text: String) -> [UInt8] { Array((head + text).utf8) }

    /// 32 hexadecimal digits that stay the same for the same title.
    private static func number(_ title: String) -> String {
        let digits = title.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        let text = String(digits, radix: 16)
        let padded = String(repeating: "0", count: 16 - text.count) + text
        return padded + padded
    }
}
