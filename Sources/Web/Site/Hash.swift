import Archive
import COpenSSL

/// SHA-256 and HMAC for names of assets, ETags, session tokens and form tokens.
enum Hash {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        // It cannot fail for SHA-256 of bytes in memory short of no memory at all.
        precondition(EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil) == 1)
        return digest
    }

    /// HMAC-SHA-256 (RFC 2104), over `sha256`.
    static func hmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var block = key.count > 64 ? sha256(key) : key
        block += [UInt8](repeating: 0, count: 64 - block.count)
        return sha256(block.map { $0 ^ 0x5C } + sha256(block.map { $0 ^ 0x36 } + message))
    }

    /// Twenty hexadecimal digits: enough to tell versions of a page apart.
    static func short(_ bytes: [UInt8]) -> String { sha256(bytes).prefix(10).hex }
}
