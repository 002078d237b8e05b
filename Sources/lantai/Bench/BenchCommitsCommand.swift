import Archive
import ArgumentParser
import Bytes
import Ledger
import Tables
import TablesSQLite

/// `lantai bench-commits`: many writers append to a ledger of their own; how long that took. For `bench/run`.
struct BenchCommitsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-commits",
        abstract: "Append events to a new ledger from many writers at once, and say how long it took.",
        discussion: "Prints one JSON object. Exit status: 0 done · 1 could not.",
        shouldDisplay: false)

    @Option(help: "An empty folder.") var folder: String
    @Option(help: "Writers at once.") var writers = 200
    @Option(help: "Events each appends, one after the other.") var each = 10
    @Option(help: "How many may share one commit.") var group = 50

    func run() async throws {
        try DurableFile.makeFolder(folder + "/ledger")
        let database = try SQLiteDatabase(path: folder + "/rows.sqlite", group: group)
        try await database.migrate(Ledger.migrations)
        let ledger = try await Ledger(
            database: database, store: try FolderStore(root: folder + "/ledger"), tailPath: folder + "/tail",
            key: .generate(), clock: .system())
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { [each] tasks in
            for writer in 0..<writers {
                tasks.addTask {
                    for _ in 0..<each {
                        let event = ledger.event(kind: .received, subject: "\(writer)", agent: .steward)
                        try await database.write { tx in ledger.append(event, in: tx) }
                    }
                }
            }
            try await tasks.waitForAll()
        }
        let spent = ContinuousClock.now - start
        CommandIO.terminal(input: nil).json([
            "events": .int(ledger.lastIndex + 1), "microseconds": .int(Int64(spent / .microseconds(1))),
        ])
    }
}
