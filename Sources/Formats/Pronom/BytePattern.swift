/// Bytes one after the other without a gap: each a value, or one of a set.
struct BytePattern: Hashable, Sendable {
    /// The values; 0 where a set stands.
    let bytes: [UInt8]
    /// Where sets stand.
    let sets: [Choice]
    /// The longest stretch of values: what is searched for first.
    let run: Range<Int>

    struct Choice: Hashable, Sendable {
        let place: Int
        let set: ByteSet
    }

    var count: Int { bytes.count }

    init(_ places: [ByteSet]) {
        bytes = places.map { $0.only ?? 0 }
        sets = places.enumerated().filter { $0.element.only == nil }.map { Choice(place: $0.offset, set: $0.element) }
        var longest = 0..<0
        var start = 0
        for end in sets.map(\.place) + [places.count] {
            if end - start > longest.count { longest = start..<end }
            start = end + 1
        }
        run = longest
    }
}

/// Reads patterns as PRONOM writes them: `4D4D00[2A:2B]`, `10 00 'Word.Document.' ['6'-'7'] 00`, `'a' (00 | 20)`, `[!0A]`,
/// `[&80]`, `??`.
///
/// Alternatives in round brackets give several patterns.
struct PatternReader {
    /// Bytes of one pattern, and patterns of one text.
    static let mostBytes = 4096
    static let mostPatterns = 64
    /// Brackets inside brackets; PRONOM has two.
    private static let deepest = 16

    private let text: [UInt8]
    private var place = 0
    private var depth = 0

    /// - Throws: `Unreadable`.
    static func patterns(_ text: String) throws -> [BytePattern] {
        var reader = PatternReader(text: Array(text.utf8))
        let found = try reader.sequence()
        guard reader.place == reader.text.count, !found.contains(where: \.isEmpty) else { throw Unreadable() }
        return found.map(BytePattern.init)
    }

    /// What is not written as patterns are.
    struct Unreadable: Error {}

    private init(text: [UInt8]) { self.text = text }

    private var next: UInt8? { place < text.count ? text[place] : nil }

    private mutating func sequence() throws -> [[ByteSet]] {
        var all: [[ByteSet]] = [[]]
        while let byte = next, byte != UInt8(ascii: ")"), byte != UInt8(ascii: "|") {
            var added: [[ByteSet]]
            switch byte {
            case UInt8(ascii: " "), 0x09, 0x0A, 0x0D:
                place += 1
                continue
            case UInt8(ascii: "("): added = try alternatives()
            case UInt8(ascii: "["): added = [[try set()]]
            case UInt8(ascii: "?"):
                guard place + 1 < text.count, text[place + 1] == byte else { throw Unreadable() }
                place += 2
                added = [[.any]]
            default: added = [try values().map(PatternReader.single)]
            }
            all = all.flatMap { start in added.map { start + $0 } }
            guard all.count <= PatternReader.mostPatterns, all[0].count <= PatternReader.mostBytes else {
                throw Unreadable()
            }
        }
        return all
    }

    private mutating func alternatives() throws -> [[ByteSet]] {
        var all: [[ByteSet]] = []
        depth += 1
        guard depth <= PatternReader.deepest else { throw Unreadable() }
        defer { depth -= 1 }
        repeat {
            place += 1
            all += try sequence()
        } while next == UInt8(ascii: "|")
        guard next == UInt8(ascii: ")") else { throw Unreadable() }
        place += 1
        return all
    }

    /// `[…]`: values, ranges of values (`:` or `-`), all but these (`!`), or values that have these bits (`&`).
    private mutating func set() throws -> ByteSet {
        place += 1
        let isInverted = take(UInt8(ascii: "!"))
        let areBits = take(UInt8(ascii: "&"))
        var set = ByteSet()
        while !take(UInt8(ascii: "]")) {
            if take(UInt8(ascii: " ")) { continue }
            let first = try values()
            if areBits {
                guard first.count == 1 else { throw Unreadable() }
                for byte in UInt8.min...UInt8.max where byte & first[0] == first[0] { set.insert(byte) }
            } else if take(UInt8(ascii: ":")) || take(UInt8(ascii: "-")) {
                let last = try values()
                guard first.count == 1, last.count == 1, first[0] <= last[0] else { throw Unreadable() }
                for byte in first[0]...last[0] { set.insert(byte) }
            } else {
                // Of several bytes that may not follow each other nothing simple can be said.
                guard first.count == 1 || !isInverted else { throw Unreadable() }
                for byte in first { set.insert(byte) }
            }
        }
        return isInverted ? set.inverted : set
    }

    /// Two hexadecimal digits, or letters in quotation marks.
    private mutating func values() throws -> [UInt8] {
        if take(UInt8(ascii: "'")) {
            guard let end = text[place...].firstIndex(of: UInt8(ascii: "'")), end > place else { throw Unreadable() }
            defer { place = end + 1 }
            return Array(text[place..<end])
        }
        guard place + 1 < text.count, let high = PatternReader.digit(text[place]),
            let low = PatternReader.digit(text[place + 1])
        else { throw Unreadable() }
        place += 2
        return [high << 4 | low]
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    private static func single(_ byte: UInt8) -> ByteSet {
        var set = ByteSet()
        set.insert(byte)
        return set
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
