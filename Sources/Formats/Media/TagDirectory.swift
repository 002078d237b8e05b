import Glibc

/// The directories of a TIFF structure, in a file of its own or inside another (EXIF), read within limits.
///
/// Source: TIFF 6.0 (2), EXIF 2.3 (4.6).
struct TagDirectory {
    private let read: (_ offset: Int, _ count: Int) -> [UInt8]
    private let isLittle: Bool
    /// The first directory.
    private let first: Int

    private static let mostEntries = 1000
    private static let longestValue = 65_536

    /// - Parameter read: bytes from a place of the structure, fewer at its end.
    init?(_ read: @escaping (_ offset: Int, _ count: Int) -> [UInt8]) {
        let head = read(0, 8)
        guard head.count == 8, head[0] == head[1], head[0] == 0x49 || head[0] == 0x4D else { return nil }
        isLittle = head[0] == 0x49
        self.read = read
        let order = isLittle
        func number(_ run: ArraySlice<UInt8>) -> Int { TagDirectory.number(run, order) }
        guard number(head[2..<4]) == 42 else { return nil }
        first = number(head[4..<8])
    }

    private static func number(_ run: ArraySlice<UInt8>, _ isLittle: Bool) -> Int {
        (isLittle ? run.reversed() : Array(run)).reduce(0) { $0 << 8 | Int($1) }
    }

    struct Value {
        let type: Int
        let count: Int
        let bytes: [UInt8]
    }

    /// The first directory, or that at `offset`: the first value of each tag.
    func entries(at offset: Int? = nil) -> [Int: Value] {
        let place = offset ?? first
        guard place >= 8 else { return [:] }
        let head = read(place, 2)
        guard head.count == 2 else { return [:] }
        let count = min(TagDirectory.number(head[...], isLittle), TagDirectory.mostEntries)
        let table = read(place + 2, count * 12)
        var found: [Int: Value] = [:]
        for start in stride(from: 0, to: table.count - 11, by: 12) {
            let tag = TagDirectory.number(table[start..<(start + 2)], isLittle)
            let type = TagDirectory.number(table[(start + 2)..<(start + 4)], isLittle)
            let number = TagDirectory.number(table[(start + 4)..<(start + 8)], isLittle)
            let sizes = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8]
            guard let size = sizes[type], (1...TagDirectory.longestValue).contains(number), found[tag] == nil else {
                continue
            }
            let length = min(number * size, TagDirectory.longestValue)
            let bytes =
                length <= 4
                ? Array(table[(start + 8)..<(start + 8 + length)])
                : read(TagDirectory.number(table[(start + 8)..<(start + 12)], isLittle), length)
            guard bytes.count == length else { continue }
            found[tag] = Value(type: type, count: number, bytes: bytes)
        }
        return found
    }

    func number(_ value: Value?) -> Int? {
        guard let value else { return nil }
        let size = value.type == 3 ? 2 : value.type == 4 ? 4 : value.type == 1 ? 1 : 0
        guard size > 0, value.bytes.count >= size else { return nil }
        return TagDirectory.number(value.bytes[..<size], isLittle)
    }

    /// Fractions, as GPS has them.
    func fractions(_ value: Value?) -> [Double] {
        guard let value, value.type == 5 else { return [] }
        return stride(from: 0, to: value.bytes.count - 7, by: 8).compactMap { start in
            let over = TagDirectory.number(value.bytes[start..<(start + 4)], isLittle)
            let under = TagDirectory.number(value.bytes[(start + 4)..<(start + 8)], isLittle)
            return under == 0 ? nil : Double(over) / Double(under)
        }
    }
}
