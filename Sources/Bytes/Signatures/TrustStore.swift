package import Archive
import COpenSSL

/// The authorities this archive trusts (可信根证书) and what they revoked: a folder of certificates (`.pem`, `.crt`, `.cer`, `.der`) and
/// revocation lists (`.crl`). Those in its folder `licensed` the archive declares to be of authorities licensed by the state.
package struct TrustStore: Sendable {
    /// Whether the archive declares an authority to be a licensed one (依法设立的电子认证服务机构): only by the certificate of such a one is
    /// a signature qualified. Source: 电子签名法, 第十六条至第十八条.
    package enum Standing: String, Hashable, Sendable {
        case licensed, other
    }

    /// What a certificate is worth on a day.
    package enum Judgement: Hashable, Sendable {
        case trusted(Standing)
        /// Not signed by any of the authorities here, nor by one they vouch for.
        case unknownIssuer(String)
        case expired(notAfter: Instant)
        case notYetValid(notBefore: Instant)
        case revoked(at: Instant, by: String)
        /// Something else that makes it worthless, in OpenSSL's words.
        case unfit(String)
    }

    private let roots: [SignerCertificate]
    /// Of `roots`, in DER, those declared to be licensed.
    private let licensed: Set<[UInt8]>
    private let revocations: [RevocationList]

    /// The folder inside that of trusted certificates by which an archive declares authorities to be licensed.
    package static let licensedFolder = "licensed"

    /// Trusts nobody.
    package init() { (roots, licensed, revocations) = ([], [], []) }

    /// Reads a folder, and the folder `licensed` in it. What is neither a certificate nor a list there is left out.
    package init(folder: String) throws {
        var (roots, lists) = try TrustStore.read(folder)
        let inner = folder + "/" + TrustStore.licensedFolder
        var licensed: Set<[UInt8]> = []
        if DurableFile.isFolder(inner) {
            let (more, moreLists) = try TrustStore.read(inner)
            licensed = Set(more.map(\.bytes))
            roots += more
            lists += moreLists
        }
        (self.roots, self.licensed, revocations) = (roots, licensed, lists)
    }

    private static func read(_ folder: String) throws -> ([SignerCertificate], [RevocationList]) {
        var roots: [SignerCertificate] = []
        var lists: [RevocationList] = []
        for (name, isFolder) in try DurableFile.entries(of: folder).sorted(by: { $0.name < $1.name }) where !isFolder {
            let bytes = try DurableFile.read("\(folder)/\(name)")
            switch name.lowercased().split(separator: ".").last.map({ String($0) }) {
            case "pem", "crt", "cer", "der":
                guard let certificate = SignerCertificate(bytes) else {
                    throw TrustProblem.notACertificate("\(folder)/\(name)")
                }
                roots.append(certificate)
            case "crl":
                guard let list = RevocationList(bytes) else { throw TrustProblem.notACertificate("\(folder)/\(name)") }
                lists.append(list)
            default: continue
            }
        }
        return (roots, lists)
    }

    package var isEmpty: Bool { roots.isEmpty }

    /// Whether `certificate` could be used to sign at `moment`: its own days first, which need no authority.
    /// - Parameter others: certificates that came with it, and may stand between it and an authority.
    package func judge(
        _ certificate: SignerCertificate, with others: [SignerCertificate], at moment: Instant
    ) -> Judgement {
        if let end = certificate.notAfter, moment > end { return .expired(notAfter: end) }
        if let start = certificate.notBefore, moment < start { return .notYetValid(notBefore: start) }
        guard let store = X509_STORE_new(), let context = X509_STORE_CTX_new(), let between = OPENSSL_sk_new_null()
        else {
            return .unfit("no memory")
        }
        defer {
            X509_STORE_CTX_free(context)
            X509_STORE_free(store)
            OPENSSL_sk_free(between)
            ERR_clear_error()
        }
        for root in roots { X509_STORE_add_cert(store, root.handle) }
        for other in others { OPENSSL_sk_push(between, UnsafeRawPointer(other.handle)) }
        guard X509_STORE_CTX_init(context, store, certificate.handle, between) == 1 else { return .unfit("no memory") }
        X509_STORE_CTX_set_time(context, 0, time_t(moment.microseconds / 1_000_000))
        X509_STORE_CTX_set_depth(context, 6)
        // An authority in the folder is trusted, whoever stands above it.
        X509_STORE_CTX_set_flags(context, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        guard X509_verify_cert(context) == 1 else {
            let error = X509_STORE_CTX_get_error(context)
            switch error {
            case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
                X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
                X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED:
                return .unknownIssuer(certificate.issuer)
            default: return .unfit(String(cString: X509_verify_cert_error_string(Int(error))))
            }
        }
        return revocation(in: context, at: moment) ?? .trusted(standing(in: context))
    }

    /// Licensed is who was vouched for by a licensed authority, at any step: never one who vouches for himself.
    private func standing(in context: OpaquePointer) -> Standing {
        guard !licensed.isEmpty, let chain = X509_STORE_CTX_get0_chain(context) else { return .other }
        for place in 1..<max(1, OPENSSL_sk_num(chain)) {
            guard let above = OPENSSL_sk_value(chain, place) else { continue }
            let bytes = try? written { i2d_X509_bio($0, OpaquePointer(above)) }
            if let bytes, licensed.contains(bytes) { return .licensed }
        }
        return .other
    }

    /// Whether a certificate of the chain was revoked before `moment`. OpenSSL would not verify lists signed by SM2 with an
    /// identifier, so they are looked at here.
    private func revocation(in context: OpaquePointer, at moment: Instant) -> Judgement? {
        guard let chain = X509_STORE_CTX_get0_chain(context) else { return nil }
        let count = OPENSSL_sk_num(chain)
        for place in 0..<max(0, count - 1) {
            guard let own = OPENSSL_sk_value(chain, place), let above = OPENSSL_sk_value(chain, place + 1) else {
                continue
            }
            for list in revocations {
                if let day = list.revocation(of: OpaquePointer(own), by: OpaquePointer(above)), day <= moment {
                    return .revoked(at: day, by: list.issuer)
                }
            }
        }
        return nil
    }
}

/// A revocation list (CRL).
final class RevocationList: @unchecked Sendable {
    // Only read after it was made.
    private let handle: OpaquePointer

    init?(_ bytes: [UInt8]) {
        defer { ERR_clear_error() }
        let isPEM = bytes.starts(with: "-----BEGIN".utf8)
        let read = try? withReading(bytes) {
            isPEM ? PEM_read_bio_X509_CRL($0, nil, nil, nil) : d2i_X509_CRL_bio($0, nil)
        }
        guard let handle = read ?? nil else { return nil }
        self.handle = handle
    }

    deinit { X509_CRL_free(handle) }

    var issuer: String {
        SignerCertificate.name(X509_CRL_get_issuer(handle))
    }

    /// When `certificate` was revoked; `nil` if it was not, or this is not the list of its issuer.
    func revocation(of certificate: OpaquePointer, by issuer: OpaquePointer) -> Instant? {
        guard X509_NAME_cmp(X509_CRL_get_issuer(handle), X509_get_subject_name(issuer)) == 0, isSigned(by: issuer)
        else {
            return nil
        }
        var entry: OpaquePointer?
        guard X509_CRL_get0_by_cert(handle, &entry, certificate) == 1, let entry else { return nil }
        return SignerCertificate.instant(X509_REVOKED_get0_revocationDate(entry))
    }

    private func isSigned(by issuer: OpaquePointer) -> Bool {
        var signature: UnsafePointer<ASN1_BIT_STRING>?
        X509_CRL_get0_signature(handle, &signature, nil)
        guard let key = X509_get0_pubkey(issuer), let signature else { return false }
        guard X509_CRL_get_signature_nid(handle) == NID_SM2_with_SM3 else { return X509_CRL_verify(handle, key) == 1 }
        var start: UnsafeMutablePointer<UInt8>?
        let count = i2d_re_X509_CRL_tbs(handle, &start)
        guard count > 0, let start else { return false }
        defer { CRYPTO_free(start, nil, 0) }
        guard let check = SignatureCheck(key: key, kind: .sm2, userID: SignerCertificate.userID) else { return false }
        check.update(Array(UnsafeBufferPointer(start: start, count: Int(count))))
        return check.holds(
            Array(UnsafeBufferPointer(start: signature.pointee.data, count: Int(signature.pointee.length))))
    }
}

/// Why a trust store could not be read.
package enum TrustProblem: Explained {
    case notACertificate(String)

    package var code: String { "bytes.not-a-trusted-certificate" }

    package var what: Words {
        switch self {
        case .notACertificate(let path):
            Words(zh: "“\(path)”不是证书或吊销列表。", en: "\(path) is neither a certificate nor a revocation list.")
        }
    }

    package var next: Words {
        Words(
            zh: "换上 PEM 或 DER 格式的文件，或把它移出可信证书文件夹。",
            en: "Put a PEM or DER file in its place, or take it out of the folder of trusted certificates.")
    }
}
