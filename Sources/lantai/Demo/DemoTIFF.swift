/// Scanned pages in one TIFF, as scanners write them: each page one strip, which is a JPEG.
///
/// Source: TIFF 6.0; TIFF Technical Note 2 (JPEG).
struct DemoTIFF: Sendable {
    /// Pages as baseline JPEGs in colour.
    let pages: [[UInt8]]

    var bytes: [UInt8] {
        var out: [UInt8] = [0x49, 0x49, 42, 0, 0, 0, 0, 0]
        /// Where the place of the next directory is to be written.
        var link = 4
        for (number, jpeg) in pages.enumerated() {
            guard let frame = Frame(jpeg) else { continue }
            let strip = out.count
            out += jpeg
            if out.count % 2 == 1 { out.append(0) }
            let values = out.count
            // What is longer than four bytes lies outside the directory: bits of a sample, dots an inch.
            out += little16(8) + little16(8) + little16(8) + little16(0) + little32(100) + little32(1)
            let directory = out.count
            for (place, byte) in little32(UInt32(directory)).enumerated() { out[link + place] = byte }
            let entries: [[UInt8]] = [
                long(254, pages.count > 1 ? 2 : 0), long(256, frame.width), long(257, frame.height),
                entry(258, type: 3, count: 3, little32(UInt32(values))), short(259, 7), short(262, 6),
                long(273, strip), short(277, 3), long(278, frame.height), long(279, jpeg.count),
                entry(282, type: 5, count: 1, little32(UInt32(values + 8))),
                entry(283, type: 5, count: 1, little32(UInt32(values + 8))), short(284, 1), short(296, 2),
                entry(297, type: 3, count: 2, little16(UInt16(number)) + little16(UInt16(pages.count))),
                entry(530, type: 3, count: 2, little16(frame.horizontal) + little16(frame.vertical)),
            ]
            out += little16(UInt16(entries.count)) + entries.joined()
            link = out.count
            out += little32(0)
        }
        return out
    }

    /// What the head of a JPEG says of its size, and how many points share a colour.
    private struct Frame {
        let width: Int
        let height: Int
        let horizontal: UInt16
        let vertical: UInt16

        /// `nil` if it is no baseline JPEG in colour.
        init?(_ jpeg: [UInt8]) {
            var place = 2
            while place + 12 < jpeg.count, jpeg[place] == 0xFF {
                let length = Int(jpeg[place + 2]) << 8 | Int(jpeg[place + 3])
                guard jpeg[place + 1] == 0xC0 else {
                    place += 2 + length
                    continue
                }
                guard jpeg[place + 9] == 3 else { return nil }
                height = Int(jpeg[place + 5]) << 8 | Int(jpeg[place + 6])
                width = Int(jpeg[place + 7]) << 8 | Int(jpeg[place + 8])
                (horizontal, vertical) = (UInt16(jpeg[place + 11] >> 4), UInt16(jpeg[place + 11] & 15))
                return
            }
            return nil
        }
    }

    private func entry(_ tag: UInt16, type: UInt16, count: UInt32, _ value: [UInt8]) -> [UInt8] {
        little16(tag) + little16(type) + little32(count) + value
    }

    private func short(_ tag: UInt16, _ value: UInt16) -> [UInt8] {
        entry(tag, type: 3, count: 1, little16(value) + little16(0))
    }

    private func long(_ tag: UInt16, _ value: Int) -> [UInt8] {
        entry(tag, type: 4, count: 1, little32(UInt32(value)))
    }
}
