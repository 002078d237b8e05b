import Foundation
import Testing

@Suite("A package goes from upload to a citizen's screen by web pages alone", .serialized)
struct BrowserTests {
    /// What `journey.py` answers when the browser or the outside package is not there.
    private static let notThere: Int32 = 4

    @Test("with scripts and without; on no page does axe, the page's policy or a telephone find a fault")
    func journey() throws {
        guard Program.has(Program.python.path, for: "the browser journey") else { return }
        let script = Program.journeys.appendingPathComponent("browser/journey.py").path
        let answer = try Program.shell("'\(Program.python.path)' '\(script)'", in: TemporaryFolder(), seconds: 1500)
        print(answer.output)
        if answer.status == Self.notThere, ProcessInfo.processInfo.environment["CI"] != "true" {
            print("left out: the browser journey")
            return
        }
        #expect(answer.status == 0, "\(answer.end)")
    }
}
