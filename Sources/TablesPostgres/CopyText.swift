import Tables

/// Rows in the text form of COPY: columns parted by tabs, rows by line feeds.
struct CopyText {
    private(set) var bytes: [UInt8] = []

    /// - Throws: `TablesProblem.constraint` for text with a zero character, which PostgreSQL cannot keep.
    mutating func add(_ row: [Value]) throws {
        for (place, value) in row.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: "\t")) }
            switch value {
            case .null: bytes += #"\N"#.utf8
            case .integer(let number): bytes += String(number).utf8
            case .real(let number): bytes += String(number).utf8
            case .text(let text): try add(text)
            case .blob(let blob):
                // The backslash of \x is itself one to be escaped.
                bytes += #"\\x"#.utf8
                for byte in blob {
                    bytes.append(CopyText.digits[Int(byte >> 4)])
                    bytes.append(CopyText.digits[Int(byte & 15)])
                }
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func add(_ text: String) throws {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
            case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
            case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
            case 0: throw TablesProblem.constraint(detail: "text with a zero character (U+0000)")
            default: bytes.append(byte)
            }
        }
    }

    /// What was gathered, which then begins anew.
    mutating func taken() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
