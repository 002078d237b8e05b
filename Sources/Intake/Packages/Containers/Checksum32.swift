/// CRC-32 as ZIP has it (ISO 3309), eight bytes at a time.
struct Checksum32 {
    private var state: UInt32 = ~0

    var value: UInt32 { ~state }

    /// Eight tables of 256: the first is that of one byte, each other that of the byte before it.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for place in 0..<256 {
            tables[place] = (0..<8).reduce(UInt32(place)) { value, _ in
                value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
            }
        }
        for place in 256..<8 * 256 {
            let before = tables[place - 256]
            tables[place] = (before >> 8) ^ tables[Int(before & 255)]
        }
        return tables
    }()

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var sum = state
        Checksum32.tables.withUnsafeBufferPointer { tables in
            var place = 0
            while place + 8 <= bytes.count {
                let low = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)) ^ sum
                let high = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self))
                let first =
                    tables[1792 + Int(low & 255)] ^ tables[1536 + Int(low >> 8 & 255)]
                    ^ tables[1280 + Int(low >> 16 & 255)] ^ tables[1024 + Int(low >> 24)]
                let second =
                    tables[768 + Int(high & 255)] ^ tables[512 + Int(high >> 8 & 255)]
                    ^ tables[256 + Int(high >> 16 & 255)] ^ tables[Int(high >> 24)]
                sum = first ^ second
                place += 8
            }
            while place < bytes.count {
                sum = tables[Int((sum ^ UInt32(bytes[place])) & 255)] ^ (sum >> 8)
                place += 1
            }
        }
        state = sum
    }
}
