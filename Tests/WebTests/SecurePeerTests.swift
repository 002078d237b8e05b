import HTTPTypes
import Testing

@testable import Web

@Suite("Whether a request came encrypted")
struct SecurePeerTests {
    private func far(_ headers: HTTPFields = [:], proxy: Bool = false, encrypted: Bool = true) -> Peer {
        Peer("192.0.2.7", false, headers: headers, behindProxy: proxy, isEncrypted: encrypted)
    }

    @Test("by our own TLS: yes, unless a proxy that nobody told us of says it was in between")
    func ownTLS() throws {
        #expect(far().maySignIn && far().address == "192.0.2.7")
        #expect(!far(encrypted: false).maySignIn)
        for name in ["X-Forwarded-For", "Forwarded", "Via", "X-Forwarded-Proto"] {
            let headers: HTTPFields = [try #require(HTTPField.Name(name)): "https"]
            #expect(!far(headers).maySignIn && !far(headers, proxy: true).maySignIn)
        }
        func near(_ scheme: String) -> Peer {
            Peer(
                "127.0.0.1", true, headers: [.forwardedFor: "198.51.100.9", .forwardedProto: scheme], behindProxy: true,
                isEncrypted: true)
        }
        #expect(near("https").isSecure && !near("https").isLocal && near("https").address == "198.51.100.9")
        #expect(!near("http").maySignIn)
    }
}
