package import Archive
package import Bytes
package import Formats
import Intake
import Ledger
import Preservation
import Synchronization
import Tables

/// Where access copies are made (复制室): claims pieces one after the other, with as many hands as it has workers.
///
/// Several copy rooms, in one process or in many, share the work through the rows of `copy_piece` alone.
package final class CopyRoom: Sendable {
    /// The follower's name, and that of its progress.
    package static let name = "sharing.copies"

    let database: any Database
    let stacks: Stacks
    let clock: Clock
    let progress: Progress
    private let copies: AccessCopies
    private let readers: Readers
    private let scratch: Scratch
    private let workers: WorkerPool
    /// What makes copies of sound and film; `nil`: nothing does.
    private let media: MediaTools?
    private let hands: Int
    /// Milliseconds; renewed after a third of it.
    private let lease: Int64
    private let freeSpaceFloor: Int64
    private let working = Mutex<Task<Void, Never>?>(nil)
    private let bell = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])

    /// - Parameters:
    ///   - workers: their own, so that readers and checks never wait behind copies.
    ///   - hands: pieces worked on at once.
    ///   - lease: milliseconds a piece is held without being renewed.
    ///   - freeSpaceFloor: bytes free on the disk below which no copies are made.
    package init(
        for room: ReadingRoom, scratch: Scratch, workers: WorkerPool, hands: Int, lease: Int64 = 60_000,
        freeSpaceFloor: Int64 = 0
    ) {
        database = room.database
        stacks = room.stacks
        clock = room.clock
        progress = Progress(database: room.database, clock: room.clock)
        copies = room.copies
        readers = room.readers
        self.scratch = scratch
        self.workers = workers
        media = room.media
        self.hands = hands
        self.lease = lease
        self.freeSpaceFloor = freeSpaceFloor
    }

    /// Whether anything is to be made of a file of this format.
    func copies(in mime: String) -> Bool {
        PublicFile.showsPages(mime) || media?.decodes == true && PlayedMedia.mayNeedCopy(mime)
    }

    /// Tells the hands that there may be work.
    func wake() { bell.withLock { for listener in $0.values { listener.yield() } } }

    /// Begins to work, until `stop`.
    package func start() {
        working.withLock { working in
            guard working == nil else { return }
            working = Task { await run() }
        }
    }

    /// Ends the workers, and comes back when what was in hand has been given back: nobody has to wait for its lease.
    package func stop() async {
        let task = working.withLock { working in
            defer { working = nil }
            return working
        }
        task?.cancel()
        await workers.close()
        await task?.value
    }

    /// Works until the task is cancelled. What is in hand then is given back.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            for hand in 0..<hands { group.addTask { [self] in await work(hand) } }
        }
    }

    private func work(_ hand: Int) async {
        defer { _ = bell.withLock { $0.removeValue(forKey: hand) } }
        var lastAtWork = clock.now
        while !Task.isCancelled {
            // Before the look, so that nothing comes unheard between looking and listening. A new one each time: a stream whose
            // listener was cancelled has ended.
            let (bells, listener) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            bell.withLock { $0[hand] = listener }
            let mustWait = (try? await isInTheWay(idleSince: lastAtWork)) ?? true
            let hasWorked = mustWait ? false : ((try? await step()) ?? nil) != nil
            if hasWorked {
                lastAtWork = clock.now
                continue
            }
            // Leases that run out, and pieces that others enter, ring no bell.
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await Task.sleep(for: .seconds(5)) }
                group.addTask { for await _ in bells { return } }
                await group.next()
                group.cancelAll()
            }
        }
    }

    /// The longest a hand waits for readers before it does one more piece: a site that is never quiet gets its copies too.
    private static let patience = Duration.seconds(60)

    /// Whether many read, or somebody checks, keeps or catalogues a transfer just now: copies can wait, and share disk and
    /// processors.
    private func isInTheWay(idleSince lastAtWork: Instant) async throws -> Bool {
        if readers.areMany(at: clock.now), clock.now < lastAtWork + Self.patience { return true }
        let lately = clock.now + .seconds(-3)
        return try await database.read { tx in
            try tx.row("SELECT 1 AS one FROM progress WHERE follower <> \(Self.name) AND at > \(lately) LIMIT 1") != nil
        }
    }

    /// Works until no piece is free, of one unit or of all. For commands and tests.
    /// - Returns: How many pieces were claimed.
    @discardableResult
    package func settle(_ unit: UnitID? = nil) async throws -> Int {
        var count = 0
        while let pieces = try await step(unit) { count += pieces }
        return count
    }

    /// Claims a piece and does it.
    /// - Returns: 1, or 0 if another was quicker; `nil` if none is free, or there is no room on the disk.
    private func step(_ unit: UnitID? = nil) async throws -> Int? {
        guard try scratch.freeSpace() > freeSpaceFloor else { return nil }
        guard try await database.read({ tx in try CopyPiece.isAnyFree(of: unit, in: tx) }) else { return nil }
        let holder = randomBytes(8).hex
        guard
            let piece = try await database.write({ [lease] tx in
                try CopyPiece.claim(by: holder, lease: lease, of: unit, in: tx)
            })
        else { return 0 }
        do {
            // Whoever held it last was killed at it, again and again.
            if piece.tries > CopyPiece.mostTries { throw SharingProblem.copyKills }
            try await withLease(piece, holder) { [self] in try await make(piece) }
            try await finish(piece, holder)
        } catch is LeaseLost {
            // Another has it now, and what was made here serves him too.
        } catch {
            try await setDown(piece, holder, error)
        }
        return 1
    }

    private struct LeaseLost: Error {}

    /// Runs `body`, renewing the lease beside it.
    private func withLease(_ piece: CopyPiece, _ holder: String, _ body: @escaping @Sendable () async throws -> Void)
        async throws
    {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await body()
                return true
            }
            group.addTask { [self] in
                while true {
                    try await Task.sleep(for: .milliseconds(lease / 3))
                    let stands = try await database.write { [lease] tx in
                        try piece.renew(by: holder, lease: lease, in: tx)
                    }
                    if !stands { throw LeaseLost() }
                }
            }
            _ = try await group.next()
            group.cancelAll()
        }
    }

    private func make(_ piece: CopyPiece) async throws {
        guard let file = try await file(of: piece) else { return }
        if let mime = file.format?.mime, PlayedMedia.kind(of: mime) != nil {
            guard let media else { return }
            return try await copies.makePlayable(file, from: stacks, by: media)
        }
        var failure: WorkerProblem?
        for page in piece.firstPage..<(piece.firstPage + piece.pages) {
            try Task.checkCancellation()
            do {
                try await copies.makePyramid(Int(page), of: file, from: stacks, by: workers)
            } catch let problem as WorkerProblem where !problem.isTransient {
                // One bad page keeps the others from nobody.
                failure = failure ?? problem
            }
        }
        if let failure { throw failure }
    }

    /// `nil` if it is no longer kept: then there is nothing to copy.
    private func file(of piece: CopyPiece) async throws -> KeptFile? {
        try await stacks.holding(piece.unit)?.files.first { $0.n == piece.file }
    }

    private func finish(_ piece: CopyPiece, _ holder: String) async throws {
        try await database.write { [progress] tx in
            guard try piece.finish(by: holder, in: tx) else { return }
            try progress.add(piece.pages, to: piece.accession, by: Self.name, in: tx)
            try Self.close(piece.accession, progress, in: tx)
        }
    }

    /// Forgets the progress of a transfer of which nothing is waiting any more.
    private static func close(_ accession: String, _ progress: Progress, in tx: any Transaction) throws {
        guard !accession.isEmpty, try !CopyPiece.isAnyWaiting(of: accession, in: tx) else { return }
        try progress.finish(accession, by: name, in: tx)
    }

    /// Gives a piece back that could not be done, or parks it when it has been tried often enough.
    private func setDown(_ piece: CopyPiece, _ holder: String, _ error: any Error) async throws {
        let reason = (error as? any Explained) ?? SharingProblem.copyFailed(String(describing: error))
        let isStopped = error is CancellationError || Task.isCancelled
        if isStopped || reason.isTransient {
            try await uncancelled { [database] in
                try await database.write { tx in
                    try piece.giveBack(by: holder, after: isStopped ? 0 : 30_000, counts: false, in: tx)
                }
            }
        } else if piece.tries < CopyPiece.mostTries {
            try await database.write { tx in
                try piece.giveBack(by: holder, after: 2_000 << min(piece.tries, 6), counts: true, in: tx)
            }
        } else {
            try await database.write { [clock, progress] tx in
                try piece.park(by: holder, reason, at: clock.now, in: tx)
                try Self.close(piece.accession, progress, in: tx)
            }
        }
    }

    /// A write that is not given up because the task it belongs to is.
    private func uncancelled(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await Task { try await body() }.value
    }
}

// What the desk and commands see and do.
extension CopyRoom {
    /// Pages waiting, all transfers together; pieces parked.
    package func counts() async throws -> (waiting: Int64, parked: Int64) {
        try await database.read { tx in
            let pages = try tx.row(
                "SELECT CAST(coalesce(sum(pages), 0) AS BIGINT) AS c FROM copy_piece WHERE state = 'waiting'")
            let parked = try tx.row("SELECT count(*) AS c FROM copy_piece WHERE state = 'parked'")
            return (pages?.int("c") ?? 0, parked?.int("c") ?? 0)
        }
    }

    /// Whether any copy of a unit is still to be made.
    package func isWaiting(_ unit: UnitID) async throws -> Bool {
        try await database.read { tx in
            try tx.row("SELECT 1 AS one FROM copy_piece WHERE unit = \(unit) AND state = 'waiting' LIMIT 1") != nil
        }
    }

    /// The pieces set aside, by transfer.
    package func parked(limit: Int = 200) async throws -> [ParkedCopy] {
        try await database.read { tx in try ParkedCopy.all(limit: limit, in: tx) }
    }

    /// Puts parked pieces back to work: those of `unit`, or all.
    /// - Returns: How many there were.
    @discardableResult
    package func retry(_ unit: UnitID? = nil) async throws -> Int {
        let count = try await database.write { [progress] tx in
            let one: Query = unit.map { " AND unit = \($0)" } ?? ""
            let accessions = Set(
                try tx.rows("SELECT accession FROM copy_piece WHERE state = 'parked'\(sql: one)").map {
                    $0.text("accession")
                })
            let count = try tx.run(
                """
                UPDATE copy_piece SET state = 'waiting', tries = 0, holder = '', free_at = \(sql: tx.dialect.milliseconds)
                WHERE state = 'parked'\(sql: one)
                """)
            for accession in accessions where !accession.isEmpty {
                let left = try CopyPiece.pagesWaiting(of: accession, in: tx)
                try progress.begin(accession, by: Self.name, done: 0, of: left, in: tx)
            }
            return count
        }
        wake()
        return count
    }
}
