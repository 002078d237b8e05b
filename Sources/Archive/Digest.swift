/// What a sequence of bytes hashes to, and by which algorithm.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package enum Algorithm: String, Hashable, Sendable, CaseIterable, Codable {
        case sha256, sha512, sm3

        /// As written in Chinese archival metadata (数字摘要 算法).
        package var name: String {
            switch self {
            case .sha256: "SHA-256"
            case .sha512: "SHA-512"
            case .sm3: "SM3"
            }
        }
    }

    package let algorithm: Algorithm
    package let bytes: [UInt8]

    package init(_ algorithm: Algorithm, _ bytes: [UInt8]) {
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// `nil` unless `hex` has just as many hexadecimal digits as the algorithm gives.
    package init?(_ algorithm: Algorithm, hex: String) {
        guard let bytes = [UInt8](hex: hex), bytes.count == (algorithm == .sha512 ? 64 : 32) else { return nil }
        self.init(algorithm, bytes)
    }

    package var hex: String { bytes.hex }
    package var description: String { "\(algorithm.name):\(hex)" }
}

extension Sequence<UInt8> {
    /// Lower-case hexadecimal digits.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Reads hexadecimal digits of either case; `nil` for anything else.
    package init?(hex: String) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in hex.utf8 {
            let value: UInt8
            switch digit {
            case 48...57: value = digit - 48
            case 65...70: value = digit - 55
            case 97...102: value = digit - 87
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        guard high == nil else { return nil }
        self = bytes
    }
}
