import Archive
import Bytes

/// The token of forms that are sent before anybody signed in: an HMAC of a cookie under a secret of this process, or of all
/// processes of the archive.
struct DoorKeys: Sendable {
    static let sessionCookie = "lantai-session"
    /// Between the password and the code.
    static let halfCookie = "lantai-half"
    static let doorCookie = "lantai-door"

    private let secret: [UInt8]

    /// - Parameter shared: what the processes of this archive know each other by; `nil` where there is one alone.
    init(shared: [UInt8]? = nil) {
        secret = shared.map { Hash.hmac(Array("lantai doors".utf8), key: $0) } ?? randomBytes(32)
    }

    /// A fresh cookie and the token that goes with it.
    func issue() -> (cookie: String, token: String) {
        let cookie = randomBytes(16).hex
        return (cookie, token(for: cookie))
    }

    func token(for cookie: String) -> String { FormToken.make(secret: Hash.hmac(Array(cookie.utf8), key: secret)) }

    func fits(_ token: String?, cookie: String?) -> Bool {
        guard let cookie else { return false }
        return FormToken.fits(token, secret: Hash.hmac(Array(cookie.utf8), key: secret))
    }
}
