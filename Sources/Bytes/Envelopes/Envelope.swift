import Archive
import COpenSSL

/// Bytes sealed so that only named recipients can open them (数字信封): CMS AuthEnvelopedData, AES-256-GCM, its key wrapped
/// for each recipient by RSA-OAEP with SHA-256. `openssl cms -decrypt -inform DER -inkey KEY` opens it as well.
///
/// Source: RFC 5083, RFC 5084, RFC 3560. In memory at once: for pieces, not for streams. Blocks: use `onFileThread`.
package enum Envelope {
    package static func seal(_ bytes: [UInt8], for recipients: [RecipientCertificate]) throws -> [UInt8] {
        let flags = UInt32(CMS_BINARY | CMS_PARTIAL)
        guard !recipients.isEmpty, let message = CMS_encrypt(nil, nil, EVP_aes_256_gcm(), flags) else {
            throw EnvelopeProblem.cannotSeal(recipients.isEmpty ? "no recipient" : lastCryptoError())
        }
        defer { CMS_ContentInfo_free(message) }
        for recipient in recipients {
            try recipient.with { certificate in
                guard
                    let info = CMS_add1_recipient_cert(message, certificate, UInt32(CMS_BINARY | CMS_KEY_PARAM)),
                    let context = CMS_RecipientInfo_get0_pkey_ctx(info),
                    EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1,
                    EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) == 1
                else { throw EnvelopeProblem.cannotSeal(lastCryptoError()) }
            }
        }
        try withReading(bytes) { stream in
            guard CMS_final(message, stream, nil, UInt32(CMS_BINARY)) == 1 else {
                throw EnvelopeProblem.cannotSeal(lastCryptoError())
            }
        }
        return try written { i2d_CMS_bio($0, message) }
    }

    /// - Parameter name: what is opened, for the error.
    package static func open(_ bytes: [UInt8], with key: RecipientKey, name: String) throws -> [UInt8] {
        let message = try withReading(bytes) { d2i_CMS_bio($0, nil) }
        guard let message else {
            ERR_clear_error()
            throw EnvelopeProblem.cannotOpen(name)
        }
        defer { CMS_ContentInfo_free(message) }
        do {
            return try key.certificate.with { certificate in
                try written { CMS_decrypt(message, key.key, certificate, nil, $0, UInt32(CMS_BINARY)) }
            }
        } catch {
            throw EnvelopeProblem.cannotOpen(name)
        }
    }
}
