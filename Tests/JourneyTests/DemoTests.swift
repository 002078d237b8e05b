import Foundation
import Testing

@Suite("The demo archive")
struct DemoTests {
    @Test("600 records in every state; killed and run again it is the same to the byte")
    func whole() throws {
        guard Program.has("python3", for: "the demo archive") else { return }
        let script = Program.clone.appendingPathComponent("Tests/Journeys/demo/demo.py").path
        let answer = try Program.shell("python3 '\(script)'", in: TemporaryFolder(), seconds: 900)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
