import Archive
import Foundation
import Web

/// The certificate and key with which this program encrypts its own connections; both empty: it does not.
struct TLSSettings: Sendable {
    /// PEM files: the chain, and the key. A path that is not absolute begins at the home.
    var certificate = ""
    var key = ""

    static let fields: [Settings.Field] = [
        Settings.Field(
            key: "site.tls.certificate", read: { $0.tls.certificate = $1 }, write: { $0.tls.certificate }),
        Settings.Field(key: "site.tls.key", read: { $0.tls.key = $1 }, write: { $0.tls.key }),
    ]

    /// Reads the files; `nil` where none are named.
    func open(_ home: Home) throws -> SiteTLS? {
        if certificate.isEmpty && key.isEmpty { return nil }
        guard !certificate.isEmpty, !key.isEmpty else {
            throw HomeProblem.setting(
                key: certificate.isEmpty ? "site.tls.certificate" : "site.tls.key",
                Words(
                    zh: "证书与私钥要一起给出：site.tls.certificate 和 site.tls.key。",
                    en: "A certificate and its key go together: site.tls.certificate and site.tls.key."))
        }
        return try SiteTLS(certificate: path(certificate, home), key: path(key, home))
    }

    private func path(_ text: String, _ home: Home) -> String {
        text.hasPrefix("/") ? text : home.path + "/" + text
    }
}
