import Archive
import HTTPTypes
import Testing

@testable import Web

@Suite("Requests that another process passes on")
struct PassedOnTests {
    private static let secret: [UInt8] = Array("a secret of the house".utf8)

    private static func request(_ method: HTTPRequest.Method = .post, _ path: String = "/desk/sign-in") -> HTTPRequest {
        HTTPRequest(method: method, scheme: nil, authority: "archive.example", path: path)
    }

    /// `request` as it arrives, marked under `secret`.
    private static func passed(_ request: HTTPRequest, from peer: Peer, secret: [UInt8] = secret) -> HTTPRequest {
        var request = request
        for (name, value) in PassedOn(peer: peer, id: "r1").fields(for: request, secret: secret) {
            request.headerFields[name] = value
        }
        return request
    }

    @Test(
        "who asked, how, and the number of the request come along",
        arguments: [(true, false), (false, true), (false, false)])
    func comesAlong(isLocal: Bool, isSecure: Bool) throws {
        let peer = Peer(address: "2001:db8::7", isLocal: isLocal, isSecure: isSecure)
        let found = try #require(PassedOn(Self.passed(Self.request(), from: peer), secret: Self.secret))
        #expect(found.peer == peer && found.id == "r1")
    }

    @Test("a mark by another secret, for another request, of an altered line, or none at all is not believed")
    func notBelieved() {
        let peer = Peer(address: "192.0.2.1", isLocal: false, isSecure: false)
        let good = Self.passed(Self.request(), from: peer)
        #expect(PassedOn(good, secret: Self.secret) != nil)
        #expect(PassedOn(Self.request(), secret: Self.secret) == nil)
        #expect(PassedOn(Self.passed(Self.request(), from: peer, secret: [1]), secret: Self.secret) == nil)
        var other = good
        other.path = "/desk/accounts/new"
        #expect(PassedOn(other, secret: Self.secret) == nil)
        other = good
        other.method = .get
        #expect(PassedOn(other, secret: Self.secret) == nil)
        other = good
        // Somebody far away who says of himself that he sits before this machine.
        other.headerFields[.passedPeer] = "local plain 192.0.2.1"
        #expect(PassedOn(other, secret: Self.secret) == nil)
        other = good
        other.headerFields[.passedMark] = "zz"
        #expect(PassedOn(other, secret: Self.secret) == nil)
    }

    @Test("forms of the door fit at every process of the archive, and at no other archive's")
    func doors() {
        let (one, other) = (DoorKeys(shared: Self.secret), DoorKeys(shared: Self.secret))
        let (cookie, token) = one.issue()
        #expect(other.fits(token, cookie: cookie))
        #expect(!DoorKeys(shared: [1]).fits(token, cookie: cookie))
        #expect(!DoorKeys().fits(token, cookie: cookie))
    }
}
