import Archive
import Bytes
import CLinux
import Discovery
import Formats
import Foundation
import Ledger
import Logging
import Sharing
import Tables
import TablesPostgres
import Web

/// An archive in a process that does not write: it reads rows and bytes, follows the ledger into indexes of its own, and knows
/// the way to the process that writes.
final class FollowingHouse: Sendable {
    let rooms: Rooms
    let runner: FollowerRunner
    private let index: IndexFolder
    private let secret: [UInt8]
    private let road: WriterRoad

    /// How long is waited for a process that makes the tables what this program knows, and its secret.
    private static let patience = Duration.seconds(60)

    /// Opens the archive of `home`, whoever holds its lock; waits a minute for a process that prepares the tables.
    ///
    /// - Parameter index: a folder for the indexes; `nil` takes a free one in the home.
    static func open(_ home: Home, index: String?) async throws -> FollowingHouse {
        let settings = try Settings.load(home)
        try settings.needSeveralProcesses()
        try home.hold(zone: settings.zone)
        try home.hold(store: settings.store)
        try home.hold(database: settings.database)
        let folder = try IndexFolder.take(in: home, given: index)
        let last = ContinuousClock.now + patience
        while true {
            do {
                let database = try home.followDatabase(settings.database)
                try await NewerRows.refuse(database.read { try $0.migrations() })
                guard let secret = try await database.knownSecret().flatMap({ [UInt8](hex: $0) }),
                    try await database.read({ try $0.migrations() }).count == House.migrations.count
                else { throw ProcessProblem.unprepared }
                return try await FollowingHouse(home, settings, database, secret, folder)
            } catch let problem as any Explained where problem.isTransient && ContinuousClock.now < last {
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    private init(
        _ home: Home, _ settings: Settings, _ database: PostgresDatabase, _ secret: [UInt8], _ folder: IndexFolder
    ) async throws {
        let clock = Clock.system(zone: settings.zone)
        let grounds = try await home.grounds(settings.store)
        let ledger = try await Ledger(watching: database, store: grounds.ledger, clock: clock)
        rooms = try await Rooms(
            home, settings, clock, database: database, store: grounds.stacks, ledger: ledger, publicLog: nil,
            index: folder.path)
        runner = FollowerRunner(ledger: ledger, followers: rooms.indexFollowers, clock: clock, parks: false)
        (index, self.secret) = (folder, secret)
        road = WriterRoad(
            secret: secret, find: { try await database.writerPlace()?.address },
            // Whoever has just done something sees it on the next page.
            done: { try? await ledger.lookForMore() })
        try await rooms.fillIndexes()
    }

    var webRooms: WebRooms { rooms.web(runner: runner, copyRoom: nil, secret: secret, writer: road) }

    /// Follows the ledger until cancelled.
    func run(_ logger: Logger) async {
        await withTaskGroup { group in
            group.addTask { [self] in await rooms.ledger.watch() }
            group.addTask { [self] in await runner.run() }
            group.addTask { [self] in await IndexKeeper(finder: rooms.finder, logger: logger).run() }
            group.addTask { [self] in
                await FirstPageKeeper(
                    room: rooms.readingRoom, finder: rooms.finder, clock: rooms.clock, logger: logger
                ).run()
            }
            group.addTask {
                while !Task.isCancelled {
                    malloc_trim(0)
                    try? await Task.sleep(for: .seconds(5))
                }
            }
        }
    }

    func close() async {
        await rooms.workers.close()
        try? await rooms.database.close()
    }
}

/// The folder of one serving process's indexes, in which no other works.
struct IndexFolder: Sendable {
    let path: String
    private let lock: OpenFile

    /// - Parameter given: a folder to take; `nil`: the first free one of `index/server-1`, `index/server-2` … in the home. A
    ///   process that starts again finds that of before, and goes on from there.
    static func take(in home: Home, given: String?) throws -> IndexFolder {
        if let given {
            let path = URL(fileURLWithPath: given).standardizedFileURL.path
            guard let folder = try take(path) else { throw ProcessProblem.indexTaken(path) }
            return folder
        }
        var number = 1
        while true {
            if let folder = try take("\(home.index)/server-\(number)") { return folder }
            number += 1
        }
    }

    private static func take(_ path: String) throws -> IndexFolder? {
        try DurableFile.makeFolder(path, mode: 0o700)
        let lock = try OpenFile.appending(path + "/lock", mode: 0o600)
        return lock.tryLock() ? IndexFolder(path: path, lock: lock) : nil
    }
}
