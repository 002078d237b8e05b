/// Unpacks the start of deflated bytes, in Swift and under a limit, so that also the house itself may look into a ZIP.
///
/// Source: RFC 1951.
struct Inflating {
    private let input: [UInt8]
    private let most: Int
    private var place = 0
    private var held: UInt64 = 0
    private var heldBits = 0
    private var output: [UInt8] = []

    init(_ input: [UInt8], atMost most: Int) {
        self.input = input
        self.most = most
    }

    /// At most so many bytes as wanted; those before the damage if it is damaged; `nil` if there are none.
    mutating func run() -> [UInt8]? {
        output.reserveCapacity(min(most, input.count * 4))
        do {
            while output.count < most {
                let isLast = try take(1) == 1
                switch try take(2) {
                case 0: try stored()
                case 1: try blocks(Inflating.fixedLengths, Inflating.fixedDistances)
                case 2:
                    let (lengths, distances) = try codes()
                    try blocks(lengths, distances)
                default: throw Damaged()
                }
                if isLast { break }
            }
        } catch {
            if output.isEmpty { return nil }
        }
        return output
    }

    private struct Damaged: Error {}

    /// Codes by length and value, as canonical Huffman codes are told.
    private struct Codes {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int]

        init(_ lengths: [Int]) {
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            var offsets = [Int](repeating: 0, count: 17)
            for length in 1...15 { offsets[length + 1] = offsets[length] + counts[length] }
            symbols = [Int](repeating: 0, count: lengths.count)
            for (symbol, length) in lengths.enumerated() where length > 0 {
                symbols[offsets[length]] = symbol
                offsets[length] += 1
            }
        }
    }

    private static let fixedLengths = Codes(
        [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
            + [Int](repeating: 8, count: 8))
    private static let fixedDistances = Codes([Int](repeating: 5, count: 30))
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12289, 16385, 24577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
    /// The order in which the lengths of the code of codes stand.
    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private mutating func take(_ count: Int) throws -> Int {
        while heldBits < count {
            guard place < input.count else { throw Damaged() }
            held |= UInt64(input[place]) << UInt64(heldBits)
            place += 1
            heldBits += 8
        }
        let value = Int(held & ((1 << UInt64(count)) - 1))
        held >>= UInt64(count)
        heldBits -= count
        return value
    }

    private mutating func symbol(_ codes: Codes) throws -> Int {
        var code = 0
        var first = 0
        var index = 0
        for length in 1...15 {
            code |= try take(1)
            let count = codes.counts[length]
            if code - count < first { return codes.symbols[index + code - first] }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        throw Damaged()
    }

    private mutating func stored() throws {
        held = 0
        heldBits = 0
        guard place + 4 <= input.count, let length = input.little16(place), let inverted = input.little16(place + 2),
            length == ~inverted & 0xFFFF
        else { throw Damaged() }
        place += 4
        let end = min(place + length, input.count, place + most - output.count)
        output += input[place..<end]
        if end < place + length { throw Damaged() }
        place = end
    }

    private mutating func codes() throws -> (Codes, Codes) {
        let literals = try take(5) + 257
        let distances = try take(5) + 1
        let ordered = try take(4) + 4
        guard literals <= 286, distances <= 30 else { throw Damaged() }
        var lengths = [Int](repeating: 0, count: 19)
        for number in 0..<ordered { lengths[Inflating.order[number]] = try take(3) }
        let ofLengths = Codes(lengths)
        lengths = []
        while lengths.count < literals + distances {
            switch try symbol(ofLengths) {
            case let length where length < 16: lengths.append(length)
            case 16:
                guard let last = lengths.last else { throw Damaged() }
                lengths += [Int](repeating: last, count: 3 + (try take(2)))
            case 17: lengths += [Int](repeating: 0, count: 3 + (try take(3)))
            default: lengths += [Int](repeating: 0, count: 11 + (try take(7)))
            }
        }
        guard lengths.count == literals + distances else { throw Damaged() }
        return (Codes(Array(lengths[..<literals])), Codes(Array(lengths[literals...])))
    }

    private mutating func blocks(_ lengths: Codes, _ distances: Codes) throws {
        while output.count < most {
            let value = try symbol(lengths)
            if value < 256 {
                output.append(UInt8(value))
            } else if value == 256 {
                return
            } else {
                guard value - 257 < Inflating.lengthBases.count else { throw Damaged() }
                let length = Inflating.lengthBases[value - 257] + (try take(Inflating.lengthBits[value - 257]))
                let code = try symbol(distances)
                guard code < Inflating.distanceBases.count else { throw Damaged() }
                let distance = Inflating.distanceBases[code] + (try take(Inflating.distanceBits[code]))
                guard distance <= output.count else { throw Damaged() }
                for _ in 0..<min(length, most - output.count) { output.append(output[output.count - distance]) }
            }
        }
    }
}
