import Archive
import COpenSSL

/// The private half of a recipient of backups (备份私钥): opens what was sealed for its certificate. It is not kept on the
/// server whose backups it opens, but for the key of restore drills.
package final class RecipientKey: @unchecked Sendable {
    // Only read after the initialiser, which OpenSSL allows from several threads.
    let key: OpaquePointer
    package let certificate: RecipientCertificate

    private init(_ key: OpaquePointer, _ certificate: RecipientCertificate) {
        (self.key, self.certificate) = (key, certificate)
    }

    deinit { EVP_PKEY_free(key) }

    /// A new RSA key and a certificate that it signs itself, which names `name`. Takes a second or two.
    package static func generate(name: String, bits: Int32 = 4096) throws -> RecipientKey {
        let context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil)
        defer { EVP_PKEY_CTX_free(context) }
        var made: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1,
            EVP_PKEY_keygen(context, &made) == 1, let key = made
        else { throw EnvelopeProblem.cannotSeal(lastCryptoError()) }
        do {
            return RecipientKey(key, try signed(key, name))
        } catch {
            EVP_PKEY_free(key)
            throw error
        }
    }

    /// Valid for a hundred years: what it sealed must be opened however late.
    private static func signed(_ key: OpaquePointer, _ name: String) throws -> RecipientCertificate {
        guard let certificate = X509_new() else { throw EnvelopeProblem.cannotSeal("no memory") }
        defer { X509_free(certificate) }
        let number = randomBytes(16)
        let serial = BN_bin2bn(number, Int32(number.count), nil)
        defer { BN_free(serial) }
        let subject = X509_get_subject_name(certificate)
        let text = Array(name.utf8.prefix(60))
        let done =
            X509_set_version(certificate, 2) == 1
            && BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(certificate)) != nil
            && X509_gmtime_adj(X509_getm_notBefore(certificate), 0) != nil
            && X509_time_adj_ex(X509_getm_notAfter(certificate), 36_525, 0, nil) != nil
            && X509_NAME_add_entry_by_txt(
                subject, "CN", utf8Text, text, Int32(text.count), -1, 0) == 1
            && X509_set_issuer_name(certificate, subject) == 1 && X509_set_pubkey(certificate, key) == 1
            && X509_sign(certificate, key, EVP_sha256()) > 0
        guard done else { throw EnvelopeProblem.cannotSeal(lastCryptoError()) }
        return try RecipientCertificate(certificate, name)
    }

    /// Reads the file that `file(passphrase:)` made.
    package convenience init(pem: [UInt8], passphrase: String?, from path: String) throws {
        let secret = Array((passphrase ?? "").utf8CString)
        let key = try withReading(pem) { stream in
            // OpenSSL would ask at the terminal if it were given nothing at all.
            secret.withUnsafeBufferPointer {
                PEM_read_bio_PrivateKey(stream, nil, nil, UnsafeMutableRawPointer(mutating: $0.baseAddress))
            }
        }
        guard let key else {
            let isLocked = String(decoding: pem, as: UTF8.self).contains("BEGIN ENCRYPTED PRIVATE KEY")
            ERR_clear_error()
            throw isLocked ? EnvelopeProblem.wrongPassphrase(path) : EnvelopeProblem.notAKey(path)
        }
        do {
            let certificate = try RecipientCertificate(pem: pem, from: path)
            let isPair = try certificate.with { X509_check_private_key($0, key) == 1 }
            guard isPair else { throw EnvelopeProblem.notAKey(path) }
            self.init(key, certificate)
        } catch {
            EVP_PKEY_free(key)
            throw EnvelopeProblem.notAKey(path)
        }
    }

    /// Private key (PKCS #8; with a passphrase under scrypt and AES-256) and certificate, as PEM in one file. `openssl` reads it.
    package func file(passphrase: String?) throws -> [UInt8] {
        let secret = try passphrase.map(locked)
        let open = secret == nil ? try written { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) } : []
        return try (secret ?? open) + certificate.pem
    }

    private func locked(_ passphrase: String) throws -> [UInt8] {
        guard let plain = EVP_PKEY2PKCS8(key) else { throw EnvelopeProblem.cannotSeal(lastCryptoError()) }
        defer { PKCS8_PRIV_KEY_INFO_free(plain) }
        var salt = randomBytes(16)
        let text = Array(passphrase.utf8CString)
        guard let scheme = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), &salt, 16, nil, 1 << 14, 8, 1),
            let locked = PKCS8_set0_pbe(text, Int32(text.count - 1), plain, scheme)
        else { throw EnvelopeProblem.cannotSeal(lastCryptoError()) }
        defer { X509_SIG_free(locked) }
        return try written { PEM_write_bio_PKCS8($0, locked) }
    }
}

/// `MBSTRING_UTF8` of OpenSSL, a macro Swift does not see.
private let utf8Text: Int32 = 0x1000
