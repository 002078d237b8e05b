import CZip
import Foundation

/// Small files made for the tests.
enum Made {
    /// A PDF with one line of text a page, in one of the fonts every reader has.
    static func pdf(pages: [String]) -> [UInt8] {
        pdf(shown: pages.map { "(\($0))" }, font: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    }

    /// A PDF with one line of Chinese a page, in a font that is not embedded.
    /// - Parameter isVertical: the line runs from above.
    static func chinesePDF(pages: [String], isVertical: Bool = false) -> [UInt8] {
        let descriptor =
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
            + "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
        let shown = pages.map { page in "<" + page.utf16.map { String(format: "%04x", $0) }.joined() + ">" }
        return pdf(
            shown: shown,
            font:
                "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-\(isVertical ? "V" : "H") "
                + "/DescendantFonts [<< "
                + "/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor \(descriptor) "
                + "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>")
    }

    private static func pdf(shown pages: [String], font: String) -> [UInt8] {
        var bytes = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        func object(_ body: String) {
            offsets.append(bytes.count)
            bytes += "\(offsets.count) 0 obj\n\(body)\nendobj\n".utf8
        }
        object("<< /Type /Catalog /Pages 2 0 R >>")
        let kids = pages.indices.map { "\(4 + $0 * 2) 0 R" }.joined(separator: " ")
        object("<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>")
        object(font)
        for (place, text) in pages.enumerated() {
            object(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(5 + place * 2) 0 R "
                    + "/Resources << /Font << /F1 3 0 R >> >> >>")
            let content = "BT /F1 24 Tf 72 700 Td \(text) Tj ET"
            object("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        let table = bytes.count
        bytes += "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8
        for offset in offsets { bytes += String(format: "%010d 00000 n \n", offset).utf8 }
        bytes += "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8
        return bytes
    }

    /// A grey TIFF of one strip, with `rows` of the `height` rows it promises.
    static func tiff(width: UInt32, height: UInt32, rows: Int) -> [UInt8] {
        func little(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
        let tags: [(UInt32, UInt32, UInt32)] = [
            (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8 + 2 + 12 * 9 + 4),
            (277, 3, 1), (278, 4, height), (279, 4, width &* height),
        ]
        var bytes: [UInt8] = [0x49, 0x49, 0x2A, 0] + little(8) + [UInt8(tags.count), 0]
        for (tag, type, value) in tags {
            bytes += Array(little(tag).prefix(2)) + Array(little(type).prefix(2)) + little(1) + little(value)
        }
        bytes += little(0)
        for row in 0..<rows { bytes += [UInt8](repeating: UInt8(truncatingIfNeeded: row), count: Int(width)) }
        return bytes
    }

    /// A ZIP of these entries, packed by libzip.
    static func zip(_ entries: [(name: String, content: [UInt8])], to file: URL) {
        let archive = zip_open(file.path, ZIP_CREATE | ZIP_TRUNCATE, nil)
        for (name, content) in entries {
            // libzip reads the buffer when it closes, and frees it.
            let copy = malloc(max(content.count, 1))!
            content.withUnsafeBytes {
                copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count)
            }
            zip_file_add(archive, name, zip_source_buffer(archive, copy, UInt64(content.count), 1), ZIP_FL_ENC_UTF_8)
        }
        zip_close(archive)
    }

    static let ofdNamespace = "xmlns:ofd=\"http://www.ofdspec.org/2016\""

    /// An OFD whose pages hold these text objects: text, x and y of the box.
    static func ofd(
        pages: [[(text: String, x: Double, y: Double)]], pageFolder: String = "Pages", to file: URL
    ) {
        var entries: [(name: String, content: [UInt8])] = [
            (
                "OFD.xml",
                Array(
                    "<ofd:OFD \(ofdNamespace)><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
                        .utf8)
            )
        ]
        let list = pages.indices.map { "<ofd:Page ID='\($0)' BaseLoc='\(pageFolder)/P\($0).xml'/>" }.joined()
        entries.append(
            (
                "Doc_0/Document.xml",
                Array("<ofd:Document \(ofdNamespace)><ofd:Pages>\(list)</ofd:Pages></ofd:Document>".utf8)
            ))
        for (number, runs) in pages.enumerated() {
            let objects = runs.map {
                "<ofd:TextObject Size='5' Boundary='\($0.x) \($0.y) 50 6'><ofd:TextCode X='0' Y='5'>\($0.text)</ofd:TextCode></ofd:TextObject>"
            }.joined()
            entries.append(
                (
                    "Doc_0/Pages/P\(number).xml",
                    Array(
                        "<ofd:Page \(ofdNamespace)><ofd:Content><ofd:Layer>\(objects)</ofd:Layer></ofd:Content></ofd:Page>"
                            .utf8)
                ))
        }
        zip(entries, to: file)
    }

    /// A DOCX whose `document.xml` is this.
    static func docx(_ document: [UInt8], to file: URL) {
        zip([("[Content_Types].xml", Array("<Types/>".utf8)), ("word/document.xml", document)], to: file)
    }
}
