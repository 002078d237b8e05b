/// Turns Base64 back into bytes as it comes, white space left out. Source: RFC 2045, 6.8; XML Schema, base64Binary.
struct Base64Stream {
    private var bits: UInt32 = 0
    private var held = 0
    private var padding = 0
    /// Something came that is no Base64, or came after its end.
    private(set) var isBroken = false
    /// Nothing but white space came.
    private(set) var isEmpty = true

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    mutating func decode(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count * 3 / 4 + 3)
        for byte in text.utf8 {
            if byte == 32 || (9...13).contains(byte) { continue }
            isEmpty = false
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            let value = Base64Stream.values[Int(byte)]
            guard value != 255, padding == 0 else {
                isBroken = true
                continue
            }
            bits = bits << 6 | UInt32(value)
            held += 1
            if held == 4 {
                out.append(UInt8(truncatingIfNeeded: bits >> 16))
                out.append(UInt8(truncatingIfNeeded: bits >> 8))
                out.append(UInt8(truncatingIfNeeded: bits))
                (bits, held) = (0, 0)
            }
        }
        return out
    }

    /// What is left at the end.
    mutating func finish() -> [UInt8] {
        defer { (bits, held, padding) = (0, 0, 0) }
        switch (held, padding) {
        case (0, 0): return []
        case (2, 2): return [UInt8(truncatingIfNeeded: bits >> 4)]
        case (3, 1): return [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
        default:
            isBroken = true
            return []
        }
    }

    /// The bytes of a short text; `nil` if it is no Base64.
    static func bytes(_ text: String) -> [UInt8]? {
        var stream = Base64Stream()
        let start = stream.decode(text)
        let end = stream.finish()
        return stream.isBroken ? nil : start + end
    }
}
