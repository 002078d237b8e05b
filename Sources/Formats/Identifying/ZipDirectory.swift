import Archive
import Glibc

/// The list of names at the end of a ZIP, read without unpacking anything.
///
/// In Swift and bounded, so that also the house itself may look.
struct ZipDirectory {
    /// A file in the ZIP, and where its packed bytes are told of.
    struct Entry {
        let name: FileName
        let method: Int
        let packed: Int64
        /// Where its own header stands.
        let offset: Int64
        let isEncrypted: Bool
    }

    private(set) var entries: [Entry] = []
    var names: [FileName] { entries.map(\.name) }
    private let descriptor: Int32

    /// Bytes of the list that are looked at.
    private static let mostBytes = 8 << 20

    /// `nil` if there is no such list.
    init?(descriptor: Int32) {
        self.descriptor = descriptor
        var about = stat()
        guard fstat(descriptor, &about) == 0 else { return nil }
        let size = Int64(about.st_size)
        let tail = bytes(of: descriptor, at: max(0, size - 65_557), atMost: 65_557)
        guard tail.count >= 22,
            let end = (0...(tail.count - 22)).reversed().first(where: { tail.has([0x50, 0x4B, 5, 6], at: $0) }),
            let count = tail.little16(end + 10), let length = tail.little32(end + 12),
            let offset = tail.little32(end + 16)
        else { return nil }
        let list = bytes(of: descriptor, at: Int64(offset), atMost: min(length, ZipDirectory.mostBytes))
        var place = 0
        while entries.count < count, list.has([0x50, 0x4B, 1, 2], at: place),
            let nameLength = list.little16(place + 28),
            let extra = list.little16(place + 30), let comment = list.little16(place + 32),
            let flags = list.little16(place + 8), let method = list.little16(place + 10),
            let packed = list.little32(place + 20), let header = list.little32(place + 42),
            place + 46 + nameLength <= list.count
        {
            entries.append(
                Entry(
                    name: FileName(bytes: Array(list[(place + 46)..<(place + 46 + nameLength)])), method: method,
                    packed: Int64(packed), offset: Int64(header), isEncrypted: flags & 1 == 1))
            place += 46 + nameLength + extra + comment
        }
    }

    /// The first bytes of what `entry` unpacks to; `nil` if it is locked, packed in another way than stored or deflated, or
    /// damaged before its first byte.
    func start(of entry: Entry, atMost most: Int) -> [UInt8]? {
        let header = bytes(of: descriptor, at: entry.offset, atMost: 30)
        guard !entry.isEncrypted, header.has([0x50, 0x4B, 3, 4], at: 0), let name = header.little16(26),
            let extra = header.little16(28)
        else { return nil }
        let place = entry.offset + 30 + Int64(name) + Int64(extra)
        switch entry.method {
        case 0: return bytes(of: descriptor, at: place, atMost: Int(min(entry.packed, Int64(most))))
        case 8:
            // Deflated bytes are never more than a little larger than what they stand for.
            let packed = bytes(of: descriptor, at: place, atMost: Int(min(entry.packed, Int64(most) + 65_536)))
            var unpacking = Inflating(packed, atMost: most)
            return unpacking.run()
        default: return nil
        }
    }
}
