import Archive
import Foundation
import Ledger
import Tables
import TestGround
import Testing

@testable import Intake
@testable import Preservation

@Suite("What is kept is scanned for viruses by a real scanner, or nobody says that it was")
struct VirusRoundTests {
    private static let archivist = Agent(id: "wang", role: .archivist)

    /// Four records: clean, clean, one with a worm, one with a file that the scanner does not take.
    private func kept(_ repairs: RepairPolicy = .ask) async throws -> TestStacks {
        let folder = try TemporaryFolder()
        let contents: [[UInt8]] = [
            Array("通知".utf8), Array("批复".utf8), Array("附 ".utf8) + RunningClamd.worm,
            [UInt8](repeating: 65, count: 10 * RunningClamd.largest),
        ]
        let package = try SamplePackage(
            in: folder.path + "/package", records: contents.map { [(FileName("0001正文.txt"), $0)] })
        let stacks = try await TestStacks(in: folder, package: package, repairs: repairs)
        try await stacks.accept()
        try await stacks.settle()
        return stacks
    }

    @Test("what is found becomes a case in the ledger, what was not scanned is never clean, and bytes stay as they are")
    func rounds() async throws {
        guard let daemon = try await RunningClamd.start() else { return }
        let scanner = ScannerAddress(daemon.socket)
        let home = try await kept()
        let (stacks, before, keys) = (home.stacks, home.ledger.lastIndex, try await home.keys())

        // Little by little, as if killed between: each object is scanned once.
        let first = try await stacks.virusRound(by: scanner, FixityPace(budget: 1))
        #expect(first.objects == 1)
        let due = try #require(try await stacks.virusCare().at)
        var rest = try await stacks.virusRound(by: scanner, FixityPace(notSince: due + .seconds(-1)))
        #expect(rest.objects + first.objects == 5, "four records, and the package's own object")
        #expect(first.infected + rest.infected == 1 && first.left + rest.left == 1)
        #expect(rest.engine.hasPrefix("ClamAV "))
        let engines = try await home.rows("SELECT scan_result, scan_engine FROM holding ORDER BY scan_result")
        #expect(engines.map { $0.text("scan_result") } == ["clean", "clean", "clean", "infected", "partial"])
        #expect(engines.allSatisfy { $0.text("scan_engine") == rest.engine })

        let open = try await stacks.virusCases(openOnly: true, limit: 10)
        #expect(open.map(\.virus) == ["Trial.Worm.UNOFFICIAL"] && open.map(\.n) == [1])
        #expect(open.first?.name.display.hasSuffix("正文.txt") == true && open.first?.code.isEmpty == false)
        var care = try await stacks.virusCare()
        #expect(care.openCases == 1 && care.partial == 1 && care.never == 0)
        // Found again, it is the same case.
        rest = try await stacks.virusRound(by: scanner)
        #expect(rest.objects == 5 && rest.infected == 1)
        #expect(try await stacks.virusCases(openOnly: false, limit: 10) == open)

        // A person settles it, with a reason; it is not asked about again.
        let id = try #require(open.first?.id)
        await #expect(throws: VirusProblem.nothingSaid) {
            try await stacks.settleVirus(id, saying: "  ", by: Self.archivist)
        }
        await #expect(throws: VirusProblem.mayNotSettle(.securityOfficer)) {
            try await stacks.settleVirus(id, saying: "误报", by: Agent(id: "li", role: .securityOfficer))
        }
        try await stacks.settleVirus(id, saying: "误报：另一软件查实无毒", by: Self.archivist)
        await #expect(throws: VirusProblem.settledAlready) {
            try await stacks.settleVirus(id, saying: "误报", by: Self.archivist)
        }
        _ = try await stacks.virusRound(by: scanner)
        care = try await stacks.virusCare()
        #expect(care.openCases == 0)
        #expect(try await home.keys() == keys, "nothing was written beside or removed")

        // The cases come from the ledger alone.
        let all = try await stacks.virusCases(openOnly: false, limit: 10)
        #expect(all.first?.settled?.said == "误报：另一软件查实无毒")
        let events = try await home.ledger.events(after: before, limit: 100)
        #expect(events.count { $0.1.kind == .virusFound } == 1)
        #expect(events.count { $0.1.kind == .virusesScanned } == 4)
        try await home.database.write { tx in
            try tx.run("DELETE FROM virus_case")
            try tx.run("DELETE FROM virus_report")
        }
        for (_, event) in events {
            guard let act = event.act, Stacks.replayed.contains(event.kind), event.kind != .preserved else { continue }
            let document = try await home.ledger.act(act)
            try await home.database.write { tx in try Stacks.replay(event, document, in: tx) }
        }
        #expect(try await stacks.virusCases(openOnly: false, limit: 10) == all)
        #expect(try await stacks.virusCare() == care)

        // Silent from now on: nothing counts as scanned by it.
        kill(daemon.process, SIGKILL)
        let scans = try await home.rows("SELECT unit, scanned_at FROM holding ORDER BY unit").map {
            $0.text("scanned_at")
        }
        await #expect(throws: ScannerProblem.self) { try await stacks.virusRound(by: scanner) }
        await #expect(throws: VirusProblem.noScanner) { try await stacks.virusRound(by: nil) }
        let after = try await home.rows("SELECT unit, scanned_at FROM holding ORDER BY unit")
        #expect(after.map { $0.text("scanned_at") } == scans)
        try await home.close()
    }

    @Test("a round that was killed is told by the next, also where no scanner answers then")
    func killed() async throws {
        let home = try await TestStacks()
        try await home.database.write { tx in
            try tx.run(
                """
                INSERT INTO virus_round (token, began_at, agent, role, engine, objects, files, bytes, infected)
                VALUES ('x', \(TestStacks.noon), 'steward', 'program', 'ClamAV 1', 7, 9, 100, 0)
                """)
        }
        await #expect(throws: VirusProblem.noScanner) { try await home.stacks.virusRound(by: nil) }
        let last = try #require(try await home.stacks.virusCare().last)
        #expect(last.isCutOff && last.objects == 7 && last.files == 9 && last.engine == "ClamAV 1")
        try await home.close()
    }
}
