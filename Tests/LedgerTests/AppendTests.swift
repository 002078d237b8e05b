import Archive
import Bytes
import Ledger
import Synchronization
import Tables
import Testing

@Suite("Appending")
struct AppendTests {
    @Test("events come back as they were written, in the order of their commits")
    func readBack() async throws {
        let home = try await TestHome()
        let event = Event(
            id: .new(at: TestHome.noon), at: TestHome.noon, kind: .described, subject: "unit-1",
            agent: Agent(id: "acc\"ount", role: .archivist), act: sha256([1]),
            facts: ["标题": "改\n", "n": 3, "l": [true]])
        try await home.database.write { [ledger = home.ledger] tx in ledger.append(event, in: tx) }
        try await home.append(2, kind: .received)
        let events = try await home.ledger.events(after: -1, limit: 10)
        #expect(events.map(\.0) == [0, 1, 2])
        #expect(events[0].1 == event)
        #expect(home.ledger.lastIndex == 2)
        #expect(try await home.ledger.events(after: 0, kinds: [.received, .checked], limit: 1).map(\.0) == [1])
        #expect(try await home.ledger.events(after: -1, kinds: [], limit: 10).isEmpty)
        #expect(try await home.ledger.events(about: "unit-1").map(\.1) == [event])
    }

    @Test("200 writers at once: an index for each, in commit order, and none for what was undone")
    func commitOrder() async throws {
        let home = try await TestHome()
        try await home.database.migrate([
            Migration("t") { _ in ["CREATE TABLE done (n INTEGER NOT NULL, place INTEGER NOT NULL)"] }
        ])
        let ledger = home.ledger
        struct Undone: Error {}
        try await withThrowingTaskGroup(of: Void.self) { group in
            for n in 0..<200 {
                group.addTask {
                    let event = ledger.event(kind: .received, subject: "s\(n)", agent: .steward)
                    do {
                        try await home.database.write { tx in
                            try tx.run("INSERT INTO done (n, place) VALUES (\(n), (SELECT count(*) FROM done))")
                            ledger.append(event, in: tx)
                            if n % 10 == 9 { throw Undone() }
                        }
                        // Answered means readable.
                        #expect(try await ledger.events(about: "s\(n)").count == 1)
                    } catch is Undone {}
                }
            }
            try await group.waitForAll()
        }
        let subjects = try await ledger.events(after: -1, limit: 1000).map(\.1.subject)
        let done = try await home.database.read { tx in
            try tx.rows("SELECT n FROM done ORDER BY place").map { "s\($0.int("n"))" }
        }
        #expect(subjects.count == 180 && subjects == done)
        #expect(try await ledger.verify().faults == [])
    }

    @Test("the line of an event is canonical JSON, and the line makes the event again")
    func canonicalLine() throws {
        let event = Event(
            id: EventID(trusted: "0198d3c0-0000-7000-8000-000000000001"), at: TestHome.noon, kind: .accepted,
            subject: "a\"b", agent: Agent(id: "u", role: .reviewer), act: sha256([]), facts: ["b": 1, "a": ["乙", nil]])
        let line = EventLine.bytes(event, at: 7)
        #expect(
            String(decoding: line, as: UTF8.self) == """
                {"act":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","agent":"u",\
                "at":"2026-11-23T04:00:00.000000Z","facts":{"a":["乙",null],"b":1},\
                "id":"0198d3c0-0000-7000-8000-000000000001","index":7,"kind":"accepted","role":"reviewer",\
                "schema":"lantai-event-1","subject":"a\\"b"}
                """)
        #expect(try JSON(parsing: line).canonical == line)
        let read = try #require(EventLine.read(line))
        #expect(read.index == 7 && read.event == event)
        #expect(EventLine.read(Array(String(decoding: line, as: UTF8.self).replacing(":7,", with: ": 7,").utf8)) == nil)
    }
}

@Suite("Act documents")
struct ActDocumentTests {
    @Test("are canonical JSON behind a version byte, named by their digest; the same act is the same document")
    func canonical() async throws {
        let home = try await TestHome()
        let digest = try await home.ledger.write(act: ["b": [1, 2], "a": "é", "units": ["x"]])
        let again = try await home.ledger.write(act: ["units": ["x"], "a": "é", "b": [1, 2]])
        let bytes = Array("\u{1}{\"a\":\"é\",\"b\":[1,2],\"units\":[\"x\"]}".utf8)
        #expect(digest == again && digest == sha256(bytes))
        #expect(try await home.store.bytes(of: ByteKey(trusted: "acts/\(digest.hex.prefix(2))/\(digest.hex)")) == bytes)
        #expect(try await home.ledger.act(digest)["a"] == "é")
    }

    @Test("one that is missing is said to be missing")
    func missing() async throws {
        let home = try await TestHome()
        await #expect(throws: LedgerProblem.actMissing(sha256([]))) { try await home.ledger.act(sha256([])) }
    }
}

@Suite("Arrivals")
struct ArrivalTests {
    @Test("every listener is woken after a commit that added events, and not by others")
    func woken() async throws {
        let home = try await TestHome()
        var (first, second) = (home.ledger.arrivals().makeAsyncIterator(), home.ledger.arrivals().makeAsyncIterator())
        try await home.database.write { tx in try tx.run("CREATE TABLE x (n INTEGER)") }
        try await home.append(1)
        await first.next()
        await second.next()
        #expect(home.ledger.lastIndex == 0)
    }
}
