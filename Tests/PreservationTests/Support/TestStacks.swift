import Archive
import Bytes
import Intake
import Ledger
import Preservation
import Tables
import TestGround

/// Stacks with a ledger and a database in a temporary folder, without the rest of the house.
struct TestStacks: Sendable {
    let folder: TemporaryFolder
    let key: SigningKey
    let database: any Database
    let store: FolderStore
    let ledger: Ledger
    let stacks: Stacks
    private let file: any Database

    static let noon = Instant(text: "2026-11-23T04:00:00.000000Z")!

    var root: String { folder.path + "/stacks" }
    var staging: String { folder.path + "/staging" }

    /// - Parameters:
    ///   - wrapStore, wrapDatabase: put something between the stacks and the real ones: to count, or to fail.
    init(
        in folder: TemporaryFolder? = nil, key: SigningKey = .generate(), clock: Clock = .fixed(noon),
        package: SamplePackage? = nil, replicas: [ReplicaPlace] = [], repairs: RepairPolicy = .automatic,
        beginsAnew: Bool = false,
        wrapStore: (FolderStore) -> any ByteStore = { $0 }, wrapDatabase: (any Database) -> any Database = { $0 }
    ) async throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        self.key = key
        try DurableFile.makeFolder(folder.path + "/ledger")
        file = try TestGround.database(folder.path + "/lantai.db")
        try await file.migrate(Ledger.migrations + preservationMigrations)
        database = wrapDatabase(file)
        ledger = try await Ledger(
            database: database, store: try FolderStore(root: folder.path + "/ledger"),
            tailPath: folder.path + "/ledger/tail", key: key, clock: clock)
        store = try FolderStore(root: folder.path + "/stacks")
        stacks = try await Stacks(
            database: database, ledger: ledger, store: wrapStore(store),
            scratch: try Scratch(root: folder.path + "/scratch"), clock: clock,
            replicas: replicas, repairs: repairs, beginsAnew: beginsAnew,
            packages: { accession in
                guard let package, package.accession.id == accession else { throw NoPackage() }
                return package.package
            })
    }

    struct NoPackage: Error {}

    /// Says in the ledger that the package's custody changed.
    func accept(_ accession: AccessionID = SamplePackage.id) async throws {
        let event = ledger.event(kind: .accepted, subject: accession.text, agent: .steward)
        try await database.write { [ledger] tx in ledger.append(event, in: tx) }
    }

    /// Lets the follower do all it has to.
    func settle() async throws {
        try await FollowerRunner(
            ledger: ledger, followers: [StacksFollower(stacks)], clock: .fixed(Self.noon), sleep: { _ in }
        ).settle()
    }

    func close() async throws { try await file.close() }

    /// All keys of the store, in order.
    func keys() async throws -> [String] {
        var keys: [String] = []
        for try await key in store.keys(under: nil) { keys.append(key.text) }
        return keys
    }

    /// The places of the objects in the store.
    func objects() async throws -> [ByteKey] {
        try await keys().filter { $0.hasSuffix("/0=ocfl_object_1.1") }.map { ByteKey(String($0.dropLast(18)))! }
    }

    /// The whole content of a table, for comparing.
    func rows(_ query: Query) async throws -> [Row] { try await database.read { tx in try tx.rows(query) } }
}
