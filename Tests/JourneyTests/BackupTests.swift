import Foundation
import Testing

@Suite("Backups, restores and drills")
struct BackupTests {
    @Test(
        "what is restored is the archive as it was, and what is damaged is said to be",
        arguments: ["brief", "busy", "kills", "faults", "log"])
    func journey(name: String) throws {
        try run(name)
    }

    @Test("of rows in PostgreSQL")
    func postgres() throws {
        guard Program.has("psql", for: "backups of rows in PostgreSQL") else { return }
        try run("postgres")
    }

    @Test("into a bucket and out of one")
    func bucket() throws {
        guard ProcessInfo.processInfo.environment["LANTAI_TEST_S3"] != nil else {
            let words = "no S3 server: run through script/test-s3 run; left out: backups into buckets"
            if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("\(words)") } else { print(words) }
            return
        }
        try run("bucket")
    }

    private func run(_ name: String) throws {
        guard Program.has(Program.python.path, for: "backups: \(name)") else { return }
        let script = Program.journeys.appendingPathComponent("backup/backup.py").path
        let address = ProcessInfo.processInfo.environment["LANTAI_TEST_S3"].map { "LANTAI_TEST_S3='\($0)' " } ?? ""
        let answer = try Program.shell(
            "\(address)'\(Program.python.path)' '\(script)' \(name)", in: TemporaryFolder(), seconds: 900)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
