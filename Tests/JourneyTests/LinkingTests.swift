import Foundation
import Testing

@Suite("The catalogue first, the files after")
struct LinkingTests {
    @Test("files named by 档号 find their entries; what is missing, extra, double or of other pages is told")
    func thousand() throws {
        guard Program.has("python3", for: "a thousand entries and their files") else { return }
        let script = Program.clone.appendingPathComponent("Tests/Journeys/linking/linking.py").path
        let answer = try Program.shell("python3 '\(script)'", in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
