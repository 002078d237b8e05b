import Glibc

/// Reads what a JPEG or TIFF says of itself, from its own structure, within limits. Whatever cannot be read is passed over.
enum PhotoReading {
    /// Markers of a JPEG looked at, and bytes before its picture begins.
    private static let mostMarkers = 2000
    private static let mostBytes: Int64 = 32 << 20

    static func read(_ file: Int32, _ kind: FormatKind) -> PhotoFacts? {
        var facts = PhotoFacts()
        switch kind {
        case .jpeg: jpeg(file, &facts)
        case .tiff:
            guard let tags = TagDirectory({ bytes(of: file, at: Int64($0), atMost: $1) }) else { return nil }
            directory(tags, &facts)
        default: return nil
        }
        return facts.isEmpty ? nil : facts
    }

    // MARK: JPEG

    private static func jpeg(_ file: Int32, _ facts: inout PhotoFacts) {
        var place: Int64 = 2
        var packets: (exif: [UInt8]?, xmp: [UInt8]?, iptc: [UInt8]?) = (nil, nil, nil)
        var table: [Int]?
        for _ in 0..<mostMarkers where place < mostBytes {
            let head = bytes(of: file, at: place, atMost: 4)
            guard head.count == 4, head[0] == 0xFF else { break }
            // Padding before a marker.
            if head[1] == 0xFF {
                place += 1
                continue
            }
            // The picture begins, or ends.
            if head[1] == 0xDA || head[1] == 0xD9 { break }
            let length = Int(head[2]) << 8 | Int(head[3])
            guard length >= 2 else { break }
            if [0xDB, 0xE1, 0xED].contains(head[1]) {
                let body = bytes(of: file, at: place + 4, atMost: length - 2)
                switch head[1] {
                case 0xE1 where body.starts(with: "Exif\0\0".utf8):
                    packets.exif = packets.exif ?? Array(body.dropFirst(6))
                case 0xE1 where body.starts(with: xmpMark):
                    packets.xmp = packets.xmp ?? Array(body.dropFirst(xmpMark.count))
                case 0xED where body.starts(with: "Photoshop 3.0\0".utf8):
                    packets.iptc = packets.iptc ?? resource(0x0404, of: Array(body.dropFirst(14)))
                case 0xDB: table = table ?? luminance(body)
                default: break
                }
            }
            place += Int64(2 + length)
        }
        if let exif = packets.exif {
            let tags = TagDirectory { offset, count in
                guard offset >= 0, offset < exif.count, count > 0 else { return [] }
                return Array(exif[offset..<min(exif.count, offset + count)])
            }
            if let tags { directory(tags, &facts) }
        }
        if let iptc = packets.iptc { IPTCReading.read(iptc, &facts) }
        if let xmp = packets.xmp { XMPReading.read(xmp, &facts) }
        facts.quality = table.map(quality)
    }

    private static let xmpMark = Array("http://ns.adobe.com/xap/1.0/\0".utf8)

    /// A resource (8BIM) of Photoshop by its number.
    private static func resource(_ number: Int, of block: [UInt8]) -> [UInt8]? {
        var place = 0
        while place + 12 <= block.count, block.has(Array("8BIM".utf8), at: place) {
            let found = Int(block[place + 4]) << 8 | Int(block[place + 5])
            // A name of even length with its count before it.
            let name = (Int(block[place + 6]) + 2) & ~1
            let start = place + 6 + name
            guard start + 4 <= block.count else { return nil }
            let size = block[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard size >= 0, start + 4 + size <= block.count else { return nil }
            if found == number { return Array(block[(start + 4)..<(start + 4 + size)]) }
            place = start + 4 + (size + 1) & ~1
        }
        return nil
    }

    /// The first quantization table of 8 bits: that of brightness.
    private static func luminance(_ body: [UInt8]) -> [Int]? {
        guard let head = body.first, head >> 4 == 0, body.count >= 65 else { return nil }
        return body[1..<65].map { Int($0) }
    }

    /// What libjpeg would call the quality of a table: the standard one (ITU-T T.81, K.1) scaled. Of tables of another kind it is a
    /// good guess.
    static func quality(_ table: [Int]) -> Int {
        // In the order of the file (zigzag).
        let standard = [
            16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58,
            51,
            61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62,
            77,
            113, 121, 112, 100, 120, 92, 101, 103, 99,
        ]
        let scale = Double(table.reduce(0, +)) * 100 / Double(standard.reduce(0, +))
        let quality = scale <= 100 ? (200 - scale) / 2 : 5000 / scale
        return max(1, min(100, Int(quality.rounded())))
    }

    // MARK: Directories

    private static func directory(_ tags: TagDirectory, _ facts: inout PhotoFacts) {
        let main = tags.entries()
        let exif = tags.number(main[0x8769]).map { tags.entries(at: $0) } ?? [:]
        func text(_ value: TagDirectory.Value?) -> String? { value.flatMap { PhotoText.plain($0.bytes) } }
        facts.note(.taken, moment(text(exif[0x9003])))
        facts.note(.digitised, moment(text(exif[0x9004])))
        facts.note(.modified, moment(text(main[0x0132])))
        facts.note(.photographer, text(main[0x013B]))
        facts.note(.photographer, main[0x9C9D].flatMap { PhotoText.wide($0.bytes) })
        facts.note(.caption, text(main[0x010E]))
        facts.note(.caption, main[0x9C9C].flatMap { PhotoText.wide($0.bytes) })
        facts.note(.title, main[0x9C9B].flatMap { PhotoText.wide($0.bytes) })
        facts.note(.copyright, text(main[0x8298]))
        facts.note(.maker, text(main[0x010F]))
        facts.note(.model, text(main[0x0110]))
        facts.note(.serial, text(exif[0xA431]))
        facts.note(.software, text(main[0x0131]))
        facts.note(.orientation, tags.number(main[0x0112]).map { "\($0)" })
        facts.note(
            .colourSpace, tags.number(exif[0xA001]).map { $0 == 1 ? "sRGB" : $0 == 0xFFFF ? "未校准" : "\($0)" })
        if let place = tags.number(main[0x8825]) { facts.note(.position, position(tags, tags.entries(at: place))) }
        if let iptc = main[0x83BB] { IPTCReading.read(iptc.bytes, &facts) }
        if let xmp = main[0x02BC] { XMPReading.read(xmp.bytes, &facts) }
    }

    private static func position(_ tags: TagDirectory, _ gps: [Int: TagDirectory.Value]) -> String? {
        func degrees(_ value: Int, _ reference: Int, _ most: Double) -> String? {
            let parts = tags.fractions(gps[value])
            guard parts.count == 3, let mark = gps[reference]?.bytes.first, "NSEW".utf8.contains(mark) else {
                return nil
            }
            let sum = parts[0] + parts[1] / 60 + parts[2] / 3600
            guard sum.isFinite, sum <= most else { return nil }
            let millionths = Int((sum * 1_000_000).rounded())
            return "\(millionths / 1_000_000)." + String("\(1_000_000 + millionths % 1_000_000)".dropFirst())
                + String(UnicodeScalar(mark))
        }
        guard let north = degrees(2, 1, 90), let east = degrees(4, 3, 180) else { return nil }
        return "\(north) \(east)"
    }

    /// `2019:07:26 10:11:12` as `2019-07-26 10:11:12`; `nil` for what cameras write that have no clock.
    static func moment(_ text: String?) -> String? {
        guard let text else { return nil }
        let parts = text.split(separator: " ", maxSplits: 1)
        guard let day = parts.first, day.utf8.count == 10 else { return nil }
        let numbers = day.split { $0 == ":" || $0 == "-" }
        // Only digits: `+7` is a number to Swift, and no month.
        guard numbers.map(\.utf8.count) == [4, 2, 2],
            numbers.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(numbers[0]), let month = Int(numbers[1]), let inMonth = Int(numbers[2]),
            (1826...2200).contains(year), (1...12).contains(month), (1...31).contains(inMonth)
        else { return nil }
        let written = numbers.joined(separator: "-")
        let clock = parts.count > 1 ? " " + String(parts[1].prefix(8)) : ""
        return written + clock
    }
}
