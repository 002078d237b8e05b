import Archive
import Glibc

/// The list of names at the end of a ZIP, read without unpacking anything.
///
/// In Swift and bounded, so that also the house itself may look.
struct ZipDirectory {
    private(set) var names: [FileName] = []

    /// Bytes of the list that are looked at.
    private static let mostBytes = 8 << 20

    /// `nil` if there is no such list.
    init?(descriptor: Int32) {
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
        while names.count < count, list.has([0x50, 0x4B, 1, 2], at: place), let nameLength = list.little16(place + 28),
            let extra = list.little16(place + 30), let comment = list.little16(place + 32),
            place + 46 + nameLength <= list.count
        {
            names.append(FileName(bytes: Array(list[(place + 46)..<(place + 46 + nameLength)])))
            place += 46 + nameLength + extra + comment
        }
    }
}
