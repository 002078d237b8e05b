import COpenSSL
import Foundation

/// Passwords kept as scrypt hashes (RFC 7914) that say their own parameters: `$scrypt$ln=15,r=8,p=1$salt$hash`.
///
/// One hash takes 32 MiB and some 0.1 s on purpose: call it through `onFileThread`.
package enum Passwords {
    private static let cost = 15
    private static let blocks = 8
    private static let lanes = 1

    package static func hash(_ password: String) -> String {
        let salt = randomBytes(16)
        let key = derive(password, salt, cost: cost, blocks: blocks, lanes: lanes)!
        return "$scrypt$ln=\(cost),r=\(blocks),p=\(lanes)$" + Data(salt).base64EncodedString() + "$"
            + Data(key).base64EncodedString()
    }

    /// Compares in a time that does not depend on where the difference is. A malformed hash fits no password.
    package static func verify(_ password: String, against hash: String) -> Bool {
        let parts = hash.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let numbers = parameters(parts[2]),
            let salt = Data(base64Encoded: String(parts[3])), let kept = Data(base64Encoded: String(parts[4])),
            let key = derive(password, Array(salt), cost: numbers[0], blocks: numbers[1], lanes: numbers[2])
        else { return false }
        return equalInConstantTime(key, Array(kept))
    }

    /// `ln=15,r=8,p=1` as numbers, within what this program is willing to spend.
    private static func parameters(_ text: Substring) -> [Int]? {
        let pairs = text.split(separator: ",").map { $0.split(separator: "=") }
        guard pairs.count == 3, pairs.allSatisfy({ $0.count == 2 }), pairs.map({ $0[0] }) == ["ln", "r", "p"] else {
            return nil
        }
        let numbers = pairs.compactMap { Int($0[1]) }
        guard numbers.count == 3, (10...20).contains(numbers[0]), (1...32).contains(numbers[1]),
            (1...16).contains(numbers[2])
        else { return nil }
        return numbers
    }

    private static func derive(_ password: String, _ salt: [UInt8], cost: Int, blocks: Int, lanes: Int) -> [UInt8]? {
        var key = [UInt8](repeating: 0, count: 32)
        let secret = Array(password.utf8CString)
        let memory = UInt64(256 * blocks) << UInt64(cost)
        let done = EVP_PBE_scrypt(
            secret, secret.count - 1, salt, salt.count, 1 << UInt64(cost), UInt64(blocks), UInt64(lanes), memory, &key,
            key.count)
        return done == 1 ? key : nil
    }
}

/// Whether both hold the same bytes, in a time that tells nothing but their lengths.
package func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}
