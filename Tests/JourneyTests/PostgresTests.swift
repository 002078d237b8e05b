import Foundation
import Testing

@Suite("Rows in PostgreSQL")
struct PostgresTests {
    /// Whether what these journeys need is there; they start a server of their own.
    private var canRun: Bool {
        Program.has(Program.python.path, for: "journeys on PostgreSQL")
            && Program.has("psql", for: "journeys on PostgreSQL")
    }

    @Test("the whole corridor, its server halted meanwhile; a rebuild, killed too; what must be refused")
    func corridor() throws {
        guard canRun else { return }
        let script = Program.journeys.appendingPathComponent("postgres/postgres.py").path
        let answer = try Program.shell("'\(Program.python.path)' '\(script)'", in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }

    @Test("the whole corridor with its bytes in a bucket")
    func bucket() throws {
        guard canRun else { return }
        guard let address = ProcessInfo.processInfo.environment["LANTAI_TEST_S3"] else {
            let words = "no S3 server: run through script/test-s3 run; left out: PostgreSQL and a bucket together"
            if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("\(words)") } else { print(words) }
            return
        }
        let script = Program.journeys.appendingPathComponent("postgres/postgres.py").path
        let answer = try Program.shell(
            "LANTAI_TEST_S3='\(address)' '\(Program.python.path)' '\(script)' --s3", in: TemporaryFolder(),
            seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }

    @Test("two servers and two stewards, killed in turn under work: nothing lost or doubled, nothing withdrawn seen")
    func processes() throws { try run("processes.py", "--seconds 1") }

    @Test("its server killed, another promoted under work and fifty readers: none refused, nothing lost")
    func failover() throws { try run("failover.py", "--seconds 2") }

    private func run(_ script: String, _ options: String) throws {
        guard canRun else { return }
        let path = Program.journeys.appendingPathComponent("postgres/\(script)").path
        let words = "'\(Program.python.path)' '\(path)' \(options)"
        let answer = try Program.shell(words, in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }

    @Test("moved there from its file, killed on the way: every row, public page and answer is the same")
    func migrate() throws {
        guard canRun, Program.has("cc", for: "a move killed at its durable calls") else { return }
        let script = Program.journeys.appendingPathComponent("postgres/migrate.py").path
        let answer = try Program.shell("'\(Program.python.path)' '\(script)'", in: TemporaryFolder(), seconds: 1200)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
