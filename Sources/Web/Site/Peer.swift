import HTTPTypes
import NIOCore

/// Where a request comes from, as far as it can be known.
struct Peer: Hashable, Sendable {
    /// The address sign-in attempts and logs may name; empty for a local socket.
    let address: String
    /// From this very machine, and not through a proxy that speaks for others.
    let isLocal: Bool
    /// The whole way from the browser is encrypted, as this program knows, or a proxy we trust says.
    let isSecure: Bool

    /// Signing in needs one of the two.
    var maySignIn: Bool { isLocal || isSecure }

    init(address: String, isLocal: Bool, isSecure: Bool) {
        (self.address, self.isLocal, self.isSecure) = (address, isLocal, isSecure)
    }

    /// - Parameters:
    ///   - behindProxy: Whether a TLS proxy on this machine is configured; only then are its headers believed.
    ///   - isEncrypted: Whether this program itself encrypts the connection.
    init(_ remote: SocketAddress?, headers: HTTPFields, behindProxy: Bool, isEncrypted: Bool = false) {
        let own = remote?.ipAddress ?? ""
        let loopback: Bool
        switch remote {
        case .v4, .v6: loopback = own.hasPrefix("127.") || own == "::1" || own.hasPrefix("::ffff:127.")
        case .unixDomainSocket: loopback = true
        case nil: loopback = false
        }
        self.init(own, loopback, headers: headers, behindProxy: behindProxy, isEncrypted: isEncrypted)
    }

    /// The same for a connection from the address `own`.
    init(_ own: String, _ loopback: Bool, headers: HTTPFields, behindProxy: Bool, isEncrypted: Bool) {
        let forwarded = headers[.forwardedFor]
        let throughProxy =
            forwarded != nil || headers[.forwarded] != nil || headers[.via] != nil || headers[.forwardedProto] != nil
        if loopback, behindProxy, throughProxy {
            address = forwarded?.split(separator: ",").last.map { $0.trimmed } ?? own
            isSecure = headers[.forwardedProto] == "https"
            isLocal = false
        } else {
            address = own
            // A proxy nobody told us about may forward from anywhere, and may have been spoken to in the open.
            isSecure = isEncrypted && !throughProxy
            isLocal = loopback && !throughProxy
        }
    }
}

extension HTTPField.Name {
    static let forwarded = HTTPField.Name("Forwarded")!
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!
    static let via = HTTPField.Name("Via")!
    static let formToken = HTTPField.Name("X-Form-Token")!
    static let requestID = HTTPField.Name("X-Request-Id")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let openerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    static let resourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
}
