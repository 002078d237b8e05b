import Foundation
import Testing

@Suite("Offline media are whole, tell their damage, and suffice")
struct SetsTests {
    @Test("killed while written, damaged in each way, an archive restored from them and nothing else")
    func sets() throws {
        guard Program.has("python3", for: "offline sets") else { return }
        let script = Program.journeys.appendingPathComponent("sets/sets.py").path
        let answer = try Program.shell("python3 '\(script)'", in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
