import Archive
import Bytes
import Foundation
import Ledger
import Tables
import Testing

/// Two sealed segments of 5 and 3 events, 4 open events; acts among all of them.
private func filledHome() async throws -> TestHome {
    let home = try await TestHome()
    try await home.append(4)
    try await home.append(act: ["units": ["u1"], "ground": "期满开放"])
    try await home.ledger.seal()
    try await home.append(act: ["units": ["u2"]])
    try await home.append(2)
    try await home.ledger.seal()
    try await home.append(act: ["units": ["u3"]])
    try await home.append(3)
    return home
}

extension TestHome {
    fileprivate func run(_ query: Query) async throws {
        try await database.write { tx in try #expect(tx.run(query) > 0) }
    }

    fileprivate var folderOfLedger: String { folder + "/ledger" }

    /// Puts other bytes at `path`, which the store keeps read-only.
    fileprivate func overwrite(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
        let path = folderOfLedger + "/" + path
        var bytes = try DurableFile.read(path)
        change(&bytes)
        try FileManager.default.removeItem(atPath: path)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    fileprivate func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: folderOfLedger + "/" + path)
    }

    fileprivate func codes() async throws -> Set<String> { Set(try await ledger.verify().faults.map(\.code)) }

    /// Changes each byte of `path` in turn (every `step`th), expects `code`, and puts the byte back.
    fileprivate func flipBytes(of path: String, step: Int, expecting codes: Set<String>) async throws {
        let original = try DurableFile.read(folderOfLedger + "/" + path)
        for place in stride(from: 0, to: original.count, by: step) {
            try overwrite(path) { $0[place] ^= 1 }
            let found = try await self.codes()
            #expect(!found.isDisjoint(with: codes), "byte \(place) of \(path): \(found)")
            try overwrite(path) { $0 = original }
        }
        #expect(try await ledger.verify().isClean)
    }
}

@Suite("Verifying: any change is found and named")
struct VerifyTests {
    @Test("a ledger as it was written has no faults, open or reopened, and is proven up to its last seal")
    func clean() async throws {
        var home = try await filledHome()
        for _ in 0..<2 {
            let report = try await home.ledger.verify()
            #expect(report.faults == [] && report.isClean)
            #expect(report.events == 12 && report.segments == 2 && report.checkpoints == 2 && report.acts == 3)
            #expect(report.provenTo == 8 && report.root == home.ledger.head.root)
            home = try await home.reopened()
        }
        try await home.append(2)
        try await home.ledger.seal()
        let report = try await home.ledger.verify()
        #expect(report.isClean && report.provenTo == 14)
        #expect(report.json["clean"] == true && report.json["proven"] == 14)
    }

    @Test("an empty ledger has no faults")
    func empty() async throws {
        var home = try await TestHome()
        #expect(try await home.ledger.verify().isClean)
        try await home.ledger.seal()
        home = try await home.reopened()
        #expect(try await home.ledger.verify().isClean)
    }

    static let changes = [
        "id = '0198d3c0-0000-7000-8000-000000000001'", "at = '2026-11-23T04:00:00.000001Z'",
        "at = '2026-11-23T+4:00:00.000000Z'", "kind = 'checked'", "subject = 'another'", "agent = 'lantai'",
        "role = 'auditor'", "role = 'nobody'", "act = NULL", "act = upper(act)", "facts = '{\"n\": 0}'", "facts = '{'",
        "facts = 7", "leaf = 'x'", "leaf = 'of the right length and changed!'",
    ]

    @Test("a changed column of a row, sealed or open", arguments: changes, [4, 8])
    func rowAltered(_ change: String, _ index: Int64) async throws {
        let home = try await filledHome()
        try await home.run("UPDATE event SET \(sql: Query(stringLiteral: change)) WHERE idx = \(index)")
        let report = try await home.ledger.verify()
        #expect(report.faults.map(\.code) == ["row-altered"] && report.faults.map(\.place) == ["event \(index)"])
        #expect(report.faults.allSatisfy { !$0.what.zh.isEmpty && !$0.what.en.isEmpty && !$0.next.zh.isEmpty })
    }

    @Test("a row changed together with its leaf", arguments: [(2, "row-altered"), (9, "copies-differ")])
    func rowAndLeaf(_ index: Int64, _ code: String) async throws {
        let home = try await filledHome()
        let event = try #require(try await home.ledger.event(at: index))
        let forged = Event(
            id: event.id, at: event.at, kind: .withdrawn, subject: event.subject, agent: event.agent, facts: event.facts
        )
        let leaf = MerkleHash.leaf(EventLine.bytes(forged, at: index))
        try await home.run("UPDATE event SET kind = 'withdrawn', leaf = \(leaf) WHERE idx = \(index)")
        #expect(try await home.codes() == [code])
    }

    @Test("a deleted row: first, sealed, open, last", arguments: [0, 6, 9, 11])
    func rowMissing(_ index: Int64) async throws {
        let home = try await filledHome()
        try await home.run("DELETE FROM event WHERE idx = \(index)")
        let faults = try await home.ledger.verify().faults
        #expect(faults.map(\.code) == ["row-missing"] && faults.map(\.place) == ["event \(index)"])
    }

    @Test("all rows deleted is one fault, not twelve")
    func allRowsMissing() async throws {
        let home = try await filledHome()
        try await home.run("DELETE FROM event")
        #expect(try await home.ledger.verify().faults.map(\.place) == ["events 0–11"])
    }

    @Test("an added row, behind the last or before the first", arguments: [12, -5])
    func rowExtra(_ index: Int64) async throws {
        let home = try await filledHome()
        try await home.run(
            """
            INSERT INTO event SELECT \(index), id, at, kind, subject, agent, role, act, facts, leaf
            FROM event WHERE idx = 11
            """)
        #expect(try await home.codes().contains("row-extra"))
    }

    @Test("two rows that changed places", arguments: [(1, 2), (9, 10)])
    func swapped(_ first: Int64, _ second: Int64) async throws {
        let home = try await filledHome()
        try await home.database.write { tx in
            try tx.run("UPDATE event SET idx = 999 WHERE idx = \(first)")
            try tx.run("UPDATE event SET idx = \(first) WHERE idx = \(second)")
            try tx.run("UPDATE event SET idx = \(second) WHERE idx = 999")
        }
        let faults = try await home.ledger.verify().faults
        #expect(faults.map(\.code) == ["row-altered", "row-altered"])
        #expect(faults.map(\.place) == ["event \(first)", "event \(second)"])
    }

    @Test("any byte of a segment")
    func segmentBytes() async throws {
        let home = try await filledHome()
        try await home.flipBytes(of: "segments/000000000005", step: 11, expecting: ["segment-altered"])
        try home.overwrite("segments/000000000005") { $0.removeLast() }
        #expect(try await home.codes() == ["segment-altered"])
    }

    @Test("any byte of a checkpoint")
    func checkpointBytes() async throws {
        let home = try await filledHome()
        try await home.flipBytes(
            of: "checkpoints/000000000005", step: 3, expecting: ["checkpoint-altered", "checkpoint-key"])
    }

    @Test("any byte of the tail")
    func tailBytes() async throws {
        let home = try await filledHome()
        try await home.flipBytes(of: "tail", step: 11, expecting: ["tail-altered", "copies-differ"])
    }

    @Test("any byte of an act document")
    func actBytes() async throws {
        let home = try await filledHome()
        let act = try #require(try await home.ledger.event(at: 4)?.act)
        try await home.flipBytes(of: "acts/\(act.hex.prefix(2))/\(act.hex)", step: 1, expecting: ["act-altered"])
    }

    @Test("any byte of the public key, or the key gone")
    func publicKey() async throws {
        let home = try await filledHome()
        try await home.flipBytes(of: "keys/\(home.key.id)", step: 1, expecting: ["key-altered"])
        try home.remove("keys/\(home.key.id)")
        #expect(try await home.codes() == ["key-altered"])
        #expect(try await PublicKeys.read(home.key.id, from: home.store) == nil)
    }

    @Test(
        "a file that is gone",
        arguments: [
            ("segments/000000000000", "segment-missing"), ("segments/000000000005", "segment-missing"),
            ("checkpoints/000000000005", "checkpoint-missing"), ("checkpoints/000000000008", "checkpoint-missing"),
            ("tail", "tail-missing"),
        ])
    func fileMissing(_ path: String, _ code: String) async throws {
        let home = try await filledHome()
        try home.remove(path)
        let faults = try await home.ledger.verify().faults
        #expect(Set(faults.map(\.code)).contains(code) && faults.contains { $0.place == path })
    }

    @Test("an act document that is gone")
    func actMissing() async throws {
        let home = try await filledHome()
        let act = try #require(try await home.ledger.event(at: 8)?.act)
        try home.remove("acts/\(act.hex.prefix(2))/\(act.hex)")
        #expect(try await home.codes() == ["act-missing"])
    }

    @Test("a tail that was cut, by one event, or by its last mark only", arguments: [1, 17, 200])
    func tailCut(_ bytes: Int) async throws {
        let home = try await filledHome()
        try home.overwrite("tail") { $0.removeLast(bytes) }
        #expect(!(try await home.codes()).isDisjoint(with: ["tail-altered", "tail-short"]))
    }

    @Test(
        "what the database notes of a segment",
        arguments: ["end_idx = 4", "digest = 'x'", "frontier = upper(frontier)", "first_idx = 1"])
    func segmentRows(_ change: String) async throws {
        let home = try await filledHome()
        try await home.run("UPDATE segment SET \(sql: Query(stringLiteral: change)) WHERE first_idx = 0")
        #expect(!(try await home.ledger.verify().isClean))
    }

    @Test("another signing key is not the key of this ledger")
    func anotherKey() async throws {
        let home = try await filledHome()
        try await home.database.close()
        let other = try await TestHome(home.folder, key: .generate())
        let faults = try await other.ledger.verify().faults
        #expect(faults.map(\.code) == ["checkpoint-key", "checkpoint-key"])
    }
}
