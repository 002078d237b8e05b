import Archive

/// Zeros, deflated by hand: one stored byte and then copies of the byte before, as a bomb does it.
struct Deflated {
    let bytes: [UInt8]
    let size: Int
    let checksum: UInt32

    /// About 1/160 of what it unpacks to.
    static func zeros(megabytes: Int) -> Deflated {
        // One block with the fixed codes: the literal 0, then copies of 258 bytes at distance 1.
        let copies = (megabytes << 20) / 258
        var out = Bits()
        out.put(1, 1)
        out.put(1, 2)
        out.putCode(0b0011_0000, 8)
        for _ in 0..<copies {
            out.putCode(0b1100_0101, 8)
            out.putCode(0, 5)
        }
        out.putCode(0, 7)
        let size = 1 + copies * 258
        return Deflated(bytes: out.bytes, size: size, checksum: checksum(zeros: size))
    }

    /// CRC-32 of so many zeros.
    private static func checksum(zeros count: Int) -> UInt32 {
        var table = [UInt32](repeating: 0, count: 256)
        for number in 0..<256 {
            var sum = UInt32(number)
            for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
            table[number] = sum
        }
        return table.withUnsafeBufferPointer { table in
            var sum = UInt32.max
            for _ in 0..<count { sum = table[Int(sum & 255)] ^ (sum >> 8) }
            return sum ^ UInt32.max
        }
    }

    private struct Bits {
        private(set) var bytes: [UInt8] = []
        private var used = 8

        /// Least significant bit first.
        mutating func put(_ value: Int, _ count: Int) {
            for bit in 0..<count {
                if used == 8 {
                    bytes.append(0)
                    used = 0
                }
                bytes[bytes.count - 1] |= UInt8((value >> bit) & 1) << used
                used += 1
            }
        }

        /// A Huffman code: most significant bit first.
        mutating func putCode(_ code: Int, _ count: Int) {
            for bit in (0..<count).reversed() { put((code >> bit) & 1, 1) }
        }
    }
}
