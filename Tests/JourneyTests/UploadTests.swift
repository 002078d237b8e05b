import Foundation
import Testing

@Suite("An upload survives a broken line and a killed server")
struct UploadTests {
    @Test("an independent tus client goes on where it stopped; what is refused says why; so many at once and no more")
    func independentClient() throws {
        guard Program.has(Program.python.path, for: "uploads by an independent tus client") else { return }
        let script = Program.clone.appendingPathComponent("Tests/Journeys/uploads/uploads.py").path
        let answer = try Program.shell("'\(Program.python.path)' '\(script)'", in: TemporaryFolder(), seconds: 300)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
