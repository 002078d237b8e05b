import Foundation
import Testing

@Suite("Torture: many hands on an archive that is struck; everything acknowledged is there, once", .serialized)
struct TortureTests {
    @Test("three faults by chance on SQLite and a folder; script/torture runs as many as wanted")
    func near() throws { try run("--ground sqlite+folder --rounds 3 --acts 60 --minutes 5") }

    @Test("a fault by chance on PostgreSQL and a bucket: the server or one of both killed, the networks cut")
    func far() throws {
        guard Program.has("psql", for: "torture on PostgreSQL and a bucket") else { return }
        try run("--ground postgres+s3 --rounds 1 --acts 60 --minutes 5")
    }

    @Test("a planted defect, by chance, is caught: the look can fail; script/torture --prove plants each")
    func planted() throws { try run("--prove --of 1 --acts 100 --minutes 5") }

    private func run(_ options: String) throws {
        guard Program.has(Program.python.path, for: "torture"), Program.has("cc", for: "another clock for the program")
        else { return }
        let script = Program.journeys.appendingPathComponent("torture/torture.py").path
        let answer = try Program.shell(
            "'\(Program.python.path)' '\(script)' \(options)", in: TemporaryFolder(), seconds: 900)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
