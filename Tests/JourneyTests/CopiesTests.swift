import Foundation
import Testing

@Suite("Access copies outlive the death of who makes them")
struct CopiesTests {
    @Test("killed four times at it, each page has its whole pyramid in the end")
    func killed() throws {
        guard Program.has("python3", for: "kills while copies are made") else { return }
        let script = Program.journeys.appendingPathComponent("copies.py").path
        let answer = try Program.shell("python3 '\(script)'", in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
