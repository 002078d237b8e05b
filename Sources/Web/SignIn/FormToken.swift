import Archive
import Bytes

/// What shows that a form came from a page we gave to this very session (against cross-site requests).
///
/// The HMAC of a fixed word under the session's own secret, which never leaves the server; the cookie alone, which a
/// browser sends along with anything, is not enough.
enum FormToken {
    /// The name of the hidden field, and of the header for programs.
    static let field = "form-token"

    static func make(secret: [UInt8]) -> String { Hash.hmac(Array("lantai form".utf8), key: secret).hex }

    static func fits(_ token: String?, secret: [UInt8]) -> Bool {
        guard let token, let bytes = [UInt8](hex: token) else { return false }
        return equalInConstantTime(bytes, Hash.hmac(Array("lantai form".utf8), key: secret))
    }
}
