import COpenSSL
import Foundation

// The only cryptography there is: SHA-256 and Ed25519, both OpenSSL's.

typealias Bytes = [UInt8]

func sha256(_ bytes: Bytes) -> Bytes {
    var digest = Bytes(repeating: 0, count: 32)
    SHA256(bytes, bytes.count, &digest)
    return digest
}

/// SHA-256 of a file, read in pieces; `nil` if it cannot be read.
func sha256(file path: String) -> Bytes? {
    guard let file = FileHandle(forReadingAtPath: path), let context = EVP_MD_CTX_new() else { return nil }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { return nil }
    do {
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            guard piece.withUnsafeBytes({ EVP_DigestUpdate(context, $0.baseAddress, $0.count) }) == 1 else {
                return nil
            }
        }
    } catch {
        return nil
    }
    var digest = Bytes(repeating: 0, count: 32)
    return EVP_DigestFinal_ex(context, &digest, nil) == 1 ? digest : nil
}

/// Whether `signature` is the Ed25519 signature of `message` by `key` (32 bytes). Source: RFC 8032.
func isSigned(_ message: Bytes, _ signature: Bytes, by key: Bytes) -> Bool {
    guard key.count == 32, signature.count == 64,
        let handle = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, key, key.count)
    else { return false }
    defer { EVP_PKEY_free(handle) }
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    return EVP_DigestVerifyInit(context, nil, nil, nil, handle) == 1
        && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
}

/// Whether `path` leads from the `leaf` at `index` to the `root` of a tree of `size` leaves. Source: RFC 9162, 2.1.3.2.
func isIncluded(_ leaf: Bytes, at index: Int, in size: Int, root: Bytes, path: [Bytes]) -> Bool {
    rootOf(leaf, at: index, in: size, path: path) == root
}

/// The root to which `path` leads; `nil` if it is not the path of that place.
func rootOf(_ leaf: Bytes, at index: Int, in size: Int, path: [Bytes]) -> Bytes? {
    guard index >= 0, index < size else { return nil }
    var (place, last, hash) = (index, size - 1, leaf)
    for step in path {
        guard last > 0 else { return nil }
        if place & 1 == 1 || place == last {
            hash = sha256([1] + step + hash)
            while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
        } else {
            hash = sha256([1] + hash + step)
        }
        (place, last) = (place >> 1, last >> 1)
    }
    return last == 0 ? hash : nil
}

extension Bytes {
    var hex: String { map { String(format: "%02x", $0) }.joined() }
    var text: String { String(decoding: self, as: UTF8.self) }

    /// Lower-case hexadecimal digits and nothing else.
    init?(hex: String) {
        let digits = Bytes(hex.utf8)
        guard digits.count % 2 == 0, digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            return nil
        }
        let values = digits.map { $0 < 58 ? $0 - 48 : $0 - 87 }
        self = stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }

    /// Standard base64, written in the one way it should be.
    init?(base64 text: Bytes) {
        guard let data = Data(base64Encoded: Data(text)), Bytes(data.base64EncodedData()) == text else { return nil }
        self = Bytes(data)
    }

    /// A whole number without a sign or zeros before it.
    var number: Int? {
        guard !isEmpty, allSatisfy({ (48...57).contains($0) }), count == 1 || first != 48 else { return nil }
        return Int(text)
    }
}
