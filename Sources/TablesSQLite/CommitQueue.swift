import Archive
import GRDB
import Synchronization
import Tables

/// Bodies waiting for the writer, and the loop that commits them in groups.
///
/// While one group is being brought to disk the next gathers by itself, so the group grows with the load and a lone
/// write never waits for company.
final class CommitQueue: Sendable {
    private struct State {
        var waiting: [Job] = []
        var isDraining = false
        var hook: (any CommitHook)?
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    func attach(_ hook: any CommitHook) {
        state.withLock {
            precondition($0.hook == nil, "a database has one commit hook")
            $0.hook = hook
        }
    }

    /// Queues `job`; `true` if nobody is draining and the caller must see to it.
    func add(_ job: Job) -> Bool {
        state.withLock { state in
            state.waiting.append(job)
            if state.isDraining { return false }
            state.isDraining = true
            return true
        }
    }

    /// Commits group after group until nothing waits. Runs on the writer's queue.
    func drain(on db: GRDB.Database) {
        while let (group, hook) = next() { commit(group, hook, on: db) }
    }

    private func next() -> ([Job], (any CommitHook)?)? {
        state.withLock { state in
            let group = Array(state.waiting.prefix(limit))
            state.waiting.removeFirst(group.count)
            state.isDraining = !group.isEmpty
            return group.isEmpty ? nil : (group, state.hook)
        }
    }

    private func commit(_ group: [Job], _ hook: (any CommitHook)?, on db: GRDB.Database) {
        var isPrepared = false
        do {
            guard db.sqliteConnection != nil else { throw TablesProblem.closed }
            try db.statement("BEGIN IMMEDIATE").run()
            var notes: [any Sendable] = []
            for job in group { notes += try run(job, on: db) }
            if let hook {
                isPrepared = true
                try SQLiteTransaction.run(on: db, notes: nil) { try hook.beforeCommit(notes, in: $0) }
            }
            try db.statement("COMMIT").run()
        } catch {
            if db.isInsideTransaction { try? db.statement("ROLLBACK").run() }
            // A COMMIT whose sync failed may lie whole in the log, and would be found done after a crash: with the log
            // emptied it is gone for good. Where that fails too (the disk is full), the ledger's tail still has it.
            if isPrepared { try? db.statement("PRAGMA wal_checkpoint(TRUNCATE)").run() }
            if isPrepared { hook?.afterRollback() }
            let problem = CommitQueue.explained(error, on: db)
            for job in group { job.fail(problem) }
            return
        }
        hook?.afterCommit()
        for job in group { job.answer() }
    }

    /// One body in its savepoint; its notes if it stands. Throws only if the whole group is lost.
    private func run(_ job: Job, on db: GRDB.Database) throws -> [any Sendable] {
        try db.statement("SAVEPOINT body").run()
        let notes = NoteBook()
        let stands = job.run(on: db, notes)
        // A full disk makes SQLite undo everything, whatever the body made of the error.
        guard db.isInsideTransaction else {
            throw job.failure as? any Explained ?? TablesProblem.undone(detail: "SQLite ended the transaction")
        }
        if !stands { try db.statement("ROLLBACK TO body").run() }
        try db.statement("RELEASE body").run()
        return stands ? notes.notes : []
    }

    /// What everyone in a group that was undone hears.
    private static func explained(_ error: any Error, on db: GRDB.Database) -> any Error {
        switch error {
        case let error as DatabaseError: TablesProblem.meant(by: error, at: db.file)
        case is any Explained: error
        default: TablesProblem.undone(detail: String(describing: error))
        }
    }
}
