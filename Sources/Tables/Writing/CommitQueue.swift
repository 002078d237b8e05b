import Archive
import Glibc
import Synchronization

/// Bodies waiting for the writer, and the loop that commits them in groups: the same for both engines.
///
/// While one group is being brought to disk the next gathers by itself, so the group grows with the load and a lone
/// write never waits for company.
package final class CommitQueue: Sendable {
    private struct State {
        var waiting: [Job] = []
        var isDraining = false
        var hook: (any CommitHook)?
        /// The last COMMIT was not answered and nobody could find out: before anything else is written, it must be.
        var isUnsettled = false
    }

    private let state = Mutex(State())
    private let limit: Int

    package init(limit: Int) { self.limit = limit }

    package func attach(_ hook: any CommitHook) {
        state.withLock {
            precondition($0.hook == nil, "a database has one commit hook")
            $0.hook = hook
        }
    }

    /// Queues `job`; `true` if nobody is draining and the caller must see to it.
    package func add(_ job: Job) -> Bool {
        state.withLock { state in
            state.waiting.append(job)
            if state.isDraining { return false }
            state.isDraining = true
            return true
        }
    }

    /// Commits group after group until nothing waits. Runs on the writer's thread.
    package func drain(on connection: any CommitConnection) {
        while let (group, hook) = next() { commit(group, hook, on: connection) }
    }

    /// Answers everyone who waits with `error`, when there is no writer any more.
    package func refuse(_ error: any Error) {
        while let (group, _) = next() { for job in group { job.fail(error) } }
    }

    private func next() -> ([Job], (any CommitHook)?)? {
        state.withLock { state in
            let group = Array(state.waiting.prefix(limit))
            state.waiting.removeFirst(group.count)
            state.isDraining = !group.isEmpty
            return group.isEmpty ? nil : (group, state.hook)
        }
    }

    private func commit(_ waiting: [Job], _ hook: (any CommitHook)?, on connection: any CommitConnection) {
        var group = waiting
        guard settleEarlier(hook, on: connection) else {
            let problem = TablesProblem.unreachable(detail: "an earlier COMMIT is not settled yet")
            for job in group { job.fail(problem) }
            return
        }
        var isPrepared = false
        do {
            try connection.begin()
            var notes: [any Sendable] = []
            for job in group { notes += try run(job, on: connection) }
            if let hook {
                try connection.takeTurn()
                isPrepared = true
                try connection.lend(nil) { try hook.beforeCommit(notes, in: $0) }
            }
            if Planted.has(.earlyAnswer) {
                for job in group { job.answer() }
                group = []
                // As if the disk were busy: long enough for a fault to fall between.
                usleep(50_000)
            }
            guard try isCommitted(connection) else {
                // Neither side of the hook may run: the next group begins by finding out.
                state.withLock { $0.isUnsettled = true }
                for job in group { job.fail(TablesProblem.outcomeUnknown) }
                return
            }
        } catch {
            connection.rollback(prepared: isPrepared)
            if isPrepared { hook?.afterRollback() }
            let problem = connection.explained(error)
            for job in group { job.fail(problem) }
            return
        }
        hook?.afterCommit()
        for job in group { job.answer() }
    }

    /// Commits; `false` if it cannot be known whether it took place. Throws if it did not.
    private func isCommitted(_ connection: any CommitConnection) throws -> Bool {
        do {
            try connection.commit()
            return true
        } catch {
            switch connection.settle() {
            case .committed: return true
            case .undone: throw error
            case .unknown: return false
            }
        }
    }

    /// Finds out what became of an unanswered COMMIT, and tells the hook late; `false` if it still cannot be known.
    private func settleEarlier(_ hook: (any CommitHook)?, on connection: any CommitConnection) -> Bool {
        guard state.withLock({ $0.isUnsettled }) else { return true }
        switch connection.settle() {
        case .committed: hook?.afterCommit()
        case .undone: hook?.afterRollback()
        case .unknown: return false
        }
        state.withLock { $0.isUnsettled = false }
        return true
    }

    /// One body in its savepoint; its notes if it stands. Throws only if the whole group is lost.
    private func run(_ job: Job, on connection: any CommitConnection) throws -> [any Sendable] {
        try connection.enter()
        let notes = NoteBook()
        let seems = job.run(on: connection, notes)
        let stands = try connection.leave(stands: seems, failure: job.failure)
        if seems, !stands { job.refuse(connection.refusal ?? TablesProblem.undone(detail: "a statement had failed")) }
        return stands ? notes.notes : []
    }
}
