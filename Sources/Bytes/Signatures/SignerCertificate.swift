package import Archive
import COpenSSL
import Foundation

/// The certificate (数字证书) of whoever signed a record: RSA, or SM2 by GM/T 0015.
package final class SignerCertificate: @unchecked Sendable {
    package enum Key: Hashable, Sendable { case rsa, sm2, other }

    // Only read after it was made; OpenSSL counts references itself.
    let handle: OpaquePointer

    /// The user identifier that all Chinese authorities sign with. Source: GM/T 0009-2012, 10.
    static let userID = Array("1234567812345678".utf8)

    /// - Parameter bytes: DER or PEM.
    package init?(_ bytes: [UInt8]) {
        defer { ERR_clear_error() }
        let isPEM = bytes.starts(with: "-----BEGIN".utf8)
        let read = try? withReading(bytes) { isPEM ? PEM_read_bio_X509($0, nil, nil, nil) : d2i_X509_bio($0, nil) }
        guard let handle = read ?? nil else { return nil }
        self.handle = handle
        // OpenSSL 3 takes an empty identifier where nobody says one.
        if key == .sm2, let id = ASN1_OCTET_STRING_new() {
            ASN1_OCTET_STRING_set(id, Self.userID, Int32(Self.userID.count))
            X509_set0_distinguishing_id(handle, id)
        }
    }

    deinit { X509_free(handle) }

    package var key: Key {
        guard let key = X509_get0_pubkey(handle) else { return .other }
        return EVP_PKEY_is_a(key, "RSA") == 1 ? .rsa : EVP_PKEY_is_a(key, "SM2") == 1 ? .sm2 : .other
    }

    package var notBefore: Instant? { Self.instant(X509_get0_notBefore(handle)) }
    package var notAfter: Instant? { Self.instant(X509_get0_notAfter(handle)) }

    /// Whom it names: the common name, else the whole name.
    package var holder: String { Self.name(X509_get_subject_name(handle)) }
    package var issuer: String { Self.name(X509_get_issuer_name(handle)) }

    static func name(_ name: OpaquePointer?) -> String {
        let text = try? written { stream in
            X509_NAME_print_ex(stream, name, 0, UInt(XN_FLAG_SEP_COMMA_PLUS) | UInt(ASN1_STRFLGS_UTF8_CONVERT)) >= 0
                ? 1 : 0
        }
        let whole = String(decoding: text ?? [], as: UTF8.self)
        return whole.components(separatedBy: ",").first { $0.hasPrefix("CN=") }.map { String($0.dropFirst(3)) } ?? whole
    }

    static func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Instant(microseconds: Int64(timegm(&parts)) * 1_000_000)
    }
}

/// The bytes of something signed, fed once in pieces, and then held against a signature.
package final class SignatureCheck {
    private let context: OpaquePointer
    private let keyContext: OpaquePointer?

    /// SHA-256 with RSA (PKCS #1), or SM3 with SM2. `nil` for keys and systems that have neither.
    package convenience init?(by certificate: SignerCertificate, userID: [UInt8]? = nil) {
        guard let key = X509_get0_pubkey(certificate.handle) else { return nil }
        self.init(key: key, kind: certificate.key, userID: userID ?? SignerCertificate.userID)
    }

    init?(key: OpaquePointer, kind: SignerCertificate.Key, userID: [UInt8]) {
        guard kind != .other, let context = EVP_MD_CTX_new() else { return nil }
        var keyContext: OpaquePointer?
        var isReady = false
        if kind == .sm2 {
            keyContext = EVP_PKEY_CTX_new_from_pkey(nil, key, nil)
            isReady = EVP_PKEY_CTX_set1_id(keyContext, userID, Int32(userID.count)) == 1
            EVP_MD_CTX_set_pkey_ctx(context, keyContext)
        } else {
            isReady = true
        }
        guard isReady, EVP_DigestVerifyInit_ex(context, nil, kind == .sm2 ? "SM3" : "SHA256", nil, nil, key, nil) == 1
        else {
            EVP_MD_CTX_free(context)
            EVP_PKEY_CTX_free(keyContext)
            ERR_clear_error()
            return nil
        }
        (self.context, self.keyContext) = (context, keyContext)
    }

    deinit {
        EVP_MD_CTX_free(context)
        // The digest context does not own one that was given to it.
        EVP_PKEY_CTX_free(keyContext)
    }

    package func update(_ bytes: [UInt8]) {
        EVP_DigestUpdate(context, bytes, bytes.count)
    }

    /// Whether `signature` is that of all bytes so far; nothing may follow.
    package func holds(_ signature: [UInt8]) -> Bool {
        defer { ERR_clear_error() }
        return EVP_DigestVerifyFinal(context, signature, signature.count) == 1
    }
}
