package import Archive
import Bytes
package import Intake
import Ledger
import Synchronization
import Tables

/// Watches what keeps bytes: asks the stores, the copies, the checks and the backup how they are.
package final class StorageWatch: Sendable {
    package struct Limits: Sendable {
        /// Bytes that are to stay free.
        package var floor: Int64
        package var checksDays: Int64
        /// 0: no backup is expected.
        package var backupDays: Int64
        package var lagHours: Int64
        package var spaceDays: Int64
        /// Days for which a record may be in no offline set of a kind that the archive keeps; 0: for ever.
        package var setsDays: Int64
        /// Days without a round over the formats; 0: none is expected.
        package var formatsDays: Int64
        /// Days for which a record may not have been scanned for viruses; 0: for ever.
        package var scansDays: Int64
        /// Whether a virus scanner is connected at all.
        package var hasScanner: Bool

        package init(
            floor: Int64, checksDays: Int64, backupDays: Int64, lagHours: Int64, spaceDays: Int64, setsDays: Int64,
            formatsDays: Int64, scansDays: Int64, hasScanner: Bool
        ) {
            (self.floor, self.checksDays, self.backupDays) = (floor, checksDays, backupDays)
            (self.lagHours, self.spaceDays, self.setsDays) = (lagHours, spaceDays, setsDays)
            (self.formatsDays, self.scansDays, self.hasScanner) = (formatsDays, scansDays, hasScanner)
        }
    }

    package let stacks: Stacks
    private let clock: Clock
    private let limits: Limits
    private let free: @Sendable () -> Int64?
    private let isReadOnly: @Sendable () -> Bool
    private let backup: @Sendable () -> Instant?
    private let policy: @Sendable (Day) async throws -> PolicyInForce
    private let last = Mutex<StorageState?>(nil)

    /// A state is computed anew after so many microseconds.
    private static let fresh: Int64 = 30_000_000
    private static let day: Int64 = 86_400_000_000

    /// - Parameters:
    ///   - free: bytes free on the disk of the archive's own store; `nil` where nobody can tell.
    ///   - backup: when the last backup was made.
    ///   - policy: the format policy that holds on a day.
    package init(
        _ stacks: Stacks, clock: Clock, limits: Limits, free: @escaping @Sendable () -> Int64?,
        isReadOnly: @escaping @Sendable () -> Bool = { false }, backup: @escaping @Sendable () -> Instant?,
        policy: @escaping @Sendable (Day) async throws -> PolicyInForce
    ) {
        (self.stacks, self.clock, self.limits) = (stacks, clock, limits)
        (self.free, self.isReadOnly, self.backup) = (free, isReadOnly, backup)
        self.policy = policy
    }

    /// The next `state` looks again.
    package func forget() { last.withLock { $0 = nil } }

    /// How things stand, at most half a minute old.
    package func state() async throws -> StorageState {
        let now = clock.now
        if let known = last.withLock({ $0 }), now.microseconds - known.at.microseconds < StorageWatch.fresh,
            known.at <= now
        {
            return known
        }
        let state = try await look(at: now)
        last.withLock { $0 = state }
        return state
    }

    /// Writes down once a day how much is free and kept: from that the growth is known.
    package func sample() async throws {
        let (now, free) = (clock.now, free())
        guard let free else { return }
        let day = clock.today.text
        try await stacks.database.write { tx in
            try tx.run(
                """
                INSERT INTO storage_sample (place, day, free, kept)
                SELECT 'primary', \(day), \(free), CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM holding WHERE true
                ON CONFLICT (place, day) DO NOTHING
                """)
            let old = Instant(microseconds: now.microseconds - 400 * StorageWatch.day)
            try tx.run("DELETE FROM storage_sample WHERE day < \(String(old.text.prefix(10)))")
        }
    }

    private func look(at now: Instant) async throws -> StorageState {
        let failure = await failure()
        let (sums, began, samples) = try await stacks.database.read { tx in
            let month = Instant(microseconds: now.microseconds - 30 * StorageWatch.day)
            let sums = try tx.row(
                """
                SELECT count(*) AS objects, CAST(coalesce(sum(bytes), 0) AS BIGINT) AS bytes,
                  CAST(coalesce(sum(CASE WHEN preserved_at >= \(month) THEN bytes ELSE 0 END), 0) AS BIGINT) AS fresh
                FROM holding
                """)!
            let began = try tx.row("SELECT at FROM event WHERE idx = 0").flatMap { Instant(text: $0.text("at")) }
            let samples = try tx.rows(
                """
                SELECT day, free FROM storage_sample WHERE place = 'primary' AND day >= \(String(month.text.prefix(10)))
                ORDER BY day
                """
            ).compactMap { row in Day(text: row.text("day")).map { ($0, row.int("free")) } }
            return (sums, began, samples)
        }
        let age = max(1, min(30, (now.microseconds - (began ?? now).microseconds) / StorageWatch.day))
        var growth = sums.int("fresh") / age
        let free = free()
        // What else fills the disk (packages that wait, access copies) is seen only by what is left of it.
        if let free, let (day, before) = samples.first, case let days = clock.today.daysSince1970 - day.daysSince1970,
            days >= 2
        {
            growth = max(growth, (before - free) / Int64(days))
        }
        let left = free.flatMap { free in growth > 0 ? max(0, free - limits.floor) / growth : nil }
        var state = StorageState(
            at: now, failure: failure, objects: sums.int("objects"), bytes: sums.int("bytes"), free: free,
            floor: limits.floor, growth: growth, daysLeft: left, replicas: try await stacks.replicaStates(),
            oldestCheck: try await stacks.oldestCheck(), openCases: try await stacks.openDamageCases(),
            formats: FormatCare(try await stacks.lastFormatRound(), today: try await policy(clock.today)),
            viruses: try await stacks.virusCare(), offline: try await stacks.offlineCare(days: limits.setsDays),
            backup: backup(), alarms: [])
        state.alarms = StorageAlarms(limits: limits, began: began ?? now).all(of: state)
        return state
    }

    /// Reads what is always there, and asks whether the disk still takes anything.
    private func failure() async -> StorageState.Failure? {
        do {
            _ = try await stacks.shelf(of: CopyName.primary)
        } catch let problem as any Explained {
            return .init(code: problem.code, what: problem.what, next: problem.next)
        } catch {
            return .init(
                code: "storage.unreadable", what: Words(zh: "主库读不出来。", en: "The primary store cannot be read."),
                next: Words(zh: "检查磁盘。", en: "Check the disk."))
        }
        guard isReadOnly() else { return nil }
        return .init(
            code: "storage.read-only",
            what: Words(zh: "主库所在的磁盘变成了只读。", en: "The disk of the primary store has become read-only."),
            next: Words(
                zh: "多半是磁盘出错：查看系统日志，先不要重启，备好副本。",
                en:
                    "Most often the disk has failed: look into the system's log, and have a copy at hand before a restart."
            ))
    }
}
