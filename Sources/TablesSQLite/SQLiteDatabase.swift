import Archive
import Dispatch
import Foundation
import GRDB
import Glibc
package import Tables

/// Rows in one SQLite file: many readers beside one writer that commits in groups.
///
/// Each COMMIT is on disk before anyone is answered (WAL, `synchronous=FULL`); a group shares one. Writer and readers
/// run on GRDB's dispatch queues, so a long statement never holds a thread of the cooperative pool.
///
/// A body must not wait for another `read` or `write` (by semaphore or otherwise): there is one writer, and it would
/// wait for itself. Bodies are synchronous so that the compiler refuses the plain form of this mistake.
package final class SQLiteDatabase: Tables.Database {
    package let dialect = Dialect.sqlite
    package let path: String
    let pool: DatabasePool
    private let queue: CommitQueue

    /// Opens or makes the database at `path`; its folder must exist.
    ///
    /// - Parameters:
    ///   - readers: connections that may read at the same time; as many as the processor can serve, if not said.
    ///   - group: bodies that share one COMMIT at most; 1 makes each wait for its own.
    package init(path: String, readers: Int? = nil, group: Int = 50) throws {
        self.path = path
        var configuration = Configuration()
        configuration.maximumReaderCount = readers ?? min(max(4, ProcessInfo.processInfo.activeProcessorCount), 16)
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // GRDB's pool says NORMAL for WAL, which may lose the last commits when the power fails.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
            // Each connection has its own: what a small one misses stands in the system's cache, which all share.
            try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -1000 : -4000)")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
        } catch let error as DatabaseError {
            let system = errno
            if let full = FullDisk(at: path, sqlite: error.extendedResultCode.rawValue, system: system) { throw full }
            throw TablesProblem.unopened(path: path, detail: error.message ?? "\(error.resultCode)")
        }
        queue = CommitQueue(limit: group)
    }

    package func attach(_ hook: any CommitHook) { queue.attach(hook) }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        do {
            return try await pool.read { db in try SQLiteTransaction.run(on: db, notes: nil, body) }
        } catch let error as DatabaseError {
            throw TablesProblem.meant(by: error, at: path)
        }
    }

    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job = CommitQueue.Job(body, continuation)
            if queue.add(job) {
                pool.asyncWriteWithoutTransaction { [queue] db in queue.drain(on: SQLiteWriter(db: db)) }
            }
        }
    }

    /// Waits for work under way, brings all of it into the one file, and closes it. Later calls fail.
    package func close() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async { [pool] in
                // Who copies the file of a stopped archive should have everything; where it cannot be done now (a full disk, a
                // reader), nothing is lost: the log beside it stays.
                try? pool.writeWithoutTransaction { db in
                    // Closed before: the library would be handed no connection at all.
                    if db.sqliteConnection != nil { _ = try db.checkpoint(.truncate) }
                }
                continuation.resume(with: Result { try pool.close() })
            }
        }
    }
}
