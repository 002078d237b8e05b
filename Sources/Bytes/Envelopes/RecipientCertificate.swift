import Archive
import COpenSSL

/// The public half of a recipient of backups (备份公钥): an X.509 certificate of an RSA key. Whoever holds it can seal, and
/// not open.
package struct RecipientCertificate: Sendable, Hashable {
    let der: [UInt8]

    /// The certificate's name: the first 16 hexadecimal digits of its SHA-256.
    package var id: String { String(sha256(der).hex.prefix(16)) }

    /// Keys shorter than this are refused: a backup is kept for decades.
    static let leastBits: Int32 = 3072

    /// Reads a PEM certificate.
    /// - Parameter path: where it came from, for the error.
    package init(pem: [UInt8], from path: String) throws {
        let certificate = try withReading(pem) { PEM_read_bio_X509($0, nil, nil, nil) }
        guard let certificate else { throw EnvelopeProblem.notACertificate(path) }
        defer { X509_free(certificate) }
        try self.init(certificate, path)
    }

    init(_ certificate: OpaquePointer, _ path: String) throws {
        let key = X509_get0_pubkey(certificate)
        guard EVP_PKEY_get_id(key) == EVP_PKEY_RSA, EVP_PKEY_get_bits(key) >= Self.leastBits else {
            throw EnvelopeProblem.notACertificate(path)
        }
        guard let der = try? written({ i2d_X509_bio($0, certificate) }) else {
            throw EnvelopeProblem.notACertificate(path)
        }
        self.der = der
    }

    package var pem: [UInt8] {
        get throws {
            try with { certificate in try written { PEM_write_bio_X509($0, certificate) } }
        }
    }

    /// Lends the certificate as OpenSSL knows it.
    func with<T>(_ body: (OpaquePointer) throws -> T) throws -> T {
        let certificate = try withReading(der) { d2i_X509_bio($0, nil) }
        guard let certificate else { throw EnvelopeProblem.notACertificate(id) }
        defer { X509_free(certificate) }
        return try body(certificate)
    }
}

/// Lends `bytes` as an OpenSSL stream to read from.
func withReading<T>(_ bytes: [UInt8], _ body: (OpaquePointer) throws -> T) throws -> T {
    try bytes.withUnsafeBytes { buffer in
        guard let stream = BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)) else {
            throw EnvelopeProblem.cannotSeal("no memory")
        }
        defer { BIO_free(stream) }
        return try body(stream)
    }
}

/// What `body` writes into an OpenSSL stream.
func written(_ body: (OpaquePointer) throws -> Int32) throws -> [UInt8] {
    guard let stream = BIO_new(BIO_s_mem()) else { throw EnvelopeProblem.cannotSeal("no memory") }
    defer { BIO_free(stream) }
    guard try body(stream) == 1 else { throw EnvelopeProblem.cannotSeal(lastCryptoError()) }
    var start: UnsafeMutablePointer<CChar>?
    let count = BIO_ctrl(stream, BIO_CTRL_INFO, 0, &start)
    return Array(UnsafeRawBufferPointer(start: start, count: count))
}

/// What OpenSSL says of the last failure on this thread.
func lastCryptoError() -> String {
    var text = [CChar](repeating: 0, count: 256)
    ERR_error_string_n(ERR_get_error(), &text, text.count)
    ERR_clear_error()
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
