import Archive
import Foundation
import Tables
import TestGround
import Testing

@testable import Ledger

@Suite("The public log: as long as time, and the same for ever")
struct PublicLogTests {
    private let unit = UnitID.new(at: TestHome.noon)

    @Test("it grows by the clock alone: with and without work in the house it has as many entries, of the same form")
    func growth() async throws {
        let (quiet, busy) = (try await LogHome(), try await LogHome())
        var sizes: [[Int64]] = [[], []]
        for round in 0..<12 {
            if round % 3 != 1 {
                try await busy.home.append(20 * round + 1)
                for n in 0..<round * 5 { try await busy.say("陈述\(round)-\(n)", about: .new(at: busy.time.now)) }
            }
            for (place, home) in [quiet, busy].enumerated() {
                try await home.beats([1, 1, 7, 0, 2][round % 5])
                sizes[place].append(try #require(try await home.log.checkpoint()).size)
            }
        }
        #expect(sizes[0] == sizes[1])
        let (one, other) = (try await quiet.leaves(), try await busy.leaves())
        #expect(one.count == other.count && Set(one + other).count == one.count * 2)
    }

    @Test("what the rows say counts: entries found done that were thought refused are not added twice")
    func foundDone() async throws {
        let home = try await LogHome()
        try await home.beats(1)
        // Another pair of eyes on the same home adds what the first then knows nothing of.
        let other = try await PublicLog(
            ledger: home.home.ledger, folder: home.home.folder + "/public-log", keys: home.log.keys,
            origin: home.log.origin, beat: LogHome.beat, clock: home.log.clock)
        home.time.move(LogHome.beat)
        try await other.keepTime()
        try await home.beats(1)
        #expect(home.log.size == 4)
        #expect(try await home.leaves().count == 4)
        #expect(try await home.reopened().log.damage == nil)
    }

    @Test("tiles, roots, inclusion and consistency are those of a tree computed by hand, up to 700 entries")
    func tree() async throws {
        let home = try await LogHome()
        try await home.log.keepTime()
        var roots: [Int64: [UInt8]] = [:]
        for step in [1, 1, 1, 4, 9, 60, 178, 1, 1, 1, 250, 3, 190] as [Int64] {
            try await home.beats(step)
            let checkpoint = try #require(try await home.log.checkpoint())
            #expect(checkpoint.root == MerkleTree(leaves: try await home.leaves()).root)
            roots[checkpoint.size] = checkpoint.root
        }
        let leaves = try await home.leaves()
        let size = Int64(leaves.count)
        #expect(size > 700)
        let log = home.log
        #expect(try await log.tile(level: 0, n: 1) == leaves[256..<512].flatMap { $0 })
        #expect(
            try await log.tile(level: 1, n: 0, width: 2)
                == [leaves[..<256], leaves[256..<512]].flatMap { MerkleTree(leaves: Array($0)).root })
        #expect(try await log.tile(level: 1, n: 0, width: 3) == nil)
        #expect(try await log.tile(level: 0, n: 2) == nil)
        #expect(try await log.tile(level: 0, n: 2, width: Int(size - 512)) == leaves[512...].flatMap { $0 })
        #expect(try await log.entries(n: 2, width: Int(size - 511)) == nil)
        let root = try #require(roots[size])
        let proofs = try await home.home.database.read { tx in
            try stride(from: Int64(0), to: size, by: 7).map { ($0, try TileTree(tx: tx).inclusion(of: $0, in: size)) }
        }
        for (index, path) in proofs {
            #expect(MerkleProof.includes(leaves[Int(index)], at: index, in: size, root: root, path: path))
        }
        for (old, oldRoot) in roots {
            for (new, newRoot) in roots where old <= new {
                let path = try #require(try await log.consistency(from: old, to: new))
                #expect(MerkleProof.extends(old, oldRoot, to: new, newRoot, path: path), "\(old) \(new)")
            }
        }
        #expect(try await log.consistency(from: 1, to: size + 1) == nil)
    }

    @Test("a statement is proven after the next beat, and only while it is the last about its unit")
    func statements() async throws {
        let home = try await LogHome()
        try await home.log.keepTime()
        try await home.say("公布", about: unit)
        try await home.say("公布", about: unit)
        #expect(try await home.evidence("公布", unit) == .waiting(until: home.log.time(of: 1)))
        #expect(try await home.evidence("别的", unit) == .none)
        try await home.log.keepTime()
        #expect(try await home.evidence("公布", unit) == .waiting(until: home.log.time(of: 1)))
        try await home.beats(1)
        guard case .proof(let proof) = try await home.evidence("公布", unit) else {
            Issue.record("no proof")
            return
        }
        #expect(String(decoding: proof, as: UTF8.self).hasPrefix("c2sp.org/tlog-proof@v1\nextra "))
        try await home.say("撤回", about: unit)
        #expect(try await home.evidence("公布", unit) == .none)
        let rows = try await home.home.database.read { tx in
            try tx.row("SELECT count(*) AS c FROM log_statement")!.int("c")
        }
        #expect(rows == 2, "the same said twice is one statement")
    }

    private func deleteRows(of home: LogHome) async throws {
        try await home.home.database.write { tx in
            for table in LogHome.tables { try tx.run("DELETE FROM \(sql: table)") }
        }
    }

    @Test("rows deleted: opened again, all of it is there from the journal, byte for byte")
    func rowsAgain() async throws {
        let home = try await LogHome()
        for round in 0..<5 {
            try await home.say("陈述\(round)", about: unit)
            try await home.beats(Int64(round * 150 + 1))
        }
        let (leaves, proof) = (try await home.leaves(), try await home.evidence("陈述4", unit))
        try await deleteRows(of: home)
        let again = try await home.reopened()
        try await again.log.keepTime()
        #expect(try await again.leaves() == leaves)
        #expect(try await again.evidence("陈述4", unit) == proof)
    }

    @Test(
        "a beat cut off anywhere: torn line, whole line without rows, rows without checkpoint; nothing lost, nothing twice",
        arguments: [0, 1, 40, -1])
    func cutOff(torn: Int) async throws {
        let home = try await LogHome()
        try await home.log.keepTime()
        try await home.say("公布", about: unit)
        let journal = URL(fileURLWithPath: home.log.journal)
        let before = try Data(contentsOf: journal)
        let (files, database, ends) = (FileManager.default, home.home.folder + "/lantai.db", ["", "-wal", "-shm"])
        for end in ends { try? files.copyItem(atPath: database + end, toPath: database + ".kept" + end) }
        try await TestGround.copied(database, to: database + ".kept")
        try await home.beats(1)
        let whole = try Data(contentsOf: journal)
        let published = try #require(try await home.log.checkpoint())
        try await home.home.database.close()
        // The rows of before, and so much of the journal's new line; torn, nothing of it was signed either.
        try TestGround.replace(database, with: database + ".kept")
        try (torn < 0 ? whole : before + whole.dropFirst(before.count).prefix(torn)).write(to: journal)
        if torn >= 0 { try files.removeItem(atPath: home.log.checkpointFile) }

        let again = try await home.reopened()
        #expect(again.log.damage == nil)
        try await again.log.keepTime()
        let checkpoint = try #require(try await again.log.checkpoint())
        #expect(checkpoint.size == 2 && again.log.size == 2)
        if torn < 0 { #expect(checkpoint == published) }
        guard case .proof = try await again.evidence("公布", unit) else {
            Issue.record("lost")
            return
        }
        let counts = try await again.home.database.read { tx in
            try ["log_statement", "log_entry"].map { (table: Query) in
                try tx.row("SELECT count(*) AS c FROM \(sql: table)")!.int("c")
            }
        }
        #expect(counts == [1, 2])
    }

    @Test(
        "a smaller or another log than was published is not gone on with: nothing is added, nothing proven",
        arguments: 0..<5)
    func neverBack(kind: Int) async throws {
        let home = try await LogHome()
        try await home.beats(3)
        try await home.say("公布", about: unit)
        try await home.beats(3)
        if kind != 2 { try await deleteRows(of: home) }
        try await home.home.database.close()
        let journal = URL(fileURLWithPath: home.log.journal)
        var lines = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n").map(String.init)
        let checkpoint = try String(contentsOfFile: home.log.checkpointFile, encoding: .utf8)
        switch kind {
        case 0: lines.removeLast(2)
        case 1: lines[3] = #"{"entry":"\#(String(repeating: "ab", count: 32))","n":2}"#
        case 3: lines[3] = "{}"
        default: break
        }
        try (lines.joined(separator: "\n") + "\n").write(to: journal, atomically: true, encoding: .utf8)
        if kind == 2 { try FileManager.default.removeItem(at: journal) }
        if kind == 4 {
            let altered = checkpoint.replacingOccurrences(of: "\n7\n", with: "\n6\n")
            #expect(altered != checkpoint)
            try altered.write(toFile: home.log.checkpointFile, atomically: true, encoding: .utf8)
        }
        let again = try await LogHome(home.home.folder, key: home.home.key, time: home.time)
        let expected = [
            "ledger.log-smaller", "ledger.log-forked", "ledger.log-shorter", "ledger.log-journal-altered",
            "ledger.log-checkpoint-altered",
        ]
        #expect(again.log.damage?.code == expected[kind])
        again.time.move(6000)
        await #expect(throws: PublicLogProblem.self) { try await again.log.keepTime() }
        await #expect(throws: PublicLogProblem.self) { try await again.log.checkpoint() }
        await #expect(throws: PublicLogProblem.self) { try await again.evidence("公布", unit) }
    }

    @Test("a clock that jumps back adds nothing; one that jumps decades ahead is not believed")
    func clock() async throws {
        let home = try await LogHome()
        try await home.beats(5)
        let size = home.log.size
        home.time.move(-86_400)
        try await home.log.keepTime()
        #expect(home.log.size == size)
        home.time.move(86_400 * 366 * 40)
        let problem = await #expect(throws: PublicLogProblem.self) { try await home.log.keepTime() }
        #expect(problem?.code == "ledger.clock-ahead" && home.log.size == size)
    }
}
