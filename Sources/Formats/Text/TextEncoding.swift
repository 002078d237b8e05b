/// The character encodings Chinese agencies send, and how to turn them into UTF-8.
///
/// Source: GB 18030-2022; GBK and GB 2312 are read as GB 18030, which contains them.
package enum TextEncoding: String, Hashable, Sendable, Codable {
    case utf8 = "UTF-8"
    case gb18030 = "GB18030"
    case big5 = "BIG5"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"

    /// The encoding a declaration names, in any case; `nil` if Lantai does not read it.
    package init?(declared name: String) {
        switch name.uppercased() {
        case "UTF-8", "UTF8", "US-ASCII", "ASCII": self = .utf8
        case "GB18030", "GB18030-2000", "GB18030-2005", "GB18030-2022", "GBK", "GB2312", "GB_2312-80", "CP936",
            "MS936", "WINDOWS-936", "EUC-CN", "X-GBK":
            self = .gb18030
        case "BIG5", "BIG-5", "CP950", "BIG5-HKSCS": self = .big5
        case "UTF-16", "UTF-16LE": self = .utf16LittleEndian
        case "UTF-16BE": self = .utf16BigEndian
        default: return nil
        }
    }

    /// The encoding that a byte order mark at the start of `head` tells, and the mark's length.
    package static func mark(of head: some Collection<UInt8>) -> (encoding: TextEncoding, length: Int)? {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        if head.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
        return nil
    }
}
