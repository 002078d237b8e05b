import Foundation
import Testing

/// The full disk (`--kind full`) is run by command: see the plan for what it finds now.
@Suite("Nothing is lost: the program is killed at its durable system calls", .serialized)
struct KillTests {
    @Test("a sample of all calls; script/kill-everywhere takes every one", arguments: ["kill"])
    func sample(kind: String) throws {
        guard Program.has(Program.python.path, for: "kills at system calls"),
            Program.has("cc", for: "kills at system calls")
        else { return }
        let script = Program.clone.appendingPathComponent("Tests/Journeys/strace/kill.py").path
        let answer = try Program.shell(
            "'\(Program.python.path)' '\(script)' --sample 60 --kind \(kind)", in: TemporaryFolder(),
            seconds: 900)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.output)")
    }
}

@Suite("Whatever is acknowledged is on disk")
struct SyncTests {
    @Test("the trace of a good run shows file and folder synced before each answer")
    func order() throws {
        guard Program.has(Program.python.path, for: "order of syncs"), Program.has("strace", for: "order of syncs")
        else {
            return
        }
        let script = Program.clone.appendingPathComponent("Tests/Journeys/strace/trace.py").path
        let answer = try Program.shell("'\(Program.python.path)' '\(script)'", in: TemporaryFolder())
        print(answer.output)
        #expect(answer.status == 0, "\(answer.output)")
    }
}
