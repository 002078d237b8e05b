import Glibc

/// A page as a pyramid of tiles, opened for reading: a TIFF whose first picture is the page and each next one half the size
/// of the one before, in tiles of 256 pixels, each a JPEG.
///
/// A worker made it, and a worker may have been in the hands of the file it read: every number is checked. A tile is cut out
/// of the file and handed on as it is, never decoded here. Source: TIFF 6.0; TIFF Technical Note 2 (JPEG).
package struct TilePyramid: Sendable {
    /// One size of the page.
    package struct Level: Hashable, Sendable {
        /// In pixels.
        package let width: Int
        package let height: Int
        fileprivate let offsets: Field
        fileprivate let counts: Field
        fileprivate let tables: Field

        package var columns: Int { (width + TilePyramid.tile - 1) / TilePyramid.tile }
        package var rows: Int { (height + TilePyramid.tile - 1) / TilePyramid.tile }
    }

    /// The side of a tile in pixels. The last of a row or column are as large, and empty beyond the page.
    package static let tile = 256

    /// From the whole size down.
    package let levels: [Level]
    private let path: String

    /// `nil` if there is no such file, or it is no pyramid.
    package init?(path: String) {
        guard let file = try? openForReading(path) else { return nil }
        defer { close(file) }
        let head = bytes(of: file, at: 0, atMost: 8)
        guard head.starts(with: [0x49, 0x49, 42, 0]), var place = head.little32(4) else { return nil }
        var levels: [Level] = []
        // Twenty halvings are more than any page has.
        while place != 0, levels.count < 20 {
            guard let (level, next) = TilePyramid.level(file, at: place) else { return nil }
            if let last = levels.last, level.width > last.width || level.height > last.height { return nil }
            levels.append(level)
            place = next
        }
        guard !levels.isEmpty else { return nil }
        (self.levels, self.path) = (levels, path)
    }

    /// The number of the smallest level at least `width` pixels wide; 0 if none is.
    package func level(atLeast width: Int) -> Int { levels.lastIndex { $0.width >= width } ?? 0 }

    /// A tile as JPEG; `nil` if there is no such tile.
    package func tile(level number: Int, column: Int, row: Int) -> [UInt8]? {
        guard levels.indices.contains(number) else { return nil }
        let level = levels[number]
        guard (0..<level.columns).contains(column), (0..<level.rows).contains(row),
            let file = try? openForReading(path)
        else { return nil }
        defer { close(file) }
        let place = row * level.columns + column
        guard let offset = level.offsets.number(place, file), let count = level.counts.number(place, file),
            (4...(1 << 20)).contains(count)
        else { return nil }
        let tables = bytes(of: file, at: level.tables.place, atMost: level.tables.count)
        let tile = bytes(of: file, at: Int64(offset), atMost: count)
        let (begin, end): ([UInt8], [UInt8]) = ([0xFF, 0xD8], [0xFF, 0xD9])
        guard tile.count == count, tile.starts(with: begin), tables.count == level.tables.count,
            tables.starts(with: begin), tables.suffix(2) == end[...]
        else { return nil }
        // The tables all tiles share stand in the file once; a JPEG of its own begins with them.
        return tables.dropLast(2) + tile.dropFirst(2)
    }

    /// Where the values of a tag are.
    fileprivate struct Field: Hashable, Sendable {
        let place: Int64
        let count: Int
        /// Bytes of a number.
        let size: Int

        func number(_ index: Int, _ file: Int32) -> Int? {
            guard index < count else { return nil }
            let found = bytes(of: file, at: place + Int64(index * size), atMost: size)
            return size == 2 ? found.little16(0) : found.little32(0)
        }
    }

    /// The picture whose directory is at `place`, and where the next one is.
    private static func level(_ file: Int32, at place: Int) -> (Level, next: Int)? {
        guard let count = bytes(of: file, at: Int64(place), atMost: 2).little16(0), (1...100).contains(count) else {
            return nil
        }
        let entries = bytes(of: file, at: Int64(place + 2), atMost: count * 12 + 4)
        guard entries.count == count * 12 + 4 else { return nil }
        var fields: [Int: Field] = [:]
        for entry in 0..<count {
            let start = entry * 12
            guard let tag = entries.little16(start), let type = entries.little16(start + 2),
                let number = entries.little32(start + 4), let value = entries.little32(start + 8),
                let size = [3: 2, 4: 4, 7: 1][type], number <= 1 << 24
            else { continue }
            let inside = number * size <= 4
            fields[tag] = Field(place: Int64(inside ? place + 2 + start + 8 : value), count: number, size: size)
        }
        func one(_ tag: Int) -> Int? { fields[tag]?.number(0, file) }
        guard let width = one(256), let height = one(257), (1...1_000_000).contains(width),
            (1...1_000_000).contains(height), one(322) == tile, one(323) == tile, one(259) == 7,
            let offsets = fields[324], let counts = fields[325], let tables = fields[347], tables.size == 1,
            (4...4096).contains(tables.count), let next = entries.little32(count * 12)
        else { return nil }
        let level = Level(width: width, height: height, offsets: offsets, counts: counts, tables: tables)
        let tiles = level.columns * level.rows
        return offsets.count == tiles && counts.count == tiles && offsets.size > 1 && counts.size > 1
            ? (level, next) : nil
    }
}
