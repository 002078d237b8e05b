/// An OLE2 compound file: its streams by path and the first bytes of each, read in Swift, under limits.
///
/// Source: [MS-CFB].
struct CompoundFile {
    struct Stream {
        /// The names of the storages above and its own, with slashes between; control characters before a name are left out.
        let path: String
        fileprivate let start: Int
        fileprivate let size: Int
    }

    private(set) var streams: [Stream] = []
    /// The names of all entries as they are written, also of those that no storage leads to.
    private(set) var names: Set<String> = []
    private let descriptor: Int32
    private let header: [UInt8]
    private let sectorSize: Int
    /// The sector numbers of the allocation table.
    private var tables: [Int] = []
    /// The last sector of the table that was read.
    private var lastTable: (number: Int, bytes: [UInt8]) = (-1, [])
    private var smallStart = 0
    private var smallSectors: [Int] = []
    private var smallTable: [UInt8] = []

    private static let end = 0xFFFF_FFFA
    private static let mostTables = 4096
    private static let mostEntries = 16_384
    private static let smallLimit = 4096
    private static let smallSize = 64

    /// `nil` if it is none.
    init?(descriptor: Int32) {
        self.descriptor = descriptor
        header = bytes(of: descriptor, at: 0, atMost: 512)
        guard header.has([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], at: 0), let shift = header.little16(30),
            shift == 9 || shift == 12, let directory = header.little32(48)
        else { return nil }
        sectorSize = 1 << shift
        readTables()
        readDirectory(directory)
    }

    /// The first bytes of `stream`.
    mutating func start(of stream: Stream, atMost most: Int) -> [UInt8] {
        let wanted = min(stream.size, most)
        if stream.size >= CompoundFile.smallLimit { return chain(from: stream.start, atMost: wanted) }
        if smallSectors.isEmpty {
            // Of the small streams' own stream only where it lies is kept.
            smallSectors = sectors(from: smallStart, atMost: CompoundFile.mostTables)
            smallTable = chain(from: header.little32(60) ?? CompoundFile.end, atMost: 1 << 20)
        }
        var content: [UInt8] = []
        var sector = stream.start
        let perSector = sectorSize / CompoundFile.smallSize
        while content.count < wanted, sector < CompoundFile.end, sector / perSector < smallSectors.count {
            let place =
                offset(of: smallSectors[sector / perSector]) + Int64(sector % perSector * CompoundFile.smallSize)
            let piece = bytes(
                of: descriptor, at: place, atMost: min(CompoundFile.smallSize, wanted - content.count))
            if piece.isEmpty { break }
            content += piece
            guard let next = smallTable.little32(sector * 4) else { break }
            sector = next
        }
        return content
    }

    private func offset(of sector: Int) -> Int64 { Int64(sector + 1) * Int64(sectorSize) }

    private func read(_ sector: Int) -> [UInt8] { bytes(of: descriptor, at: offset(of: sector), atMost: sectorSize) }

    /// Where the allocation table lies: 109 sectors in the header, the rest in a list of its own.
    private mutating func readTables() {
        for place in 0..<109 {
            guard let sector = header.little32(76 + place * 4), sector < CompoundFile.end else { return }
            tables.append(sector)
        }
        var list = header.little32(68) ?? CompoundFile.end
        while list < CompoundFile.end, tables.count < CompoundFile.mostTables {
            let content = read(list)
            guard content.count == sectorSize else { return }
            for place in 0..<(sectorSize / 4 - 1) {
                guard let sector = content.little32(place * 4), sector < CompoundFile.end else { return }
                tables.append(sector)
            }
            list = content.little32(sectorSize - 4) ?? CompoundFile.end
        }
    }

    private mutating func following(_ sector: Int) -> Int {
        let perSector = sectorSize / 4
        let number = sector / perSector
        guard number < tables.count else { return CompoundFile.end }
        if lastTable.number != number { lastTable = (number, read(tables[number])) }
        return lastTable.bytes.little32(sector % perSector * 4) ?? CompoundFile.end
    }

    private mutating func sectors(from start: Int, atMost most: Int) -> [Int] {
        var found: [Int] = []
        var sector = start
        while sector < CompoundFile.end, found.count < most {
            found.append(sector)
            sector = following(sector)
        }
        return found
    }

    private mutating func chain(from start: Int, atMost most: Int) -> [UInt8] {
        var content: [UInt8] = []
        var sector = start
        while content.count < most, sector < CompoundFile.end {
            let piece = read(sector)
            if piece.isEmpty { break }
            content += piece.prefix(most - content.count)
            sector = following(sector)
        }
        return content
    }

    private struct Entry {
        let name: String
        let kind: UInt8
        let left: Int
        let right: Int
        let child: Int
        let start: Int
        let size: Int
    }

    private mutating func readDirectory(_ start: Int) {
        let content = chain(from: start, atMost: CompoundFile.mostEntries * 128)
        let entries = stride(from: 0, to: content.count - 127, by: 128).map { place in
            Entry(
                name: CompoundFile.name(content, place), kind: content[place + 66],
                left: content.little32(place + 68) ?? CompoundFile.end,
                right: content.little32(place + 72) ?? CompoundFile.end,
                child: content.little32(place + 76) ?? CompoundFile.end,
                start: content.little32(place + 116) ?? CompoundFile.end,
                // Four bytes of size are what files of 512-byte sectors have, and enough for a look at the start.
                size: content.little32(place + 120) ?? 0)
        }
        names = Set(entries.map(\.name))
        guard let root = entries.first else { return }
        smallStart = root.start
        // Each entry once: what leads back to itself ends there.
        var isSeen = [Bool](repeating: false, count: entries.count)
        var waiting = [(place: root.child, above: "", depth: 0)]
        while let (place, above, depth) = waiting.popLast() {
            guard place < entries.count, !isSeen[place], depth < 32 else { continue }
            isSeen[place] = true
            let entry = entries[place]
            waiting.append((entry.left, above, depth))
            waiting.append((entry.right, above, depth))
            let path = above + String(entry.name.drop { $0.unicodeScalars.allSatisfy { $0.value < 0x20 } })
            switch entry.kind {
            case 1:
                streams.append(Stream(path: path, start: CompoundFile.end, size: 0))
                waiting.append((entry.child, path + "/", depth + 1))
            case 2: streams.append(Stream(path: path, start: entry.start, size: entry.size))
            default: break
            }
        }
    }

    private static func name(_ content: [UInt8], _ place: Int) -> String {
        guard let length = content.little16(place + 64), (2...64).contains(length) else { return "" }
        let units = (0..<(length / 2 - 1)).compactMap { content.little16(place + $0 * 2).map(UInt16.init) }
        return String(decoding: units, as: UTF16.self)
    }
}
