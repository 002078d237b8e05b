import Archive
import COpenSSL

/// Codes that a program on a telephone makes of a shared secret and the time (TOTP, RFC 6238): SHA-1, 30 s, six digits.
enum OneTimeCode {
    static let period: Int64 = 30
    static let digits = 6

    /// The number of the half minute in which `moment` lies.
    static func step(at moment: Instant) -> Int64 { moment.microseconds / 1_000_000 / period }

    /// The code of one half minute (RFC 4226).
    static func code(_ secret: [UInt8], step: Int64, digits: Int = digits) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * Int64($0))) }
        var mac = [UInt8](repeating: 0, count: 20)
        var length: UInt32 = 0
        // It cannot fail for bytes in memory short of no memory at all.
        precondition(HMAC(EVP_sha1(), secret, Int32(secret.count), counter, counter.count, &mac, &length) != nil)
        let start = Int(mac[19] & 15)
        let number = mac[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number)
        return String((String(repeating: "0", count: digits) + text).suffix(digits))
    }

    /// The half minute to which `text` belongs: this one, the one before or after (clocks differ); `nil` if to none.
    static func step(of text: String, _ secret: [UInt8], at now: Instant) -> Int64? {
        let middle = step(at: now)
        return [middle, middle - 1, middle + 1].first { code(secret, step: $0) == text }
    }

    /// A secret as people type it (RFC 4648), in groups of four.
    static func spelled(_ secret: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var (value, bits) = (0, 0)
        for byte in secret {
            value = value << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                text.append(letters[value >> (bits - 5) & 31])
                bits -= 5
            }
            value &= 0xFFFF
        }
        return stride(from: 0, to: text.count, by: 4).map { String(text.dropFirst($0).prefix(4)) }.joined(
            separator: " ")
    }

    /// The address that programs for codes read.
    static func address(_ secret: [UInt8], account: String, site: String) -> String {
        let (site, account) = (site.percentEncoded, account.percentEncoded)
        return "otpauth://totp/\(site):\(account)?secret=\(spelled(secret).filter { $0 != " " })&issuer=\(site)"
    }
}

/// Codes on paper (一次性口令纸) for who may not carry a telephone: each is used once.
enum CodeSheet {
    static let count = 20
    /// From so few on, somebody is told to make another sheet.
    static let few = 5

    /// A fresh code: eight letters and digits that cannot be mistaken for one another, 39 bits: `abcd-efgh`.
    static func code() -> String {
        var generator = SystemRandomNumberGenerator()
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        let text = (0..<8).map { _ in letters[Int(generator.next(upperBound: UInt(letters.count)))] }
        return String(text.prefix(4)) + "-" + String(text.suffix(4))
    }

    /// As it was made, however it was typed; `nil` if it can be no code of a sheet.
    static func plain(_ text: String) -> String? {
        let kept = text.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return kept.count == 8 ? kept.prefix(4) + "-" + kept.suffix(4) : nil
    }
}
