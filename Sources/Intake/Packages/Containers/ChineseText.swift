package import Archive
import Glibc

/// Bytes of unknown encoding as text: UTF-8 where they are UTF-8, otherwise GB18030 (of which GBK and GB2312 are part).
package enum ChineseText {
    /// `nil` if the bytes are neither.
    static func decode(_ bytes: [UInt8]) -> String? {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        if bytes.starts(with: [0xFF, 0xFE]) { return convert(Array(bytes.dropFirst(2)), from: "UTF-16LE") }
        if bytes.starts(with: [0xFE, 0xFF]) { return convert(Array(bytes.dropFirst(2)), from: "UTF-16BE") }
        return convert(bytes, from: "GB18030")
    }

    /// A file name in UTF-8; `nil` if its bytes are neither UTF-8 nor GB18030.
    package static func name(_ raw: FileName) -> FileName? {
        if String(validating: raw.bytes, as: UTF8.self) != nil { return raw }
        return convert(raw.bytes, from: "GB18030").map { FileName($0) }
    }

    /// Bytes of a named encoding; `nil` if they are not of it, or the system does not know it.
    static func decode(_ bytes: [UInt8], as encoding: String) -> String? {
        encoding == "UTF-8" ? String(validating: bytes, as: UTF8.self) : convert(bytes, from: encoding)
    }

    private static func convert(_ bytes: [UInt8], from encoding: String) -> String? {
        guard let converter = iconv_open("UTF-8", encoding), Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count * 3 + 16)
        var inputLeft = input.count
        var outputLeft = output.count
        let answer = input.withUnsafeMutableBytes { from in
            output.withUnsafeMutableBytes { to in
                var source = from.baseAddress?.assumingMemoryBound(to: CChar.self)
                var target = to.baseAddress?.assumingMemoryBound(to: CChar.self)
                return iconv(converter, &source, &inputLeft, &target, &outputLeft)
            }
        }
        guard answer != -1, inputLeft == 0 else { return nil }
        return String(validating: output.dropLast(outputLeft), as: UTF8.self)
    }
}
