import Archive

/// A number that belongs to one person: 身份证号 by its check digit, 手机号 by its beginning. Kept masked only.
///
/// Source: GB 11643-1999, ISO 7064 (MOD 11-2).
struct PersonalNumber: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        case identity, mobile

        var words: Words {
            switch self {
            case .identity: Words(zh: "身份证号", en: "identity numbers")
            case .mobile: Words(zh: "手机号", en: "mobile numbers")
            }
        }
    }

    let kind: Kind
    /// `110*************2X`
    let masked: String
    /// From 1; `nil` in a value.
    var page: Int?

    /// Numbers of one file that are kept; more say nothing new.
    private static let most = 50

    static func numbers(inPages pages: [String]) -> [PersonalNumber] {
        var found: [PersonalNumber] = []
        for (place, page) in pages.enumerated() where found.count < most {
            for var number in numbers(in: page) {
                number.page = place + 1
                found.append(number)
            }
        }
        return Array(found.prefix(most))
    }

    /// In the order of the text. A run of digits counts only whole, with no letter or digit beside it.
    static func numbers(in text: String) -> [PersonalNumber] {
        var found: [PersonalNumber] = []
        var text = text
        text.withUTF8 { bytes in
            var run: [UInt8] = []
            var place = 0
            while place <= bytes.count, found.count < most {
                let (sign, length) = sign(bytes, at: place)
                if let sign {
                    if run.count < 24 { run.append(sign) }
                } else if !run.isEmpty {
                    if let number = PersonalNumber(run) { found.append(number) }
                    run.removeAll(keepingCapacity: true)
                }
                place += length
            }
        }
        return found
    }

    /// The letter or digit at `place` in ASCII, full-width ones too; `nil` for anything else.
    private static func sign(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> (UInt8?, Int) {
        guard place < bytes.count else { return (nil, 1) }
        let byte = bytes[place]
        if isWord(byte) { return (byte, 1) }
        // U+FF01 … U+FF5E: EF BC 81 … EF BD 9E.
        guard byte == 0xEF, place + 2 < bytes.count, bytes[place + 1] == 0xBC || bytes[place + 1] == 0xBD else {
            return (nil, 1)
        }
        let code = Int(bytes[place + 1] & 0x3F) << 6 | Int(bytes[place + 2] & 0x3F) | 0xF000
        let half = code - 0xFEE0
        return (33...126).contains(half) && isWord(UInt8(half)) ? (UInt8(half), 3) : (nil, 3)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private init?(_ run: [UInt8]) {
        switch run.count {
        case 18 where PersonalNumber.isIdentity(run): kind = .identity
        case 11 where PersonalNumber.isMobile(run): kind = .mobile
        default: return nil
        }
        let (head, tail) = kind == .identity ? (3, 2) : (3, 4)
        let stars = [UInt8](repeating: UInt8(ascii: "*"), count: run.count - head - tail)
        masked = String(decoding: run.prefix(head) + stars + run.suffix(tail), as: UTF8.self)
    }

    private static func isMobile(_ run: [UInt8]) -> Bool {
        run.allSatisfy { (48...57).contains($0) } && run[0] == 49 && (51...57).contains(run[1])
            && Set(run.dropFirst(3)).count > 1
    }

    /// Six digits of a place, a day of birth, and the check digit of the seventeen before it.
    private static func isIdentity(_ run: [UInt8]) -> Bool {
        guard run.dropLast().allSatisfy({ (48...57).contains($0) }), (49...57).contains(run[0]) else { return false }
        let digits = run.dropLast().map { Int($0) - 48 }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        guard (1850...2100).contains(number(6..<10)),
            Day(year: number(6..<10), month: number(10..<12), day: number(12..<14)) != nil
        else { return false }
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
        let last = run[17] == UInt8(ascii: "x") ? UInt8(ascii: "X") : run[17]
        return last == Array("10X98765432".utf8)[sum]
    }
}
