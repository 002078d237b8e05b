import Foundation
import Glibc
import Testing

@Suite("The command line does and prints what the transcripts say")
struct TranscriptTests {
    @Test("transcript", arguments: try Transcript.all())
    func transcript(_ transcript: Transcript) throws {
        let place = try TemporaryFolder()
        for step in transcript.steps {
            let answer = try Program.shell(step.command, in: place)
            guard answer.status == step.status, step.matches(answer.output) else {
                Issue.record(
                    """
                    \(transcript.name).transcript:\(step.line): $ \(step.command)
                    --- expected, status \(step.status)
                    \(step.expected.joined(separator: "\n"))
                    --- printed, status \(answer.status)
                    \(answer.output)
                    """)
                return
            }
        }
    }

    @Test("every command of the program has a transcript")
    func complete() throws {
        let help = try Program.shell("lantai help", in: TemporaryFolder()).output
        let list = try #require(help.components(separatedBy: "SUBCOMMANDS:").last)
        let commands = list.components(separatedBy: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }.filter { $0.first?.isLowercase == true }
        #expect(commands.count >= 18)
        let shown = try Transcript.all().flatMap(\.steps).map(\.command)
        for command in commands {
            #expect(
                shown.contains { ($0 + " ").contains("lantai \(command) ") }, "no transcript shows lantai \(command)")
        }
    }

    @Test("a line with … fits any text there, and nothing else")
    func wildcard() throws {
        let step = Transcript.Step(line: 1, command: "", expected: ["a … c", "…", "end"])
        #expect(step.matches("a b c\nend\n"))
        #expect(step.matches("a  c\nx\ny\nend"))
        #expect(!step.matches("a b\nend"))
        #expect(!step.matches("a b c\nend\nmore"))
        #expect(!Transcript.Step(line: 1, command: "", expected: ["12…21"]).matches("121"))
        #expect(!Transcript.Step(line: 1, command: "").matches("x"))
    }
}

@Suite("Commands run from outside end when they end")
struct ProcessGroupTests {
    @Test("a server left behind does not hold the test, and is gone with the folder")
    func leftBehind() throws {
        var place: TemporaryFolder? = try TemporaryFolder()
        let started = ContinuousClock.now
        let answer = try Program.shell("sleep 300 & echo $!; exit 7", in: #require(place))
        #expect(answer.status == 7)
        #expect(ContinuousClock.now - started < .seconds(60))
        let left = try #require(pid_t(answer.output.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(left, 0) == 0)
        place = nil
        var tries = 0
        while FileManager.default.fileExists(atPath: "/proc/\(left)/cwd"), tries < 200 {
            usleep(50_000)
            tries += 1
        }
        #expect(!FileManager.default.fileExists(atPath: "/proc/\(left)/cwd"))
    }

    @Test("a command that does not end is ended, with all it started")
    func tooLong() throws {
        let answer = try Program.shell("echo begun; sleep 300", in: TemporaryFolder(), seconds: 1)
        #expect(answer.status == 124)
        #expect(answer.output.hasPrefix("begun\n"))
    }
}
