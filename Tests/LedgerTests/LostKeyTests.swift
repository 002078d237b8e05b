import Archive
import Bytes
import Foundation
import Tables
import TestGround
import Testing

@testable import Ledger

@Suite("An archive whose signing key is lost goes on with a new one, and deceives nobody")
struct LostKeyTests {
    /// The sealed ledger of an archive that changed its key once, and its book of keys; nothing else of it is left.
    private struct Remains {
        let folder: String
        let book: KeyBook
        let events: Int64
    }

    private func remains() async throws -> Remains {
        let old = try await LogHome()
        try await old.home.append(20)
        try await old.home.ledger.seal()
        try await old.beats(2)
        try await old.log.rotate(by: .steward)
        try await old.home.append(5)
        try await old.home.ledger.seal()
        let folder = try temporaryFolder()
        try FileManager.default.copyItem(atPath: old.home.folder + "/ledger", toPath: folder + "/ledger")
        try FileManager.default.removeItem(atPath: folder + "/ledger/tail")
        let events = old.home.ledger.lastIndex + 1
        try await old.home.database.close()
        return Remains(folder: folder, book: old.log.book, events: events)
    }

    private func archive(_ folder: String, _ keys: [VerifyingKey]) throws -> LedgerArchive {
        LedgerArchive(store: try FolderStore(root: folder + "/ledger"), tailPath: folder + "/ledger/tail", keys: keys)
    }

    @Test("the lost keys' signatures hold; without the book of them nothing is proven")
    func signatures() async throws {
        let remains = try await remains()
        let place = KeyPlace(folder: remains.folder + "/keys")
        let new = SigningKey.generate()
        let without = try await archive(remains.folder, [new.verifying] + place.known()).read { _ in }
        #expect(!without.isProven && without.provenTo == 0)
        try place.keep(lost: [remains.book])
        #expect(place.lost() == [remains.book])
        let with = try await archive(remains.folder, [new.verifying] + place.known()).read { _ in }
        #expect(with.isProven && with.provenTo == remains.events)
    }

    @Test(
        "the log is another one, held until that was announced; the loss is an event, said once; all is clean afterwards"
    )
    func succession() async throws {
        let remains = try await remains()
        let folder = remains.folder
        let place = KeyPlace(folder: folder + "/keys")
        try place.keep(lost: [remains.book])
        let new = SigningKey.generate()
        try new.save(to: place.signing)
        let clock = Clock.fixed(TestHome.noon + .seconds(7200))
        for _ in 0..<2 {
            try PublicLog.beginAnew(
                folder + "/public-log", as: "archive.example/ledger/new", beat: LogHome.beat,
                instead: remains.book.first.name, at: TestHome.noon, now: clock.now)
        }
        var database = try TestGround.database(folder + "/lantai.db")
        try await database.migrate(Ledger.migrations)
        let report = try await Ledger.restore(
            try archive(folder, [new.verifying] + place.known()), into: database
        ) { _, _, _, _ in }
        #expect(report.isProven)
        func opened(_ database: any Database) async throws -> PublicLog {
            let ledger = try await Ledger(
                database: database, store: try FolderStore(root: folder + "/ledger"),
                tailPath: folder + "/ledger/tail", key: new, earlierKeys: place.known(), clock: clock)
            return try await PublicLog(
                ledger: ledger, folder: folder + "/public-log", keys: place, origin: "archive.example/ledger",
                beat: LogHome.beat, clock: clock)
        }
        var log = try await opened(database)
        #expect(log.origin == "archive.example/ledger/new")
        // Rotations of the lost log are no part of this one's book.
        #expect(log.book.keys.map(\.key.key) == [new.verifying] && log.book.changes.isEmpty)
        let held = PublicLogProblem.begunAnew(
            TestHome.noon, lost: remains.book.first.name, now: "archive.example/ledger/new")
        #expect(log.damage == held)
        await #expect(throws: held) { try await log.keepTime() }
        await #expect(throws: held) { try await log.goOn(knowing: nil, reason: "nothing was published", by: .steward) }

        try await log.ledger.enter(lost: remains.book, reason: "fire", by: .steward)
        try await log.ledger.enter(lost: remains.book, reason: "fire", by: .steward)
        let lost = try await log.ledger.events(about: "ledger-key").filter { $0.1.facts["action"]?.string == "lost" }
        #expect(lost.count == 1)
        #expect(lost.first?.1.facts["old"]?.string == remains.book.current.key.id)

        try await log.goOn(knowing: nil, asNew: true, reason: "announced in the gazette", by: .steward)
        try await log.keepTime()
        #expect(log.size == 1)
        try await log.ledger.seal()
        #expect(try await log.ledger.verify().isClean)
        try await database.close()
        database = try TestGround.database(folder + "/lantai.db")
        log = try await opened(database)
        #expect(log.damage == nil && log.size == 1)
        #expect(try await log.ledger.verify().isClean)
        // And it changes its key as any other.
        try await log.rotate(by: .steward)
        #expect(log.book.changes.count == 1)
        try await database.close()
    }

    @Test("a log that was restored from a backup is not passed off as a new one")
    func notNew() async throws {
        let home = try await LogHome()
        try await home.beats(1)
        try PublicLog.hold(
            home.home.folder + "/public-log", restoredFrom: "backup", at: TestHome.noon, entries: home.log.size)
        let restored = try await home.reopened()
        await #expect(throws: PublicLogProblem.restored(TestHome.noon, entries: restored.log.size)) {
            try await restored.log.goOn(knowing: nil, asNew: true, reason: "x", by: .steward)
        }
        try await restored.log.goOn(knowing: nil, reason: "nothing was published", by: .steward)
        #expect(restored.log.damage == nil)
    }
}
