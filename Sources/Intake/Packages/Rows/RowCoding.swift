/// Writes the parts of a row one after the other. Never leaves the process: `RowReader` trusts it.
struct RowWriter {
    private(set) var bytes: [UInt8] = []

    /// Seven bits a byte, the lowest first.
    mutating func put(_ number: Int) {
        var rest = UInt(bitPattern: number)
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func put(_ number: Int64) { put(Int(number)) }

    mutating func put(_ text: String) {
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func put(_ run: [UInt8]) {
        put(run.count)
        bytes.append(contentsOf: run)
    }

    mutating func put(_ text: String?) {
        put(text == nil ? 0 : 1)
        if let text { put(text) }
    }

    mutating func put<T>(_ values: [T], _ write: (inout RowWriter, T) -> Void) {
        put(values.count)
        for value in values { write(&self, value) }
    }
}

/// Reads what `RowWriter` wrote, in the same order.
struct RowReader {
    private let bytes: ArraySlice<UInt8>
    private var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    mutating func int() -> Int {
        var number: UInt = 0
        var shift: UInt = 0
        while place < bytes.endIndex {
            let byte = bytes[place]
            place += 1
            number |= UInt(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 { break }
        }
        return Int(bitPattern: number)
    }

    mutating func int64() -> Int64 { Int64(int()) }

    mutating func run() -> [UInt8] { Array(next()) }

    mutating func text() -> String { String(decoding: next(), as: UTF8.self) }

    mutating func optionalText() -> String? { int() == 0 ? nil : text() }

    mutating func array<T>(_ read: (inout RowReader) -> T) -> [T] {
        var values: [T] = []
        for _ in 0..<int() { values.append(read(&self)) }
        return values
    }

    private mutating func next() -> ArraySlice<UInt8> {
        let count = int()
        defer { place += count }
        return bytes[place..<(place + count)]
    }
}
