package import Archive
import Synchronization
package import Tables

/// How far long work on a subject has come (进度), for pages and commands: written at most once a second.
package final class Progress: Sendable {
    private struct Place: Hashable {
        let subject: String
        let follower: String
    }

    private let database: any Database
    private let clock: Clock
    private let written = Mutex<[Place: Instant]>([:])

    package init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    /// Tells that `done` of `total` pieces are done, and `bytes` of `totalBytes` where pieces are of very different size. The first
    /// and the last are always written.
    package func report(
        _ subject: String, by follower: String, done: Int64, of total: Int64, bytes: Int64 = 0,
        ofBytes totalBytes: Int64 = 0
    ) async throws {
        let (place, now) = (Place(subject: subject, follower: follower), clock.now)
        let isDue = written.withLock { written in
            if let last = written[place], done < total || bytes < totalBytes || total == 0, now < last + .seconds(1) {
                return false
            }
            written[place] = now
            return true
        }
        guard isDue else { return }
        try await database.write { tx in
            try tx.run(
                """
                INSERT INTO progress (subject, follower, done, total, bytes, total_bytes, since, at)
                VALUES (\(subject), \(follower), \(done), \(total), \(bytes), \(totalBytes), \(now), \(now))
                ON CONFLICT (subject, follower) DO UPDATE SET done = excluded.done, total = excluded.total,
                  bytes = excluded.bytes, total_bytes = excluded.total_bytes, at = excluded.at
                """)
        }
    }

    /// Tells how far work has come that several do in pieces: in the transaction that makes the pieces.
    package func begin(_ subject: String, by follower: String, done: Int64, of total: Int64, in tx: any Transaction)
        throws
    {
        let now = clock.now
        try tx.run(
            """
            INSERT INTO progress (subject, follower, done, total, since, at)
            VALUES (\(subject), \(follower), \(done), \(total), \(now), \(now))
            ON CONFLICT (subject, follower) DO UPDATE SET done = excluded.done, total = excluded.total,
              since = excluded.since, at = excluded.at
            """)
    }

    /// Adds what one piece did: in the transaction that finishes the piece. Nothing if the work is not told of yet.
    package func add(_ done: Int64, to subject: String, by follower: String, in tx: any Transaction) throws {
        try tx.run(
            """
            UPDATE progress SET done = done + \(done), at = \(clock.now)
            WHERE subject = \(subject) AND follower = \(follower)
            """)
    }

    /// Forgets the work: to be called in the transaction that finishes it.
    package func finish(_ subject: String, by follower: String, in tx: any Transaction) throws {
        _ = written.withLock { $0.removeValue(forKey: Place(subject: subject, follower: follower)) }
        try tx.run("DELETE FROM progress WHERE subject = \(subject) AND follower = \(follower)")
    }

    /// Work under way on `subject`.
    package func of(_ subject: String) async throws -> [WorkProgress] {
        try await database.read { tx in
            try tx.rows("SELECT * FROM progress WHERE subject = \(subject) ORDER BY since").map(WorkProgress.init(row:))
        }
    }

    /// All work under way.
    package func all() async throws -> [WorkProgress] {
        try await database.read { tx in
            try tx.rows("SELECT * FROM progress ORDER BY since, subject").map(WorkProgress.init(row:))
        }
    }
}

/// How far one piece of long work has come.
package struct WorkProgress: Sendable, Hashable {
    package let subject: String
    package let follower: String
    package let done: Int64
    package let total: Int64
    /// Bytes done and in all; both 0 where they are not counted, only `totalBytes` 0 where their end is not known.
    package let bytes: Int64
    package let totalBytes: Int64
    package let since: Instant
    /// When it was last told.
    package let at: Instant

    init(row: Row) {
        func instant(_ column: String) -> Instant { Instant(text: row.text(column)) ?? Instant(microseconds: 0) }
        subject = row.text("subject")
        follower = row.text("follower")
        done = row.int("done")
        total = row.int("total")
        bytes = row.int("bytes")
        totalBytes = row.int("total_bytes")
        since = instant("since")
        at = instant("at")
    }

    /// Pieces a second since the start; `nil` before there is anything to divide.
    package var rate: Double? { rate(of: done) }
    /// Bytes a second, likewise.
    package var byteRate: Double? { rate(of: bytes) }

    private func rate(of done: Int64) -> Double? {
        let seconds = Double(at.microseconds - since.microseconds) / 1e6
        return seconds > 0 && done > 0 ? Double(done) / seconds : nil
    }

    /// Seconds to go: whichever is longer, by the rate of pieces or of bytes; `nil` where neither has a known end.
    package var secondsLeft: Int64? {
        let lefts = [(rate, total - done), (byteRate, totalBytes - bytes)].compactMap { rate, left in
            rate.flatMap { left >= 0 ? Int64((Double(left) / $0).rounded(.up)) : nil }
        }
        return lefts.max()
    }
}
