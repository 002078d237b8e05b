import Foundation

/// A plain grey photograph (baseline JPEG) of any size in some kilobytes, with what a camera or a program writes into it.
struct MadeJPEG: Sendable {
    var width = 2000
    var height = 1500
    /// As libjpeg counts it.
    var quality = 92
    /// EXIF, by tag: main directory, and that of EXIF.
    var main: [Int: String] = [:]
    var exif: [Int: String] = [:]
    /// North and east, in degrees, minutes, seconds.
    var position: (north: [Int], east: [Int])?
    /// IPTC, record 2, by number.
    var iptc: [Int: String] = [:]
    var xmp: String?
    /// Makes its bytes others than those of the same picture.
    var seed = 0

    private static let standard = [
        16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51,
        61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77,
        113, 121, 112, 100, 120, 92, 101, 103, 99,
    ]

    private var table: [UInt8] {
        let scale = quality < 50 ? 5000 / quality : 200 - quality * 2
        return Self.standard.map { UInt8(max(1, min(255, ($0 * scale + 50) / 100))) }
    }

    private static func big(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker] + big(body.count + 2, 2) + body
    }

    var bytes: [UInt8] {
        var all: [UInt8] = [0xFF, 0xD8]
        if exifBlock.count > 0 { all += Self.segment(0xE1, Array("Exif\0\0".utf8) + exifBlock) }
        if let xmp { all += Self.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(xmp.utf8)) }
        if !iptc.isEmpty {
            var records: [UInt8] = []
            for (number, text) in iptc.sorted(by: { $0.key < $1.key }) {
                records += [0x1C, 2, UInt8(number)] + Self.big(text.utf8.count, 2) + Array(text.utf8)
            }
            let padding: [UInt8] = records.count % 2 == 0 ? [] : [0]
            all += Self.segment(
                0xED,
                Array("Photoshop 3.0\u{0}8BIM".utf8) + [4, 4, 0, 0] + Self.big(records.count, 4) + records + padding)
        }
        all += Self.segment(0xFE, Array("\(seed)".utf8))
        all += Self.segment(0xDB, [0] + table)
        all += Self.segment(0xC0, [8] + Self.big(height, 2) + Self.big(width, 2) + [1, 1, 0x11, 0])
        // One code each: no difference of brightness, and nothing else in the block.
        for kind in [UInt8(0x00), 0x10] {
            all += Self.segment(0xC4, [kind, 1] + [UInt8](repeating: 0, count: 15) + [0])
        }
        all += Self.segment(0xDA, [1, 1, 0, 0, 63, 0])
        let bits = ((width + 7) / 8) * ((height + 7) / 8) * 2
        all += [UInt8](repeating: 0, count: bits / 8)
        if bits % 8 != 0 { all.append(UInt8(0xFF >> (bits % 8))) }
        return all + [0xFF, 0xD9]
    }

    // MARK: EXIF

    private var exifBlock: [UInt8] {
        guard !main.isEmpty || !exif.isEmpty || position != nil else { return [] }
        var pointers: [Int: Int] = [:]
        // The order: main directory, EXIF, GPS; sizes are known before places.
        func text(_ value: String) -> [UInt8] { Array(value.utf8) + [0] }
        typealias Entry = (tag: Int, type: Int, count: Int, bytes: [UInt8])
        var exifEntries: [Entry] = exif.map { ($0.key, 2, text($0.value).count, text($0.value)) }
        exifEntries.sort { $0.tag < $1.tag }
        var gps: [Entry] = []
        if let position {
            func degrees(_ parts: [Int]) -> [UInt8] { parts.flatMap { Self.big($0, 4) + Self.big(1, 4) } }
            gps = [
                (1, 2, 2, text("N")), (2, 5, 3, degrees(position.north)), (3, 2, 2, text("E")),
                (4, 5, 3, degrees(position.east)),
            ]
        }
        func size(_ entries: [Entry], more: Int) -> Int {
            2 + (entries.count + more) * 12 + 4 + entries.reduce(0) { $0 + ($1.bytes.count > 4 ? $1.bytes.count : 0) }
        }
        var mainEntries: [Entry] = main.map { ($0.key, 2, text($0.value).count, text($0.value)) }
        let more = (exifEntries.isEmpty ? 0 : 1) + (gps.isEmpty ? 0 : 1)
        let exifPlace = 8 + size(mainEntries, more: more)
        let gpsPlace = exifPlace + (exifEntries.isEmpty ? 0 : size(exifEntries, more: 0))
        if !exifEntries.isEmpty { pointers[0x8769] = exifPlace }
        if !gps.isEmpty { pointers[0x8825] = gpsPlace }
        mainEntries += pointers.map { ($0.key, 4, 1, Self.big($0.value, 4)) }
        mainEntries.sort { $0.tag < $1.tag }
        func directory(_ entries: [Entry], at place: Int) -> [UInt8] {
            var table = Self.big(entries.count, 2)
            var values: [UInt8] = []
            let after = place + 2 + entries.count * 12 + 4
            for entry in entries {
                table += Self.big(entry.tag, 2) + Self.big(entry.type, 2) + Self.big(entry.count, 4)
                if entry.bytes.count > 4 {
                    table += Self.big(after + values.count, 4)
                    values += entry.bytes
                } else {
                    table += entry.bytes + [UInt8](repeating: 0, count: 4 - entry.bytes.count)
                }
            }
            return table + Self.big(0, 4) + values
        }
        var block = Array("MM".utf8) + Self.big(42, 2) + Self.big(8, 4) + directory(mainEntries, at: 8)
        if !exifEntries.isEmpty { block += directory(exifEntries, at: exifPlace) }
        if !gps.isEmpty { block += directory(gps, at: gpsPlace) }
        return block
    }
}
