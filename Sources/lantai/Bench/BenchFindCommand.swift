import Appraisal
import Archive
import ArgumentParser
import Discovery
import Foundation
import Glibc

/// `lantai bench-find`: builds an index of the records of `bench-data` and times questions to it. For `bench/run`.
struct BenchFindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-find",
        abstract: "Build an index of the records of bench-data and time questions to it.",
        discussion:
            "Prints one JSON object a line: the index first, then each question. Exit status: 0 done · 1 could not.",
        shouldDisplay: false)

    @Option(help: "A folder for the index; one already there is used.") var folder: String
    @Option(help: "How many records.") var records = 1000
    @Option(help: "Characters of full text in each, about.") var text = 0
    @Option(help: "How often each question is asked.") var times = 20
    @Argument(help: "Questions.") var questions: [String] = []

    func run() async throws {
        let io = CommandIO.terminal(input: nil)
        // Only what is asked questions needs texts to show: building is timed from the records as they are made.
        let shelf = questions.isEmpty ? nil : try await BenchShelf(folder: filled, records: records, textLength: text)
        let before = Usage.now
        let source = source(shown: shelf)
        let index = try SearchIndex(folder: folder + "/staff", scope: .staff, source: source, clock: .system())
        let opened = Usage.now
        let wasThere = index.records >= records
        if !wasThere { try await index.rebuild() }
        let built = Usage.now
        let finder = Finder(
            staff: index,
            public: try SearchIndex(folder: folder + "/public", scope: .public, source: source, clock: .system()))
        io.json([
            "records": .int(Int64(index.records)), "built": .bool(!wasThere),
            "milliseconds": .int((wasThere ? opened - before : built - opened).wall),
            "cpu": .int((wasThere ? opened - before : built - opened).cpu),
            "residentBefore": .int(before.resident), "resident": .int(built.resident),
        ])
        for question in questions { io.json(try await ask(question, finder)) }
        if let seen = try await visible(index, finder) { io.json(["visibleAfterMicroseconds": .int(seen)]) }
    }

    /// The folder, made if it is not there.
    private var filled: String {
        get throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            return folder
        }
    }

    private func ask(_ question: String, _ finder: Finder) async throws -> JSON {
        let query = FindQuery(parsing: question)
        var walls: [Int64] = []
        var cpus: [Int64] = []
        var total = 0
        _ = try await finder.find(query, reach: .everything, sort: .relevance, facets: true)
        let before = Usage.now
        for _ in 0..<times {
            let started = (ContinuousClock.now, clock())
            total = try await finder.find(query, reach: .everything, sort: .relevance, facets: true).total
            cpus.append(Int64(clock() - started.1) * 1_000_000 / Int64(CLOCKS_PER_SEC))
            walls.append(Int64((ContinuousClock.now - started.0) / .microseconds(1)))
        }
        let spent = Usage.now - before
        walls.sort()
        cpus.sort()
        return [
            "question": .string(question), "total": .int(Int64(total)), "times": .int(Int64(times)),
            "cpuMicroseconds": .int(spent.cpuMicroseconds / Int64(times)),
            "p50Microseconds": .int(walls[walls.count / 2]),
            "p95Microseconds": .int(walls[min(walls.count - 1, walls.count * 95 / 100)]),
            "cpuP95Microseconds": .int(cpus[min(cpus.count - 1, cpus.count * 95 / 100)]),
        ]
    }

    /// Microseconds from the act to the hit, of one record more.
    private func visible(_ index: SearchIndex, _ finder: Finder) async throws -> Int64? {
        let started = Usage.now
        try await index.update([BenchRecord.unit(records)])
        let code = BenchRecord(records, textLength: text).code
        let answer = try await finder.find(FindQuery(parsing: "档号:" + code), reach: .everything, limit: 50)
        let isThere = answer.hits.contains { $0.unit == BenchRecord.unit(records) }
        return isThere ? (Usage.now - started).microseconds : nil
    }

    /// The records: a page of hits is read from the shelf, if there is one, the many of a building are made.
    private func source(shown shelf: BenchShelf?) -> IndexSource {
        let (records, text) = (records, text)
        return IndexSource(
            load: { units in
                if let shelf, units.count <= Finder.longestPage / 10 { return try await shelf.load(units) }
                return units.compactMap { BenchRecord.number($0).map { BenchRecord($0, textLength: text).indexed } }
            },
            all: { last, limit in
                let first = last.flatMap(BenchRecord.number).map { $0 + 1 } ?? 0
                return first < records ? (first..<min(records, first + limit)).map(BenchRecord.unit) : []
            },
            changes: { _, _, _ in [] }, epoch: { 0 }, beginning: { _, _, _ in [] })
    }
}

/// What this process has used.
private struct Usage {
    var microseconds: Int64
    var cpuMicroseconds: Int64
    /// Bytes in memory.
    var resident: Int64

    var wall: Int64 { microseconds / 1000 }
    var cpu: Int64 { cpuMicroseconds / 1000 }

    private static let start = ContinuousClock.now

    static var now: Usage {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        return Usage(
            microseconds: Int64((ContinuousClock.now - start) / .microseconds(1)),
            cpuMicroseconds: Int64(clock()) * 1_000_000 / Int64(CLOCKS_PER_SEC),
            resident: (pages.flatMap { $0.count > 1 ? Int64($0[1]) : nil } ?? 0) * 4096)
    }

    static func - (later: Usage, earlier: Usage) -> Usage {
        Usage(
            microseconds: later.microseconds - earlier.microseconds,
            cpuMicroseconds: later.cpuMicroseconds - earlier.cpuMicroseconds,
            resident: later.resident - earlier.resident)
    }
}
