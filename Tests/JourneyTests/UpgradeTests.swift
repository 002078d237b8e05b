import Foundation
import Testing

@Suite("A home of an earlier program is opened by this one")
struct UpgradeTests {
    @Test("nothing it told is lost, its ledger holds, its pages are there, work goes on, and a rebuild agrees")
    func storedHomes() throws {
        guard Program.has("python3", for: "stored homes of earlier programs"),
            Program.has("xz", for: "stored homes of earlier programs")
        else { return }
        let script = Program.journeys.appendingPathComponent("upgrade/upgrade.py").path
        let answer = try Program.shell("python3 '\(script)'", in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
