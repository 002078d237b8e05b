import Archive
import Bytes
import Foundation
import Ledger
import Synchronization
import Tables
import TestGround
import Testing

/// Copies the home at each step of the database and of its commits: what a power cut at that moment leaves.
private final class CopyingDatabase: Database {
    struct Copy: Sendable {
        let place: String
        let folder: String
        /// Subjects whose writers had their answer.
        let answered: [String]
    }

    private struct Hook: CommitHook {
        let inner: any CommitHook
        let database: CopyingDatabase

        func beforeCommit(_ notes: [any Sendable], in tx: any Transaction) throws {
            database.copy("before the tail is written")
            try inner.beforeCommit(notes, in: tx)
            database.copy("before COMMIT")
        }

        func afterCommit() {
            database.copy("after COMMIT")
            inner.afterCommit()
            database.copy("after the commit hook")
        }

        func afterRollback() { inner.afterRollback() }
    }

    let dialect = Dialect.sqlite
    let inner: any Database
    let folder: String
    let copies = Mutex<[Copy]>([])
    let answered = Mutex<[String]>([])

    init(_ folder: String) throws {
        self.folder = folder
        inner = try TestGround.database(folder + "/lantai.db")
    }

    func copy(_ place: String) {
        let path = try! temporaryFolder() + "/copy"
        try! FileManager.default.copyItem(atPath: folder, toPath: path)
        let copy = Copy(place: place, folder: path, answered: answered.withLock { $0 })
        copies.withLock { $0.append(copy) }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await inner.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        copy("before a write")
        return try await inner.write(body)
    }

    func attach(_ hook: any CommitHook) { inner.attach(Hook(inner: hook, database: self)) }
    func close() async throws { try await inner.close() }
}

@Suite("Killed at any step")
struct KillTests {
    @Test(
        "the home opens whole: what was answered is there, nothing is doubled, and it goes on",
        .enabled(if: TestGround.isSQLite, "copies the database file"))
    func anyStep() async throws {
        let folder = try temporaryFolder()
        try FileManager.default.createDirectory(atPath: folder + "/ledger", withIntermediateDirectories: true)
        let key = SigningKey.generate()
        let database = try CopyingDatabase(folder)
        try await database.inner.migrate(Ledger.migrations)
        let ledger = try await Ledger(
            database: database, store: try FolderStore(root: folder + "/ledger"), tailPath: folder + "/ledger/tail",
            key: key, clock: .fixed(TestHome.noon))
        func append(_ subject: String) async throws {
            let event = ledger.event(kind: .received, subject: subject, agent: .steward)
            try await database.write { tx in ledger.append(event, in: tx) }
            database.answered.withLock { $0.append(subject) }
        }
        for n in 0..<3 { try await append("a\(n)") }
        try await ledger.seal()
        for n in 0..<3 { try await append("b\(n)") }
        try await ledger.seal()
        try await append("c")
        database.copy("at the end")

        let copies = database.copies.withLock { $0 }
        #expect(copies.count > 40)
        for copy in copies {
            let archive = LedgerArchive(
                store: try FolderStore(root: copy.folder + "/ledger"), tailPath: copy.folder + "/ledger/tail",
                keys: [key.verifying])
            var archived: [String] = []
            let reading = try await archive.read { archived.append($0.event.subject) }
            #expect(reading.isProven && archived.starts(with: copy.answered), "\(copy.place): \(reading.faults)")

            let home = try await TestHome(copy.folder, key: key)
            #expect(home.ledger.damage == nil, "\(copy.place)")
            #expect(try await home.ledger.verify().faults == [], "\(copy.place)")
            let subjects = try await home.ledger.events(after: -1, limit: 100).map(\.1.subject)
            // At most the one under way besides.
            #expect(subjects.starts(with: copy.answered) && subjects.count <= copy.answered.count + 1, "\(copy.place)")
            try await home.append(2, subject: "later")
            try await home.ledger.seal()
            let report = try await home.ledger.verify()
            #expect(report.faults == [] && report.provenTo == report.events, "\(copy.place)")
            try FileManager.default.removeItem(atPath: copy.folder)
        }
    }

    @Test("a group torn in the middle of its lines is cut: nobody was answered")
    func tornTail() async throws {
        var home = try await TestHome()
        try await home.append(2)
        let line = EventLine.bytes(
            home.ledger.event(kind: .received, subject: "torn", agent: .steward), at: 2)
        let whole = try DurableFile.read(home.tailPath)
        for torn in [
            line + [10], line, Array(line.prefix(30)), Array(repeating: 0, count: 4096), line + [10] + [0, 0],
        ] {
            let file = try OpenFile.appending(home.tailPath)
            try file.write(torn)
            home = try await home.reopened()
            #expect(home.ledger.damage == nil && home.ledger.lastIndex == 1)
            #expect(try DurableFile.read(home.tailPath) == whole)
            #expect(try await home.ledger.verify().isClean)
        }
    }
}

@Suite("A full disk under the ledger")
struct FullDiskTests {
    @Test(
        "whoever appends hears that it will pass, nothing is lost or half-done, and it goes on when there is room",
        .enabled(if: mayMount))
    func full() async throws {
        let disk = try temporaryFolder()
        try #require(run("mount", "-t", "tmpfs", "-o", "size=3m", "lantai-test", disk))
        defer { _ = run("umount", "-l", disk) }
        let home = try await TestHome(disk)
        var answered: [String] = []
        var problem: (any Explained)?
        let long = String(repeating: "x", count: 20_000)
        while problem == nil {
            let subject = "s\(answered.count)"
            let event = home.ledger.event(
                kind: .received, subject: subject, agent: .steward, facts: ["x": .string(long)])
            do {
                try await home.database.write { [ledger = home.ledger] tx in ledger.append(event, in: tx) }
                answered.append(subject)
            } catch let error as any Explained {
                problem = error
            }
        }
        #expect(problem?.isTransient == true && problem is FullDisk)
        #expect(answered.count > 10)
        #expect(try await home.ledger.events(after: -1, limit: 1000).map(\.1.subject) == answered)
        #expect(try await home.ledger.verify().faults == [])
        try #require(run("mount", "-o", "remount,size=30m", disk))
        try await home.append(3)
        try await home.ledger.seal()
        #expect(try await home.ledger.verify().faults == [])
        try await home.database.close()
    }
}

/// Only root may mount a small disk to fill; the journey under strace injects a full disk for everybody.
private var mayMount: Bool {
    guard geteuid() == 0, let folder = try? temporaryFolder() else { return false }
    return run("mount", "-t", "tmpfs", "-o", "size=1m", "lantai-test", folder) && run("umount", folder)
}

private func run(_ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
}
