import Archive
import Bytes
import Foundation
import Ledger
import Tables
import TestGround
import Testing

@Suite("Changes made while the house is closed")
struct OfflineChangeTests {
    /// Three sealed and three open events, closed.
    private func closed() async throws -> TestHome {
        let home = try await TestHome()
        try await home.append(3)
        try await home.ledger.seal()
        try await home.append(3)
        try await home.database.close()
        return home
    }

    private func change(_ home: TestHome, _ query: Query) async throws {
        let database = try TestGround.database(home.folder + "/lantai.db")
        try await database.write { tx in try #expect(tx.run(query) > 0) }
        try await database.close()
    }

    @Test("a deleted last row: the tail's mark proves it, the ledger opens for reading only and says so")
    func lastRowDeleted() async throws {
        let home = try await closed()
        try await change(home, "DELETE FROM event WHERE idx = 5")
        let reopened = try await TestHome(home.folder, key: home.key)
        #expect(reopened.ledger.damage?.code == "database-behind")
        let problem = await #expect(throws: LedgerProblem.self) { try await reopened.append(1) }
        #expect(problem?.code == "ledger.damaged" && problem?.isTransient == false)
        await #expect(throws: LedgerProblem.self) { try await reopened.ledger.seal() }
        #expect(try await reopened.ledger.events(after: -1, limit: 10).count == 5)
        #expect(try await reopened.ledger.verify().faults.map(\.code).contains("row-missing"))
        // Nothing was repaired away.
        let again = try await reopened.reopened()
        #expect(again.ledger.damage?.code == "database-behind")
    }

    @Test("a deleted database: the ledger's files are older than it, and nothing is taken until it is rebuilt")
    func databaseDeleted() async throws {
        let home = try await closed()
        TestGround.remove(home.folder + "/lantai.db")
        let reopened = try await TestHome(home.folder, key: home.key)
        #expect(reopened.ledger.damage?.code == "database-behind")
        await #expect(throws: LedgerProblem.self) { try await reopened.append(1) }
    }

    @Test("a changed open row, or line of the tail")
    func openEventChanged() async throws {
        let home = try await closed()
        try await change(home, "UPDATE event SET subject = 'x' WHERE idx = 4")
        let reopened = try await TestHome(home.folder, key: home.key)
        #expect(reopened.ledger.damage?.code == "row-altered")
        try await reopened.database.close()
        try await change(home, "UPDATE event SET subject = 'subject' WHERE idx = 4")

        var bytes = try DurableFile.read(home.tailPath)
        bytes[20] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: home.tailPath))
        let second = try await TestHome(home.folder, key: home.key)
        #expect(second.ledger.damage?.code == "tail-altered")
        #expect(try await second.ledger.verify().faults.contains { $0.code == "tail-altered" })
    }

    @Test("a changed sealed row does not keep the house from opening, and verifying finds it")
    func sealedRowChanged() async throws {
        let home = try await closed()
        try await change(home, "UPDATE event SET subject = 'x' WHERE idx = 1")
        let reopened = try await TestHome(home.folder, key: home.key)
        #expect(reopened.ledger.damage == nil)
        #expect(try await reopened.ledger.verify().faults.map(\.place) == ["event 1"])
    }

    @Test("a changed note of the sealed tree is not gone on with: the leaves serve instead")
    func frontierChanged() async throws {
        let home = try await closed()
        try await change(home, "UPDATE segment SET frontier = substr(frontier, 65) || substr(frontier, 1, 64)")
        let reopened = try await TestHome(home.folder, key: home.key)
        #expect(reopened.ledger.head.root == home.ledger.head.root)
        #expect(try await reopened.ledger.verify().faults.map(\.code) == ["segment-row-altered"])
    }

    /// The lines without the marks, whose number depends on how events were grouped.
    private func events(in tail: [UInt8]) -> [ArraySlice<UInt8>] {
        tail.split(separator: UInt8(ascii: "\n")).filter { !$0.starts(with: Array("{\"committed\"".utf8)) }
    }

    @Test("a tail that is missing or shorter is written again from the rows, and verifying tells of it once")
    func tailMissing() async throws {
        let home = try await closed()
        let tail = try DurableFile.read(home.tailPath)
        for change in [nil, Array(tail.prefix { $0 != UInt8(ascii: "\n") }) + [UInt8(ascii: "\n")]] {
            try FileManager.default.removeItem(atPath: home.tailPath)
            if let change { try Data(change).write(to: URL(fileURLWithPath: home.tailPath)) }
            let reopened = try await TestHome(home.folder, key: home.key)
            #expect(reopened.ledger.damage == nil)
            #expect(events(in: try DurableFile.read(home.tailPath)) == events(in: tail))
            #expect(try await reopened.ledger.verify().faults.map(\.code) == ["tail-short"])
            let again = try await reopened.reopened()
            #expect(try await again.ledger.verify().isClean)
            try await again.database.close()
        }
    }
}
