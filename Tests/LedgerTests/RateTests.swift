import Archive
import Bytes
import Foundation
import Ledger
import Tables
import TestGround
import Testing

@Suite("What group commit is worth, printed and not judged", .serialized)
struct RateTests {
    @Test("appends a second by 200 writers at once", arguments: [1, 50])
    func rate(_ group: Int) async throws {
        let folder = try temporaryFolder()
        try DurableFile.makeFolder(folder + "/ledger")
        let database = try TestGround.database(folder + "/lantai.db", group: group)
        try await database.migrate(Ledger.migrations)
        let ledger = try await Ledger(
            database: database, store: try FolderStore(root: folder + "/ledger"), tailPath: folder + "/ledger/tail",
            key: .generate(), clock: .system())
        let (writers, each) = (200, 10)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { tasks in
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
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("ledger appends/s, at most \(group) a commit: \(Int(Double(writers * each) / seconds))")
        #expect(ledger.lastIndex == Int64(writers * each) - 1)
    }
}
