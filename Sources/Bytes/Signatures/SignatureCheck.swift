import COpenSSL

/// The bytes of something signed, fed once in pieces, and then held against a signature.
package final class SignatureCheck {
    private let context: OpaquePointer
    private let keyContext: OpaquePointer?

    /// - Parameters:
    ///   - digest: as OpenSSL calls it; `nil`: SM3 for SM2, and SHA-256 for other keys.
    ///   - isPSS: RSA by PSS, not by PKCS #1.
    /// `nil` for keys and digests that this system does not have.
    package convenience init?(
        by certificate: SignerCertificate, digest: String? = nil, isPSS: Bool = false, userID: [UInt8]? = nil
    ) {
        guard let key = X509_get0_pubkey(certificate.handle) else { return nil }
        self.init(
            key: key, kind: certificate.key, digest: digest, isPSS: isPSS, userID: userID ?? SignerCertificate.userID)
    }

    init?(
        key: OpaquePointer, kind: SignerCertificate.Key, digest: String? = nil, isPSS: Bool = false, userID: [UInt8]
    ) {
        guard kind != .other, let context = EVP_MD_CTX_new() else { return nil }
        let name = digest ?? (kind == .sm2 ? "SM3" : "SHA256")
        var keyContext: OpaquePointer?
        var isReady = false
        if kind == .sm2 {
            keyContext = EVP_PKEY_CTX_new_from_pkey(nil, key, nil)
            isReady = EVP_PKEY_CTX_set1_id(keyContext, userID, Int32(userID.count)) == 1
            EVP_MD_CTX_set_pkey_ctx(context, keyContext)
        } else {
            isReady = true
        }
        var own: OpaquePointer?
        isReady = isReady && EVP_DigestVerifyInit_ex(context, &own, name, nil, nil, key, nil) == 1
        if isReady, isPSS, kind == .rsa {
            isReady =
                EVP_PKEY_CTX_set_rsa_padding(own, RSA_PKCS1_PSS_PADDING) > 0
                && EVP_PKEY_CTX_set_rsa_pss_saltlen(own, RSA_PSS_SALTLEN_AUTO) > 0
        }
        guard isReady else {
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
