import Foundation
import Testing

@Suite("An archive is set up in the browser, killed or not")
struct SetUpJourneyTests {
    @Test("nothing on disk before the last page; killed while it is made, a whole archive or none")
    func setUp() throws {
        guard Program.has("python3", for: "setting up an archive") else { return }
        let script = Program.journeys.appendingPathComponent("setup/setup.py").path
        let answer = try Program.shell("python3 '\(script)'", in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
