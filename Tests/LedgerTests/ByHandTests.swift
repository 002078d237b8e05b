import Archive
import Bytes
import Foundation
import Ledger
import Tables
import Testing

@Suite("Checked without Lantai, by the program in docs/explanations/ledger.md")
struct ByHandTests {
    private static let script: String = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = (try? String(contentsOf: root.appending(path: "docs/explanations/ledger.md"), encoding: .utf8)) ?? ""
        return page.components(separatedBy: "```python\n").last?.components(separatedBy: "```").first ?? ""
    }()

    /// What the program printed, and its exit status.
    private func check(_ home: TestHome) throws -> (String, Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script, home.folder + "/ledger"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (said, process.terminationStatus)
    }

    @Test("a good ledger is as it was signed; a changed segment, act or checkpoint is not")
    func byHand() async throws {
        let home = try await TestHome()
        for n in 0..<3 {
            try await home.append(3)
            try await home.append(act: ["标题": "甲", "n": .int(Int64(n))])
            try await home.ledger.seal()
        }
        let part = try await home.ledger.write(act: ["units": ["a"]])
        let whole = try await home.ledger.write(act: ["parts": [.string(part.hex)]])
        let drafted = home.ledger.event(
            kind: .drafted, subject: "s", agent: .steward, act: whole, facts: ["parts": 1])
        try await home.database.write { [ledger = home.ledger] tx in ledger.append(drafted, in: tx) }
        try await home.ledger.seal()
        let (said, status) = try check(home)
        #expect(said == "13 sealed events, as they were signed\n" && status == 0)
        let act = try #require(try await home.ledger.event(at: 3)?.act)
        for path in [
            "segments/000000000004", "acts/\(part.hex.prefix(2))/\(part.hex)", "acts/\(act.hex.prefix(2))/\(act.hex)",
            "checkpoints/000000000008",
        ] {
            let full = home.folder + "/ledger/" + path
            let original = try DurableFile.read(full)
            var changed = original
            changed[changed.count / 2] ^= 1
            try FileManager.default.removeItem(atPath: full)
            try Data(changed).write(to: URL(fileURLWithPath: full))
            #expect(try check(home).1 != 0, "\(path)")
            try Data(original).write(to: URL(fileURLWithPath: full))
        }
        #expect(try check(home).1 == 0)
    }
}
