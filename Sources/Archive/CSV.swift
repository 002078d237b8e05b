/// Tables of RFC 4180 for spreadsheets: UTF-8 behind the mark by which they know it, every cell quoted, lines ended by CR LF.
package enum CSV {
    package static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Adds one line. A cell that a spreadsheet would reckon as a formula is marked as text, with an apostrophe: whoever
    /// wrote a title or a note must not run anything where the table is opened.
    package static func add(_ cells: [String], to out: inout [UInt8]) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { out.append(UInt8(ascii: ",")) }
            out.append(UInt8(ascii: "\""))
            if let first = cell.utf8.first, "=+-@\t\r".utf8.contains(first) { out.append(UInt8(ascii: "'")) }
            for byte in cell.utf8 {
                if byte == UInt8(ascii: "\"") { out.append(byte) }
                out.append(byte)
            }
            out.append(UInt8(ascii: "\""))
        }
        out += [13, 10]
    }

    /// One line as text.
    package static func line(_ cells: [String]) -> String {
        var out: [UInt8] = []
        add(cells, to: &out)
        return String(decoding: out, as: UTF8.self)
    }
}
