/// A set of byte values: what may stand at one place of a pattern.
struct ByteSet: Hashable, Sendable {
    private var words = SIMD4<UInt64>(repeating: 0)

    static let any = ByteSet().inverted

    func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

    var inverted: ByteSet {
        var other = self
        other.words = ~words
        return other
    }

    /// The only byte in it, if there is only one.
    var only: UInt8? {
        var count = 0
        var first = 0
        for place in 0..<4 where words[place] != 0 {
            count += words[place].nonzeroBitCount
            first = place << 6 | words[place].trailingZeroBitCount
        }
        return count == 1 ? UInt8(first) : nil
    }
}
