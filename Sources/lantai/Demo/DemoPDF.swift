import Archive

/// A small PDF of Chinese text, one column, A4: enough to read, search and show. Uses the predefined Adobe-GB1
/// encoding, so that no font is embedded; real transfers embed theirs.
struct DemoPDF {
    let title: String
    let paragraphs: [String]

    private static let perLine = 28
    private static let linesPerPage = 34

    var bytes: [UInt8] {
        DrawnPDF(pages: lines.chunked(by: DemoPDF.linesPerPage).map(DemoPDF.content), width: 595, height: 842).bytes
    }

    var pageCount: Int { lines.chunked(by: DemoPDF.linesPerPage).count }

    /// The text as lines: the title alone, then each paragraph, its first line indented by two characters.
    var lines: [(text: String, size: Int)] {
        var lines = Array(title).chunked(by: 20).map { (text: String($0), size: 20) }
        lines.append((text: "", size: 16))
        for paragraph in paragraphs {
            lines += Array("　　" + paragraph).chunked(by: DemoPDF.perLine).map { (text: String($0), size: 16) }
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
