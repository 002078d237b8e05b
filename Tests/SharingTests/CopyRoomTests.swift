import Archive
import Bytes
import Catalogue
import Formats
import Foundation
import Ledger
import Tables
import Testing

@testable import Appraisal
@testable import Preservation
@testable import Sharing

@Suite("Access copies are made in pieces that somebody claims, and nobody's death loses more than one")
struct CopyRoomTests {
    /// A room with these records kept, their copies asked for by the follower.
    private func room(_ codes: [String]) async throws -> (TestRoom, CopyRoom, [UnitID]) {
        let room = try await TestRoom(workers: true)
        let units = try await room.transfer(codes)
        let copies = try room.copyRoom()
        try await room.followKept(copies, units)
        return (room, copies, units.map(\.id))
    }

    @Test("a kept record gets its pyramids, and progress is told while they are made and forgotten after")
    func made() async throws {
        let (room, copies, units) = try await room([
            "X013-WS·1998-Y-0001", "X013-WS·1998-Y-0002", "X013-WS·1998-Y-0003",
        ])
        let progress = Progress(database: room.database, clock: room.clock)
        let before = try await progress.all()
        #expect(before.map(\.follower) == [CopyRoom.name] && before.first?.total == 3 && before.first?.done == 0)
        #expect(try await copies.settle() == 3)
        #expect(try await copies.counts() == (0, 0))
        #expect(try await progress.all().isEmpty)
        for unit in units {
            let file = try #require(try await room.stacks.holding(unit)?.files.first)
            let tiles = try #require(room.room.tiles(of: file, page: 1))
            // 200 by 100 points at 200 dots an inch.
            #expect(tiles.levels.map(\.width) == [556, 278, 139] && tiles.levels.first?.height == 278)
        }
    }

    @Test("what is claimed is nobody else's until the lease runs out, and a lease that was lost finishes nothing")
    func leases() async throws {
        let (room, copies, _) = try await room(["X013-WS·1998-Y-0001"])
        func claim(_ holder: String, lease: Int64) async throws -> CopyPiece? {
            try await room.database.write { tx in try CopyPiece.claim(by: holder, lease: lease, in: tx) }
        }
        let first = try #require(try await claim("a", lease: 60_000))
        #expect(try await claim("b", lease: 60_000) == nil)
        #expect(try await copies.settle() == 0)
        // As if the holder had been killed a minute ago.
        try await room.database.write { tx in try tx.run("UPDATE copy_piece SET free_at = free_at - 61000") }
        let second = try #require(try await claim("b", lease: 60_000))
        #expect(second.unit == first.unit && second.tries == 2)
        let stands = try await room.database.write { tx in
            [
                try first.renew(by: "a", lease: 60_000, in: tx), try first.finish(by: "a", in: tx),
                try second.renew(by: "b", lease: 60_000, in: tx), try second.finish(by: "b", in: tx),
            ]
        }
        #expect(stands == [false, false, true, true])
    }

    @Test("many hands share the pieces: each is claimed once")
    func shared() async throws {
        let (room, _, _) = try await room((1...40).map { "X013-WS·1998-Y-\(String(format: "%04d", $0))" })
        let claimed = try await withThrowingTaskGroup(of: [CopyPiece].self) { group in
            for hand in 0..<4 {
                group.addTask {
                    var mine: [CopyPiece] = []
                    while let piece = try await room.database.write({ tx in
                        try CopyPiece.claim(by: "hand \(hand)", lease: 60_000, in: tx)
                    }) { mine.append(piece) }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.count == 40 && Set(claimed.map(\.unit)).count == 40)
    }

    @Test("a lease is renewed as long as the work lasts")
    func heartbeat() async throws {
        var counts: [Int] = []
        // A machine that has no time for the heartbeat lets one be drawn twice, now and then; without one it would be so each time.
        for _ in 0..<4 where counts.last != 6 {
            let (room, _, _) = try await room((1...6).map { "X013-WS·1998-Y-000\($0)" })
            // Shorter than one drawing: without a heartbeat the second hand would take what the first has in hand.
            let copies = try room.copyRoom(hands: 2, lease: 300)
            async let one = copies.settle()
            async let other = copies.settle()
            counts.append(try await one + other)
        }
        #expect(counts.last == 6, "\(counts)")
    }

    @Test("copies wait while a transfer is being checked or kept")
    func givingWay() async throws {
        let (room, copies, _) = try await room(["X013-WS·1998-Y-0001"])
        let progress = Progress(database: room.database, clock: room.clock)
        try await progress.report("another", by: "intake.checking", done: 1, of: 9)
        copies.start()
        for _ in 0..<5 {
            copies.wake()
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await copies.counts().waiting == 1)
        room.move(to: "2026-11-24")
        for _ in 0..<200 where try await copies.counts().waiting > 0 {
            copies.wake()
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try await copies.counts().waiting == 0)
        await copies.stop()
    }

    @Test("copies wait while many read, but not for ever")
    func readersFirst() async throws {
        let (room, copies, _) = try await room(["X013-WS·1998-Y-0001"])
        func read() async throws {
            for _ in 0..<Readers.many {
                _ = try await room.room.record(publicID: PublicID.mint(), file: nil, page: nil)
            }
        }
        try await read()
        copies.start()
        for _ in 0..<5 {
            copies.wake()
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await copies.counts().waiting == 1)
        room.move(to: "2026-11-24")
        try await read()
        for _ in 0..<200 where try await copies.counts().waiting > 0 {
            copies.wake()
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try await copies.counts().waiting == 0)
        await copies.stop()
    }

    @Test("readers are many for as long as the second lasts, and the next")
    func seconds() {
        let readers = Readers()
        func at(_ milliseconds: Int64) -> Instant { Instant(microseconds: milliseconds * 1000) }
        for page in 0..<Readers.many {
            #expect(!readers.areMany(at: at(10_000)))
            readers.came(at: at(10_000 + Int64(page)))
        }
        #expect(readers.areMany(at: at(10_900)) && readers.areMany(at: at(11_900)))
        #expect(!readers.areMany(at: at(12_000)) && !readers.areMany(at: at(60_000)))
    }

    @Test("a copy room that is stopped at its work gives back what it had in hand")
    func stopped() async throws {
        let (room, copies, _) = try await room((1...9).map { "X013-WS·1998-Y-000\($0)" })
        copies.start()
        for _ in 0..<200 where try await copies.counts().waiting == 9 { try await Task.sleep(for: .milliseconds(10)) }
        await copies.stop()
        let held = try await room.database.read { tx in
            try tx.rows("SELECT holder, tries FROM copy_piece WHERE holder <> '' OR tries > 0")
        }
        #expect(held.isEmpty)
        #expect(try await copies.counts().parked == 0)
    }

    @Test("a page that cannot be drawn is tried a few times, then parked with its reason, and retried when asked")
    func parked() async throws {
        let (room, copies, units) = try await room(["X013-WS·1998-Y-0001", "X013-WS·1998-Y-0002"])
        let file = try #require(try await room.stacks.holding(units[0])?.files.first)
        let whole = try await room.stacks.read(file).reduce(into: [UInt8]()) { $0 += $1 }
        let path = room.root + "/stacks/" + file.key.text
        try FileManager.default.removeItem(atPath: path)
        try Data("不是PDF".utf8).write(to: URL(fileURLWithPath: path))
        for _ in 0..<5 {
            try await copies.settle()
            // The pause between tries is over.
            try await room.database.write { tx in try tx.run("UPDATE copy_piece SET free_at = free_at - 600000") }
        }
        let parked = try await copies.parked()
        #expect(parked.map(\.unit) == [units[0]] && parked.first?.code == "X013-WS·1998-Y-0001")
        #expect(parked.first?.what.zh.isEmpty == false && parked.first?.reason.hasPrefix("formats.") == true)
        #expect(try await copies.counts() == (0, 1))
        #expect(try await Progress(database: room.database, clock: room.clock).all().isEmpty)
        try Data(whole).write(to: URL(fileURLWithPath: path))
        #expect(try await copies.retry(units[0]) == 1)
        #expect(try await copies.settle() == 1)
        #expect(try await copies.counts() == (0, 0))
        #expect(room.room.tiles(of: file, page: 1) != nil)
    }

    @Test("a piece at which the program dies every time is parked, not tried for ever")
    func deadly() async throws {
        let (room, copies, _) = try await room(["X013-WS·1998-Y-0001"])
        for _ in 0..<4 {
            _ = try await room.database.write { tx in try CopyPiece.claim(by: "killed", lease: 1, in: tx) }
            try await Task.sleep(for: .milliseconds(5))
        }
        try await copies.settle()
        #expect(try await copies.parked().map(\.reason) == ["sharing.copy-kills"])
    }

    @Test("copies that were removed are made again when somebody looks, and a closed record's tiles are nobody's")
    func wished() async throws {
        let (room, copies, units) = try await room(["X013-WS·1998-Y-0001"])
        try await copies.settle()
        let unit = try #require(try await room.aids.units(units).first)
        func tile() async throws -> [UInt8]? {
            try await room.room.tile(publicID: unit.publicID, n: 1, page: 1, level: 0, column: 0, row: 0)
        }
        #expect(try await tile() == nil)
        try await room.open([unit])
        #expect(try await tile() == nil)
        try await room.publish([unit], .catalogue)
        #expect(try await tile() == nil)
        try await room.publish([unit], .image)
        let first = try #require(try await tile())
        #expect(first.starts(with: [0xFF, 0xD8]))
        #expect(try await room.room.tile(publicID: unit.publicID, n: 1, page: 1, level: 0, column: 9, row: 0) == nil)
        #expect(try await room.room.tile(publicID: unit.publicID, n: 1, page: 2, level: 0, column: 0, row: 0) == nil)

        for _ in 0..<2 {
            try await room.room.trimCopies(to: 0)
            #expect(try await tile() == nil)
            #expect(try await room.room.pageImage(publicID: unit.publicID, n: 1, page: 1) != nil)
            #expect(try await copies.settle() == 1)
            #expect(try await tile() == first)
        }
        // From the pyramid, smaller.
        let small = try #require(try await room.room.pageImage(publicID: unit.publicID, n: 1, page: 1, width: 200))
        #expect(small.mime == "image/jpeg")
    }
}
