/// Puts numbers, byte runs and strings one after the other, for the channel between pool and worker.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ number: UInt8) { bytes.append(number) }

    mutating func put(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ run: some Collection<UInt8>) {
        put(Int64(run.count))
        bytes.append(contentsOf: run)
    }

    mutating func put(_ text: String) { put(text.utf8) }

    mutating func put<T>(_ value: T?, _ write: (inout WireWriter, T) -> Void) {
        put(UInt8(value == nil ? 0 : 1))
        if let value { write(&self, value) }
    }
}

/// Takes apart what a worker answered. The worker may be in the hands of the file it read: every length is checked, and
/// nothing is made larger than the frame that was received.
struct WireReader {
    /// The answer is not one that a sound worker gives.
    struct Malformed: Error {}

    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() throws(Malformed) -> UInt8 {
        guard let first = rest.popFirst() else { throw Malformed() }
        return first
    }

    mutating func flag() throws(Malformed) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw Malformed()
        }
    }

    mutating func number(_ range: ClosedRange<Int64>) throws(Malformed) -> Int64 {
        guard rest.count >= 8 else { throw Malformed() }
        var value: UInt64 = 0
        for byte in rest.prefix(8).reversed() { value = value << 8 | UInt64(byte) }
        rest = rest.dropFirst(8)
        let number = Int64(bitPattern: value)
        guard range.contains(number) else { throw Malformed() }
        return number
    }

    mutating func count(atMost most: Int) throws(Malformed) -> Int { Int(try number(0...Int64(most))) }

    mutating func run(atMost most: Int = .max) throws(Malformed) -> ArraySlice<UInt8> {
        let length = Int(try number(0...Int64(min(most, rest.count))))
        guard rest.count >= length else { throw Malformed() }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }

    mutating func string(atMost most: Int = 4096) throws(Malformed) -> String {
        String(decoding: try run(atMost: most), as: UTF8.self)
    }

    mutating func optional<T>(_ read: (inout WireReader) throws -> T) throws -> T? {
        try flag() ? try read(&self) : nil
    }
}
