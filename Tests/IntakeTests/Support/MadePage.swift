import Foundation

/// A scanned page as a scanner makes it (TIFF): lines of "characters" on white paper, as they should be or not.
struct MadePage: Sendable {
    enum Look: Sendable { case text, blank, leaning, lying }

    var look = Look.text
    /// Another number, another text.
    var seed = 1
    /// Dots an inch; 0 leaves the resolution out.
    var dots = 200
    /// 1: black and white, 8: grey, 24: colour.
    var bits = 1
    /// As the file says, whatever it is.
    var compression = 1

    private static let width = 480
    private static let height = 680

    /// Whether there is ink at a point of an upright page.
    private func hasInk(_ x: Int, _ y: Int) -> Bool {
        guard (60..<420).contains(x), (70..<610).contains(y), y % 27 < 12 else { return false }
        let line = y / 27
        // The last line of a paragraph ends short.
        if line % 4 == 3, x > 240 + line * 7 % 60 { return false }
        // Letters stand above one another on no page.
        let place = x + line * 4 % 15
        guard place % 15 < 13 else { return false }
        let letter = UInt32(place / 15 * 64 + line + seed * 4096) &* 2_654_435_761
        return letter >> (8 + UInt32(place % 15 + y % 27) % 13) & 1 == 1
    }

    private func isDark(_ x: Int, _ y: Int) -> Bool {
        switch look {
        case .text: hasInk(x, y)
        case .blank: false
        // Some two degrees.
        case .leaning: hasInk(x, y + (x - 240) / 28)
        // What runs across an upright page runs down here.
        case .lying: hasInk(y * 480 / 680, x * 680 / 480)
        }
    }

    /// A row of an upright page, eight points a byte, white ones set: by letters, since points take a debug build long.
    private func textRow(_ y: Int) -> [UInt8] {
        var row = [UInt8](repeating: 0xFF, count: Self.width / 8)
        guard (70..<610).contains(y), y % 27 < 12 else { return row }
        let line = y / 27
        let end = line % 4 == 3 ? min(420, 241 + line * 7 % 60) : 420
        let shift = line * 4 % 15
        for letter in 0..<32 {
            let marks = UInt32(letter * 64 + line + seed * 4096) &* 2_654_435_761
            let start = letter * 15 - shift
            for step in 0..<13 where marks >> (8 + UInt32(step + y % 27) % 13) & 1 == 1 {
                let x = start + step
                if x >= 60, x < end { row[x / 8] &= ~(0x80 >> UInt8(x % 8)) }
            }
        }
        return row
    }

    private func row(_ y: Int) -> [UInt8] {
        switch look {
        case .text: return textRow(y)
        case .blank: return [UInt8](repeating: 0xFF, count: Self.width / 8)
        case .leaning, .lying:
            var row = [UInt8](repeating: 0xFF, count: Self.width / 8)
            for x in 0..<Self.width where isDark(x, y) { row[x / 8] &= ~(0x80 >> UInt8(x % 8)) }
            return row
        }
    }

    var bytes: [UInt8] {
        let (width, height) = (Self.width, Self.height)
        let samples = bits == 24 ? 3 : 1
        var data: [UInt8] = []
        data.reserveCapacity(width * height * bits / 8)
        for y in 0..<height {
            let row = row(y)
            guard bits > 1 else {
                data += row
                continue
            }
            for x in 0..<width {
                let isWhite = row[x / 8] >> UInt8(7 - x % 8) & 1 == 1
                data += repeatElement(isWhite ? 250 : 20, count: samples)
            }
        }
        func little(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
        var tags = [
            (256, 4, 1, width), (257, 4, 1, height), (258, 3, samples, samples == 3 ? -2 : bits),
            (259, 3, 1, compression),
            (262, 3, 1, samples == 3 ? 2 : 1), (273, 4, 1, -1), (277, 3, 1, samples), (278, 4, 1, height),
            (279, 4, 1, data.count),
        ]
        if dots > 0 { tags += [(282, 5, 1, -3), (283, 5, 1, -3), (296, 3, 1, 2)] }
        // Behind the directory: a resolution, the bits of three samples, then the points.
        let extra = 8 + 2 + tags.count * 12 + 4
        let places = [-1: extra + 14, -2: extra + 8, -3: extra]
        var bytes: [UInt8] = [0x49, 0x49, 0x2A, 0] + little(8, 4) + little(tags.count, 2)
        for (tag, type, count, value) in tags {
            bytes += little(tag, 2) + little(type, 2) + little(count, 4) + little(places[value] ?? value, 4)
        }
        return bytes + little(0, 4) + little(dots, 4) + little(1, 4) + [8, 0, 8, 0, 8, 0] + data
    }
}
