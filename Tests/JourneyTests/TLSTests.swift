import Foundation
import Testing

@Suite("The program encrypts its own connections")
struct TLSTests {
    @Test("bad pairs are refused by name; a certificate changes while requests run, and none fails")
    func tls() throws {
        guard Program.has("python3", for: "TLS"), Program.has("openssl", for: "TLS"), Program.has("curl", for: "TLS")
        else { return }
        let script = Program.journeys.appendingPathComponent("tls/tls.py").path
        let answer = try Program.shell("python3 '\(script)'", in: TemporaryFolder(), seconds: 300)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
