extension JSON {
    /// Why bytes are not JSON that Lantai reads, and where.
    package enum Problem: Error, Equatable {
        /// Not JSON, not UTF-8, or the same key twice in one object; `at` counts bytes from 0.
        case malformed(at: Int)
        /// A number with a fraction, an exponent, or beyond 64 bits.
        case number(String)
        /// Arrays and objects in one another beyond `JSON.deepest`.
        case tooDeep
    }

    package static let deepest = 256

    /// Reads UTF-8 JSON (RFC 8259) with whole numbers. Two keys that Swift holds equal count as the same key.
    package init(parsing bytes: some Sequence<UInt8>) throws {
        var reader = JSONReader(bytes: Array(bytes))
        self = try reader.document()
    }
}

/// Reads one document from bytes in memory.
private struct JSONReader {
    let bytes: [UInt8]
    var place = 0
    var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSON.Problem) -> JSON {
        let value = try value()
        skipSpace()
        guard place == bytes.count else { throw .malformed(at: place) }
        return value
    }

    private mutating func value() throws(JSON.Problem) -> JSON {
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .int(try number())
        }
    }

    private mutating func object() throws(JSON.Problem) -> JSON {
        try enter()
        var members: [String: JSON] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return leave(.object(members)) }
        repeat {
            skipSpace()
            let start = place
            let key = try string()
            skipSpace()
            try expect(UInt8(ascii: ":"))
            guard members.updateValue(try value(), forKey: key) == nil else { throw .malformed(at: start) }
            skipSpace()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return leave(.object(members))
    }

    private mutating func array() throws(JSON.Problem) -> JSON {
        try enter()
        var elements: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return leave(.array(elements)) }
        repeat {
            elements.append(try value())
            skipSpace()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return leave(.array(elements))
    }

    private mutating func number() throws(JSON.Problem) -> Int64 {
        let start = place
        _ = take(UInt8(ascii: "-"))
        let first = place
        while let digit = byte, (48...57).contains(digit) { place += 1 }
        guard place > first, place == first + 1 || bytes[first] != UInt8(ascii: "0") else {
            throw .malformed(at: start)
        }
        while let next = byte, (48...57).contains(next) || ".eE+-".utf8.contains(next) { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        guard text != "-0", let number = Int64(text) else { throw .number(text) }
        return number
    }

    private mutating func string() throws(JSON.Problem) -> String {
        try expect(UInt8(ascii: "\""))
        let start = place
        var unescaped: [UInt8] = []
        var copied = place
        while let next = byte {
            switch next {
            case UInt8(ascii: "\""):
                unescaped += bytes[copied..<place]
                place += 1
                guard let text = String(validating: unescaped, as: UTF8.self) else { throw .malformed(at: start) }
                return text
            case UInt8(ascii: "\\"):
                unescaped += bytes[copied..<place]
                place += 1
                unescaped += try escape()
                copied = place
            case 0..<32: throw .malformed(at: place)
            default: place += 1
            }
        }
        throw .malformed(at: place)
    }

    /// What stands after a backslash, as UTF-8.
    private mutating func escape() throws(JSON.Problem) -> [UInt8] {
        guard let mark = byte else { throw .malformed(at: place) }
        place += 1
        switch mark {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [mark]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"):
            var unit = try hexUnit()
            if (0xD800..<0xDC00).contains(unit) {
                try expect(UInt8(ascii: "\\"))
                try expect(UInt8(ascii: "u"))
                let low = try hexUnit()
                guard (0xDC00..<0xE000).contains(low) else { throw .malformed(at: place) }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            // A low surrogate alone is no scalar.
            guard let scalar = Unicode.Scalar(unit) else { throw .malformed(at: place) }
            return Array(String(Character(scalar)).utf8)
        default: throw .malformed(at: place - 1)
        }
    }

    private mutating func hexUnit() throws(JSON.Problem) -> UInt32 {
        guard place + 4 <= bytes.count,
            let pair = [UInt8](hex: String(decoding: bytes[place..<place + 4], as: UTF8.self)),
            pair.count == 2
        else { throw .malformed(at: place) }
        place += 4
        return UInt32(pair[0]) << 8 | UInt32(pair[1])
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSON.Problem) -> JSON {
        guard bytes[place...].starts(with: word.utf8) else { throw .malformed(at: place) }
        place += word.utf8.count
        return value
    }

    private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let next = byte, next == 32 || next == 10 || next == 13 || next == 9 { place += 1 }
    }

    private mutating func take(_ wanted: UInt8) -> Bool {
        guard byte == wanted else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ wanted: UInt8) throws(JSON.Problem) {
        guard take(wanted) else { throw .malformed(at: place) }
    }

    private mutating func enter() throws(JSON.Problem) {
        place += 1
        depth += 1
        guard depth <= JSON.deepest else { throw .tooDeep }
    }

    private mutating func leave(_ value: JSON) -> JSON {
        depth -= 1
        return value
    }
}
