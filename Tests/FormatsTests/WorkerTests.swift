import Archive
import Foundation
import Synchronization
import Testing

@testable import Formats

@Suite("Workers keep foreign files out of the house")
struct WorkerTests {
    @Test("a worker shuts itself in before it reads anything")
    func isolation() async throws {
        try await withWorkers { pool in
            let isolation = try await pool.probe()
            #expect(isolation.isSound, "refused: \(isolation.refused)")
            #expect(pool.isolation == isolation && pool.processes.count == 1)
        }
    }

    @Test("a worker that hangs is given up and replaced, and the others go on serving")
    func hang() async throws {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("a.txt")
            try Data("档案".utf8).write(to: file)
            try await withWorkers(2, WorkerLimits(seconds: 4)) { pool in
                try await pool.probe()
                let stopped = try #require(pool.processes.first)
                kill(stopped, SIGSTOP)
                let answers = try await withThrowingTaskGroup(of: DocumentFacts.self) { group in
                    for _ in 0..<40 {
                        group.addTask { try await pool.examine(path: file.path, name: FileName("a.txt")) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(answers.count { $0.damage?.code == "timeout" } == 1)
                #expect(answers.count { $0.text == ["档案"] } == 39)
                let late = try #require(answers.first { $0.damage != nil })
                #expect(late.identification.kind == .text)
                #expect(!pool.processes.contains(stopped))
            }
        }
    }

    @Test("a worker that dies between files is replaced without a word")
    func death() async throws {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("a.txt")
            try Data("档案".utf8).write(to: file)
            try await withWorkers { pool in
                try await pool.probe()
                kill(try #require(pool.processes.first), SIGKILL)
                #expect(try await pool.examine(path: file.path, name: FileName("a.txt")).text == ["档案"])
            }
        }
    }

    @Test("a file that ends two workers is called damaged")
    func crash() async throws {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("a.txt")
            try Data(String(repeating: "档案", count: 8_000_000).utf8).write(to: file)
            try await withWorkers { pool in
                // A thread, since the tasks of other tests may hold all that tasks run on.
                let stop = Atomic(false)
                Thread {
                    while !stop.load(ordering: .relaxed) {
                        for pid in pool.processes { kill(pid, SIGSEGV) }
                        usleep(500)
                    }
                }.start()
                let facts = try await pool.examine(path: file.path, name: FileName("a.txt"))
                stop.store(true, ordering: .relaxed)
                #expect(facts.damage?.code == "crash" && facts.text == nil)
                #expect(facts.damage?.what.en.contains("11") == true)
            }
        }
    }

    @Test("a worker is replaced after so many files")
    func replacement() async throws {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("a.txt")
            try Data("档案".utf8).write(to: file)
            try await withWorkers(1, WorkerLimits(files: 3)) { pool in
                var seen: Set<Int32> = []
                for _ in 0..<7 {
                    _ = try await pool.examine(path: file.path, name: FileName("a.txt"))
                    seen.formUnion(pool.processes)
                }
                #expect(seen.count == 3)
            }
        }
    }

    @Test("a worker that has drawn many pages of Chinese without embedded glyphs still reads text")
    func drawnManyTimes() async throws {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("a.pdf")
            try Data(Made.chinesePDF(pages: ["档案卷宗"])).write(to: file)
            let name = FileName("a.pdf")
            try await withWorkers { pool in
                let first = try await pool.pageImage(path: file.path, name: name, page: 1, width: 200)
                for _ in 0..<90 {
                    #expect(try await pool.pageImage(path: file.path, name: name, page: 1, width: 200) == first)
                }
                let text = try await pool.examine(path: file.path, name: name).text?.joined().trimmed
                #expect(text == "档案卷宗")
            }
        }
    }

    @Test("a closed pool refuses work and leaves no process behind")
    func close() async throws {
        let pool = WorkerPool(executable: LantaiProgram.path, count: 2)
        try await pool.probe()
        let processes = pool.processes
        kill(try #require(processes.first), SIGSTOP)
        let pending = Task { try await pool.examine(path: LantaiProgram.path, name: FileName("x")) }
        let second = Task { try await pool.examine(path: LantaiProgram.path, name: FileName("x")) }
        while pool.processes.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        let all = pool.processes
        await pool.close()
        _ = await (pending.result, second.result)
        for pid in all { #expect(kill(pid, 0) == -1 && errno == ESRCH) }
        await #expect(throws: WorkerProblem.closed) { try await pool.probe() }
    }

    @Test("a caller who leaves the queue is let go at once")
    func cancellation() async throws {
        try await withWorkers { pool in
            try await pool.probe()
            let stopped = try #require(pool.processes.first)
            kill(stopped, SIGSTOP)
            let first = Task { try await pool.examine(path: LantaiProgram.path, name: FileName("x")) }
            try await Task.sleep(for: .milliseconds(50))
            let second = Task { try await pool.examine(path: LantaiProgram.path, name: FileName("x")) }
            second.cancel()
            await #expect(throws: CancellationError.self) { try await second.value }
            kill(stopped, SIGCONT)
            #expect(try await first.value.identification.kind == .executable)
        }
    }

    @Test("what is not a plain file is not opened", arguments: ["/dev/zero", "/tmp", "/nowhere/at/all"])
    func notAFile(path: String) async throws {
        try await withWorkers { pool in
            let problem = await #expect(throws: WorkerProblem.self) {
                try await pool.examine(path: path, name: FileName("x"))
            }
            #expect(problem?.code == "formats.unreadable")
        }
    }

    @Test("a program that is no worker is an error, which passes")
    func noWorker() async throws {
        let pool = WorkerPool(executable: "/bin/false", count: 1)
        let problem = await #expect(throws: WorkerProblem.self) { try await pool.probe() }
        #expect(problem?.code == "formats.no-worker" && problem?.isTransient == true)
        await pool.close()
    }

    @Test("no answer, however wrong, is believed further than it is long")
    func wrongAnswers() throws {
        let facts = DocumentFacts(
            identification: Signature.text.identification(.content), pages: 3, damage: Broken.truncated.damage,
            text: ["一", "二"],
            picture: DocumentFacts.Picture(
                width: 1, height: 2, bands: 3, dpi: 300, bits: 8, compression: 5,
                looks: DocumentFacts.Looks(ink: 7, contrast: 9, lines: .down, lean: -125, isOnItsHead: true)),
            container: DocumentFacts.Container(
                entries: 1, encryptedEntries: 0, nested: 0, unpackedBytes: 9, names: [FileName("a")]),
            carries: [.macros, .alsoZIP], limitsHit: [.textPages])
        let wire = WorkerAnswer.facts(facts).wire
        guard case .facts(let back) = try WorkerAnswer(wire: wire, limits: WorkerLimits()) else {
            Issue.record("not facts")
            return
        }
        #expect(back == facts)
        for length in 0..<wire.count {
            #expect(throws: (any Error).self) {
                try WorkerAnswer(wire: Array(wire.prefix(length)), limits: WorkerLimits())
            }
        }
        var generator = SeededGenerator(state: 7)
        for _ in 0..<20_000 {
            var changed = wire
            for _ in 0..<3 {
                changed[Int.random(in: 0..<wire.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            _ = try? WorkerAnswer(wire: changed, limits: WorkerLimits())
        }
    }
}

/// The same numbers every time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
