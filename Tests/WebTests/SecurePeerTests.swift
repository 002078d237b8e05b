import HTTPTypes
import NIOCore
import Testing

@testable import Web

@Suite("Whether a request came encrypted")
struct SecurePeerTests {
    @Test("by our own TLS: yes, unless a proxy that nobody told us of says it was in between")
    func ownTLS() throws {
        let far = try SocketAddress(ipAddress: "192.0.2.7", port: 4)
        #expect(Peer(far, headers: [:], behindProxy: false, isEncrypted: true).maySignIn)
        #expect(!Peer(far, headers: [:], behindProxy: false).maySignIn)
        for name in [HTTPField.Name.forwardedFor, .forwarded, .via, .forwardedProto] {
            #expect(!Peer(far, headers: [name: "https"], behindProxy: false, isEncrypted: true).maySignIn)
            #expect(!Peer(far, headers: [name: "https"], behindProxy: true, isEncrypted: true).maySignIn)
        }
        let near = try SocketAddress(ipAddress: "127.0.0.1", port: 4)
        let told = Peer(
            near, headers: [.forwardedFor: "198.51.100.9", .forwardedProto: "https"], behindProxy: true,
            isEncrypted: true)
        #expect(told.isSecure && !told.isLocal && told.address == "198.51.100.9")
        let plain = Peer(
            near, headers: [.forwardedFor: "198.51.100.9", .forwardedProto: "http"], behindProxy: true,
            isEncrypted: true)
        #expect(!plain.maySignIn)
    }
}
