import CZlib

/// A ZIP written from the first byte to the last, its sizes after each entry (APPNOTE 6.3.10, 4.3.9).
struct StreamedZip {
    private var entries: [Entry] = []
    private var written: UInt32 = 0
    private var deflater: Deflater?

    private struct Entry {
        let name: [UInt8]
        let offset: UInt32
        var crc: UInt32 = 0
        var packed: UInt32 = 0
        var size: UInt32 = 0
    }

    /// Sizes follow; names are UTF-8.
    private static let flags: UInt16 = 0x0808
    /// 1 January 1980, midnight: the same records make the same bytes.
    private static let day: UInt16 = 0x21

    mutating func begin(_ name: String) -> [UInt8] {
        entries.append(Entry(name: Array(name.utf8), offset: written))
        deflater = Deflater(.raw, level: 6)
        let head =
            u32(0x0403_4B50) + u16(20) + u16(Self.flags) + u16(8) + u16(0) + u16(Self.day) + u32(0) + u32(0) + u32(0)
            + u16(UInt16(name.utf8.count)) + u16(0) + Array(name.utf8)
        return counted(head)
    }

    mutating func add(_ bytes: [UInt8]) -> [UInt8] {
        let last = entries.count - 1
        entries[last].crc = UInt32(crc32(UInt(entries[last].crc), bytes, UInt32(bytes.count)))
        entries[last].size += UInt32(bytes.count)
        return packed(bytes, isLast: false)
    }

    mutating func finish() -> [UInt8] {
        let rest = packed([], isLast: true)
        deflater = nil
        guard let entry = entries.last else { return rest }
        return rest + counted(u32(0x0807_4B50) + u32(entry.crc) + u32(entry.packed) + u32(entry.size))
    }

    mutating func end() -> [UInt8] {
        let begin = written
        var out: [UInt8] = []
        for entry in entries {
            out += u32(0x0201_4B50) + u16(20) + u16(20) + u16(Self.flags) + u16(8) + u16(0) + u16(Self.day)
            out += u32(entry.crc) + u32(entry.packed) + u32(entry.size) + u16(UInt16(entry.name.count))
            out += u16(0) + u16(0) + u16(0) + u16(0) + u32(0) + u32(entry.offset) + entry.name
        }
        let count = UInt16(entries.count)
        return out + u32(0x0605_4B50) + u16(0) + u16(0) + u16(count) + u16(count) + u32(UInt32(out.count)) + u32(begin)
            + u16(0)
    }

    private mutating func packed(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
        let out = deflater?.add(bytes, isLast: isLast) ?? []
        entries[entries.count - 1].packed += UInt32(out.count)
        return counted(out)
    }

    private mutating func counted(_ bytes: [UInt8]) -> [UInt8] {
        written += UInt32(bytes.count)
        return bytes
    }

    private func u16(_ number: UInt16) -> [UInt8] { [UInt8(number & 255), UInt8(number >> 8)] }
    private func u32(_ number: UInt32) -> [UInt8] { u16(UInt16(number & 0xFFFF)) + u16(UInt16(number >> 16)) }
}
