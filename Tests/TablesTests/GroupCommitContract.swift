import Dispatch
import Synchronization
import Tables
import Testing

@Suite("Contract of group commit")
struct GroupCommitContract {
    private static func make(_ engine: Engine) async throws -> (any Database, RecordingHook) {
        let database = try await engine.make()
        try await database.migrate([
            Migration("1") { dialect in
                [
                    "CREATE TABLE body (n \(dialect.int64) PRIMARY KEY)",
                    "CREATE TABLE noted (n \(dialect.int64) NOT NULL)",
                ]
            }
        ])
        let hook = RecordingHook()
        database.attach(hook)
        return (database, hook)
    }

    /// Holds the writer inside a body until the answer is called, so that what is written meanwhile waits together.
    private static func hold(_ database: any Database) async -> @Sendable () async throws -> Void {
        let gate = DispatchSemaphore(value: 0)
        let (entered, entry) = AsyncStream.makeStream(of: Void.self)
        let holding = Task {
            try await database.write { _ in
                entry.yield()
                gate.wait()
            }
        }
        for await _ in entered { break }
        return {
            gate.signal()
            try await holding.value
        }
    }

    @Test("one throwing body undoes only itself, and its notes are dropped", arguments: Engine.all)
    func oneThrows(_ engine: Engine) async throws {
        let (database, hook) = try await Self.make(engine)
        let release = await Self.hold(database)
        let stood = try await withThrowingTaskGroup(of: Int?.self) { group in
            for n in 0..<20 {
                group.addTask {
                    do {
                        try await database.write { tx in
                            try tx.run("INSERT INTO body (n) VALUES (\(n))")
                            tx.note(n)
                            if n % 5 == 0 { throw Refused(number: n) }
                        }
                        return n
                    } catch let refused as Refused {
                        #expect(refused.number == n)
                        return nil
                    }
                }
            }
            try await release()
            return try await group.reduce(into: [Int]()) { all, one in if let one { all.append(one) } }.sorted()
        }
        let expected = (0..<20).filter { $0 % 5 != 0 }
        let (bodies, noted) = try await database.read { tx in
            (
                try tx.rows("SELECT n FROM body ORDER BY n").map { Int($0.int("n")) },
                try tx.rows("SELECT n FROM noted ORDER BY n").map { Int($0.int("n")) }
            )
        }
        #expect(stood == expected && bodies == expected && noted == expected)
        #expect(hook.log.withLock { $0.committed.sorted() } == expected)
    }

    @Test("what waits together commits together, fifty at most", .timeLimit(.minutes(10)), arguments: Engine.all)
    func groups(_ engine: Engine) async throws {
        let (database, hook) = try await Self.make(engine)
        let release = await Self.hold(database)
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let writers = (0..<120).map { n in
            Task {
                arrival.yield()
                try await database.write { tx in tx.note(n) }
            }
        }
        var arrived = 0
        for await _ in arrivals {
            arrived += 1
            if arrived == 120 { break }
        }
        // From there to the queue it is a few instructions; those too late only make more groups.
        try await Task.sleep(for: .milliseconds(50))
        try await release()
        for writer in writers { try await writer.value }
        let sizes = hook.log.withLock { $0.groups.map(\.count).filter { $0 > 0 } }
        #expect(sizes.reduce(0, +) == 120 && sizes.max()! <= 50 && sizes.count < 60)
    }

    @Test("callers are answered after the hook has heard of the commit", arguments: Engine.all)
    func answeredAfter(_ engine: Engine) async throws {
        let (database, hook) = try await Self.make(engine)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for n in 0..<200 {
                group.addTask {
                    try await database.write { tx in tx.note(n) }
                    #expect(hook.log.withLock { $0.committed.contains(n) })
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(
        "when the hook fails, all that stood in the group is undone, everyone hears of it, and writing goes on",
        arguments: Engine.all)
    func hookFails(_ engine: Engine) async throws {
        let (database, hook) = try await Self.make(engine)
        hook.log.withLock { $0.failsOn = 1 }
        for _ in 0..<2 {
            let problem = await #expect(throws: TablesProblem.self) {
                try await database.write { tx in
                    try tx.run("INSERT INTO body (n) VALUES (1)")
                    tx.note(1)
                }
            }
            #expect(problem?.isTransient == true)
        }
        let rows = try await database.read { tx in
            try tx.rows("SELECT n FROM body UNION ALL SELECT n FROM noted").count
        }
        #expect(rows == 0)
        #expect(hook.log.withLock { $0.rollbacks } == 2 && hook.log.withLock { $0.committed } == [])
        hook.log.withLock { $0.failsOn = nil }
        try await database.write { tx in
            try tx.run("INSERT INTO body (n) VALUES (1)")
            tx.note(1)
        }
        #expect(hook.log.withLock { $0.committed } == [1])
    }
}

/// Writes down what the database tells it, and fails on a number when asked to.
final class RecordingHook: CommitHook {
    struct Log {
        var groups: [[Int]] = []
        var pending: [Int] = []
        var committed: [Int] = []
        var rollbacks = 0
        var failsOn: Int?
    }

    let log = Mutex(Log())

    func beforeCommit(_ notes: [any Sendable], in tx: any Transaction) throws {
        let numbers = notes.compactMap { $0 as? Int }
        for number in numbers { try tx.run("INSERT INTO noted (n) VALUES (\(number))") }
        let fails = log.withLock { log in
            log.pending = numbers
            return numbers.contains { $0 == log.failsOn }
        }
        if fails { throw TablesProblem.undone(detail: "asked to fail") }
    }

    func afterCommit() {
        log.withLock { log in
            log.groups.append(log.pending)
            log.committed += log.pending
        }
    }

    func afterRollback() { log.withLock { $0.rollbacks += 1 } }
}
