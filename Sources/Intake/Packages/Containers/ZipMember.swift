import Archive

/// What stands in a ZIP about one stored file: before it, and in the directory at the end. Source: APPNOTE 6.3.10, 4.3, 4.5.3.
struct ZipMember {
    let name: FileName
    let size: Int64
    /// Where its header begins.
    let offset: Int64
    let moment: PackMoment
    var checksum: UInt32 = 0

    /// Where the checksum stands in the header.
    static let checksumPlace: Int64 = 14
    private static let most = Int64(UInt32.max)
    /// Names are UTF-8.
    private static let flags: UInt16 = 0x0800

    private var isLarge: Bool { size >= ZipMember.most }
    private var isFar: Bool { offset >= ZipMember.most }

    /// Time and day as DOS kept them; nothing before 1980.
    private var time: [UInt8] {
        let (day, seconds) = (moment.day, moment.seconds)
        guard (1980...2107).contains(day.year) else { return u16(0) + u16(0x21) }
        let time = (seconds / 3600) << 11 | (seconds / 60 % 60) << 5 | (seconds % 60 / 2)
        let date = (day.year - 1980) << 9 | day.month << 5 | day.day
        return u16(UInt16(time)) + u16(UInt16(date))
    }

    /// Sizes that do not fit into 32 bits follow in a field of their own.
    var header: [UInt8] {
        let extra = isLarge ? u16(1) + u16(16) + u64(size) + u64(size) : []
        let said = isLarge ? UInt32.max : UInt32(size)
        var out = u32(0x0403_4B50) + u16(isLarge ? 45 : 20) + u16(ZipMember.flags) + u16(0) + time
        out += u32(checksum) + u32(said) + u32(said)
        out += u16(UInt16(name.bytes.count)) + u16(UInt16(extra.count))
        return out + name.bytes + extra
    }

    var entry: [UInt8] {
        var fields: [UInt8] = []
        if isLarge { fields += u64(size) + u64(size) }
        if isFar { fields += u64(offset) }
        let extra = fields.isEmpty ? [] : u16(1) + u16(UInt16(fields.count)) + fields
        let said = isLarge ? UInt32.max : UInt32(size)
        // Made on a system that keeps permissions, as a plain file.
        var out = u32(0x0201_4B50) + u16(3 << 8 | 45) + u16(isLarge || isFar ? 45 : 20)
        out += u16(ZipMember.flags) + u16(0) + time
        out += u32(checksum) + u32(said) + u32(said)
        out += u16(UInt16(name.bytes.count)) + u16(UInt16(extra.count)) + u16(0) + u16(0) + u16(0)
        out += u32(0o100644 << 16) + u32(isFar ? UInt32.max : UInt32(offset))
        return out + name.bytes + extra
    }

    /// What closes a ZIP with `count` files, whose directory stands at `start` and ends at `end`.
    static func close(count: Int, from start: Int64, to end: Int64) -> [UInt8] {
        let size = end - start
        var out: [UInt8] = []
        if count >= 0xFFFF || start >= most || size >= most {
            out += u32(0x0606_4B50) + u64(44) + u16(3 << 8 | 45) + u16(45) + u32(0) + u32(0)
            out += u64(Int64(count)) + u64(Int64(count)) + u64(size) + u64(start)
            out += u32(0x0706_4B50) + u32(0) + u64(end) + u32(1)
        }
        let number = UInt16(min(count, 0xFFFF))
        out += u32(0x0605_4B50) + u16(0) + u16(0) + u16(number) + u16(number)
        return out + u32(UInt32(min(size, most))) + u32(UInt32(min(start, most))) + u16(0)
    }
}

private func u16(_ number: UInt16) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }
private func u32(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }
private func u64(_ number: Int64) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }
