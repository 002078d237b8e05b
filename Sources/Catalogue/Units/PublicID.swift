/// The public address of a unit: opaque, shaped like an ARK's name, minted once at random, never reused.
///
/// `lt`, ten characters without vowels or look-alikes, and a check character (NOID) that finds any single wrong character
/// and any swap of neighbours. It tells nothing: neither date, nor order, nor how many there are.
package enum PublicID {
    /// NOID's betanumeric alphabet: 29 characters, a prime, which is why the check works.
    private static let alphabet = Array("0123456789bcdfghjkmnpqrstvwxz".utf8)
    private static let prefix = Array("lt".utf8)
    private static let length = 10

    /// A new address. The caller sees to it that nobody has it.
    package static func mint() -> String {
        var generator = SystemRandomNumberGenerator()
        var text = prefix
        for _ in 0..<length { text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]) }
        text.append(check(text))
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether `text` can be an address: a mistyped one is not worth asking the database for.
    package static func isWellFormed(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == prefix.count + length + 1, bytes.starts(with: prefix),
            bytes.dropFirst(prefix.count).allSatisfy(alphabet.contains)
        else { return false }
        return check(Array(bytes.dropLast())) == bytes.last
    }

    /// The sum of each character's value times its place, modulo 29; characters outside the alphabet count as 0.
    private static func check(_ text: [UInt8]) -> UInt8 {
        var sum = 0
        for (place, byte) in text.enumerated() { sum += (place + 1) * (alphabet.firstIndex(of: byte) ?? 0) }
        return alphabet[sum % alphabet.count]
    }
}
