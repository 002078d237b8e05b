import Archive
import Bytes
import Foundation
import TestGround
import Testing

@testable import Intake

@Suite("Files are looked at for viruses by a real scanner, or the report says that nobody did")
struct VirusScanTests {
    private func report(_ scanner: String?, adding more: [(String, [UInt8])] = []) async throws -> CheckReport {
        let area = try TestFolder()
        var zip = MadeZip(Built.package())
        for (name, bytes) in more {
            zip.entries.append(MadeZip.Entry(name: Array(name.utf8), bytes: bytes, flags: 1 << 11))
        }
        let path = area.path + "/package.zip"
        try Data(zip.bytes).write(to: URL(fileURLWithPath: path))
        return try await check(path, settings: IntakeSettings(scanner: scanner.map { ScannerAddress($0)! }))
    }

    private func outcome(_ report: CheckReport) -> CheckReport.Outcome.Result? {
        report.outcomes.first { $0.check == "virus-free" }?.result
    }

    private func findings(_ report: CheckReport) -> [Finding] { report.findings.filter { $0.check == "virus-free" } }

    @Test("a clean package passes, and the report names the scanner")
    func clean() async throws {
        guard let daemon = try await RunningClamd.start() else { return }
        let report = try await report(daemon.socket)
        #expect(outcome(report) == .passed)
        #expect(report.scanner?.hasPrefix("ClamAV ") == true)
        #expect(CheckReport(document: report.document) == report)
    }

    @Test("each infected file is named with what was found, and the package goes back")
    func infected() async throws {
        guard let daemon = try await RunningClamd.start() else { return }
        let files = [("J004/一.txt", RunningClamd.worm), ("J004/二.txt", Array("abc".utf8) + RunningClamd.worm)]
        let report = try await report(daemon.socket, adding: files)
        #expect(report.verdict == .return)
        #expect(findings(report).map { $0.file?.display } == files.map(\.0))
        #expect(findings(report).allSatisfy { $0.severity == .blocking && $0.what.zh.contains("Trial.Worm") })
    }

    @Test("a file larger than the scanner takes is for review, never passed")
    func large() async throws {
        guard let daemon = try await RunningClamd.start() else { return }
        let bytes = [UInt8](repeating: 65, count: 10 * RunningClamd.largest)
        let report = try await report(daemon.socket, adding: [("J004/大.txt", bytes)])
        #expect(outcome(report) == .review)
        #expect(findings(report).map { $0.file?.display } == ["J004/大.txt"])
    }

    @Test("no scanner, or none that answers, is for review and says how many files were not scanned")
    func silent() async throws {
        let none = try await report(nil)
        #expect(outcome(none) == .review && none.scanner == nil)
        let silent = try await report("/nowhere/clamd")
        #expect(outcome(silent) == .review && silent.verdict == none.verdict)
        let words = try #require(findings(silent).first)
        #expect(words.what.zh.contains("/nowhere/clamd") && words.what.zh.contains("\(silent.files) 个文件"))
        #expect(words.next.zh.contains("intake.virus-scanner"))
    }

    @Test("a scanner that hangs is given up after its time")
    func hanging() async throws {
        guard let daemon = try await RunningClamd.start() else { return }
        kill(daemon.process, SIGSTOP)
        let clamd = Clamd(address: ScannerAddress(daemon.socket)!, patience: 1)
        let problem = #expect(throws: ScannerProblem.self) { try clamd.version() }
        #expect(problem?.code == "intake.scanner-silent")
    }

    @Test("old signatures are told, with their day")
    func old() throws {
        #expect(
            SignatureAge.day(of: "ClamAV 1.0.9/27811/Thu Nov  6 09:21:10 2026") == Day(year: 2026, month: 11, day: 6))
        #expect(SignatureAge.day(of: "ClamAV 1.0.9") == nil)
        #expect(SignatureAge.day(of: "ClamAV 1.0.9/1/Thu Foo 6 09:21:10 2026") == nil)
    }

    @Test(
        "an address is a socket file, or host and port; anything else is refused",
        arguments: [
            ("/run/clamav/clamd.ctl", true), ("127.0.0.1:3310", true), ("[::1]:3310", true), ("scanner.gov:3310", true),
            ("", false), ("3310", false), ("host:", false), ("host:0", false), ("host:70000", false),
            ("http://host:3310", false), ("/" + String(repeating: "a", count: 120), false),
        ])
    func addresses(text: String, isOne: Bool) {
        let address = ScannerAddress(text)
        #expect((address != nil) == isOne)
        #expect(address == nil || address?.text == text)
    }
}
