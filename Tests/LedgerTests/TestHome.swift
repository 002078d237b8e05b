import Archive
import Bytes
import Foundation
import Ledger
import Synchronization
import Tables
import TestGround

/// A home in a temporary folder: a database and a ledger, without the rest of the house.
struct TestHome: Sendable {
    let folder: String
    let key: SigningKey
    let database: any Database
    let store: FolderStore
    let ledger: Ledger

    static let noon = Instant(text: "2026-11-23T04:00:00.000000Z")!

    var tailPath: String { folder + "/ledger/tail" }
    var archive: LedgerArchive { LedgerArchive(store: store, tailPath: tailPath, keys: [key.verifying]) }

    /// Opens the home in `folder`, a new one by default.
    init(_ folder: String? = nil, key: SigningKey = .generate(), clock: Clock = .fixed(noon)) async throws {
        let folder = try folder ?? temporaryFolder()
        self.folder = folder
        self.key = key
        try FileManager.default.createDirectory(atPath: folder + "/ledger", withIntermediateDirectories: true)
        database = try TestGround.database(folder + "/lantai.db")
        store = try FolderStore(root: folder + "/ledger")
        try await database.migrate(Ledger.migrations)
        ledger = try await Ledger(
            database: database, store: store, tailPath: folder + "/ledger/tail", key: key, clock: clock)
    }

    /// Closes the database and opens the home again.
    func reopened() async throws -> TestHome {
        try await database.close()
        return try await TestHome(folder, key: key)
    }

    /// Appends `count` events, one after the other.
    func append(_ count: Int, kind: EventKind = .received, subject: String = "subject") async throws {
        for n in 0..<count {
            let event = ledger.event(kind: kind, subject: subject, agent: .steward, facts: ["n": .int(Int64(n))])
            try await database.write { [ledger] tx in ledger.append(event, in: tx) }
        }
    }

    /// Writes an act document and appends an event that names it.
    func append(act: JSON) async throws {
        let event = ledger.event(
            kind: .decided, subject: "batch", agent: .steward, act: try await ledger.write(act: act))
        try await database.write { [ledger] tx in ledger.append(event, in: tx) }
    }
}

/// A new empty folder, gone when the tests are.
func temporaryFolder() throws -> String {
    let path = Temporary.folder + "/" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
}

private enum Temporary {
    static let folder: String = {
        atexit { try? FileManager.default.removeItem(atPath: Temporary.folder) }
        return NSTemporaryDirectory() + "lantai-ledger-\(getpid())"
    }()
}
