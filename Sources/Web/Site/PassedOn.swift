import Archive
import Bytes
import HTTPTypes

/// A request that another process of this archive passes on: from whom it came there, under which number it is known there.
///
/// Believed only with the mark that the processes' secret makes of it; the secret itself is never sent.
struct PassedOn: Sendable {
    let peer: Peer
    let id: String

    static let names = [HTTPField.Name.passedPeer, .passedID, .passedMark]

    init(peer: Peer, id: String) { (self.peer, self.id) = (peer, id) }

    /// `nil` for a request that comes by itself, or whose mark is not ours.
    init?(_ request: HTTPRequest, secret: [UInt8]) {
        guard let line = request.headerFields[.passedPeer], let id = request.headerFields[.passedID],
            let mark = request.headerFields[.passedMark].flatMap([UInt8].init(hex:)),
            equalInConstantTime(mark, PassedOn.mark(request, line, id, secret))
        else { return nil }
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3 else { return nil }
        peer = Peer(address: String(words[2]), isLocal: words[0] == "local", isSecure: words[1] == "secure")
        self.id = id
    }

    /// What is added to `request` on its way.
    func fields(for request: HTTPRequest, secret: [UInt8]) -> [(HTTPField.Name, String)] {
        let line = "\(peer.isLocal ? "local" : "far") \(peer.isSecure ? "secure" : "plain") \(peer.address)"
        return [
            (.passedPeer, line), (.passedID, id), (.passedMark, PassedOn.mark(request, line, id, secret).hex),
        ]
    }

    private static func mark(_ request: HTTPRequest, _ line: String, _ id: String, _ secret: [UInt8]) -> [UInt8] {
        let said = ["lantai passed on", request.method.rawValue, request.path ?? "", line, id]
        return Hash.hmac(Array(said.joined(separator: "\n").utf8), key: secret)
    }
}

extension HTTPField.Name {
    static let passedPeer = HTTPField.Name("Lantai-Passed-Peer")!
    static let passedID = HTTPField.Name("Lantai-Passed-Id")!
    static let passedMark = HTTPField.Name("Lantai-Passed-Mark")!
}
