import Archive

/// One 512-byte block at the head of a TAR member: ustar, GNU or the oldest form.
struct TarHeader {
    let name: [UInt8]
    let prefix: [UInt8]
    let size: Int64
    let type: UInt8
    let link: [UInt8]

    /// - Throws: `ContainerFault.broken` if the checksum does not agree.
    init(_ block: [UInt8]) throws {
        let stored = TarHeader.number(block[148..<156])
        let sum = block.enumerated().reduce(Int64(0)) {
            $0 + ((148..<156).contains($1.offset) ? 32 : Int64($1.element))
        }
        guard stored == sum else { throw ContainerFault.broken(reason: "a header's checksum does not agree") }
        guard let size = TarHeader.number(block[124..<136]), size >= 0 else {
            throw ContainerFault.broken(reason: "a header's size is not a number")
        }
        self.size = size
        name = TarHeader.text(block[0..<100])
        type = block[156]
        link = TarHeader.text(block[157..<257])
        // GNU's own form (`ustar  `) keeps times where ustar keeps the prefix.
        let isUstar = block[257..<263].elementsEqual("ustar\0".utf8)
        prefix = isUstar ? TarHeader.text(block[345..<500]) : []
    }

    private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] { Array(field.prefix { $0 != 0 }) }

    /// Octal digits, or base 256 if the first bit is set.
    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        guard let first = field.first else { return nil }
        if first & 0x80 != 0 {
            guard first == 0x80 else { return nil }
            return field.dropFirst().reduce(Int64?.some(0)) { sum, byte in
                guard let sum, sum < 1 << 54 else { return nil }
                return sum << 8 | Int64(byte)
            }
        }
        var value: Int64 = 0
        for byte in field.drop(while: { $0 == UInt8(ascii: " ") }) {
            if byte == 0 || byte == UInt8(ascii: " ") { break }
            guard (48...55).contains(byte) else { return nil }
            value = value << 3 | Int64(byte - 48)
        }
        return value
    }
}
