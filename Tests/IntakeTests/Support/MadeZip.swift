import Archive
import Foundation

/// A ZIP written byte by byte, so that a test can say of each entry what no decent program would.
struct MadeZip {
    struct Entry {
        var name: [UInt8]
        var bytes: [UInt8]
        /// Bit 0: encrypted; bit 11: the name is UTF-8.
        var flags: UInt16 = 0
        /// 0: stored; 8: deflated, and then `bytes` are the deflated ones.
        var method: UInt16 = 0
        var unpackedSize: Int?
        var checksum: UInt32?
        /// The mode of Unix, as in 0o120777 for a link.
        var mode: UInt32?
    }

    var entries: [Entry] = []

    init() {}

    /// A package with names in UTF-8.
    init(_ package: PackageFiles, prefix: String = "") {
        entries = package.files.map { Entry(name: Array((prefix + $0.path).utf8), bytes: $0.bytes, flags: 1 << 11) }
    }

    var bytes: [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let offset = out.count
            let size = entry.unpackedSize ?? entry.bytes.count
            let sum = entry.checksum ?? MadeZip.checksum(entry.bytes)
            let common =
                le(entry.flags) + le(entry.method) + le(UInt32(0x5CAE_6000)) + le(sum) + le(UInt32(entry.bytes.count))
                + le(UInt32(size)) + le(UInt16(entry.name.count)) + le(UInt16(0))
            out += le(UInt32(0x0403_4b50)) + le(UInt16(20)) + common + entry.name + entry.bytes
            directory +=
                le(UInt32(0x0201_4b50)) + le(UInt16(entry.mode == nil ? 20 : 3 << 8 | 20)) + le(UInt16(20)) + common
            directory +=
                le(UInt16(0)) + le(UInt16(0)) + le(UInt16(0)) + le((entry.mode ?? 0) << 16) + le(UInt32(offset))
            directory += entry.name
        }
        let start = out.count
        out += directory
        let count = UInt16(clamping: entries.count)
        if count == .max {
            // More than fit into 16 bits: a 64-bit end record in front, all else in 32 bits as before.
            let (number, large) = (UInt64(entries.count), UInt64(out.count))
            out += le(UInt32(0x0606_4b50)) + le(UInt64(44)) + le(UInt16(45)) + le(UInt16(45)) + le(UInt64(0))
            out += le(number) + le(number) + le(UInt64(directory.count)) + le(UInt64(start))
            out += le(UInt32(0x0706_4b50)) + le(UInt32(0)) + le(large) + le(UInt32(1))
        }
        out += le(UInt32(0x0605_4b50)) + le(UInt16(0)) + le(UInt16(0)) + le(count)
        return out + le(count) + le(UInt32(directory.count)) + le(UInt32(start)) + le(UInt16(0))
    }

    private func le(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// CRC-32.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.reduce(UInt32.max) { sum, byte in table[Int((sum ^ UInt32(byte)) & 255)] ^ (sum >> 8) } ^ UInt32.max
    }

    private static let table: [UInt32] = (0..<256).map { number in
        (0..<8).reduce(UInt32(number)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
    }
}
