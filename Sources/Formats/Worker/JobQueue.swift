import Foundation

/// One question to a worker, with the caller who waits for it.
struct Job {
    enum Question {
        case file(path: String, WorkerRequest)
        /// Only that a worker be running.
        case probe
    }

    enum Answer {
        case file(WorkerAnswer)
        case failure(WorkerProcess.Failure)
        case probe(Isolation)
    }

    let number: UInt64
    let question: Question
    let reply: CheckedContinuation<Answer, any Error>
}

/// The queue between callers, who wait without a thread, and the threads that attend to one worker each.
///
/// `@unchecked`: every stored property is used between `lock()` and `unlock()` of `condition` only. A condition
/// and not a `Mutex`, since the threads sleep on it.
final class JobQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [UInt64: Job] = [:]
    private var order: ArraySlice<UInt64> = []
    private var closed = false
    private var running: [Int: pid_t] = [:]
    private var threads: Int
    private var whenEmpty: [CheckedContinuation<Void, Never>] = []
    private var lastIsolation: Isolation?

    init(threads: Int) { self.threads = threads }

    private func locked<T>(_ body: () throws -> T) rethrows -> T {
        condition.lock()
        defer { condition.unlock() }
        return try body()
    }

    /// Puts `job` last. A closed queue answers it at once.
    func put(_ job: Job) {
        let accepted = locked {
            guard !closed else { return false }
            waiting[job.number] = job
            order.append(job.number)
            condition.signal()
            return true
        }
        if !accepted { job.reply.resume(throwing: WorkerProblem.closed) }
    }

    /// Takes a job back whose caller has gone. One that a worker has begun is not stopped.
    func cancel(_ number: UInt64) {
        let job = locked { waiting.removeValue(forKey: number) }
        job?.reply.resume(throwing: CancellationError())
    }

    /// The next job; sleeps until there is one; `nil` when the queue is closed.
    func take() -> Job? {
        locked {
            while true {
                if closed { return nil }
                while let number = order.popFirst() {
                    if let job = waiting.removeValue(forKey: number) { return job }
                }
                order = []
                condition.wait()
            }
        }
    }

    var isClosed: Bool { locked { closed } }
    var isolation: Isolation? { locked { lastIsolation } }
    var processes: [pid_t] { locked { Array(running.values) } }

    /// A worker has started in `slot`.
    func started(_ slot: Int, _ pid: pid_t, _ isolation: Isolation) {
        locked {
            running[slot] = pid
            lastIsolation = isolation
            if closed { kill(pid, SIGKILL) }
        }
    }

    /// The worker in `slot` is about to be waited for: from then on its number may be another's.
    func ending(_ slot: Int) { locked { _ = running.removeValue(forKey: slot) } }

    /// A thread has ended.
    func left() {
        let waiters = locked {
            threads -= 1
            guard threads == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { whenEmpty = [] }
            return whenEmpty
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Refuses what waits, kills what runs.
    func close() {
        let refused = locked {
            closed = true
            for pid in running.values { kill(pid, SIGKILL) }
            condition.broadcast()
            defer { waiting = [:] }
            return Array(waiting.values)
        }
        for job in refused { job.reply.resume(throwing: WorkerProblem.closed) }
    }

    /// Comes back when all threads have ended.
    func empty() async {
        await withCheckedContinuation { (reply: CheckedContinuation<Void, Never>) in
            let already = locked {
                if threads > 0 { whenEmpty.append(reply) }
                return threads == 0
            }
            if already { reply.resume() }
        }
    }
}
