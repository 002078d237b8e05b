import Archive
import Bytes
import Foundation
import Ledger
import Tables
import Testing

@Suite("Asking the ledger: by kind, by person, by subject, by day, page by page in both directions")
struct QuestionTests {
    private static let day = Duration.seconds(86_400)

    /// Ten days with three events each: of two people, about two things, of two kinds; every page has its own moment.
    private func home() async throws -> TestHome {
        let home = try await TestHome()
        for n in 0..<30 {
            let event = Event(
                id: .new(at: TestHome.noon), at: TestHome.noon + Self.day * (n / 3),
                kind: n % 2 == 0 ? .received : .checked,
                subject: "s\(n % 5)", agent: Agent(id: n % 3 == 0 ? "lin" : "wang", role: .archivist), act: nil,
                facts: [:])
            try await home.database.write { [ledger = home.ledger] tx in ledger.append(event, in: tx) }
        }
        return home
    }

    @Test("each narrowing and all together give just what they say, the newest first")
    func narrowing() async throws {
        let ledger = try await home().ledger
        let all = try await ledger.events(after: -1, limit: 100)
        func ask(_ question: LedgerQuestion) async throws -> [EventIndex] {
            try await ledger.ask(question, limit: 100).events.map(\.index)
        }
        func those(_ fits: (Event) -> Bool) -> [EventIndex] {
            let found: [EventIndex] = all.filter { fits($0.1) }.map { $0.0 }
            return found.reversed()
        }
        let from = TestHome.noon + Self.day * 2
        let until = TestHome.noon + Self.day * 4
        #expect(try await ask(LedgerQuestion()) == those { _ in true })
        #expect(try await ask(LedgerQuestion(kind: .checked)) == those { $0.kind == .checked })
        #expect(try await ask(LedgerQuestion(agent: "lin")) == those { $0.agent.id == "lin" })
        #expect(try await ask(LedgerQuestion(from: from, until: until)) == [11, 10, 9, 8, 7, 6])
        let together = those { $0.kind == .received && $0.subject == "s2" && $0.at >= from }
        #expect(!together.isEmpty)
        #expect(try await ask(LedgerQuestion(kind: .received, subject: "s2", from: from)) == together)
        #expect(try await ask(LedgerQuestion(from: TestHome.noon + Self.day * 400)) == [])
        #expect(try await ask(LedgerQuestion(until: TestHome.noon)) == [])
        #expect(try await ledger.agents() == ["lin", "wang"])
    }

    @Test("pages by key meet every event once on the way down, and the same pages on the way up")
    func paging() async throws {
        let ledger = try await home().ledger
        let question = LedgerQuestion(agent: "wang")
        var pages: [[EventIndex]] = []
        var answer = try await ledger.ask(question, limit: 7)
        #expect(!answer.hasNewer)
        while true {
            pages.append(answer.events.map(\.index))
            guard answer.hasOlder, let last = answer.events.last else { break }
            answer = try await ledger.ask(question, before: last.index, limit: 7)
            #expect(answer.hasNewer)
        }
        #expect(pages.count == 3)
        let met: [EventIndex] = pages.flatMap { $0 }
        let wanted: [EventIndex] = (0..<30).reversed().filter { $0 % 3 != 0 }
        #expect(met == wanted)
        for page in pages.dropLast().reversed() {
            answer = try await ledger.ask(question, after: try #require(answer.events.first).index, limit: 7)
            #expect(answer.events.map(\.index) == page && answer.hasOlder)
        }
        #expect(!answer.hasNewer)
    }

    @Test("an event's evidence leads to the root; that of a row somebody changed does not")
    func evidence() async throws {
        let home = try await home()
        let event = try #require(try await home.ledger.event(at: 17))
        let evidence = try await home.ledger.evidence(of: event, at: 17)
        #expect(evidence.isProven && evidence.size == 30 && evidence.root == home.ledger.head.root)
        #expect(!evidence.path.isEmpty)
        try await home.database.write { tx in try tx.run("UPDATE event SET agent = 'zhao' WHERE idx = 17") }
        let changed = try #require(try await home.ledger.event(at: 17))
        #expect(try await home.ledger.evidence(of: changed, at: 17).isProven == false)
    }
}
