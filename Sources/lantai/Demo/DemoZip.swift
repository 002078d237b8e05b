/// A ZIP whose files are stored as they are; names in UTF-8, one fixed time, so that the same files give the same bytes.
struct DemoZip {
    private var out: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    init(_ files: [(path: String, bytes: [UInt8])]) {
        for file in files { add(file.path, file.bytes) }
    }

    private mutating func add(_ path: String, _ bytes: [UInt8]) {
        let name = Array(path.utf8)
        let size = UInt32(bytes.count)
        // Version 2.0, names in UTF-8, stored; 2026-01-01.
        let common =
            little16(20) + little16(0x0800) + little16(0) + little16(0) + little16(0x5C21) + little32(Self.crc(bytes))
            + little32(size) + little32(size) + little16(UInt16(name.count)) + little16(0)
        directory +=
            little32(0x0201_4B50) + little16(20) + common + little16(0) + little16(0) + little16(0) + little32(0)
            + little32(UInt32(out.count)) + name
        out += little32(0x0403_4B50) + common + name + bytes
        count += 1
    }

    var bytes: [UInt8] {
        out + directory + little32(0x0605_4B50) + little16(0) + little16(0) + little16(count) + little16(count)
            + little32(UInt32(directory.count)) + little32(UInt32(out.count)) + little16(0)
    }

    private static let table: [UInt32] = (0..<256).map { place in
        (0..<8).reduce(UInt32(place)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { value, byte in table[Int((value ^ UInt32(byte)) & 255)] ^ (value >> 8) }
    }
}
