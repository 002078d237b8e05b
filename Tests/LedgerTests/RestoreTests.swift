import Archive
import Bytes
import Foundation
import Ledger
import Synchronization
import Tables
import TestGround
import Testing

@Suite("The ledger read from its files, and restored into a new database")
struct RestoreTests {
    private func filledHome() async throws -> TestHome {
        let home = try await TestHome()
        try await home.append(3)
        try await home.append(act: ["units": ["u1"]])
        try await home.ledger.seal()
        try await home.append(2)
        try await home.ledger.seal()
        try await home.append(act: ["units": ["u2"]])
        try await home.append(1)
        return home
    }

    private func read(_ archive: LedgerArchive) async throws -> ([LedgerArchive.Entry], LedgerArchive.Report) {
        var entries: [LedgerArchive.Entry] = []
        let report = try await archive.read { entries.append($0) }
        return (entries, report)
    }

    @Test("all events in order, sealed and open, proven up to the last checkpoint")
    func read() async throws {
        let home = try await filledHome()
        let (entries, report) = try await read(home.archive)
        let events = try await home.ledger.events(after: -1, limit: 100)
        #expect(entries.map(\.index) == events.map(\.0) && entries.map(\.event) == events.map(\.1))
        #expect(report.events == 8 && report.provenTo == 6 && report.lastCheckpoint == 6 && report.isProven)
        #expect(report.root == home.ledger.head.root && report.faults == [])
    }

    @Test("restored, rows and leaves are equal, the rooms are played every event with its act, and the house goes on")
    func restore() async throws {
        let home = try await filledHome()
        try await home.database.close()
        let rows: Query = "SELECT * FROM event ORDER BY idx"
        let old = try TestGround.database(home.folder + "/lantai.db")
        let expected = try await old.read { tx in
            (try tx.rows(rows).map(\.values), try tx.rows("SELECT * FROM segment").map(\.values))
        }
        try await old.close()

        let database = try TestGround.database(home.folder + "/new.db")
        try await database.migrate(
            Ledger.migrations + [Migration("t") { _ in ["CREATE TABLE played (n INTEGER NOT NULL, act TEXT)"] }])
        let report = try await Ledger.restore(home.archive, into: database) { index, event, act, tx in
            try tx.run("INSERT INTO played (n, act) VALUES (\(index), \(act?.text))")
        }
        #expect(report.isProven && report.events == 8)
        let (events, segments, played) = try await database.read { tx in
            (
                try tx.rows(rows).map(\.values), try tx.rows("SELECT * FROM segment").map(\.values),
                try tx.rows("SELECT act FROM played ORDER BY n").map { $0.optionalText("act") }
            )
        }
        #expect(events == expected.0 && segments == expected.1)
        #expect(played == [nil, nil, nil, "{\"units\":[\"u1\"]}", nil, nil, "{\"units\":[\"u2\"]}", nil])
        await #expect(throws: LedgerProblem.notEmpty(events: 8)) {
            try await Ledger.restore(home.archive, into: database) { _, _, _, _ in }
        }

        let ledger = try await Ledger(
            database: database, store: home.store, tailPath: home.tailPath, key: home.key,
            clock: .fixed(TestHome.noon))
        #expect(ledger.damage == nil && ledger.lastIndex == 7)
        #expect(try await ledger.verify().faults == [])
    }

    @Test("an act in parts is played part by part, then whole, and verified in all its parts")
    func parts() async throws {
        let home = try await TestHome()
        let parts = try await home.ledger.write(acts: [["units": ["a"]], ["units": ["b"]]])
        let whole = try await home.ledger.write(act: ["parts": .array(parts.map { .string($0.hex) })])
        let event = home.ledger.event(
            kind: .drafted, subject: "s", agent: .steward, act: whole, facts: ["parts": 2])
        try await home.database.write { [ledger = home.ledger] tx in ledger.append(event, in: tx) }
        #expect(try await home.ledger.acts(of: event) == parts + [whole])
        #expect(try await home.ledger.verify().acts == 3)

        let database = try TestGround.database(home.folder + "/new.db")
        try await database.migrate(Ledger.migrations)
        let played = Mutex<[String?]>([])
        _ = try await Ledger.restore(home.archive, into: database) { _, _, act, _ in
            played.withLock { $0.append(act?["units"]?.array?[0].string ?? act?["parts"].map { _ in "whole" }) }
        }
        #expect(played.withLock { $0 } == ["a", "b", "whole"])

        try FileManager.default.removeItem(
            atPath: home.folder + "/ledger/acts/\(parts[1].hex.prefix(2))/\(parts[1].hex)")
        let faults = try await home.ledger.verify().faults
        #expect(faults.map(\.code) == ["act-missing"])
    }

    @Test("an event that a room cannot play again is named")
    func replayFails() async throws {
        struct Odd: Error {}
        let home = try await filledHome()
        let database = try TestGround.database(home.folder + "/new.db")
        try await database.migrate(Ledger.migrations)
        let problem = await #expect(throws: LedgerProblem.self) {
            try await Ledger.restore(home.archive, into: database) { index, _, _, _ in if index == 3 { throw Odd() } }
        }
        #expect(problem?.code == "ledger.replay-failed" && problem?.what.en.contains("Event 3 (decided)") == true)
    }

    @Test("a missing segment ends the reading, and what was lost is said")
    func gap() async throws {
        let home = try await filledHome()
        try FileManager.default.removeItem(atPath: home.folder + "/ledger/segments/000000000004")
        let (entries, report) = try await read(home.archive)
        #expect(entries.count == 4 && report.events == 4 && report.provenTo == 4 && !report.isProven)
        #expect(report.faults.map(\.code) == ["segment-missing"])
    }

    @Test("a changed segment is read as far as it can be, and not proven", arguments: [40, 300, 700])
    func changed(_ place: Int) async throws {
        let home = try await filledHome()
        let path = home.folder + "/ledger/segments/000000000000"
        var bytes = try DurableFile.read(path)
        bytes[place] ^= 1
        try FileManager.default.removeItem(atPath: path)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let (_, report) = try await read(home.archive)
        #expect(!report.isProven && report.provenTo == 0 && !report.faults.isEmpty)
    }

    @Test("checkpoints of another key prove nothing")
    func otherKey() async throws {
        let home = try await filledHome()
        let archive = LedgerArchive(
            store: home.store, tailPath: home.tailPath, keys: [SigningKey.generate().verifying])
        let (_, report) = try await read(archive)
        #expect(report.events == 8 && report.provenTo == 0 && !report.isProven)
    }

    @Test("a tail that lost its last event, though its mark tells of it")
    func tailShort() async throws {
        let home = try await filledHome()
        var lines = try DurableFile.read(home.tailPath).split(separator: 10)
        lines.remove(at: lines.count - 2)
        try Data(lines.joined(separator: [10]) + [10]).write(to: URL(fileURLWithPath: home.tailPath))
        let (_, report) = try await read(home.archive)
        #expect(report.events == 7 && !report.isProven && report.faults.map(\.code) == ["tail-altered"])
    }
}

@Suite("Sealing")
struct SealingTests {
    @Test("seals in segments of at most a thousand events, each with a checkpoint that holds offline")
    func seals() async throws {
        let home = try await TestHome()
        let ledger = home.ledger
        for _ in 0..<5 {
            try await home.database.write { tx in
                for n in 0..<500 {
                    ledger.append(ledger.event(kind: .received, subject: "s\(n)", agent: .steward), in: tx)
                }
            }
        }
        #expect(ledger.unsealed == 2500)
        try await ledger.seal()
        #expect(ledger.unsealed == 0)
        var segments: [String] = []
        for try await key in home.store.keys(under: ByteKey(trusted: "segments")) { segments.append(key.text) }
        #expect(segments == ["segments/000000000000", "segments/000000001000", "segments/000000002000"])
        let checkpoint = try #require(Checkpoint(try await home.store.bytes(of: Checkpoint.key(2500))))
        #expect(checkpoint.size == 2500 && checkpoint.root == ledger.head.root && checkpoint.key == home.key.id)
        #expect(checkpoint.isSigned(by: home.key.verifying))
        #expect(!checkpoint.isSigned(by: SigningKey.generate().verifying))
        #expect(try DurableFile.read(home.tailPath) == Array("{\"committed\":2500}\n".utf8))
        #expect(try await ledger.verify().isClean)
    }

    @Test("sealing again, or with nothing new, changes nothing")
    func again() async throws {
        let home = try await TestHome()
        try await home.append(2)
        try await home.ledger.seal()
        try await home.ledger.seal()
        let report = try await home.ledger.verify()
        #expect(report.isClean && report.segments == 1 && report.checkpoints == 1)
    }

    @Test("a changed row is not given a signature")
    func refuses() async throws {
        let home = try await TestHome()
        try await home.append(3)
        try await home.database.write { tx in try tx.run("UPDATE event SET subject = 'x' WHERE idx = 1") }
        await #expect(throws: LedgerProblem.self) { try await home.ledger.seal() }
    }

    @Test("events appended while sealing stay in the tail")
    func whileSealing() async throws {
        var home = try await TestHome()
        try await withThrowingTaskGroup(of: Void.self) { [home] group in
            for _ in 0..<4 { group.addTask { try await home.append(60) } }
            group.addTask { for _ in 0..<20 { try await home.ledger.seal() } }
            group.addTask {
                for _ in 0..<5 {
                    let faults = try await home.ledger.verify().faults
                    #expect(faults == [])
                }
            }
            try await group.waitForAll()
        }
        #expect(try await home.ledger.verify().faults == [])
        home = try await home.reopened()
        #expect(home.ledger.lastIndex == 239)
        #expect(try await home.ledger.verify().faults == [])
    }

    @Test("proofs from the rows hold against the checkpoint")
    func proofs() async throws {
        let home = try await TestHome()
        try await home.append(5)
        let old = home.ledger.head
        try await home.append(8)
        let new = home.ledger.head
        let (size, path) = try await home.ledger.inclusionProof(of: 6)
        let event = try #require(try await home.ledger.event(at: 6))
        let leaf = MerkleHash.leaf(EventLine.bytes(event, at: 6))
        #expect(MerkleProof.includes(leaf, at: 6, in: size, root: new.root, path: path))
        let growth = try await home.ledger.consistencyProof(from: old.size, to: new.size)
        #expect(MerkleProof.extends(old.size, old.root, to: new.size, new.root, path: growth))
    }
}
