import Archive

/// The smallest PDF whose Chinese text can be read back: one font without glyphs, and a table of what its codes mean.
struct MadePDF {
    let pages: [String]

    var bytes: [UInt8] {
        var objects: [String] = []
        let kids = pages.indices.map { "\(5 + 2 * $0) 0 R" }.joined(separator: " ")
        objects.append("<< /Type /Catalog /Pages 2 0 R >>")
        objects.append("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
        objects.append(
            """
            << /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [
            << /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)
            /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox
            [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >> ] >>
            """)
        objects.append(stream(meaning))
        for (place, page) in pages.enumerated() {
            objects.append(
                """
                << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(6 + 2 * place) 0 R
                /Resources << /Font << /F1 3 0 R >> >> >>
                """)
            objects.append(stream(content(page)))
        }
        var out = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (place, object) in objects.enumerated() {
            offsets.append(out.count)
            out += "\(place + 1) 0 obj\n\(object)\nendobj\n".utf8
        }
        let table = out.count
        out += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8
        for offset in offsets { out += "\(digits(offset)) 00000 n \n".utf8 }
        out += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8
        return out
    }

    private func content(_ page: String) -> String {
        let lines = page.split(separator: "\n").map { line in
            "<\(line.utf16.map(hex).joined())> Tj T*"
        }
        return "BT /F1 14 Tf 20 TL 60 780 Td\n\(lines.joined(separator: "\n"))\nET"
    }

    private var meaning: String {
        let codes = Set(pages.joined().utf16).subtracting([10]).sorted()
        let lines = codes.map { "<\(hex($0))> <\(hex($0))>" }
        let groups = stride(from: 0, to: lines.count, by: 100).map { lines[$0..<min($0 + 100, lines.count)] }
        let maps = groups.map { "\($0.count) beginbfchar\n\($0.joined(separator: "\n"))\nendbfchar" }
        return """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def /CMapType 2 def
            1 begincodespacerange <0000> <FFFF> endcodespacerange
            \(maps.joined(separator: "\n"))
            endcmap CMapName currentdict /CMap defineresource pop end end
            """
    }

    private func stream(_ text: String) -> String { "<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream" }
    private func hex(_ unit: UInt16) -> String { [UInt8(unit >> 8), UInt8(unit & 255)].hex }
    private func digits(_ number: Int) -> String { String(repeating: "0", count: 10 - "\(number)".count) + "\(number)" }
}
