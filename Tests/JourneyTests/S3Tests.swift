import Foundation
import Testing

@Suite("Stacks and ledger in a bucket")
struct S3Tests {
    @Test("the whole corridor, a rebuild and an export, as from a folder")
    func corridor() throws {
        guard Program.has(Program.python.path, for: "the corridor on S3") else { return }
        guard let address = ProcessInfo.processInfo.environment["LANTAI_TEST_S3"] else {
            let words = "no S3 server: run through script/test-s3 run; left out: the corridor on S3"
            if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("\(words)") } else { print(words) }
            return
        }
        let script = Program.journeys.appendingPathComponent("s3/s3.py").path
        let answer = try Program.shell(
            "LANTAI_TEST_S3='\(address)' '\(Program.python.path)' '\(script)'", in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
