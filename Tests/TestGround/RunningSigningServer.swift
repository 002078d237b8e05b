import Foundation

/// The simulator of a signature server and a seal platform (`Tests/Fixtures/signing/simulator.py`), one for all tests of a process,
/// with which it ends.
package final class RunningSigningServer: Sendable {
    /// Made when it is first asked for: its keys take a moment.
    package static let shared = Result { try RunningSigningServer() }

    package let folder: String
    private let plain: Int
    private let secure: Int

    /// The folder of certificates to trust.
    package var trust: String { folder + "/trust" }
    package var token: String { folder + "/token" }
    /// The authority of its TLS.
    package var authorities: String { folder + "/tls.pem" }

    /// - Parameters:
    ///   - path: `/cms`, `/cms-rsa`, `/seal`.
    ///   - mood: how it misbehaves: `other`, `stranger`, `refuse`, `broken`, `large`, `silent`.
    package func address(_ path: String, as mood: String? = nil, byTLS: Bool = false) -> String {
        (byTLS ? "https://127.0.0.1:\(secure)" : "http://127.0.0.1:\(plain)") + path + (mood.map { "?as=" + $0 } ?? "")
    }

    private init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/signing-" + UUID().uuidString.prefix(8)
        let ports = try RunningScript.start("signing/simulator.py", in: folder, ports: 2)
        (plain, secure) = (ports[0], ports[1])
    }
}
