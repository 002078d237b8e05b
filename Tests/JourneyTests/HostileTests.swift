import Foundation
import Testing

@Suite("Hostile transfers are told by the program, as a process")
struct HostileTests {
    @Test("every case of Tests/Journeys/hostile: a finding of the right check, no crash, no hanging")
    func everyCase() throws {
        guard Program.has("python3", for: "hostile transfers") else { return }
        let script = Program.journeys.appendingPathComponent("hostile/hostile.py").path
        let answer = try Program.shell("python3 '\(script)' --small", in: TemporaryFolder(), seconds: 900)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
