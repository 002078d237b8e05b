import Archive
import Bytes
import Tables

/// How many rows a table has, and a digest of them that does not depend on their order or on the engine.
///
/// Each row is written in one form (its values in the order of the columns, each with its kind and length) and hashed with
/// SHA-256; the hashes are added up as four numbers of 64 bits. Two engines that order text differently, or not at all,
/// thus say the same of the same rows, without sorting anything.
struct TableDigest: Equatable, Sendable {
    private(set) var rows: Int64 = 0
    private var sum: [UInt64] = [0, 0, 0, 0]

    mutating func add(_ row: [Value]) {
        var bytes: [UInt8] = []
        for value in row {
            switch value {
            case .null: TableDigest.write(UInt8(ascii: "n"), [], to: &bytes)
            case .integer(let number): TableDigest.write(UInt8(ascii: "i"), Array(String(number).utf8), to: &bytes)
            case .real(let number):
                TableDigest.write(UInt8(ascii: "r"), Array(String(number.bitPattern).utf8), to: &bytes)
            case .text(let text): TableDigest.write(UInt8(ascii: "t"), Array(text.utf8), to: &bytes)
            case .blob(let blob): TableDigest.write(UInt8(ascii: "b"), blob, to: &bytes)
            }
        }
        let hash = sha256(bytes).bytes
        for part in 0..<4 {
            let number = hash[part * 8..<part * 8 + 8].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            sum[part] &+= number
        }
        rows += 1
    }

    private static func write(_ kind: UInt8, _ value: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(kind)
        bytes += String(value.count).utf8
        bytes.append(UInt8(ascii: ":"))
        bytes += value
    }

    /// 64 digits.
    var hex: String {
        sum.map { number in
            let text = String(number, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }
}
