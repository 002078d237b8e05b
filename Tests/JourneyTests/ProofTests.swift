import Foundation
import Testing

@Suite("What was published can be proven, and nothing that was not")
struct ProofTests {
    @Test("two verifiers that share nothing agree: good proofs hold, some seventy kinds of altered ones are refused")
    func agree() throws {
        guard Program.has("python3", for: "proofs, altered and checked twice"),
            Program.has("openssl", for: "proofs, altered and checked twice")
        else { return }
        let script = Program.journeys.appendingPathComponent("proofs/proofs.py").path
        let answer = try Program.shell("python3 '\(script)'", in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }

    @Test("a change of keys that is killed, or out of disk, is done or was never begun")
    func keys() throws {
        guard Program.has("python3", for: "a change of keys killed at system calls"),
            Program.has("cc", for: "a change of keys killed at system calls")
        else { return }
        let script = Program.journeys.appendingPathComponent("proofs/kill_keys.py").path
        let answer = try Program.shell("python3 '\(script)'", in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
