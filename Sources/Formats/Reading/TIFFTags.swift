/// What the first directory of a TIFF says of its samples and how they are packed, which libvips does not tell.
///
/// Source: TIFF 6.0, tags 258 and 259.
struct TIFFTags {
    /// Bits of the first sample.
    let bits: Int
    let compression: Int

    /// `nil` if there is no directory where one should be, or it is that of a BigTIFF.
    init?(_ file: Int32) {
        let head = bytes(of: file, at: 0, atMost: 8)
        guard head.count == 8, head[0] == head[1], head[0] == 0x49 || head[0] == 0x4D else { return nil }
        let isLittle = head[0] == 0x49
        func number(_ run: ArraySlice<UInt8>) -> Int {
            (isLittle ? run.reversed() : Array(run)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard number(head[2..<4]) == 42 else { return nil }
        let place = number(head[4..<8])
        let count = bytes(of: file, at: Int64(place), atMost: 2)
        guard count.count == 2, (1...4096).contains(number(count[...])) else { return nil }
        let entries = bytes(of: file, at: Int64(place) + 2, atMost: number(count[...]) * 12)
        // What a file leaves out has these values.
        var (bits, compression) = (1, 1)
        for start in stride(from: 0, to: entries.count - 11, by: 12) {
            let tag = number(entries[start..<(start + 2)])
            guard tag == 258 || tag == 259, number(entries[(start + 2)..<(start + 4)]) == 3 else { continue }
            var value = number(entries[(start + 8)..<(start + 10)])
            if number(entries[(start + 4)..<(start + 8)]) > 2 {
                let first = bytes(of: file, at: Int64(number(entries[(start + 8)..<(start + 12)])), atMost: 2)
                guard first.count == 2 else { return nil }
                value = number(first[...])
            }
            if tag == 258 { bits = value } else { compression = value }
        }
        (self.bits, self.compression) = (bits, compression)
    }
}
