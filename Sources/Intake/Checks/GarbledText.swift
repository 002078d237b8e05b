import Glibc

/// Text that was read by a wrong encoding once (乱码), told by turning it back: what becomes good Chinese by that was none before.
enum GarbledText {
    /// The text as it should have been, as far as it can be told; `nil` if there is no sign of it.
    static func original(of text: String) -> String? { readAsLatin(text) ?? readAsChinese(text) }

    /// So many Han by accident do not occur.
    private static let enough = 2
    private static let enoughOfChinese = 4

    // MARK: UTF-8 read as Latin-1 or Windows-1252: å…³äºŽ

    private static func readAsLatin(_ text: String) -> String? {
        guard text.utf8.contains(where: { $0 == 0xC3 }) else { return nil }
        var run: [UInt8] = []
        var best = ""
        func close() {
            let han = leadingHan(of: run)
            if han.count > best.count { best = han }
            run.removeAll()
        }
        for scalar in text.unicodeScalars {
            if let byte = latin(scalar) { run.append(byte) } else { close() }
        }
        close()
        return best.count >= enough ? best : nil
    }

    /// The byte that Windows-1252 shows as this.
    private static func latin(_ scalar: Unicode.Scalar) -> UInt8? {
        if (0x80...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
        return special[scalar]
    }

    private static let special: [Unicode.Scalar: UInt8] = [
        "€": 0x80, "‚": 0x82, "ƒ": 0x83, "„": 0x84, "…": 0x85, "†": 0x86, "‡": 0x87, "ˆ": 0x88, "‰": 0x89, "Š": 0x8A,
        "‹": 0x8B, "Œ": 0x8C, "Ž": 0x8E, "‘": 0x91, "’": 0x92, "“": 0x93, "”": 0x94, "•": 0x95, "–": 0x96, "—": 0x97,
        "˜": 0x98, "™": 0x99, "š": 0x9A, "›": 0x9B, "œ": 0x9C, "ž": 0x9E, "Ÿ": 0x9F,
    ]

    // MARK: UTF-8 read as GBK: 鍏充簬

    private static func readAsChinese(_ text: String) -> String? {
        // Characters that the first two bytes of a Han in UTF-8 make in GBK; hardly one of them is in use.
        guard text.unicodeScalars.lazy.filter(signs.contains).prefix(2).count == 2 else { return nil }
        var best = ""
        for run in text.split(whereSeparator: { $0.isASCII }) {
            guard let bytes = convert(Array(run.utf8), from: "UTF-8", to: "GB18030") else { continue }
            let han = leadingHan(of: bytes)
            if han.count > best.count { best = han }
        }
        return best.count >= enoughOfChinese ? best : nil
    }

    private static let signs: Set<Unicode.Scalar> = {
        let pairs = (UInt8(0xE4)...0xE9).flatMap { first in (UInt8(0x80)...0xBF).map { [first, $0] } }
        return Set(
            pairs.compactMap { pair in
                convert(pair, from: "GB18030", to: "UTF-8").flatMap {
                    String(validating: $0, as: UTF8.self)?.unicodeScalars.first
                }
            })
    }()

    /// The Han that these bytes begin with in UTF-8; the last may be cut off. Anything else in between: none.
    private static func leadingHan(of bytes: [UInt8]) -> String {
        var count = 0
        while count + 2 < bytes.count, (0xE4...0xE9).contains(bytes[count]), bytes[count + 1] & 0xC0 == 0x80,
            bytes[count + 2] & 0xC0 == 0x80
        { count += 3 }
        guard bytes.count - count <= 3 || count >= 24 else { return "" }
        return String(validating: bytes[..<count], as: UTF8.self) ?? ""
    }

    private static func convert(_ bytes: [UInt8], from: String, to: String) -> [UInt8]? {
        guard let converter = iconv_open(to, from), Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count * 3 + 16)
        var (inputLeft, outputLeft) = (input.count, output.count)
        let answer = input.withUnsafeMutableBytes { source in
            output.withUnsafeMutableBytes { target in
                var read = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var written = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                return iconv(converter, &read, &inputLeft, &written, &outputLeft)
            }
        }
        return answer == -1 ? nil : Array(output.dropLast(outputLeft))
    }
}
