import Foundation

/// A name minted once and never reused: a UUID of version 7, lower case.
package protocol Identifier: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    var text: String { get }
    /// Trusts `text`: for reading back what Lantai wrote.
    init(trusted text: String)
}

extension Identifier {
    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    /// Reads a UUID in lower case; `nil` for anything else.
    package init?(text: String) {
        let bytes = Array(text.utf8)
        let well =
            bytes.count == 36
            && bytes.enumerated().allSatisfy { place, byte in
                [8, 13, 18, 23].contains(place)
                    ? byte == UInt8(ascii: "-") : (48...57).contains(byte) || (97...102).contains(byte)
            }
        guard well else { return nil }
        self.init(trusted: text)
    }

    /// A new identifier that sorts after those minted in an earlier millisecond than `now`'s.
    package static func new(at now: Instant) -> Self { Self(trusted: uuidVersion7(at: now)) }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Self(text: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a UUID: \(text)"))
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// One transfer received, from upload to custody (接收批次).
package struct AccessionID: Identifier {
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// A node of the catalogue: 全宗, 类别, 案卷 or 件. The OCFL object that keeps it has the same identifier.
package struct UnitID: Identifier {
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// One event of the ledger.
package struct EventID: Identifier {
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// One decision: of opening, of publication, of disposal.
package struct DecisionID: Identifier {
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// RFC 9562, version 7: 48 bits of milliseconds, then random bits.
private func uuidVersion7(at now: Instant) -> String {
    let milliseconds = UInt64(max(0, now.microseconds / 1000))
    var generator = SystemRandomNumberGenerator()
    var bytes = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * UInt64($0))) }
    var random = generator.next()
    var more = generator.next()
    for _ in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: random))
        random >>= 8
    }
    for _ in 0..<2 {
        bytes.append(UInt8(truncatingIfNeeded: more))
        more >>= 8
    }
    bytes[6] = 0x70 | (bytes[6] & 0x0F)
    bytes[8] = 0x80 | (bytes[8] & 0x3F)
    let hex = bytes.hex
    var text = ""
    for (place, digit) in hex.enumerated() {
        if [8, 12, 16, 20].contains(place) { text.append("-") }
        text.append(digit)
    }
    return text
}
