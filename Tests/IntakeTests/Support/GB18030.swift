import Glibc

/// Chinese text as Chinese Windows writes it.
enum GB18030 {
    static func encode(_ text: String) -> [UInt8] {
        let converter = iconv_open("GB18030", "UTF-8")
        defer { iconv_close(converter) }
        var input = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: input.count * 2 + 16)
        var inputLeft = input.count
        var outputLeft = output.count
        input.withUnsafeMutableBytes { from in
            output.withUnsafeMutableBytes { to in
                var source = from.baseAddress?.assumingMemoryBound(to: CChar.self)
                var target = to.baseAddress?.assumingMemoryBound(to: CChar.self)
                precondition(iconv(converter, &source, &inputLeft, &target, &outputLeft) != -1)
            }
        }
        return Array(output.dropLast(outputLeft))
    }
}
