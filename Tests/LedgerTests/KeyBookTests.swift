import Archive
import Bytes
import Foundation
import Tables
import Testing

@testable import Ledger

@Suite("Keys of the public log: rotated and revoked in public")
struct KeyBookTests {
    private let officer = Agent(id: "mi", role: .securityOfficer)

    @Test("a rotation is an event, signed by both keys; the new key signs what stands at once and outlives a restart")
    func rotation() async throws {
        let home = try await LogHome()
        try await home.beats(3)
        let (first, before) = (home.log.book.current, try #require(try await home.log.checkpoint()))
        #expect(before.note.isSigned(by: first))
        try await home.home.append(3)
        try await home.home.ledger.seal()
        try await home.log.rotate(by: officer)
        let book = home.log.book
        #expect(book.current != first && book.counts(first, on: 4) && !book.counts(first, on: 5))
        let after = try #require(try await home.log.checkpoint())
        #expect(after.size == before.size && after.root == before.root)
        #expect(after.note.isSigned(by: book.current) && !after.note.isSigned(by: first))
        let (_, event) = try #require(try await home.home.ledger.events(about: "ledger-key").last)
        #expect(event.kind == .keyChanged && event.agent == officer)
        #expect(event.facts["old"] == .string(first.key.id) && event.facts["new"] == .string(book.current.key.id))
        try await home.home.append(2)
        try await home.home.ledger.seal()
        let again = try await home.reopened()
        #expect(again.log.damage == nil && again.log.book == book && again.home.key.verifying == book.current.key)
        let report = try await again.home.ledger.verify()
        #expect(report.isClean, "\(report.faults)")
        #expect(KeyBook(text: book.text) == book)
    }

    @Test("a rotation cut off: before the ledger knew of it, it never was; after that, the next start finishes it")
    func cutOff() async throws {
        let home = try await LogHome()
        try await home.beats(1)
        try SigningKey.generate().save(to: home.log.keys.next)
        let first = home.log.book.current
        var again = try await home.reopened()
        #expect(again.log.book.current == first)
        #expect(!FileManager.default.fileExists(atPath: again.log.keys.next))

        // As if killed after the event: old key in place, new one beside it, the book of before.
        let (signing, next) = (URL(fileURLWithPath: again.log.keys.signing), again.log.keys.next)
        let history = URL(fileURLWithPath: again.log.keys.history)
        let oldHistory = try Data(contentsOf: history)
        try again.home.key.save(to: again.log.keys.signing)
        let oldKey = try Data(contentsOf: signing)
        try await again.log.rotate(by: officer)
        let book = again.log.book
        try FileManager.default.moveItem(atPath: signing.path, toPath: next)
        try oldKey.write(to: signing)
        try oldHistory.write(to: history)
        again = try await again.reopened()
        #expect(again.log.book == book && again.log.damage == nil)
        try await again.beats(1)
        #expect(try #require(try await again.log.checkpoint()).note.isSigned(by: book.current))
        // The book itself lost: made again from the ledger.
        try FileManager.default.removeItem(at: history)
        again = try await again.reopened()
        #expect(again.log.book == book)
    }

    @Test("a key that is not the one of the book signs nothing")
    func foreign() async throws {
        let home = try await LogHome()
        try await home.beats(1)
        try await home.home.database.close()
        let again = try await LogHome(home.home.folder, key: .generate(), time: home.time)
        #expect(again.log.damage?.code == "ledger.keys-altered")
        await #expect(throws: PublicLogProblem.self) { try await again.beats(1) }
    }

    @Test("a revocation counts from its moment; the key that signs is replaced first; a reason is asked for")
    func revocation() async throws {
        let home = try await LogHome()
        try await home.beats(1)
        let first = home.log.book.current
        let moment = home.time.now
        try await home.beats(10)
        await #expect(throws: PublicLogProblem.noReason) {
            try await home.log.revoke(first.number.hex, reason: " \n", by: officer)
        }
        await #expect(throws: PublicLogProblem.noSuchKey("ffffffffff")) {
            try await home.log.revoke("ffffffffff", reason: "x", by: officer)
        }
        try await home.log.revoke(first.number.hex, reason: "介质\n遗失", since: moment, by: officer)
        let book = home.log.book
        #expect(book.changes.count == 2 && book.current != first)
        #expect(book.counts(first, on: 2) && !book.counts(first, on: 3))
        guard case .revocation(_, let reason) = book.changes[1].kind else {
            Issue.record("no revocation")
            return
        }
        #expect(reason == "介质 遗失")
        #expect(KeyBook(text: book.text) == book)
        #expect(try await home.reopened().log.book == book)
    }

    @Test("a book with any change in it is not read")
    func altered() async throws {
        let home = try await LogHome()
        try await home.beats(1)
        try await home.log.rotate(by: officer)
        try await home.log.revoke(home.log.book.first.number.hex, reason: "lost", by: officer)
        var bytes = Array(home.log.book.text.utf8)
        for place in stride(from: 0, to: bytes.count, by: 5) {
            let byte = bytes[place]
            bytes[place] = byte == 65 ? 66 : 65
            #expect(KeyBook(text: String(decoding: bytes, as: UTF8.self)) == nil, "byte \(place)")
            bytes[place] = byte
        }
    }
}
