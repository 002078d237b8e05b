import Glibc

/// Turns a stream of bytes in one encoding into UTF-8, piece by piece, through iconv.
struct Transcoder: ~Copyable {
    /// A byte sequence the encoding does not have, and how many bytes of UTF-8 came before it in this piece.
    struct Invalid: Error { let converted: [UInt8] }

    private let descriptor: iconv_t
    private var rest: [UInt8] = []

    /// `nil` if the system has no such converter.
    init?(from encoding: TextEncoding) {
        guard let opened = iconv_open("UTF-8", encoding.rawValue), Int(bitPattern: opened) != -1 else { return nil }
        descriptor = opened
    }

    deinit { iconv_close(descriptor) }

    /// After an invalid sequence: gives up one byte of it and hands back what is left to convert.
    mutating func skip() -> [UInt8]? {
        guard !rest.isEmpty else { return nil }
        let left = Array(rest.dropFirst())
        rest = []
        iconv(descriptor, nil, nil, nil, nil)
        return left
    }

    /// The UTF-8 of `piece`. Half a character at its end is kept for the next; at the `last` piece it is invalid.
    mutating func convert(_ piece: some Sequence<UInt8>, last: Bool) throws(Invalid) -> [UInt8] {
        rest += piece
        var input = rest
        var output = [UInt8](repeating: 0, count: input.count * 3 + 16)
        var inputLeft = input.count
        var outputLeft = output.count
        let failed: Int32 = input.withUnsafeMutableBytes { from in
            output.withUnsafeMutableBytes { to in
                var source = from.baseAddress?.assumingMemoryBound(to: CChar.self)
                var target = to.baseAddress?.assumingMemoryBound(to: CChar.self)
                return iconv(descriptor, &source, &inputLeft, &target, &outputLeft) == -1 ? errno : 0
            }
        }
        output.removeLast(outputLeft)
        rest.removeFirst(rest.count - inputLeft)
        if failed == EILSEQ || (last && inputLeft > 0) { throw Invalid(converted: output) }
        return output
    }
}
