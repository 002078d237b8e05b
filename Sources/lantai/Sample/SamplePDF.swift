import Archive

/// A small PDF of Chinese text, one column, A4: enough to read, search and show. Uses the predefined Adobe-GB1
/// encoding, so that no font is embedded; real transfers embed theirs.
struct SamplePDF {
    let title: String
    let paragraphs: [String]

    private static let perLine = 28
    private static let linesPerPage = 34

    var bytes: [UInt8] {
        let pages = lines.chunked(by: SamplePDF.linesPerPage)
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
            let content = SamplePDF.content(page)
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> "
                    + "/Contents \(7 + 2 * place) 0 R >>")
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
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

    var pageCount: Int { lines.chunked(by: SamplePDF.linesPerPage).count }

    /// The text as lines: the title alone, then each paragraph, its first line indented by two characters.
    private var lines: [(text: String, size: Int)] {
        var lines = Array(title).chunked(by: 20).map { (text: String($0), size: 20) }
        lines.append((text: "", size: 16))
        for paragraph in paragraphs {
            lines += Array("　　" + paragraph).chunked(by: SamplePDF.perLine).map { (text: String($0), size: 16) }
        }
        return lines
    }

    private static func content(_ lines: ArraySlice<(text: String, size: Int)>) -> String {
        var content = "BT\n"
        var y = 770
        for line in lines {
            let width = line.text.count * line.size
            let x = line.size == 20 ? (595 - width) / 2 : 74
            let codes = line.text.utf16.map { [UInt8($0 >> 8), UInt8($0 & 255)].hex }.joined()
            content += "/F \(line.size) Tf 1 0 0 1 \(x) \(y) Tm <\(codes)> Tj\n"
            y -= line.size == 20 ? 30 : 21
        }
        return content + "ET"
    }
}

extension Array {
    /// Runs of `count`, the last one shorter; one empty run for an empty array.
    fileprivate func chunked(by count: Int) -> [ArraySlice<Element>] {
        guard !isEmpty else { return [[]] }
        return stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
    }
}
