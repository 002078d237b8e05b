package import Archive
import COpenSSL
import Foundation

/// The certificate (数字证书) of whoever signed a record: RSA, SM2 by GM/T 0015, or another curve.
package final class SignerCertificate: @unchecked Sendable {
    package enum Key: Hashable, Sendable { case rsa, sm2, curve, other }

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
        // OpenSSL 3 takes an empty identifier where nobody says one, and none where its issuer signed by something else.
        if X509_get_signature_nid(handle) == NID_SM2_with_SM3, let id = ASN1_OCTET_STRING_new() {
            ASN1_OCTET_STRING_set(id, Self.userID, Int32(Self.userID.count))
            X509_set0_distinguishing_id(handle, id)
        }
    }

    deinit { X509_free(handle) }

    package var key: Key {
        guard let key = X509_get0_pubkey(handle) else { return .other }
        return Self.kind(of: key)
    }

    static func kind(of key: OpaquePointer) -> Key {
        if EVP_PKEY_is_a(key, "RSA") == 1 { return .rsa }
        return EVP_PKEY_is_a(key, "SM2") == 1 ? .sm2 : EVP_PKEY_is_a(key, "EC") == 1 ? .curve : .other
    }

    /// The certificate itself, in DER.
    package var bytes: [UInt8] { (try? written { i2d_X509_bio($0, handle) }) ?? [] }

    /// The name of who issued it in DER, and its number without zeros in front: what a signature names it by.
    var issuerAndNumber: (issuer: [UInt8], number: [UInt8])? {
        guard let parts = ASN1Value(bytes)?.children?.first?.children else { return nil }
        let named = parts.first?.tag == ASN1Value.part(0) ? parts.dropFirst() : parts[...]
        guard named.count >= 3, let number = named.first else { return nil }
        return (Array(named[named.startIndex + 2].whole), Array(number.content.drop { $0 == 0 }))
    }

    /// The identifier of its key, where it states one.
    var keyIdentifier: [UInt8]? {
        guard let identifier = X509_get0_subject_key_id(handle) else { return nil }
        return Array(UnsafeBufferPointer(start: identifier.pointee.data, count: Int(identifier.pointee.length)))
    }

    /// Whether its authority meant it for time stamps (id-kp-timeStamping). Source: RFC 3161, 2.3.
    var isForTimeStamps: Bool {
        let purposes = X509_get_extended_key_usage(handle)
        // Where there is no such extension, all purposes are answered.
        return purposes != UInt32.max && purposes & UInt32(XKU_TIMESTAMP) != 0
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
