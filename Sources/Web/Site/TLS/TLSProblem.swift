package import Archive

/// Why a certificate and its key cannot be used.
package enum TLSProblem: Explained, Equatable {
    case unreadable(String)
    case notCertificates(String)
    case notKey(String)
    case notOnePair(certificate: String, key: String)

    package var code: String {
        switch self {
        case .unreadable: "tls.unreadable"
        case .notCertificates: "tls.not-certificates"
        case .notKey: "tls.not-key"
        case .notOnePair: "tls.not-one-pair"
        }
    }

    package var what: Words {
        switch self {
        case .unreadable(let path):
            Words(zh: "读不到 TLS 文件 \(path)。", en: "The TLS file \(path) cannot be read.")
        case .notCertificates(let path):
            Words(zh: "\(path) 里没有可用的 PEM 证书。", en: "There are no usable PEM certificates in \(path).")
        case .notKey(let path):
            Words(zh: "\(path) 里没有可用的 PEM 私钥。", en: "There is no usable PEM private key in \(path).")
        case .notOnePair(let certificate, let key):
            Words(
                zh: "私钥 \(key) 与证书 \(certificate) 不是一对。",
                en: "The private key \(key) does not belong to the certificate \(certificate).")
        }
    }

    package var next: Words {
        switch self {
        case .unreadable:
            Words(
                zh: "核对 site.tls.certificate 与 site.tls.key，并让运行兰台的账号能读这两个文件。",
                en:
                    "Check site.tls.certificate and site.tls.key, and let the account under which Lantai runs read both files."
            )
        case .notCertificates:
            Words(
                zh: "放入 PEM 格式的证书链：本站证书在前，中间证书随后。",
                en: "Put the chain there as PEM: the site's own certificate first, then those between.")
        case .notKey:
            Words(
                zh: "放入 PEM 格式、没有口令的私钥。",
                en: "Put the private key there as PEM, without a passphrase.")
        case .notOnePair:
            Words(
                zh: "证书链的第一张须是用这把私钥申请的本站证书。",
                en: "The first certificate of the chain must be the one that was issued for this key.")
        }
    }
}
