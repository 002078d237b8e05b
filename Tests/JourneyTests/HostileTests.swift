import Foundation
import Testing

@Suite("Hostile transfers are told by the program, as a process")
struct HostileTests {
    @Test("every case of Tests/Journeys/hostile: a finding of the right check, no crash, no hanging")
    func everyCase() throws {
        guard Program.has("python3", for: "hostile transfers") else { return }
        let script = Program.journeys.appendingPathComponent("hostile/hostile.py").path
        let answer = try Program.shell("python3 '\(script)' --small", in: TemporaryFolder(), seconds: 900)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }

    @Test("a database of two hundred thousand rows is read in little memory")
    func manyRows() throws {
        guard Program.has("python3", for: "hostile transfers") else { return }
        let script = Program.journeys.appendingPathComponent("hostile/large.py").path
        let line = "python3 '\(script)' database --files 20000 --grow 60"
        let answer = try Program.shell(line, in: TemporaryFolder(), seconds: 600)
        print(answer.output)
        #expect(answer.status == 0, "\(answer.end)")
    }
}
