import Archive
import COpenSSL
import Glibc

/// The private half of an Ed25519 key pair (签名私钥): signs checkpoints and packages of this archive.
package struct SigningKey: Sendable {
    private let handle: KeyHandle
    package let verifying: VerifyingKey

    private init(_ handle: KeyHandle) {
        self.handle = handle
        verifying = VerifyingKey(handle)
    }

    package static func generate() -> SigningKey {
        let context = EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil)
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        let made = EVP_PKEY_keygen_init(context) == 1 && EVP_PKEY_keygen(context, &key) == 1
        guard made, let key else { preconditionFailure("OpenSSL cannot make an Ed25519 key") }
        return SigningKey(KeyHandle(key))
    }

    /// Reads the PEM file that `save` wrote.
    package init(from path: String) throws {
        let pem = try DurableFile.read(path)
        let buffer = pem.withUnsafeBytes { BIO_new_mem_buf($0.baseAddress, Int32($0.count)) }
        // The memory buffer refers to `pem`, so both live until the key is read.
        let key = withExtendedLifetime(pem) { PEM_read_bio_PrivateKey(buffer, nil, nil, nil) }
        BIO_free(buffer)
        guard let key else { throw BytesProblem.notAKey(path) }
        let handle = KeyHandle(key)
        guard EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 else { throw BytesProblem.notAKey(path) }
        self.init(handle)
    }

    /// Writes the key as PEM (PKCS #8) that only its owner may read (mode 0600).
    package func save(to path: String) throws {
        let buffer = BIO_new(BIO_s_mem())
        defer { BIO_free(buffer) }
        var start: UnsafeMutablePointer<CChar>?
        guard PEM_write_bio_PrivateKey(buffer, handle.key, nil, nil, 0, nil, nil) == 1 else {
            preconditionFailure("OpenSSL cannot write an Ed25519 key")
        }
        let count = BIO_ctrl(buffer, BIO_CTRL_INFO, 0, &start)
        let pem = Array(UnsafeRawBufferPointer(start: start, count: count))
        try DurableFile.write(pem, to: path, mode: 0o600)
    }

    /// The key's name: the first 16 hexadecimal digits of the SHA-256 of its public half.
    package var id: String { verifying.id }

    package func sign(_ message: [UInt8]) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 64)
        var count = signature.count
        let done =
            EVP_DigestSignInit(context, nil, nil, nil, handle.key) == 1
            && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
        precondition(done && count == 64, "OpenSSL cannot sign")
        return signature
    }

    package func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        verifying.verify(signature, of: message)
    }
}

/// The public half of an Ed25519 key pair (签名公钥), which anybody may have.
package struct VerifyingKey: Sendable, Hashable {
    private let handle: KeyHandle
    /// The 32 bytes of the key.
    package let bytes: [UInt8]

    fileprivate init(_ handle: KeyHandle) {
        self.handle = handle
        var raw = [UInt8](repeating: 0, count: 32)
        var count = raw.count
        precondition(EVP_PKEY_get_raw_public_key(handle.key, &raw, &count) == 1 && count == 32)
        bytes = raw
    }

    /// `nil` unless `bytes` are 32.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32,
            let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
        else { return nil }
        self.init(KeyHandle(key))
    }

    package var id: String { String(sha256(bytes).hex.prefix(16)) }

    package func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, nil, nil, handle.key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    package static func == (left: VerifyingKey, right: VerifyingKey) -> Bool { left.bytes == right.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

/// Owns an OpenSSL key. Signing and verifying only read it, which OpenSSL allows from several threads.
private final class KeyHandle: @unchecked Sendable {
    let key: OpaquePointer

    init(_ key: OpaquePointer) { self.key = key }

    deinit { EVP_PKEY_free(key) }
}
