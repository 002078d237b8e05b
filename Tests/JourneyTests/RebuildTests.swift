import Foundation
import Testing

@Suite("The database is only an index")
struct RebuildTests {
    @Test("deleted and made again, it holds the same units and decisions, and every public page is the same")
    func everyPage() throws {
        guard Program.has("python3", for: "every public page before and after a rebuild") else { return }
        let script = Program.clone.appendingPathComponent("Tests/Journeys/rebuild/rebuild.py").path
        let answer = try Program.shell("python3 '\(script)'", in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
