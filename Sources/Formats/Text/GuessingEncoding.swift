extension TextEncoding {
    /// The encoding in which all of `bytes` is text; `nil` if it is text in none.
    ///
    /// - Parameter whole: whether `bytes` is all there is; if not, half a character at the end is no error.
    package static func guess(_ bytes: [UInt8], whole: Bool) -> TextEncoding? {
        if let mark = mark(of: bytes) {
            return mark.encoding.reads(Array(bytes.dropFirst(mark.length)), whole: whole) ? mark.encoding : nil
        }
        if let wide = withoutMark(bytes), wide.reads(bytes, whole: whole) { return wide }
        // A zero byte, or a control character that no text has, means no text in any of the others.
        guard !bytes.contains(where: { $0 < 32 && !isTextControl($0) || $0 == 127 }) else { return nil }
        if utf8.reads(bytes, whole: whole) { return .utf8 }
        let readable = [gb18030, big5].filter { $0.reads(bytes, whole: whole) }
        if readable.count < 2 { return readable.first }
        return commonness(bytes, lead: 0xA4...0xC6, trail: [0x40...0x7E, 0xA1...0xFE])
            > commonness(bytes, lead: 0xB0...0xD7, trail: [0xA1...0xFE]) ? .big5 : .gb18030
    }

    /// UTF-16 without a mark, told by the zero halves of ASCII: of a Chinese text its line ends and digits at least.
    private static func withoutMark(_ bytes: [UInt8]) -> TextEncoding? {
        guard bytes.count >= 4, bytes.count % 2 == 0 else { return nil }
        let sample = bytes.prefix(512)
        let zeros = [0, 1].map { odd in sample.enumerated().count { $0.offset % 2 == odd && $0.element == 0 } }
        if zeros[1] > sample.count / 6, zeros[0] == 0 { return .utf16LittleEndian }
        if zeros[0] > sample.count / 6, zeros[1] == 0 { return .utf16BigEndian }
        // No other encoding of text has zeros at all; which half is the higher one the characters must tell.
        guard bytes.contains(0) else { return nil }
        let shares = [UTF16Order.little, .big].map { $0.share(of: bytes) }
        guard abs(shares[0] - shares[1]) > 0.3, max(shares[0], shares[1]) > 0.9 else { return nil }
        return shares[0] > shares[1] ? .utf16LittleEndian : .utf16BigEndian
    }

    private enum UTF16Order {
        case little, big

        /// What part of `bytes` is characters of Chinese text or ASCII, if read in this order, from 0 to 1.
        func share(of bytes: [UInt8]) -> Double {
            var good = 0
            for place in stride(from: 0, to: bytes.count - 1, by: 2) {
                let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
                switch self == .little ? second << 8 | first : first << 8 | second {
                case 9, 10, 13, 32...126, 0x2010...0x2027, 0x3000...0x3011, 0x4E00...0x9FFF, 0xFF01...0xFF5E: good += 1
                default: break
                }
            }
            return Double(good) / Double(bytes.count / 2)
        }
    }

    private static func isTextControl(_ byte: UInt8) -> Bool {
        [9, 10, 12, 13, 26, 27].contains(byte)
    }

    /// Whether all of `bytes` can be read in this encoding.
    /// - Parameter whole: as of `guess`.
    func isRead(in bytes: [UInt8], whole: Bool) -> Bool { reads(bytes, whole: whole) }

    /// Whether `bytes` is in this encoding throughout.
    private func reads(_ bytes: [UInt8], whole: Bool) -> Bool {
        if self == .utf8 { return TextEncoding.isUTF8(bytes, whole: whole) }
        guard var transcoder = Transcoder(from: self) else { return false }
        guard let text = try? transcoder.convert(bytes, last: whole) else { return false }
        return !text.contains { $0 < 32 && !TextEncoding.isTextControl($0) }
    }

    private static func isUTF8(_ bytes: [UInt8], whole: Bool) -> Bool {
        if String(validating: bytes, as: UTF8.self) != nil { return true }
        guard !whole else { return false }
        return (1...3).contains { cut in
            bytes.count > cut && bytes[bytes.count - cut] >= 0xC0
                && String(validating: bytes.dropLast(cut), as: UTF8.self) != nil
        }
    }

    /// How many of the two-byte characters are among the commonest of an encoding: the part of the table where its makers
    /// put the characters in daily use.
    private static func commonness(
        _ bytes: [UInt8], lead: ClosedRange<UInt8>, trail: [ClosedRange<UInt8>]
    ) -> Int {
        var common = 0
        var place = 0
        while place + 1 < bytes.count {
            if bytes[place] < 0x81 {
                place += 1
                continue
            }
            if lead.contains(bytes[place]), trail.contains(where: { $0.contains(bytes[place + 1]) }) { common += 1 }
            place += 2
        }
        return common
    }

    /// `bytes` as a string, with U+FFFD where they are not of this encoding.
    package func decode(_ bytes: [UInt8]) -> String {
        if self == .utf8 { return String(decoding: bytes, as: UTF8.self) }
        guard var transcoder = Transcoder(from: self) else { return String(decoding: bytes, as: UTF8.self) }
        var text: [UInt8] = []
        var rest = bytes[...]
        while true {
            do throws(Transcoder.Invalid) {
                text += try transcoder.convert(rest, last: true)
                return String(decoding: text, as: UTF8.self)
            } catch {
                text += error.converted
                text += "\u{FFFD}".utf8
                guard let left = transcoder.skip(), !left.isEmpty else {
                    return String(decoding: text, as: UTF8.self)
                }
                rest = left[...]
            }
        }
    }
}
