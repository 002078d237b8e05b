import Archive

/// The file around pages whose drawing orders are given: a font `F` for Chinese text, not embedded, in the predefined
/// Adobe-GB1 encoding.
struct DrawnPDF {
    /// Drawing orders of each page; text as UTF-16 in hexadecimal.
    let pages: [String]
    /// In points.
    let width: Int
    let height: Int

    var bytes: [UInt8] {
        // 1 catalogue, 2 page tree, 3 font, 4 descendant font, 5 descriptor, then a page and its content each.
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count \(pages.count) /Kids [\(pages.indices.map { "\(6 + 2 * $0) 0 R" }.joined(separator: " "))] >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R "
                + "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
                + "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        ]
        for (place, page) in pages.enumerated() {
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) \(height)] /Resources << /Font << /F 3 0 R >> >> "
                    + "/Contents \(7 + 2 * place) 0 R >>")
            objects.append("<< /Length \(page.utf8.count) >>\nstream\n\(page)\nendstream")
        }
        var out = Array("%PDF-1.4\n%".utf8) + [0xE5, 0x85, 0xB0, 0x0A]
        var offsets: [Int] = []
        for (place, object) in objects.enumerated() {
            offsets.append(out.count)
            out += Array("\(place + 1) 0 obj\n\(object)\nendobj\n".utf8)
        }
        let start = out.count
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            table += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        table += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return out + Array(table.utf8)
    }

    /// `text` for `Tj`.
    static func codes(_ text: String) -> String {
        "<" + text.utf16.map { [UInt8($0 >> 8), UInt8($0 & 255)].hex }.joined() + ">"
    }
}
